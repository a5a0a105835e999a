"""Who sits with whom: a round's groups, seats and those left out, written and read whole."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, bindparam, case, delete, func, insert, select, update
from sqlalchemy.orm import Session

from storage.errors import StaleError
from storage.naming import new_id
from storage.round_records import (
    Group,
    GroupState,
    LeftOut,
    MeetAnswer,
    Round,
    RoundState,
    Seat,
    Table,
)
from storage.tables import GroupRow, LeftOutRow, RoundRow, SeatRow
from storage.types import GroupId, MemberId, RoundId


@dataclass(frozen=True, slots=True)
class Led:
    """How often a member was introduced so far, and in how many of these they went first."""

    introductions: int = 0
    led: int = 0


class Seating:
    """Reads and writes groups; a proposal is replaced whole, an introduction never is."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def propose(
        self,
        round_: Round,
        tables: Sequence[Table],
        left_out: Iterable[tuple[MemberId, str]],
        percent: float,
        relaxed: Sequence[str],
    ) -> None:
        """Replace a proposed round's groups; StaleError if it changed since it was read."""
        self._advance(round_, percent, relaxed)
        self._clear(round_.id)
        self._write(round_.id, tables, wave=0)
        rows = [{"round_id": round_.id, "member_id": m, "why": why} for m, why in left_out]
        if rows:
            self._session.execute(insert(LeftOutRow), rows)

    def introduce(self, round_id: RoundId, now: datetime) -> None:
        """Make every proposed group an introduction."""
        proposed = (GroupRow.round_id == round_id, GroupRow.state == "proposed")
        waiting = select(GroupRow.id).where(*proposed)
        seats = update(SeatRow).where(SeatRow.group_id.in_(waiting)).values(active=True)
        self._session.execute(seats.execution_options(synchronize_session=False))
        self._session.execute(
            update(GroupRow)
            .where(*proposed)
            .values(state="active", introduced_at=now)
            .execution_options(synchronize_session=False)
        )
        self._session.expire_all()

    def add_wave(self, round_: Round, tables: Sequence[Table], now: datetime) -> int:
        """Introduce more groups in a round that is open; return the number of their wave.

        Nobody in them may sit in an active group of the round any more. StaleError where the
        round changed since it was read: of several who add a wave at once, one does.
        """
        self._bump(round_, "open")
        last = select(func.max(SeatRow.wave)).where(SeatRow.round_id == round_.id)
        wave = (self._session.scalar(last) or 0) + 1
        self._write(round_.id, tables, wave)
        self.introduce(round_.id, now)
        return wave

    def cancel(self, group_id: GroupId) -> None:
        """End a group in which nobody can meet: its seats no longer count as active."""
        self._session.execute(
            update(SeatRow).where(SeatRow.group_id == group_id).values(active=False)
        )
        self._session.execute(
            update(GroupRow).where(GroupRow.id == group_id).values(state="cancelled")
        )
        self._session.expire_all()

    def vacate(self, group: Group, member_id: MemberId) -> None:
        """Take one member out of a group: a proposal forgets the seat, an introduction keeps it
        as history, no longer active."""
        row = self.row(group, member_id)
        if row is None:
            return
        if group.state == "proposed":
            self._session.delete(row)
        else:
            row.active = False
        self._session.flush()

    def sat_in(self, group: Group, member_id: MemberId) -> bool:
        """Return whether the member was introduced in this group, also where they stepped out."""
        return self.row(group, member_id) is not None

    def row(self, group: Group, member_id: MemberId) -> SeatRow | None:
        """Return the member's seat in the group, also where they stepped out; for storage only."""
        query = select(SeatRow).where(SeatRow.group_id == group.id, SeatRow.member_id == member_id)
        return self._session.scalar(query)

    def seat(self, group: Group, member_id: MemberId) -> None:
        """Give a member an empty seat of an active group; they sit in no other active one.

        Whoever sat in another group of the same wave has this seat under the next free number.
        """
        row = self.row(group, member_id)
        if row:
            row.active = True
        else:
            wave = self._free_wave(group, member_id)
            key = {"round_id": group.round_id, "member_id": member_id, "wave": wave}
            self._session.add(SeatRow(group_id=group.id, active=True, **key))
        self._session.flush()
        self._session.expire_all()

    def was_seated(self, group_id: GroupId) -> list[MemberId]:
        """Return everybody who ever sat in a group, also those who stepped out."""
        query = select(SeatRow.member_id).where(SeatRow.group_id == group_id)
        return [MemberId(m) for m in self._session.scalars(query.order_by(SeatRow.member_id))]

    def seated_before(self, round_id: RoundId, wave: int) -> set[MemberId]:
        """Return everybody who ever sat in a round's waves before this one."""
        query = select(SeatRow.member_id).where(SeatRow.round_id == round_id, SeatRow.wave < wave)
        return {MemberId(member_id) for member_id in self._session.scalars(query)}

    def _free_wave(self, group: Group, member_id: MemberId) -> int:
        mine = (SeatRow.round_id == group.round_id, SeatRow.member_id == member_id)
        taken = set(self._session.scalars(select(SeatRow.wave).where(*mine)))
        return group.wave if group.wave not in taken else max(taken) + 1

    def led(self, member_ids: Sequence[MemberId]) -> dict[MemberId, Led]:
        """Return how often each of these was introduced and went first, in all schemes."""
        found: dict[MemberId, Led] = {}
        for start in range(0, len(member_ids), 500):
            query = (
                select(SeatRow.member_id, func.count(), func.sum(case((SeatRow.leads, 1), else_=0)))
                .join(GroupRow, GroupRow.id == SeatRow.group_id)
                .where(SeatRow.member_id.in_(member_ids[start : start + 500]))
                .where(GroupRow.introduced_at.is_not(None))
                .group_by(SeatRow.member_id)
            )
            for member, count, led in self._session.execute(query):
                found[MemberId(member)] = Led(count, led)
        return found

    def let_lead(self, leaders: Iterable[tuple[Group, MemberId]]) -> None:
        """Write down who goes first in each of these groups."""
        rows = [{"in_group": group.id, "leader": member} for group, member in leaders]
        if rows:
            here = (
                SeatRow.group_id == bindparam("in_group"),
                SeatRow.member_id == bindparam("leader"),
            )
            statement = update(SeatRow).where(*here).values(leads=True)
            self._session.connection().execute(statement, rows)
            self._session.expire_all()

    def groups(self, query: Select[GroupRow]) -> list[Group]:
        """Return the groups of a query with their seats, in the query's order.

        Whoever stepped out of an introduction that goes on is no longer one of its members.
        """
        rows = self._session.scalars(query).all()
        seats = self._seats([row.id for row in rows])
        return [_group(row, _taken(row, seats[row.id])) for row in rows]

    def left_out(self, round_id: RoundId) -> list[LeftOut]:
        """Return whom the round could not place."""
        query = select(LeftOutRow).where(LeftOutRow.round_id == round_id)
        rows = self._session.scalars(query.order_by(LeftOutRow.member_id))
        return [LeftOut(RoundId(r.round_id), MemberId(r.member_id), r.why) for r in rows]

    def _advance(self, round_: Round, percent: float, relaxed: Sequence[str]) -> None:
        self._bump(round_, "proposed", percent=percent, relaxed=list(relaxed))

    def _bump(self, round_: Round, state: RoundState, **values: object) -> None:
        """Make the round a version younger; StaleError where it is not the one that was read."""
        changed = self._session.execute(
            update(RoundRow)
            .where(
                RoundRow.id == round_.id,
                RoundRow.version == round_.version,
                RoundRow.state == state,
            )
            .values(version=round_.version + 1, **values)
            .returning(RoundRow.id)
        ).first()
        if changed is None:
            raise StaleError(round_.id)
        self._session.expire_all()

    def _clear(self, round_id: RoundId) -> None:
        for table in (SeatRow, LeftOutRow, GroupRow):
            self._session.execute(delete(table).where(table.round_id == round_id))

    def _write(self, round_id: RoundId, tables: Sequence[Table], wave: int) -> None:
        groups: list[dict[str, object]] = []
        seats: list[dict[str, object]] = []
        places = Counter[MemberId]()
        for table in tables:
            key = {"round_id": round_id, "wave": wave}
            group = {"id": new_id("m"), "state": "proposed", "introduced_at": None} | key
            groups.append(
                group | {"score": table.score, "relaxed": table.relaxed, "locked": table.locked}
            )
            for member in table.members:
                place = {"group_id": group["id"], "member_id": member, "active": False}
                mine = {"wave": wave + places[member], "mentors": member == table.mentor}
                seats.append(place | key | mine)
                places[member] += 1
        if groups:
            self._session.execute(insert(GroupRow), groups)
            self._session.execute(insert(SeatRow), seats)

    def _seats(self, group_ids: Sequence[str]) -> dict[str, list[SeatRow]]:
        seats: dict[str, list[SeatRow]] = defaultdict(list)
        for start in range(0, len(group_ids), 500):
            part = group_ids[start : start + 500]
            query = select(SeatRow).where(SeatRow.group_id.in_(part)).order_by(SeatRow.member_id)
            for row in self._session.scalars(query):
                seats[row.group_id].append(row)
        return seats


def _taken(group: GroupRow, seats: Sequence[SeatRow]) -> tuple[Seat, ...]:
    return tuple(_seat(row) for row in seats if row.active or group.state != "active")


def _seat(row: SeatRow) -> Seat:
    answer: MeetAnswer | None = row.answer  # type: ignore[assignment]  # from MeetAnswer only
    return Seat(MemberId(row.member_id), answer, row.answered_at, row.leads, row.mentors)


def _group(row: GroupRow, seats: tuple[Seat, ...]) -> Group:
    state: GroupState = row.state  # type: ignore[assignment]  # written from GroupState only
    return Group(
        GroupId(row.id),
        RoundId(row.round_id),
        row.wave,
        state,
        seats,
        row.score,
        row.relaxed,
        row.locked,
    )
