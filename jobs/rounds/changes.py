"""An organiser's changes to a proposed round: decided first (pure), with what they cost; then made.

A change may bend "not met lately", which is listed. It never breaks what must hold: colleagues
where the scheme parts them, avoid lists, one seat a member. Partners who lose theirs are placed
again (`jobs.rounds.replacing`), and only the groups that this touches change.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from jobs import matching
from jobs.rounds import dates
from jobs.rounds.deciding import TAKEN_OUT, Proposal, Snapshot
from jobs.rounds.planning import record
from jobs.rounds.replacing import Layout, judge, name_groups, place_loose, proposal_of
from jobs.rounds.seating_changes import bring_up_to_date
from storage.round_records import Programme, Round, Table
from storage.transaction import Transaction
from storage.types import MemberId

Kind = Literal["swap", "pair", "take out", "put back", "lock", "unlock"]
Obstacle = Literal[
    "avoided",
    "colleagues",
    "same person",
    "together",
    "locked",
    "not in round",
    "in a group",
    "left out",
    "nobody",
    "mentoring",
]


_NEVER: Mapping[matching.Obstacle, Obstacle] = {
    matching.Obstacle.AVOIDED: "avoided",
    matching.Obstacle.COLLEAGUES: "colleagues",
    matching.Obstacle.SAME_PERSON: "same person",
}


class ImpossibleChangeError(Exception):
    """A change that cannot be made: `why`, and the members it is about."""

    def __init__(self, why: Obstacle, *members: MemberId) -> None:
        super().__init__(why)
        self.why: Obstacle = why
        self.members = members


@dataclass(frozen=True, slots=True)
class Wish:
    """What an organiser wants. `b` goes with a swap and a pair; a lock is of a's group."""

    kind: Kind
    a: MemberId
    b: MemberId | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A change and its cost: the groups that go and that come, and per cent of the best possible.

    `bends` are pairs of the new groups who met within the rule's rounds; `left_out` are those
    whom the change leaves without a partner, and why.
    """

    wish: Wish
    round_: Round
    before: tuple[matching.Group, ...]
    after: tuple[matching.Group, ...]
    percent_before: float
    percent_after: float
    bends: tuple[matching.PairReasons, ...]
    left_out: tuple[tuple[MemberId, str], ...]
    proposal: Proposal


def weigh_change(
    tx: Transaction, programme: Programme, round_: Round, wish: Wish, now: datetime
) -> Change:
    """Say what a change to the round as it is now would do; ImpossibleChangeError.

    The round is brought up to date first; `Change.round_` is its record then.
    """
    day = dates.local_day(max(round_.introduce_at, now), programme)
    current = bring_up_to_date(tx, programme, round_, day)
    return decide(current.layout, current.snapshot, wish, current.round_)


def make(tx: Transaction, change: Change) -> Round:
    """Write the change down; StaleError where the round changed since it was weighed."""
    record(tx, change.round_, change.proposal)
    return tx.rounds.get(change.round_.id, change.round_.network_id)


def decide(layout: Layout, snapshot: Snapshot, wish: Wish, round_: Round) -> Change:
    """Return the change and its cost. Pure; ImpossibleChangeError, always so for mentoring.

    `layout` holds nobody who is not in the snapshot (see `jobs.rounds.replacing.settle`).
    """
    steps: Mapping[Kind, Callable[[Layout, Snapshot, Wish], Layout]] = {
        "swap": _swap,
        "pair": _pair,
        "take out": _take_out,
        "put back": _put_back,
        "lock": _lock,
        "unlock": _unlock,
    }
    if snapshot.mentors is not None:
        raise ImpossibleChangeError("mentoring")
    for member in (wish.a, wish.b):
        if member is not None and not any(person.id == member for person in snapshot.people):
            raise ImpossibleChangeError("not in round", member)
    return _compare(layout, steps[wish.kind](layout, snapshot, wish), snapshot, wish, round_)


def _compare(was: Layout, becomes: Layout, snapshot: Snapshot, wish: Wish, round_: Round) -> Change:
    old, new = frozenset(was.tables), frozenset(becomes.tables)
    gone = [table for table in was.tables if table not in new]
    come = [table for table in becomes.tables if table not in old]
    together = {frozenset(table.members) for table in was.tables}
    after = name_groups(come, snapshot)
    fresh = [group for group in after if frozenset(group.members) not in together]
    percent = _percent(was, gone, come, snapshot)
    return Change(
        wish=wish,
        round_=round_,
        before=name_groups(gone, snapshot),
        after=after,
        percent_before=was.percent,
        percent_after=percent,
        bends=tuple(p for group in fresh for p in group.reasons if p.rounds_ago is not None),
        left_out=tuple(out for out in becomes.left_out if out not in was.left_out),
        proposal=proposal_of(replace(becomes, percent=percent), snapshot),
    )


def _percent(was: Layout, gone: Sequence[Table], come: Sequence[Table], now: Snapshot) -> float:
    """Per cent of the same best possible, so that whoever is taken out is missed in it."""
    before = judge([table.members for table in was.tables], now).objective
    lost = judge([table.members for table in gone], now).objective
    won = judge([table.members for table in come], now).objective
    if not before:
        return 100.0 if won else was.percent
    return min(was.percent * (before - lost + won) / before, 100.0)


# The six changes, each from a layout to the next


def _swap(layout: Layout, snapshot: Snapshot, wish: Wish) -> Layout:
    a, b = _two(wish)
    first, second = _free_table(layout, a), _free_table(layout, b)
    if first is None and second is None:
        raise ImpossibleChangeError("left out", a, b)
    if first == second:
        raise ImpossibleChangeError("together", a, b)
    tables = [table for table in layout.tables if table not in (first, second)]
    tables += [_seat_instead(first, a, b, snapshot)] if first else []
    tables += [_seat_instead(second, b, a, snapshot)] if second else []
    out = tuple(out for out in layout.left_out if out[0] not in (a, b))
    swapped = replace(layout, tables=tuple(tables), left_out=out)
    loose = {a, b} - swapped.seated
    return place_loose(swapped, loose, snapshot) if loose else swapped


def _pair(layout: Layout, snapshot: Snapshot, wish: Wish) -> Layout:
    a, b = _two(wish)
    first, second = _free_table(layout, a), _free_table(layout, b)
    if first and first == second and len(first.members) == 2:
        raise ImpossibleChangeError("together", a, b)
    pair = _checked((a, b), snapshot, locked=True)
    rest, loose = _remove({a, b}, layout, snapshot)
    seated = replace(rest, tables=(*rest.tables, pair))
    return place_loose(seated, loose, snapshot) if loose else seated


def _take_out(layout: Layout, snapshot: Snapshot, wish: Wish) -> Layout:
    a = wish.a
    if (a, TAKEN_OUT) in layout.left_out:
        raise ImpossibleChangeError("left out", a)
    _free_table(layout, a)
    rest, loose = _remove({a}, layout, snapshot)
    out = replace(rest, left_out=(*rest.left_out, (a, TAKEN_OUT)))
    return place_loose(out, loose, snapshot) if loose else out


def _put_back(layout: Layout, snapshot: Snapshot, wish: Wish) -> Layout:
    if layout.table(wish.a):
        raise ImpossibleChangeError("in a group", wish.a)
    waiting = {member for member, why in layout.left_out if why != TAKEN_OUT}
    placed = place_loose(layout, {wish.a} | waiting, snapshot)
    if placed.table(wish.a) is None:
        raise ImpossibleChangeError("nobody", wish.a)
    return placed


def _lock(layout: Layout, snapshot: Snapshot, wish: Wish) -> Layout:
    return _with_lock(layout, wish.a, locked=True)


def _unlock(layout: Layout, snapshot: Snapshot, wish: Wish) -> Layout:
    return _with_lock(layout, wish.a, locked=False)


def _with_lock(layout: Layout, member: MemberId, *, locked: bool) -> Layout:
    found = layout.table(member)
    if found is None:
        raise ImpossibleChangeError("left out", member)
    tables = (replace(t, locked=locked) if t == found else t for t in layout.tables)
    return replace(layout, tables=tuple(tables))


# What they share


def _two(wish: Wish) -> tuple[MemberId, MemberId]:
    if wish.b is None or wish.a == wish.b:
        raise ImpossibleChangeError("same person", wish.a)
    return wish.a, wish.b


def _free_table(layout: Layout, member: MemberId) -> Table | None:
    """Where a member sits, if that is not locked."""
    table = layout.table(member)
    if table and table.locked:
        raise ImpossibleChangeError("locked", *table.members)
    return table


def _remove(
    members: set[MemberId], layout: Layout, snapshot: Snapshot
) -> tuple[Layout, set[MemberId]]:
    """The layout without these, and whoever loses their last partner by it."""
    tables: list[Table] = []
    loose: set[MemberId] = set()
    for table in layout.tables:
        staying = tuple(member for member in table.members if member not in members)
        if staying == table.members:
            tables.append(table)
        elif len(staying) > 1:
            tables.append(_checked(staying, snapshot))
        else:
            loose.update(staying)
    out = tuple(out for out in layout.left_out if out[0] not in members)
    return replace(layout, tables=tuple(tables), left_out=out), loose


def _seat_instead(table: Table, leaves: MemberId, comes: MemberId, snapshot: Snapshot) -> Table:
    members = tuple(comes if member == leaves else member for member in table.members)
    return _checked(members, snapshot)


def _checked(members: tuple[MemberId, ...], snapshot: Snapshot, *, locked: bool = False) -> Table:
    """A table of these members, scored; ImpossibleChangeError where two must never meet."""
    judged = judge([members], snapshot)
    for pair in judged.broken:
        raise ImpossibleChangeError(_NEVER[pair.obstacle], MemberId(pair.a), MemberId(pair.b))
    (group,) = judged.groups
    return Table(members, group.score, group.relaxed, locked)
