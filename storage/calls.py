"""Calls for examples and tips, and what members added to each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.naming import fold, new_id
from storage.tables import CallEntryRow, NoteCallRow
from storage.types import MemberId, NetworkId, PlaceId


@dataclass(frozen=True, slots=True)
class NoteCall:
    """A call for examples and tips. `place_id`: the channel where it was opened."""

    id: str
    network_id: NetworkId
    title: str
    member_id: MemberId | None
    place_id: PlaceId | None
    opened_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CallEntry:
    """What somebody added. `named`: they want their name to stand with it."""

    id: str
    call_id: str
    member_id: MemberId | None
    text: str
    named: bool
    at: datetime


class Calls:
    """An entry is its writer's own: they name it, or take it back."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(
        self,
        network_id: NetworkId,
        title: str,
        by: MemberId,
        place_id: PlaceId | None,
        now: datetime,
    ) -> NoteCall | None:
        """Open a call; None where one of this title, however typed, is open already."""
        if any(fold(one.title) == fold(title) for one in self.open_ones(network_id)):
            return None
        row = NoteCallRow(id=new_id("l"), network_id=network_id, title=title, member_id=by)
        row.place_id, row.opened_at = place_id, now
        self._session.add(row)
        self._session.flush()
        return _call(row)

    def get(self, call_id: str, network_id: NetworkId) -> NoteCall:
        """Return the call; NotFoundError."""
        return _call(self._row(call_id, network_id))

    def open_ones(self, network_id: NetworkId) -> list[NoteCall]:
        """Return the network's open calls, newest first."""
        return [one for one in self.all(network_id) if one.closed_at is None]

    def all(self, network_id: NetworkId) -> list[NoteCall]:
        """Return every call of the network, newest first."""
        query = select(NoteCallRow).filter_by(network_id=network_id)
        rows = self._session.scalars(query.order_by(NoteCallRow.opened_at.desc(), NoteCallRow.id))
        return [_call(row) for row in rows]

    def close(self, call_id: str, network_id: NetworkId, now: datetime) -> bool:
        """Take nothing more; False where it was closed before; NotFoundError."""
        row = self._row(call_id, network_id)
        if row.closed_at is not None:
            return False
        row.closed_at = now
        self._session.flush()
        return True

    def add(
        self, call: NoteCall, text: str, by: MemberId, now: datetime, *, named: bool
    ) -> CallEntry:
        """Keep an entry; sent twice by the same member, it is the one that there is."""
        mine = {"call_id": call.id, "member_id": by, "text": text}
        row = self._session.scalars(select(CallEntryRow).filter_by(**mine)).first()
        if row is None:
            row = CallEntryRow(id=new_id("le"), **mine, named=named, at=now)
            self._session.add(row)
        row.named = named
        self._session.flush()
        return _entry(row)

    def name(self, entry_id: str, by: MemberId, *, named: bool) -> CallEntry:
        """Let a member's own entry stand with their name, or without; NotFoundError."""
        row = self._own(entry_id, by)
        row.named = named
        self._session.flush()
        return _entry(row)

    def take_back(self, entry_id: str, by: MemberId) -> None:
        """Delete a member's own entry; NotFoundError."""
        self._session.delete(self._own(entry_id, by))
        self._session.flush()

    def own(self, member_id: MemberId, network_id: NetworkId, entry_id: str) -> CallEntry | None:
        """Return a member's own entry, or with a blank id their newest; None where it is gone."""
        query = select(CallEntryRow).join(NoteCallRow, NoteCallRow.id == CallEntryRow.call_id)
        query = query.where(
            CallEntryRow.member_id == member_id, NoteCallRow.network_id == network_id
        )
        if entry_id:
            query = query.where(CallEntryRow.id == entry_id)
        newest = query.order_by(CallEntryRow.at.desc(), CallEntryRow.id)
        row = self._session.scalars(newest).first()
        return _entry(row) if row else None

    def entries(self, call_id: str) -> list[CallEntry]:
        """Return what was added, the oldest first."""
        query = select(CallEntryRow).filter_by(call_id=call_id)
        rows = self._session.scalars(query.order_by(CallEntryRow.at, CallEntryRow.id))
        return [_entry(row) for row in rows]

    def counts(self, call_ids: Sequence[str]) -> Counter[str]:
        """Return how many entries each of these calls has."""
        entry = CallEntryRow
        query = select(entry.call_id, func.count()).where(entry.call_id.in_(call_ids))
        rows = self._session.execute(query.group_by(entry.call_id))
        return Counter({row[0]: row[1] for row in rows})

    def _row(self, call_id: str, network_id: NetworkId) -> NoteCallRow:
        row = self._session.get(NoteCallRow, call_id)
        if row is None or row.network_id != network_id:
            raise NotFoundError(f"call {call_id}")
        return row

    def _own(self, entry_id: str, by: MemberId) -> CallEntryRow:
        row = self._session.get(CallEntryRow, entry_id)
        if row is None or row.member_id != by:
            raise NotFoundError(f"entry {entry_id}")
        return row


def _call(row: NoteCallRow) -> NoteCall:
    return NoteCall(
        row.id,
        NetworkId(row.network_id),
        row.title,
        MemberId(row.member_id) if row.member_id else None,
        PlaceId(row.place_id) if row.place_id else None,
        row.opened_at,
        row.closed_at,
    )


def _entry(row: CallEntryRow) -> CallEntry:
    member = MemberId(row.member_id) if row.member_id else None
    return CallEntry(row.id, row.call_id, member, row.text, row.named, row.at)
