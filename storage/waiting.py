"""Who waits to be introduced to somebody in a later wave of a round that is under way."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from storage.inserting import insert_new
from storage.tables import RoundRow, WaitingRow
from storage.types import GroupId, MemberId, ProgrammeId, RoundId
from storage.updating import delete_quietly

WaitingWhy = Literal[
    "partner cannot", "partner silent", "partner left", "late", "left out", "asked"
]


@dataclass(frozen=True, slots=True)
class Wait:
    """Somebody waits since then, and may be introduced from `ready_at` on.

    `group_id`: the introduction that a new one would replace, or replaces already.
    """

    round_id: RoundId
    member_id: MemberId
    why: WaitingWhy
    since: datetime
    ready_at: datetime
    group_id: GroupId | None = None


class Waiting:
    """A member waits once a round; a wait that was settled can begin again."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(self, wait: Wait) -> None:
        """Let somebody wait; an earlier wait of theirs in the round gives way to this one."""
        values = {
            "why": wait.why,
            "since": wait.since,
            "ready_at": wait.ready_at,
            "group_id": wait.group_id,
            "settled_at": None,
        }
        key = {"round_id": wait.round_id, "member_id": wait.member_id}
        if insert_new(self._session, WaitingRow, key | values):
            return
        mine = (WaitingRow.round_id == wait.round_id, WaitingRow.member_id == wait.member_id)
        again = update(WaitingRow).where(*mine).values(**values)
        self._session.execute(again.execution_options(synchronize_session=False))
        self._session.expire_all()

    def settle(
        self, round_id: RoundId, members: Collection[MemberId], now: datetime
    ) -> set[MemberId]:
        """End the wait of these members; return who of them did wait until now.

        Of several who settle one wait, exactly one is told of it.
        """
        theirs = (WaitingRow.round_id == round_id, WaitingRow.member_id.in_(members))
        return self._settle(now, *theirs)

    def settle_group(self, group_id: GroupId, now: datetime, but: MemberId | None = None) -> None:
        """End every wait (`but` one member's) that would replace this introduction."""
        others = WaitingRow.member_id != (but or "")
        self._settle(now, WaitingRow.group_id == group_id, others)

    def settle_round(self, round_id: RoundId, now: datetime) -> set[MemberId]:
        """End every wait of a round."""
        return self._settle(now, WaitingRow.round_id == round_id)

    def drop(self, programme_id: ProgrammeId, member_id: MemberId) -> None:
        """Forget that a member waits, in any round of a scheme."""
        rounds = select(RoundRow.id).where(RoundRow.programme_id == programme_id)
        mine = (WaitingRow.member_id == member_id, WaitingRow.round_id.in_(rounds))
        delete_quietly(self._session, delete(WaitingRow).where(*mine))
        self._session.expire_all()

    def find(self, round_id: RoundId, member_id: MemberId) -> Wait | None:
        """Return the member's wait in a round, if they wait now."""
        row = self._session.get(WaitingRow, (round_id, member_id), populate_existing=True)
        return wait_of(row) if row and row.settled_at is None else None

    def of_round(self, round_id: RoundId) -> list[Wait]:
        """Return who waits in a round now, longest first."""
        query = select(WaitingRow).where(
            WaitingRow.round_id == round_id, WaitingRow.settled_at.is_(None)
        )
        query = query.order_by(WaitingRow.since, WaitingRow.member_id)
        fresh = query.execution_options(populate_existing=True)
        return [wait_of(row) for row in self._session.scalars(fresh)]

    def _settle(self, now: datetime, *which: ColumnElement[bool]) -> set[MemberId]:
        settled = self._session.execute(
            update(WaitingRow)
            .where(*which, WaitingRow.settled_at.is_(None))
            .values(settled_at=now)
            .returning(WaitingRow.member_id)
            .execution_options(synchronize_session=False)
        )
        found = {MemberId(member) for member in settled.scalars()}
        self._session.expire_all()
        return found


def wait_of(row: WaitingRow) -> Wait:
    """Return the row as a record."""
    why: WaitingWhy = row.why  # type: ignore[assignment]  # written from WaitingWhy only
    group = GroupId(row.group_id) if row.group_id else None
    member = MemberId(row.member_id)
    return Wait(RoundId(row.round_id), member, why, row.since, row.ready_at, group)
