"""Who wants no questions about what follows sessions: until a day, or for good."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.inserting import insert_new
from storage.tables import NoteReminderRow
from storage.types import MemberId


@dataclass(frozen=True, slots=True)
class NoReminders:
    """A member wants none; `until` the day before they come again, None for good."""

    member_id: MemberId
    until: date | None

    def holds_on(self, day: date) -> bool:
        """Return whether they want none on that day."""
        return self.until is None or day < self.until


class NoteReminders:
    """A member without a row is asked as everybody is."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def stop(self, member_id: MemberId, until: date | None) -> None:
        """Ask a member nothing until that day, or never again."""
        insert_new(self._session, NoteReminderRow, {"member_id": member_id, "until": until})
        row = self._session.get_one(NoteReminderRow, member_id, populate_existing=True)
        row.until = until
        self._session.flush()

    def resume(self, member_id: MemberId) -> bool:
        """Ask a member again; return whether they had stopped it."""
        gone = delete(NoteReminderRow).where(NoteReminderRow.member_id == member_id)
        return self._session.execute(gone.returning(NoteReminderRow.member_id)).first() is not None

    def find(self, member_id: MemberId) -> NoReminders | None:
        """Return what a member wants, if they want none."""
        return next(iter(self.of_members([member_id])), None)

    def of_members(self, member_ids: Collection[MemberId]) -> list[NoReminders]:
        """Return those of these members who want none, or want none for a while."""
        query = select(NoteReminderRow).where(NoteReminderRow.member_id.in_(member_ids))
        rows = self._session.scalars(query.order_by(NoteReminderRow.member_id))
        return [NoReminders(MemberId(row.member_id), row.until) for row in rows]
