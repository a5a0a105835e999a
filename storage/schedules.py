"""When things are due. An occurrence is a nominal period, used up exactly once."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.finding import find_row
from storage.inserting import insert_new
from storage.naming import new_id
from storage.queue_records import Schedule
from storage.tables import OccurrenceRow, ScheduleRow
from storage.types import NetworkId


class Schedules:
    """One schedule a kind and subject; the ticks ask what is due, the database decides."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def set(
        self, network_id: NetworkId, kind: str, subject: str, label: str, due: datetime | None
    ) -> None:
        """Say when a subject is due next and for which period; None stops it."""
        row = self._row(kind, subject)
        if row is None:
            row = ScheduleRow(id=new_id("t"), network_id=network_id, kind=kind, subject=subject)
            self._session.add(row)
        row.label, row.next_due = label, due
        self._session.flush()

    def take(self, seen: Schedule, now: datetime) -> Schedule | None:
        """Return the schedule if it is still due, held for this transaction; else None.

        On PostgreSQL a row that another replica holds is None, too.
        """
        query = select(ScheduleRow).where(ScheduleRow.id == seen.id, ScheduleRow.next_due <= now)
        row = self._session.scalar(query.with_for_update(skip_locked=True))
        return schedule_of(row) if row else None

    def put_off(self, schedule: Schedule, until: datetime) -> None:
        """Let a schedule that failed wait; its period is not used up."""
        row = self._session.get(ScheduleRow, schedule.id)
        if row and row.label == schedule.label and row.next_due:
            row.next_due = max(row.next_due, until)

    def find(self, kind: str, subject: str) -> Schedule | None:
        """Return when a subject is due next, if it is."""
        row = self._row(kind, subject)
        return schedule_of(row) if row and row.next_due else None

    def of_kind(self, network_id: NetworkId, kind: str) -> list[Schedule]:
        """Return what of a kind is due some time in a network, soonest first."""
        due = ScheduleRow.next_due.is_not(None)
        query = select(ScheduleRow).where(due).filter_by(network_id=network_id, kind=kind)
        rows = self._session.scalars(query.order_by(ScheduleRow.next_due, ScheduleRow.subject))
        return [schedule_of(row) for row in rows]

    def upcoming(self, limit: int = 5) -> list[Schedule]:
        """Return what will be due, soonest first; of what is due at once, by kind and subject."""
        query = select(ScheduleRow).where(ScheduleRow.next_due.is_not(None))
        order = (ScheduleRow.next_due, ScheduleRow.kind, ScheduleRow.subject)
        rows = self._session.scalars(query.order_by(*order).limit(limit))
        return [schedule_of(row) for row in rows]

    def use(self, schedule: Schedule, now: datetime) -> bool:
        """Use the period up; return False where it was used already. Nothing is due until `set`."""
        values = {
            "schedule_id": schedule.id,
            "label": schedule.label,
            "due_at": schedule.next_due,
            "used_at": now,
        }
        row = self._session.get_one(ScheduleRow, schedule.id)
        row.next_due = None
        self._session.flush()
        return insert_new(self._session, OccurrenceRow, values)

    def used(self, kind: str, subject: str, label: str) -> bool:
        """Return whether this period of the subject is used up."""
        query = select(OccurrenceRow.label).join(
            ScheduleRow, ScheduleRow.id == OccurrenceRow.schedule_id
        )
        query = query.where(
            ScheduleRow.kind == kind, ScheduleRow.subject == subject, OccurrenceRow.label == label
        )
        return self._session.scalar(query) is not None

    def _row(self, kind: str, subject: str) -> ScheduleRow | None:
        return find_row(self._session, ScheduleRow, kind=kind, subject=subject)


def schedule_of(row: ScheduleRow) -> Schedule:
    """Return a row that has a due time as a record."""
    if row.next_due is None:
        raise ValueError("a schedule without a due time is not due")
    return Schedule(
        row.id, NetworkId(row.network_id), row.kind, row.subject, row.next_due, row.label
    )
