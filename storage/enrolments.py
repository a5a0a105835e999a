"""Who takes part in which programme, and what fairness over rounds has to remember."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.inserting import insert_new
from storage.tables import EnrolmentRow, MemberRow
from storage.types import Enrolment, EnrolmentState, MemberId, ProgrammeId


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a round did for a member: their group's score (0 when left out) and their debt now."""

    member_id: MemberId
    score: float
    debt: float
    sat_out: bool


class Enrolments:
    """A member may be in many programmes."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def join(self, programme_id: ProgrammeId, member_id: MemberId, now: datetime) -> bool:
        """Put a member in; return whether that changed anything. Debt and scores are kept."""
        values = {
            "programme_id": programme_id,
            "member_id": member_id,
            "state": "in",
            "joined_at": now,
            "skip_next": False,
            "debt": 0.0,
            "sat_out": False,
        }
        if insert_new(self._session, EnrolmentRow, values):
            return True
        row = self._get(programme_id, member_id)
        changed = row.state != "in"
        row.state, row.paused_until, row.skip_next = "in", None, False
        return changed

    def leave(self, programme_id: ProgrammeId, member_id: MemberId) -> None:
        """Take a member out; NotFoundError if they never were in."""
        row = self._get(programme_id, member_id)
        row.state, row.paused_until, row.skip_next = "left", None, False

    def pause(self, programme_id: ProgrammeId, member_id: MemberId, until: date | None) -> None:
        """Leave a member out of rounds until a day (included in again), or until they resume."""
        row = self._get(programme_id, member_id)
        row.state, row.paused_until = "paused", until

    def skip(self, programme_id: ProgrammeId, member_id: MemberId, *, skip: bool) -> None:
        """Leave a member out of the next round only, or take that back."""
        self._get(programme_id, member_id).skip_next = skip

    def find(self, programme_id: ProgrammeId, member_id: MemberId) -> Enrolment | None:
        """Return the member's part in the programme, if they ever had one."""
        row = self._session.get(EnrolmentRow, (programme_id, member_id))
        return enrolment_of(row) if row else None

    def of_member(self, member_id: MemberId) -> list[Enrolment]:
        """Return all of a member's enrolments that they have not left."""
        query = select(EnrolmentRow).where(
            EnrolmentRow.member_id == member_id, EnrolmentRow.state != "left"
        )
        return [enrolment_of(row) for row in self._session.scalars(query)]

    def due(self, programme_id: ProgrammeId, day: date) -> list[Enrolment]:
        """Return who takes part in a round of this day: in (or pause over), not skipping."""
        return [
            e
            for e in self.all(programme_id)
            if not e.skip_next and (e.state == "in" or _pause_is_over(e, day))
        ]

    def all(self, programme_id: ProgrammeId) -> list[Enrolment]:
        """Return everyone who has not left the programme or the network, in a steady order."""
        query = (
            select(EnrolmentRow)
            .join(MemberRow, MemberRow.id == EnrolmentRow.member_id)
            .where(
                EnrolmentRow.programme_id == programme_id,
                EnrolmentRow.state != "left",
                MemberRow.left_at.is_(None),
            )
            .order_by(EnrolmentRow.member_id)
        )
        return [enrolment_of(row) for row in self._session.scalars(query)]

    def count(self, programme_id: ProgrammeId) -> tuple[int, int]:
        """Return how many people, and from how many organisations, are in (paused ones too)."""
        query: Select[int, int] = (
            select(func.count(), func.count(MemberRow.organisation_id.distinct()))
            .select_from(EnrolmentRow)
            .join(MemberRow, MemberRow.id == EnrolmentRow.member_id)
            .where(
                EnrolmentRow.programme_id == programme_id,
                EnrolmentRow.state != "left",
                MemberRow.left_at.is_(None),
            )
        )
        people, organisations = self._session.execute(query).one()
        return people, organisations

    def end_pauses(self, day: date) -> list[Enrolment]:
        """Bring back everyone whose pause is over by this day, and return them."""
        query = select(EnrolmentRow).where(
            EnrolmentRow.state == "paused", EnrolmentRow.paused_until <= day
        )
        rows = self._session.scalars(query.with_for_update(skip_locked=True)).all()
        ended = [enrolment_of(row) for row in rows]
        for row in rows:
            row.state, row.paused_until = "in", None
        return ended

    def record(self, programme_id: ProgrammeId, outcomes: Iterable[Outcome]) -> None:
        """Remember what a round did for each; those who skipped it are in again."""
        rows = [
            {
                "programme_id": programme_id,
                "member_id": outcome.member_id,
                "last_score": outcome.score,
                "debt": outcome.debt,
                "sat_out": outcome.sat_out,
            }
            for outcome in outcomes
        ]
        if rows:
            self._session.execute(update(EnrolmentRow), rows)
        self._session.execute(
            update(EnrolmentRow)
            .where(EnrolmentRow.programme_id == programme_id, EnrolmentRow.skip_next)
            .values(skip_next=False)
        )

    def _get(self, programme_id: ProgrammeId, member_id: MemberId) -> EnrolmentRow:
        row = self._session.get(EnrolmentRow, (programme_id, member_id))
        if row is None:
            raise NotFoundError(member_id)
        return row


def _pause_is_over(enrolment: Enrolment, day: date) -> bool:
    until = enrolment.paused_until
    return enrolment.state == "paused" and until is not None and until <= day


def enrolment_of(row: EnrolmentRow) -> Enrolment:
    """Return the row as a record."""
    state: EnrolmentState = row.state  # type: ignore[assignment]  # written from EnrolmentState only
    return Enrolment(
        ProgrammeId(row.programme_id),
        MemberId(row.member_id),
        state,
        row.joined_at,
        row.paused_until,
        row.skip_next,
        row.last_score,
        row.debt,
        row.sat_out,
        row.every,
        row.rest,
        row.silent,
        row.paused_why,
        tuple(row.offers),
        tuple(row.wishes),
        row.capacity,
    )
