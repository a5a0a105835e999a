"""Which free room suits which pitch: the most wanted first, in the smallest that fits. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storage.grids import Cell
from storage.naming import fold
from storage.session_records import EventSession
from storage.types import SessionId

_UNKNOWN_SEATS = 20
"""What a room whose size nobody wrote down is taken to hold."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A room and slot for a pitch. `fits`: everybody who would come has a seat."""

    pitch: EventSession
    cell: Cell
    fits: bool


def suggest_rooms(
    pitches: Sequence[EventSession],
    counts: Mapping[SessionId, int],
    free: Sequence[Cell],
) -> list[Suggestion]:
    """Return a place for each pitch, as long as there are any: best fit, then the earliest slot.

    Best fit in falling order leaves the large rooms to those who need them. Where none is large
    enough, the largest that is left.
    """
    left = list(free)
    found: list[Suggestion] = []
    for pitch in sorted(pitches, key=lambda one: -counts.get(one.id, 0)):
        if not left:
            break
        wanted = counts.get(pitch.id, 0)
        cell = min(left, key=lambda one: _distance(one, wanted))
        left.remove(cell)
        found.append(Suggestion(pitch, cell, _seats(cell) >= wanted))
    return found


def free_cells(cells: Sequence[Cell], planned: Sequence[EventSession]) -> list[Cell]:
    """Return the cells of a grid that nobody has been given since it was read."""
    return [cell for cell in cells if not any(_takes(one, cell) for one in planned)]


def _takes(session: EventSession, cell: Cell) -> bool:
    plan = session.plan
    if plan.starts_at is None or fold(plan.room) != fold(cell.room):
        return False
    return plan.starts_at < cell.ends_at and (plan.ends_at or plan.starts_at) > cell.starts_at


def _distance(cell: Cell, wanted: int) -> tuple[bool, int, str]:
    short = _seats(cell) < wanted
    return short, -_seats(cell) if short else _seats(cell), cell.starts_at.isoformat()


def _seats(cell: Cell) -> int:
    return cell.capacity if cell.capacity is not None else _UNKNOWN_SEATS
