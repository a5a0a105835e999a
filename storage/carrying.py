"""Who carries a session's conversation on: open, carried, resting or done.

A session without a row is open: nobody has said anything about it yet. A member is written down
here only after they said yes themself; `name` is what notes say, and nobody's promise.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.inserting import insert_new
from storage.session_records import EventSession
from storage.tables import CarryingRow, MemberRow
from storage.types import MemberId, SessionId

CarryState = Literal["open", "carried", "resting", "done"]


@dataclass(frozen=True, slots=True)
class Carrying:
    """How it stands with a conversation. `since`: when this state began.

    `name`: who carries it on as the notes say it. `stopped`: the volunteer asked for no questions.
    """

    session_id: SessionId
    state: CarryState
    since: datetime
    member_id: MemberId | None = None
    name: str = ""
    nudges: int = 0
    nudged_at: datetime | None = None
    stopped: bool = False


class CarryingOn:
    """One row a session; of two who offer at the same moment, one carries it on."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, session: EventSession) -> Carrying:
        """Return how it stands with a session's conversation."""
        return self.of_sessions([session])[session.id]

    def of_sessions(self, sessions: Sequence[EventSession]) -> dict[SessionId, Carrying]:
        """Return how it stands with each of these."""
        query = select(CarryingRow).where(CarryingRow.session_id.in_([one.id for one in sessions]))
        rows = self._session.scalars(query).all()
        gone = self._gone({row.member_id for row in rows if row.member_id})
        known = {row.session_id: _carrying(row, gone) for row in rows}
        return {one.id: known.get(one.id) or _untouched(one) for one in sessions}

    def carried_by(self, member_id: MemberId) -> list[Carrying]:
        """Return the conversations that a member carries on now, the oldest first."""
        query = select(CarryingRow).filter_by(member_id=member_id, state="carried")
        rows = self._session.scalars(query.order_by(CarryingRow.since, CarryingRow.session_id))
        return [_carrying(row, frozenset()) for row in rows]

    def take(
        self,
        session: EventSession,
        member_id: MemberId,
        now: datetime,
        instead_of: MemberId | None = None,
    ) -> bool:
        """Let a member carry it on; False where another does already, but for `instead_of`."""
        row = self._row(session, now)
        carrier = row.member_id if row.state == "carried" else None
        if carrier not in (None, instead_of) and not self._gone({carrier}):
            return False
        row.state, row.member_id, row.since = "carried", member_id, now
        row.nudges, row.nudged_at, row.stopped = 0, None, False
        self._session.flush()
        return True

    def become(self, session: EventSession, state: CarryState, now: datetime) -> bool:
        """Let it be open again, rest or be done; False where it is so already.

        Whoever carried a conversation that is done stays written down with it.
        """
        row = self._row(session, now)
        if row.state == state:
            return False
        row.state, row.since = state, now
        if state != "done":
            row.member_id = None
        self._session.flush()
        return True

    def name_volunteer(self, session: EventSession, name: str, now: datetime) -> None:
        """Keep who carries it on as the notes say it; what a member said themself counts more."""
        self._row(session, now).name = name
        self._session.flush()

    def nudge(self, session_id: SessionId, now: datetime) -> int:
        """Count that the volunteer is asked how it goes; return how often that was by now."""
        row = self._session.get_one(CarryingRow, session_id, with_for_update=True)
        row.nudges, row.nudged_at = row.nudges + 1, now
        self._session.flush()
        return row.nudges

    def stop(self, member_id: MemberId, *, stopped: bool = True) -> int:
        """Ask a member no more (or again) about all that they carry; return how many that is."""
        mine = (CarryingRow.member_id == member_id, CarryingRow.state == "carried")
        changed = update(CarryingRow).where(*mine).values(stopped=stopped)
        found = self._session.execute(changed.returning(CarryingRow.session_id)).all()
        self._session.expire_all()
        return len(found)

    def _gone(self, member_ids: Collection[str]) -> frozenset[str]:
        """Those of these members who have left: what they carried is open again."""
        query = select(MemberRow.id).where(MemberRow.left_at.is_not(None))
        return frozenset(self._session.scalars(query.where(MemberRow.id.in_(member_ids))))

    def _row(self, session: EventSession, now: datetime) -> CarryingRow:
        """The session's row, held for this transaction."""
        fresh = {"state": "open", "name": "", "since": now, "nudges": 0, "stopped": False}
        insert_new(self._session, CarryingRow, {"session_id": session.id, **fresh})
        return self._session.get_one(
            CarryingRow, session.id, with_for_update=True, populate_existing=True
        )


def _untouched(session: EventSession) -> Carrying:
    return Carrying(session.id, "open", session.made_at)


def _carrying(row: CarryingRow, gone: Collection[str]) -> Carrying:
    state: CarryState = row.state  # type: ignore[assignment]  # written from CarryState only
    if state == "carried" and row.member_id in gone:
        return Carrying(SessionId(row.session_id), "open", row.since, None, row.name)
    return Carrying(
        SessionId(row.session_id),
        state,
        row.since,
        MemberId(row.member_id) if row.member_id else None,
        row.name,
        row.nudges,
        row.nudged_at,
        row.stopped,
    )
