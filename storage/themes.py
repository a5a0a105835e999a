"""Which channels, and which people, follow which themes of session notes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from storage.accounts import account_of
from storage.inserting import insert_new
from storage.naming import fold
from storage.tables import AccountRow, MemberAccountRow, MemberRow, PlaceRow, ThemeFollowRow
from storage.types import Account, AccountId, NetworkId, PlaceId

EVERYTHING = ""
"""The theme that stands for every one, also for notes without any."""


@dataclass(frozen=True, slots=True)
class Follow:
    """A channel or a direct message follows a theme, as it was written; EVERYTHING for all."""

    place_id: PlaceId
    theme: str


class Themes:
    """Themes are told apart as people tell them apart."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def follow(
        self, network_id: NetworkId, place_id: PlaceId, theme: str, by: AccountId, now: datetime
    ) -> bool:
        """Let a channel or a direct message follow a theme; return whether that is new."""
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
        """Return what a place, or each channel of the network, follows; the oldest first."""
        query = _of_network(network_id)
        if place_id is not None:
            query = query.where(ThemeFollowRow.place_id == place_id)
        else:
            query = query.where(PlaceRow.kind == "channel")
        return [Follow(PlaceId(row.place_id), row.theme) for row in self._session.scalars(query)]

    def followers(self, network_id: NetworkId, themes: Iterable[str]) -> list[PlaceId]:
        """Return the channels that follow one of these themes, or everything; the oldest first."""
        wanted = _wanted(themes)
        found = [one.place_id for one in self.followed(network_id) if fold(one.theme) in wanted]
        return list(dict.fromkeys(found))

    def readers(self, network_id: NetworkId, themes: Iterable[str]) -> list[Account]:
        """Return where present members read who follow one of these themes, or everything."""
        row, link = ThemeFollowRow, MemberAccountRow
        query = (
            select(AccountRow)
            .join(PlaceRow, PlaceRow.account_id == AccountRow.id)
            .join(row, row.place_id == PlaceRow.id)
            .join(link, (link.account_id == AccountRow.id) & (link.network_id == row.network_id))
            .join(MemberRow, MemberRow.id == link.member_id)
            .where(row.network_id == network_id, row.folded.in_(sorted(_wanted(themes))))
            .where(PlaceRow.kind == "direct", MemberRow.left_at.is_(None))
        )
        found = self._session.scalars(query.order_by(row.at, row.folded))
        return list(dict.fromkeys(account_of(one) for one in found))


def _wanted(themes: Iterable[str]) -> set[str]:
    return {EVERYTHING, *(fold(theme) for theme in themes)}


def _of_network(network_id: NetworkId) -> Select[ThemeFollowRow]:
    row = ThemeFollowRow
    query = select(row).join(PlaceRow, PlaceRow.id == row.place_id)
    return query.where(row.network_id == network_id).order_by(row.at, row.folded)
