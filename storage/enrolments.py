"""Who takes part in which programme, and what fairness over rounds has to remember."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from storage.bulk import in_batches
from storage.errors import NotFoundError
from storage.finding import find_rows
from storage.inserting import insert_new
from storage.round_records import Enrolment, EnrolmentState, PausedWhy
from storage.tables import EnrolmentRow, MemberRow
from storage.types import MemberId, ProgrammeId

_ONE_MORE = {"silent": EnrolmentRow.silent + 1}


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
        row.paused_why, row.silent = None, 0
        return changed

    def leave(self, programme_id: ProgrammeId, member_id: MemberId) -> None:
        """Take a member out; NotFoundError if they never were in."""
        row = self._get(programme_id, member_id)
        row.state, row.paused_until, row.skip_next = "left", None, False
        row.paused_why = None

    def pause(
        self,
        programme_id: ProgrammeId,
        member_id: MemberId,
        until: date | None,
        why: PausedWhy | None = None,
    ) -> None:
        """Leave a member out of rounds until a day (included in again), or until they resume.

        `why`: where they did not say so themself.
        """
        row = self._get(programme_id, member_id)
        row.state, row.paused_until, row.paused_why = "paused", until, why

    def skip(self, programme_id: ProgrammeId, member_id: MemberId, *, skip: bool) -> None:
        """Leave a member out of the next round only, or take that back."""
        self._get(programme_id, member_id).skip_next = skip

    def find(self, programme_id: ProgrammeId, member_id: MemberId) -> Enrolment | None:
        """Return the member's part in the programme, if they ever had one."""
        row = self._session.get(EnrolmentRow, (programme_id, member_id))
        return enrolment_of(row) if row else None

    def get(self, programme_id: ProgrammeId, member_id: MemberId) -> Enrolment:
        """Return the member's part in the programme; NotFoundError if they never had one."""
        return enrolment_of(self._get(programme_id, member_id))

    def of_member(self, member_id: MemberId) -> list[Enrolment]:
        """Return all of a member's enrolments that they have not left."""
        rows = find_rows(self._session, EnrolmentRow, member_id=member_id)
        return [enrolment_of(row) for row in rows if row.state != "left"]

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
            row.state, row.paused_until, row.paused_why = "in", None, None
        return ended

    def record(self, programme_id: ProgrammeId, outcomes: Iterable[Outcome]) -> None:
        """Remember what a round did for each; those who skipped it are in again."""
        self.record_later(programme_id, outcomes)
        self._session.execute(
            update(EnrolmentRow)
            .where(EnrolmentRow.programme_id == programme_id, EnrolmentRow.skip_next)
            .values(skip_next=False)
        )

    def record_later(self, programme_id: ProgrammeId, outcomes: Iterable[Outcome]) -> None:
        """Remember what a later wave of a round did for each; who skips the next still does."""
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

    def tell_mentoring(
        self,
        programme_id: ProgrammeId,
        member_id: MemberId,
        offers: Sequence[str],
        wishes: Sequence[str],
        capacity: int,
    ) -> None:
        """Keep what a member can help with, would like help with, and how many they help at once.

        NotFoundError where they never were in the scheme.
        """
        row = self._get(programme_id, member_id)
        row.offers, row.wishes, row.capacity = list(offers), list(wishes), capacity
        self._session.flush()

    def take_turns(
        self, programme_id: ProgrammeId, member_id: MemberId, *, every: int, rest: int
    ) -> None:
        """Let a member take part in every n-th round, after sitting so many out."""
        row = self._get(programme_id, member_id)
        row.every, row.rest = every, rest
        self._session.flush()

    def rest(self, programme_id: ProgrammeId, took_part: Sequence[MemberId]) -> None:
        """A round was sent: whoever rests has one round fewer to, whoever took part begins to."""
        mine = EnrolmentRow.programme_id == programme_id
        self._session.execute(
            update(EnrolmentRow)
            .where(mine, EnrolmentRow.rest > 0)
            .values(rest=EnrolmentRow.rest - 1)
        )
        self.begin_rest(programme_id, took_part)

    def begin_rest(self, programme_id: ProgrammeId, took_part: Sequence[MemberId]) -> None:
        """Whoever took part in a round sits out as many as they chose."""
        for some in in_batches(took_part):
            self._session.execute(
                update(EnrolmentRow)
                .where(
                    EnrolmentRow.programme_id == programme_id,
                    EnrolmentRow.member_id.in_(some),
                    EnrolmentRow.every > 1,
                )
                .values(rest=EnrolmentRow.every - 1)
            )
        self._session.expire_all()

    def count_silence(
        self, programme_id: ProgrammeId, silent: Sequence[MemberId], heard: Sequence[MemberId]
    ) -> list[Enrolment]:
        """A round closed: count it for the silent, forget it for the heard; return the silent."""
        for member_ids, values in ((heard, {"silent": 0}), (silent, _ONE_MORE)):
            for some in in_batches(member_ids):
                self._session.execute(
                    update(EnrolmentRow)
                    .where(
                        EnrolmentRow.programme_id == programme_id, EnrolmentRow.member_id.in_(some)
                    )
                    .values(values)
                )
        self._session.expire_all()
        wanted = set(silent)
        return [each for each in self.all(programme_id) if each.member_id in wanted]

    def hear(self, programme_id: ProgrammeId, member_id: MemberId) -> None:
        """Forget silent rounds: the member used the bot."""
        self._get(programme_id, member_id).silent = 0

    def say_why_quiet(self, programme_id: ProgrammeId, member_id: MemberId, why: str) -> None:
        """Keep why a member was silent; told to nobody but in totals."""
        self._get(programme_id, member_id).quiet_because = why

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
        row.quiet_because,
    )
