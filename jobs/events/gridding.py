"""A grid that was read becomes the sessions of its event; nothing that people did here is lost.

A session keeps its code, its notes and who is interested. One that vanished from the grid is asked
about, never dropped by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from jobs.events import camp_moves, camps
from jobs.grids import Grid, Known, Match, match_sessions
from jobs.grids.matching import merge, said_of
from jobs.sessions.naming import ask_names
from storage.events import Event
from storage.session_records import EventSession, SessionPlan
from storage.transaction import Transaction
from storage.types import AccountId, SessionId


@dataclass(frozen=True, slots=True)
class Taken:
    """What a grid changed. `vanished`: sessions that it has no more, and had until now."""

    new: int = 0
    changed: int = 0
    moved: int = 0
    same: int = 0
    vanished: tuple[SessionId, ...] = ()


def take_grid(
    tx: Transaction, event: Event, grid: Grid, by: AccountId | None, now: datetime
) -> Taken:
    """Make the event's sessions what its grid says; return what changed."""
    known = _known(tx, event)
    counts = {"new": 0, "changed": 0, "moved": 0, "same": 0}
    seen: set[SessionId] = set()
    for match in match_sessions(grid.sessions, known):
        session_id, became = _take(tx, event, match, by, now)
        counts[became] += 1
        seen.add(session_id)
        tx.grids.see(session_id, said_of(match.found.plan), now)
    vanished = _vanished_now(event, known, tx, seen)
    tx.grids.keep_free(event.id, grid.free)
    tx.grids.note_trouble(event.id, None)
    event = replace(event, grid_at=now)
    tx.events.change(event)
    camps.schedule_day(tx, event, now)
    return Taken(**counts, vanished=vanished)


def vanished(tx: Transaction, event: Event) -> list[EventSession]:
    """Return the sessions that the grid had once and has no more."""
    lines = tx.grids.seen(event.id)
    return [
        one
        for one in camps.planned(tx, event)
        if one.id in lines and event.grid_at and lines[one.id].seen_at < event.grid_at
    ]


def drop(tx: Transaction, event: Event, session: EventSession, now: datetime) -> None:
    """Take a session off the day; its row, code and whatever is written stay in the store."""
    tx.sessions.change(session.id, session.network_id, replace(session.plan, state="dropped"))
    camps.correct_slots(tx, event, (session.plan.starts_at,), now)


def _known(tx: Transaction, event: Event) -> list[Known]:
    """The event's sessions, those that were dropped too: they may come back."""
    lines = tx.grids.seen(event.id)
    here = {one.id: one for one in tx.sessions.of_event(event.id)}
    gone = [tx.sessions.get(one, event.network_id) for one in lines if one not in here]
    return [
        Known(one, lines[one.id].said if one.id in lines else {}) for one in (*here.values(), *gone)
    ]


def _take(
    tx: Transaction, event: Event, match: Match, by: AccountId | None, now: datetime
) -> tuple[SessionId, str]:
    """Add or change one session; return which it is and what became of it."""
    grid = match.found.plan
    if match.known is None:
        added = tx.sessions.add(event.network_id, grid, by, now, event.id)
        camps.correct_slots(tx, event, (grid.starts_at,), now)
        ask_names(tx, added, None, now)
        return added.id, "new"
    before = match.known.session
    plan = _merged(before.plan, match.known.said, grid)
    if plan == before.plan:
        return before.id, "same"
    has_moved = camp_moves.change_session(tx, event, before, plan, now)
    if plan.leaders != before.plan.leaders:
        ask_names(tx, tx.sessions.get(before.id, event.network_id), None, now)
    return before.id, "moved" if has_moved else "changed"


def _merged(plan: SessionPlan, said: Mapping[str, str], grid: SessionPlan) -> SessionPlan:
    """The number of a pitch says nothing any more once it got its place."""
    merged = merge(plan, said, grid)
    if plan.state == "pitched" and merged.number == plan.number:
        return replace(merged, number="")
    return merged


def _vanished_now(
    event: Event, known: list[Known], tx: Transaction, seen: set[SessionId]
) -> tuple[SessionId, ...]:
    lines = tx.grids.seen(event.id)
    return tuple(
        one.session.id
        for one in known
        if one.session.plan.state == "planned"
        and one.session.id not in seen
        and one.session.id in lines
        and (event.grid_at is None or lines[one.session.id].seen_at >= event.grid_at)
    )
