"""Which session of a grid is which that we know: their notes, code and interest stay. Pure.

A title that is the same is the surest sign: numbers shift when somebody puts a row in between. Then
the number, where it is one session's only (camps also number their slots); then the room and slot
with nearly the same title, for a slip of the pen that was put right.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from rapidfuzz import fuzz

from jobs.grids.records import GridSession
from storage.naming import fold
from storage.session_records import EventSession, SessionPlan

_ALIKE = 75

Key = Callable[[SessionPlan], Hashable]


@dataclass(frozen=True, slots=True)
class Known:
    """A session as it is, and what the grid said of it before; nothing, if no grid ever had it."""

    session: EventSession
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Match:
    """A session of the grid, and the known one that it is; None: it is new."""

    found: GridSession
    known: Known | None


def match_sessions(found: Sequence[GridSession], known: Sequence[Known]) -> list[Match]:
    """Return every session of a grid, in order, with the one that it is; each is one at most."""
    pairs: dict[int, Known] = {}
    for key in (_all_of_it, _title, _number, _cell):
        _pair(found, known, pairs, key)
    return [Match(one, pairs.get(place)) for place, one in enumerate(found)]


def _pair(
    found: Sequence[GridSession], known: Sequence[Known], pairs: dict[int, Known], key: Key
) -> None:
    taken = {one.session.id for one in pairs.values()}
    open_known = [one for one in known if one.session.id not in taken]
    open_found = [place for place in range(len(found)) if place not in pairs]
    theirs = [keys for one in open_known for keys in {key(one.session.plan), key(_as_said(one))}]
    ours = Counter(key(found[place].plan) for place in open_found)
    by_key = {
        each: one for one in open_known for each in (key(_as_said(one)), key(one.session.plan))
    }
    counts = Counter(theirs)
    used: set[str] = set()
    for place in open_found:
        mine = key(found[place].plan)
        if mine is None or ours[mine] > 1 or counts[mine] != 1:
            continue
        one = by_key[mine]
        if one.session.id not in used and (key is not _cell or _alike(found[place].plan, one)):
            pairs[place] = one
            used.add(one.session.id)


def _all_of_it(plan: SessionPlan) -> Hashable:
    return (fold(plan.title), fold(plan.number), fold(plan.room), plan.starts_at)


def _title(plan: SessionPlan) -> Hashable:
    return fold(plan.title) or None


def _number(plan: SessionPlan) -> Hashable:
    return fold(plan.number) or None


def _cell(plan: SessionPlan) -> Hashable:
    return (fold(plan.room), plan.starts_at) if plan.room and plan.starts_at else None


def _alike(plan: SessionPlan, known: Known) -> bool:
    return fuzz.ratio(fold(plan.title), fold(known.session.title)) >= _ALIKE


def _as_said(known: Known) -> SessionPlan:
    """The session as the grid had it, which somebody here may have changed since."""
    said, plan = known.said, known.session.plan
    starts = said.get("slot", "").partition("/")[0]
    return replace(
        plan,
        title=said.get("title", plan.title),
        number=said.get("number", plan.number),
        room=said.get("room", plan.room),
        starts_at=datetime.fromisoformat(starts) if starts else plan.starts_at,
    )


# What the grid says anew


def said_of(plan: SessionPlan) -> dict[str, str]:
    """Return what a grid says of a session, to be compared with what it will say.

    Of people's names, web addresses and themes only a digest is kept.
    """
    slot = f"{_iso(plan.starts_at)}/{_iso(plan.ends_at)}" if plan.starts_at else ""
    said = {
        "title": plan.title,
        "number": plan.number,
        "room": plan.room,
        "slot": slot,
        "capacity": str(plan.capacity or ""),
        "leaders": _digest(plan.leaders),
        "themes": _digest(plan.themes),
        "notes_url": _digest((plan.notes_url,)),
    }
    return {name: words for name, words in said.items() if words}


def merge(plan: SessionPlan, before: Mapping[str, str], grid: SessionPlan) -> SessionPlan:
    """Return a session with what its grid says anew; a blank in the grid takes nothing away.

    What somebody changed here stays until the grid itself changes. Of a session that no grid had
    before, title and leaders stay as they are.
    """
    says = said_of(grid)
    fresh = {name for name, words in says.items() if before.get(name) != words}
    if not before:
        fresh -= {name for name in ("title", "leaders", "themes") if getattr(plan, name)}
    changes: dict[str, object] = {name: getattr(grid, name) for name in fresh - {"slot"}}
    if "slot" in fresh:
        changes |= {"starts_at": grid.starts_at, "ends_at": grid.ends_at}
    return replace(plan, **changes, state="planned")  # type: ignore[arg-type]  # fields by name


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _digest(words: Sequence[str]) -> str:
    kept = "\n".join(filter(None, words))
    return sha256(kept.encode()).hexdigest()[:16] if kept else ""
