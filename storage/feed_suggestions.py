"""Feeds that members suggest for a channel, until an organiser says yes or no."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.digest_records import FeedSuggestion, SuggestionId
from storage.errors import NotFoundError
from storage.naming import new_id
from storage.tables import FeedSuggestionRow
from storage.types import AccountId, NetworkId, PlaceId


class FeedSuggestions:
    """The same address for the same channel is one suggestion while it is open."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        network_id: NetworkId,
        url: str,
        place_id: PlaceId | None,
        topics: Sequence[str],
        by: AccountId,
        now: datetime,
        title: str = "",
    ) -> FeedSuggestion:
        """Keep a suggestion; return the one that is open, where there is one."""
        for known in self.open_of(network_id):
            if (known.url, known.place_id) == (url, place_id):
                return known
        row = FeedSuggestionRow(
            id=new_id("fs"),
            network_id=network_id,
            url=url,
            title=title,
            place_id=place_id,
            topics=list(topics),
            account_id=by,
            state="open",
            at=now,
        )
        self._session.add(row)
        self._session.flush()
        return _suggestion(row)

    def get(self, suggestion_id: SuggestionId, network_id: NetworkId) -> FeedSuggestion:
        """Return a suggestion of this network; NotFoundError."""
        return _suggestion(self._row(suggestion_id, network_id))

    def open_of(self, network_id: NetworkId) -> list[FeedSuggestion]:
        """Return the network's suggestions that nobody answered, the oldest first."""
        query = select(FeedSuggestionRow).filter_by(network_id=network_id, state="open")
        rows = self._session.scalars(query.order_by(FeedSuggestionRow.at, FeedSuggestionRow.id))
        return [_suggestion(row) for row in rows]

    def settle(
        self,
        suggestion_id: SuggestionId,
        network_id: NetworkId,
        state: Literal["accepted", "declined"],
        now: datetime,
    ) -> bool:
        """Write an organiser's answer; False where there was one already. NotFoundError."""
        row = self._row(suggestion_id, network_id, lock=True)
        if row.state != "open":
            return False
        row.state, row.settled_at = state, now
        self._session.flush()
        return True

    def _row(
        self, suggestion_id: SuggestionId, network_id: NetworkId, *, lock: bool = False
    ) -> FeedSuggestionRow:
        row = self._session.get(
            FeedSuggestionRow, suggestion_id, with_for_update=lock, populate_existing=lock
        )
        if row is None or row.network_id != network_id:
            raise NotFoundError(f"suggestion {suggestion_id}")
        return row


def _suggestion(row: FeedSuggestionRow) -> FeedSuggestion:
    return FeedSuggestion(
        SuggestionId(row.id),
        NetworkId(row.network_id),
        row.url,
        PlaceId(row.place_id) if row.place_id else None,
        tuple(row.topics),
        AccountId(row.account_id) if row.account_id else None,
        "open" if row.state == "open" else "accepted" if row.state == "accepted" else "declined",
        row.at,
        row.title,
    )
