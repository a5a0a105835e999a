"""From rows to a grid: every row is a session, a free room, or something to look at. Pure, total.

Times are those of the clock on the wall in the event's zone; a slot without an end lasts until the
next one begins, an hour at most.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from jobs.calendars.workdays import to_utc
from jobs.grids.headings import Columns, find_columns
from jobs.grids.records import Grid, GridDay, GridFinding, GridProblem, GridSession
from jobs.grids.times import Slot, read_length, read_slot
from jobs.importing.rows import Row
from jobs.notes.people import is_blank, split_people, split_themes
from storage.grids import Cell
from storage.naming import clean, fold
from storage.session_records import SessionPlan

USUAL = timedelta(hours=1)
LONGEST_TITLE, LONGEST_WORD, LONGEST_NAME = 200, 60, 100
MOST_SEATS = 100_000

_YEAR = re.compile(r"\d{4}")
_SEATS = re.compile(r"\d{1,6}")
_WEB = re.compile(r"https?://\S{4,1990}", re.IGNORECASE)
_FREE = frozenset({"free", "empty", "available", "your session here", "?"})


@dataclass(slots=True)
class _Reading:
    """What has been understood so far."""

    day: GridDay
    columns: Columns
    found: list[GridSession] = field(default_factory=list)
    free: list[Cell] = field(default_factory=list)
    findings: list[GridFinding] = field(default_factory=list)

    def note(self, row: Row, why: GridProblem, text: str = "", other: int = 0) -> None:
        self.findings.append(GridFinding(row.number, why, clean(text, 100), other))


def read_grid(rows: Sequence[Row], day: GridDay) -> Grid:
    """Return the grid of a day; NotAGridError where no heading names a column of titles.

    Rows that say the same are one; what else is odd stays in, and is found out.
    """
    columns = find_columns(rows)
    reading = _Reading(day, columns)
    body = [row for row in rows if row.number > columns.row]
    for row in body:
        _read_row(reading, row)
    ended = _end_slots([*(one.plan for one in reading.found), *reading.free])
    sessions = [replace(one, plan=_until(one.plan, ended)) for one in reading.found]
    sessions = _without_doubles(reading, sessions)
    _find_clashes(reading, sessions)
    free = _free_cells(reading, ended)
    findings = tuple(sorted(reading.findings, key=lambda one: one.row))
    return Grid(tuple(sessions), free, findings, columns.missing, columns.unused, len(body))


def _read_row(reading: _Reading, row: Row) -> None:
    columns = reading.columns
    beyond = [cell for cell in row.cells[columns.width :] if cell]
    if beyond:
        reading.note(row, "more cells than headings", ", ".join(beyond))
    year = _YEAR.search(columns.cell(row, "year"))
    if year and int(year[0]) != reading.day.day.year:
        reading.note(row, "another year", year[0])
        return
    plan = _plan(reading, row)
    if plan.title:
        reading.found.append(GridSession(row.number, plan))
    elif plan.leaders or plan.notes_url:
        reading.note(row, "no title", ", ".join(plan.leaders) or plan.notes_url)
    elif plan.room and plan.starts_at:
        reading.free.append(
            Cell(plan.room, plan.starts_at, plan.ends_at or plan.starts_at, plan.capacity)
        )


def _plan(reading: _Reading, row: Row) -> SessionPlan:
    columns = reading.columns
    starts, ends = _times(reading, row)
    names = [name for cell in columns.cells(row, "leader") for name in split_people(cell)]
    leaders = tuple(dict.fromkeys(clean(name, LONGEST_NAME) for name in names))
    return SessionPlan(
        title=_title(reading, row),
        number=clean(columns.cell(row, "session"), LONGEST_WORD),
        room=clean(columns.cell(row, "room"), LONGEST_WORD),
        starts_at=starts,
        ends_at=ends,
        capacity=_capacity(reading, row),
        themes=_themes(columns.cells(row, "hashtag")),
        leaders=leaders,
        notes_url=_notes_url(reading, row),
    )


def _title(reading: _Reading, row: Row) -> str:
    said = reading.columns.cell(row, "title")
    title = clean(said, LONGEST_TITLE)
    if len(" ".join(said.split())) > LONGEST_TITLE:
        reading.note(row, "too long", said)
    return "" if is_blank(title) or fold(title) in _FREE else title


def _times(reading: _Reading, row: Row) -> tuple[datetime | None, datetime | None]:
    said, until = reading.columns.cell(row, "time"), reading.columns.cell(row, "end")
    length = _length(reading.columns, row)
    slot, last = read_slot(said), None if length else read_slot(until)
    if slot is None:
        if said and not is_blank(said):
            reading.note(row, "a time", said)
        return None, None
    if slot.day and slot.day != reading.day.day:
        reading.note(row, "another day", said)
        return None, None
    if slot.backwards or (last and not slot.end and last.start <= slot.start):
        reading.note(row, "ends before it begins", said if slot.backwards else f"{said}-{until}")
    if until and not (slot.end or last or length or is_blank(until)):
        reading.note(row, "an end", until)
    return _moments(reading.day, slot, last, length)


def _length(columns: Columns, row: Row) -> timedelta | None:
    """How long a session is, of a column for that, or where that stands in the place of its end."""
    told = read_length(columns.cell(row, "length"), in_minutes=True)
    return told or read_length(columns.cell(row, "end"))


def _moments(
    day: GridDay, slot: Slot, last: Slot | None, length: timedelta | None
) -> tuple[datetime, datetime | None]:
    start = to_utc(day.day, slot.start, day.zone)
    if length and not slot.end:
        return start, start + length
    wall = slot.end or (last.start if last else None)
    end = to_utc(day.day, wall, day.zone) if wall else None
    return start, end if end and end > start else None


def _capacity(reading: _Reading, row: Row) -> int | None:
    said = reading.columns.cell(row, "capacity")
    found = _SEATS.search(said.replace(",", ""))
    if found and int(found[0]) <= MOST_SEATS:
        return int(found[0])
    if said and not is_blank(said):
        reading.note(row, "a capacity", said)
    return None


def _notes_url(reading: _Reading, row: Row) -> str:
    said = reading.columns.cell(row, "notes")
    if _WEB.fullmatch(said):
        return said
    if said and not is_blank(said):
        reading.note(row, "an address", said)
    return ""


def _themes(cells: Sequence[str]) -> tuple[str, ...]:
    found = (theme for cell in cells for theme in split_themes(cell))
    return tuple(dict.fromkeys(filter(None, (clean(theme, LONGEST_WORD) for theme in found))))


# Slots


def _end_slots(timed: Sequence[SessionPlan | Cell]) -> dict[datetime, datetime]:
    """Return when each slot ends that does not say so itself."""
    starts = sorted({one.starts_at for one in timed if one.starts_at})
    return {start: _end_of(start, starts) for start in starts}


def _end_of(start: datetime, starts: Sequence[datetime]) -> datetime:
    following = starts[bisect_right(starts, start) :]
    return min([start + USUAL, *following[:1]])


def _until(plan: SessionPlan, ended: dict[datetime, datetime]) -> SessionPlan:
    if plan.starts_at is None or plan.ends_at:
        return plan
    return replace(plan, ends_at=ended[plan.starts_at])


def _free_cells(reading: _Reading, ended: dict[datetime, datetime]) -> tuple[Cell, ...]:
    cells = (
        replace(cell, ends_at=ended[cell.starts_at]) if cell.ends_at == cell.starts_at else cell
        for cell in reading.free
    )
    return tuple(dict.fromkeys(cells))


# Doubles


def _without_doubles(reading: _Reading, sessions: Sequence[GridSession]) -> list[GridSession]:
    """Rows that say the same of title, number, room and slot are one session; each is told."""
    first: dict[tuple[object, ...], GridSession] = {}
    for one in sessions:
        plan = one.plan
        key = (fold(plan.title), fold(plan.number), fold(plan.room), plan.starts_at)
        if key in first:
            row = Row(one.row, ())
            reading.note(row, "the same session", plan.title, first[key].row)
            first[key] = replace(first[key], plan=_joined(first[key].plan, plan))
        else:
            first[key] = one
    return list(first.values())


def _joined(plan: SessionPlan, other: SessionPlan) -> SessionPlan:
    return replace(
        plan,
        leaders=tuple(dict.fromkeys((*plan.leaders, *other.leaders))),
        themes=tuple(dict.fromkeys((*plan.themes, *other.themes))),
        capacity=plan.capacity or other.capacity,
        notes_url=plan.notes_url or other.notes_url,
    )


def _find_clashes(reading: _Reading, sessions: Sequence[GridSession]) -> None:
    """Two sessions in one room and slot both stay, and are told."""
    taken: dict[tuple[str, datetime], GridSession] = {}
    for one in sessions:
        if not one.plan.room or one.plan.starts_at is None:
            continue
        key = (fold(one.plan.room), one.plan.starts_at)
        if key in taken:
            reading.note(Row(one.row, ()), "two in one room", one.plan.title, taken[key].row)
        taken.setdefault(key, one)
