"""The grid of an event as it was last read, and what it said of each session.

A session that was never in a grid has no line here; one that vanished from it has an old one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.tables import EventGridRow, SessionGridRow, SessionRow
from storage.types import EventId, SessionId


@dataclass(frozen=True, slots=True)
class Cell:
    """A room in a slot with nobody in it yet."""

    room: str
    starts_at: datetime
    ends_at: datetime
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a grid could not be read: the kind of trouble, and more of it where there is more."""

    kind: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the grid said of a session, by the name of what it says, and when it last did."""

    said: Mapping[str, str]
    seen_at: datetime


class Grids:
    """One line an event and one a session; read and written by whoever reads grids."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def seen(self, event_id: EventId) -> dict[SessionId, Seen]:
        """Return what the grid said of an event's sessions, those that were dropped included."""
        query = (
            select(SessionGridRow)
            .join(SessionRow, SessionRow.id == SessionGridRow.session_id)
            .where(SessionRow.event_id == event_id)
        )
        rows = self._session.scalars(query)
        return {SessionId(row.session_id): Seen(dict(row.said), row.seen_at) for row in rows}

    def see(self, session_id: SessionId, said: Mapping[str, str], now: datetime) -> None:
        """Note what the grid says of a session now."""
        row = self._session.get(SessionGridRow, session_id)
        if row is None:
            row = SessionGridRow(session_id=session_id)
            self._session.add(row)
        row.said, row.seen_at = dict(said), now
        self._session.flush()

    def release(self, session_id: SessionId) -> None:
        """Let a session be one that no grid has to hold."""
        gone = delete(SessionGridRow).where(SessionGridRow.session_id == session_id)
        self._session.execute(gone)

    def free(self, event_id: EventId) -> list[Cell]:
        """Return the rooms and slots that were free when the grid was read."""
        row = self._session.get(EventGridRow, event_id)
        return [_cell_of(said) for said in row.free["cells"]] if row else []

    def keep_free(self, event_id: EventId, cells: Sequence[Cell]) -> None:
        """Note which rooms and slots are free in the grid now."""
        self._row(event_id).free = {"cells": [_as_json(cell) for cell in cells]}
        self._session.flush()

    def trouble(self, event_id: EventId) -> Trouble | None:
        """Return why the grid could not be read the last time; None where it could."""
        row = self._session.get(EventGridRow, event_id)
        return Trouble(**row.trouble) if row and row.trouble else None

    def note_trouble(self, event_id: EventId, trouble: Trouble | None) -> bool:
        """Note how reading went; return whether there is trouble where there was none before."""
        row = self._row(event_id)
        is_new = trouble is not None and not row.trouble
        row.trouble = asdict(trouble) if trouble else {}
        self._session.flush()
        return is_new

    def _row(self, event_id: EventId) -> EventGridRow:
        row = self._session.get(EventGridRow, event_id, with_for_update=True)
        if row is None:
            row = EventGridRow(event_id=event_id, free={"cells": []}, trouble={})
            self._session.add(row)
        return row


def _as_json(cell: Cell) -> dict[str, object]:
    starts, ends = cell.starts_at.isoformat(), cell.ends_at.isoformat()
    return {"room": cell.room, "capacity": cell.capacity, "starts_at": starts, "ends_at": ends}


def _cell_of(said: Mapping[str, object]) -> Cell:
    capacity = said["capacity"]
    return Cell(
        str(said["room"]),
        datetime.fromisoformat(str(said["starts_at"])),
        datetime.fromisoformat(str(said["ends_at"])),
        capacity if isinstance(capacity, int) else None,
    )
