"""Which channels follow which themes of session notes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.inserting import insert_new
from storage.naming import fold
from storage.tables import ThemeFollowRow
from storage.types import AccountId, NetworkId, PlaceId

EVERYTHING = ""
"""The theme that stands for every one, also for notes without any."""


@dataclass(frozen=True, slots=True)
class Follow:
    """A channel follows a theme, as it was written; EVERYTHING for all."""

    place_id: PlaceId
    theme: str


class Themes:
    """Themes are told apart as people tell them apart."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def follow(
        self, network_id: NetworkId, place_id: PlaceId, theme: str, by: AccountId, now: datetime
    ) -> bool:
        """Let a channel follow a theme; return whether that is new."""
        key = {"network_id": network_id, "place_id": place_id, "folded": fold(theme)}
        values = key | {"theme": theme, "asked_by": by, "at": now}
        return insert_new(self._session, ThemeFollowRow, values)

    def unfollow(self, network_id: NetworkId, place_id: PlaceId, theme: str) -> bool:
        """Let it follow the theme no more; return whether it did."""
        row = ThemeFollowRow
        gone = delete(row).where(
            row.network_id == network_id, row.place_id == place_id, row.folded == fold(theme)
        )
        return self._session.execute(gone.returning(row.place_id)).first() is not None

    def followed(self, network_id: NetworkId, place_id: PlaceId | None = None) -> list[Follow]:
        """Return what a channel, or each of the network's, follows; the oldest first."""
        query = select(ThemeFollowRow).filter_by(network_id=network_id)
        if place_id is not None:
            query = query.filter_by(place_id=place_id)
        rows = self._session.scalars(query.order_by(ThemeFollowRow.at, ThemeFollowRow.folded))
        return [Follow(PlaceId(row.place_id), row.theme) for row in rows]

    def followers(self, network_id: NetworkId, themes: Iterable[str]) -> list[PlaceId]:
        """Return the channels that follow one of these themes, or everything; the oldest first."""
        wanted = {EVERYTHING, *(fold(theme) for theme in themes)}
        found = [one.place_id for one in self.followed(network_id) if fold(one.theme) in wanted]
        return list(dict.fromkeys(found))
