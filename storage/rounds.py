"""Rounds: proposed, sent, answered, closed. One active group per member and round."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.inserting import insert_new
from storage.naming import new_id
from storage.round_records import Group, LeftOut, MeetAnswer, Programme, Round, RoundState
from storage.sealing import Cipher, seal, unseal
from storage.seating import Seating
from storage.tables import AvoidRow, GroupRow, ReportRow, RoundRow, SeatRow
from storage.types import GroupId, MemberId, NetworkId, ProgrammeId, RoundId


@dataclass(frozen=True, slots=True)
class Dates:
    """When a round's steps are: introductions, half-way check-in, last reminder, close."""

    introduce_at: datetime
    check_in_at: datetime
    remind_at: datetime
    close_at: datetime


class Rounds:
    """A round is reached by its own id, always with the network that asks."""

    def __init__(self, session: Session, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher
        self.seating = Seating(session)

    def open(self, programme: Programme, label: str, seed: int, dates: Dates) -> Round | None:
        """Start a proposal for this period; None where the period has a round already."""
        round_id = new_id("r")
        values = {
            "id": round_id,
            "programme_id": programme.id,
            "network_id": programme.network_id,
            "label": label,
            "state": "proposed",
            "seed": seed,
            "version": 1,
            "relaxed": [],
            "introduce_at": dates.introduce_at,
            "check_in_at": dates.check_in_at,
            "remind_at": dates.remind_at,
            "close_at": dates.close_at,
        }
        if not insert_new(self._session, RoundRow, values):
            return None
        return self.get(RoundId(round_id), programme.network_id)

    def get(self, round_id: RoundId, network_id: NetworkId) -> Round:
        """Return the round of this network; NotFoundError."""
        return round_of(self._get(round_id, network_id))

    def of_period(self, programme_id: ProgrammeId, label: str) -> Round | None:
        """Return the programme's round of this period."""
        query = select(RoundRow).filter_by(programme_id=programme_id, label=label)
        row = self._session.scalar(query)
        return round_of(row) if row else None

    def latest(self, programme_id: ProgrammeId, *states: RoundState) -> Round | None:
        """Return the programme's newest round in one of these states (any, when none is named)."""
        row = self._session.scalars(_latest(states), {"programme_id": programme_id}).first()
        return round_of(row) if row else None

    def under_way(self, programme_id: ProgrammeId) -> list[Round]:
        """Return the programme's open rounds, oldest first: sets and mentoring outlast a period."""
        query = select(RoundRow).where(
            RoundRow.programme_id == programme_id, RoundRow.state == "open"
        )
        rows = self._session.scalars(query.order_by(RoundRow.introduce_at, RoundRow.id))
        return [round_of(row) for row in rows]

    def move(self, round_: Round, dates: Dates) -> None:
        """Give a round other dates, as when it was sent later than it was due."""
        row = self._get(round_.id, round_.network_id)
        row.introduce_at, row.check_in_at = dates.introduce_at, dates.check_in_at
        row.remind_at, row.close_at = dates.remind_at, dates.close_at

    def become(
        self, round_: Round, state: RoundState, now: datetime, *, only_from: RoundState
    ) -> bool:
        """Change the state once: of several who try, exactly one is told True."""
        sent_at = now if state == "open" else RoundRow.sent_at
        changed = self._session.execute(
            update(RoundRow)
            .where(
                RoundRow.id == round_.id,
                RoundRow.network_id == round_.network_id,
                RoundRow.state == only_from,
            )
            .values(state=state, version=RoundRow.version + 1, sent_at=sent_at)
            .returning(RoundRow.id)
        ).first()
        self._session.expire_all()
        return changed is not None

    def mark_rehearsed(self, round_: Round, now: datetime) -> None:
        """Remember that an organiser had a rehearsal sent to them."""
        self._get(round_.id, round_.network_id).rehearsed_at = now

    def groups(self, round_id: RoundId) -> list[Group]:
        """Return the round's groups that were not cancelled, in a steady order."""
        return self.seating.groups(_groups().where(GroupRow.round_id == round_id))

    def group(self, group_id: GroupId, network_id: NetworkId) -> Group:
        """Return one group of this network's rounds; NotFoundError."""
        inside = select(RoundRow.id).where(RoundRow.network_id == network_id)
        query = select(GroupRow).where(GroupRow.id == group_id, GroupRow.round_id.in_(inside))
        found = self.seating.groups(query)
        if not found:
            raise NotFoundError(group_id)
        return found[0]

    def left_out(self, round_id: RoundId) -> list[LeftOut]:
        """Return whom the round could not place, and why."""
        return self.seating.left_out(round_id)

    def open_groups(self, member_id: MemberId) -> list[Group]:
        """Return the member's groups in rounds that are open now, newest first."""
        return self.seating.groups(_introduced(member_id).where(SeatRow.active))

    def recent_groups(self, member_id: MemberId) -> list[Group]:
        """Return `open_groups`, with those that were called off or that the member left."""
        return self.seating.groups(_introduced(member_id))

    def answer(self, group: Group, member_id: MemberId, answer: MeetAnswer, now: datetime) -> bool:
        """Record what a member says of an introduction; return whether that is new."""
        row = self.seating.row(group, member_id)
        if row is None:
            raise NotFoundError(group.id)
        if row.answer == answer:
            return False
        row.answer, row.answered_at = answer, now
        return True

    def report(self, group: Group, reporter: MemberId, words: str, now: datetime) -> str:
        """Keep what was wrong, sealed, and never match the group's others with the reporter."""
        row = ReportRow(
            id=new_id("w"),
            group_id=group.id,
            reporter_id=reporter,
            words_sealed=seal(self._cipher, words),
            reported_at=now,
        )
        self._session.add(row)
        for other in group.members:
            if other != reporter:
                values = {"member_id": reporter, "avoided_id": other, "created_at": now}
                insert_new(self._session, AvoidRow, values | {"reported": True})
        self._session.execute(
            update(AvoidRow)
            .where(AvoidRow.member_id == reporter, AvoidRow.avoided_id.in_(group.members))
            .values(reported=True)
        )
        self._session.flush()
        return row.id

    def report_words(self, report_id: str) -> str:
        """Return what a member wrote in a report."""
        row = self._session.get(ReportRow, report_id)
        return unseal(self._cipher, row.words_sealed if row else None)

    def _get(self, round_id: RoundId, network_id: NetworkId) -> RoundRow:
        row = self._session.get(RoundRow, round_id)
        if row is None or row.network_id != network_id:
            raise NotFoundError(round_id)
        return row


def _groups() -> Select[GroupRow]:
    query = select(GroupRow).where(GroupRow.state != "cancelled")
    return query.order_by(GroupRow.wave, GroupRow.id)


def _introduced(member_id: MemberId) -> Select[GroupRow]:
    """The groups of open rounds in which a member was introduced, newest first."""
    return (
        select(GroupRow)
        .join(SeatRow, SeatRow.group_id == GroupRow.id)
        .join(RoundRow, RoundRow.id == GroupRow.round_id)
        .where(SeatRow.member_id == member_id, RoundRow.state == "open")
        .order_by(GroupRow.introduced_at.desc(), GroupRow.id)
    )


def round_of(row: RoundRow) -> Round:
    """Return the row as a record."""
    state: RoundState = row.state  # type: ignore[assignment]  # written from RoundState only
    return Round(
        id=RoundId(row.id),
        programme_id=ProgrammeId(row.programme_id),
        network_id=NetworkId(row.network_id),
        label=row.label,
        state=state,
        seed=row.seed,
        version=row.version,
        introduce_at=row.introduce_at,
        check_in_at=row.check_in_at,
        remind_at=row.remind_at,
        close_at=row.close_at,
        percent=row.percent,
        relaxed=tuple(row.relaxed),
        sent_at=row.sent_at,
        rehearsed_at=row.rehearsed_at,
    )


@cache
def _latest(states: tuple[RoundState, ...]) -> Select[RoundRow]:
    query = select(RoundRow).where(RoundRow.programme_id == bindparam("programme_id"))
    if states:
        query = query.where(RoundRow.state.in_(states))
    return query.order_by(RoundRow.introduce_at.desc()).limit(1)
