"""Whether members are in a round that asks each time, and who said anything at all in a round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from storage.bulk import insert_missing
from storage.inserting import insert_new
from storage.tables import FeedbackRow, GroupRow, MeetingRow, SeatRow, TurnRow, WaitingRow
from storage.types import MemberId, RoundId

TurnAnswer = Literal["in", "out"]


@dataclass(frozen=True, slots=True)
class Turn:
    """That a member was asked "in this month?", and what they said; None: nothing yet."""

    round_id: RoundId
    member_id: MemberId
    answer: TurnAnswer | None = None
    answered_at: datetime | None = None


class Turns:
    """A row is a question that was asked; whoever has none was not asked, and is in."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask(self, round_id: RoundId, member_ids: Sequence[MemberId]) -> None:
        """Note who is asked; an answer that was given already stays."""
        rows = [{"round_id": round_id, "member_id": member_id} for member_id in member_ids]
        if rows:
            insert_missing(self._session, TurnRow, rows)

    def answer(
        self, round_id: RoundId, member_id: MemberId, answer: TurnAnswer, now: datetime
    ) -> bool:
        """Record what a member says, asked or not; return whether that is new."""
        values = {"round_id": round_id, "member_id": member_id, "answer": answer}
        if insert_new(self._session, TurnRow, values | {"answered_at": now}):
            return True
        row = self._session.get_one(TurnRow, (round_id, member_id))
        is_new = row.answer != answer
        row.answer, row.answered_at = answer, now
        self._session.flush()
        return is_new

    def find(self, round_id: RoundId, member_id: MemberId) -> Turn | None:
        """Return the member's turn in this round, if they were asked."""
        row = self._session.get(TurnRow, (round_id, member_id))
        return turn_of(row) if row else None

    def of_round(self, round_id: RoundId) -> dict[MemberId, Turn]:
        """Return everybody's turn in this round."""
        rows = self._session.scalars(select(TurnRow).filter_by(round_id=round_id))
        return {MemberId(row.member_id): turn_of(row) for row in rows}

    def seated(self, round_id: RoundId) -> set[MemberId]:
        """Return who has an introduction in this round that was not called off."""
        query = select(SeatRow.member_id).where(SeatRow.round_id == round_id, SeatRow.active)
        return {MemberId(member_id) for member_id in self._session.scalars(query)}

    def given_up(self, round_id: RoundId) -> set[MemberId]:
        """Return whose partner waited for a word from them, then asked for somebody else."""
        query = (
            select(SeatRow.member_id)
            .join(WaitingRow, WaitingRow.group_id == SeatRow.group_id)
            .where(WaitingRow.round_id == round_id, WaitingRow.why == "partner silent")
            .where(WaitingRow.member_id != SeatRow.member_id)
        )
        return {MemberId(member_id) for member_id in self._session.scalars(query)}

    def heard(self, round_id: RoundId) -> set[MemberId]:
        """Return who gave any sign: an answer, a time, a thought, or a partner who met them."""
        found = {m for query in _presses(round_id) for m in self._session.scalars(query) if m}
        return {MemberId(member_id) for member_id in found}


def _presses(round_id: RoundId) -> list[Select[str] | Select[str | None]]:
    groups = select(GroupRow.id).where(GroupRow.round_id == round_id)
    agreed = select(MeetingRow.group_id).where(
        MeetingRow.group_id.in_(groups), MeetingRow.agreed_at.is_not(None)
    )
    met = select(SeatRow.group_id).where(SeatRow.round_id == round_id, SeatRow.answer == "met")
    return [
        select(SeatRow.member_id).where(
            SeatRow.round_id == round_id, SeatRow.answered_at.is_not(None)
        ),
        select(TurnRow.member_id).where(
            TurnRow.round_id == round_id, TurnRow.answered_at.is_not(None)
        ),
        select(FeedbackRow.member_id).where(FeedbackRow.group_id.in_(groups)),
        select(MeetingRow.suggested_by).where(MeetingRow.group_id.in_(groups)),
        # Whose partner says that they met was there, also if they never press anything.
        select(SeatRow.member_id).where(SeatRow.group_id.in_(met)),
        # A time is agreed by presses of both, and we keep only who suggested it.
        select(SeatRow.member_id).where(SeatRow.group_id.in_(agreed)),
    ]


def turn_of(row: TurnRow) -> Turn:
    """Return the row as a record."""
    answer: TurnAnswer | None = row.answer  # type: ignore[assignment]  # from TurnAnswer only
    return Turn(RoundId(row.round_id), MemberId(row.member_id), answer, row.answered_at)
