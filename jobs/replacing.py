"""Re-placing: who lost their partner finds another, and nobody else is disturbed. Pure.

Both ways to change a proposal end here: an organiser's change (`jobs.changes`) and what people
did since the plan was made (`jobs.seating_changes`). A layout holds everybody once at most.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from jobs import matching
from jobs.matching.words import describe_repeat
from jobs.planning import TAKEN_OUT, Proposal, Snapshot, table_of
from storage.seating import Table
from storage.types import MemberId

_MOST_SPLIT = 3  # larger groups that are tried, so that the computation stays small


@dataclass(frozen=True, slots=True)
class Layout:
    """Who sits with whom in a proposal, who is left out and why, and how good that is."""

    tables: tuple[Table, ...]
    left_out: tuple[tuple[MemberId, str], ...] = ()
    percent: float = 100.0

    @property
    def seated(self) -> frozenset[MemberId]:
        return frozenset(member for table in self.tables for member in table.members)

    def table(self, member: MemberId) -> Table | None:
        """Return where a member sits."""
        return next((table for table in self.tables if member in table.members), None)


def settle(layout: Layout, snapshot: Snapshot) -> Layout:
    """Return the layout for who takes part now; the same layout where nothing changed.

    Whoever is gone is dropped. A pair that must not meet any more is parted. Whoever sits alone,
    came since or was left out is placed, if anybody may meet them.
    """
    present = {MemberId(person.id) for person in snapshot.people}
    kept = _legal((_trim(table, present, snapshot) for table in layout.tables), snapshot)
    out = tuple((member, why) for member, why in layout.left_out if member in present)
    settled = replace(layout, tables=kept, left_out=out)
    known = settled.seated | {member for member, _why in out}
    loose = present - known
    if not loose:
        return _reweigh(settled, layout) if settled != layout else layout
    waiting = {member for member, why in out if why != TAKEN_OUT}
    return place_loose(settled, loose | waiting, snapshot, was=layout)


def place_loose(
    layout: Layout, loose: Collection[MemberId], snapshot: Snapshot, was: Layout | None = None
) -> Layout:
    """Return the layout with these members (who sit nowhere in it) placed.

    With each other where that is legal, or with the members of a group that is larger than the
    rule, which ends by it; else with a group that is not locked; else by bending "not met lately";
    else they are left out, with the reason. `was`: what `layout.percent` was of.
    """
    usual = snapshot.rules.group_size
    larger = [t for t in layout.tables if len(t.members) > usual and not t.locked][:_MOST_SPLIT]
    ways = [_place(layout, loose, snapshot)]
    for table in larger if len(loose) % usual else ():
        rest = replace(layout, tables=tuple(t for t in layout.tables if t != table))
        ways.append(_place(rest, {*loose, *table.members}, snapshot))
    best = min(ways, key=lambda way: _demerits(way, snapshot))
    return _reweigh(best, was or layout)


def _place(layout: Layout, loose: Collection[MemberId], snapshot: Snapshot) -> Layout:
    groups = [table.members for table in layout.tables]
    locked = [table.members for table in layout.tables if table.locked]
    old = matching.Plan(_score(groups, snapshot).groups, (), (), 0.0, 0.0, 0.0, 0.0)
    plan = matching.repair(
        old,
        snapshot.people,
        snapshot.history,
        snapshot.rules,
        snapshot.seed,
        added=sorted(loose),
        locked=locked,
        fairness=matching.OVER_ROUNDS,
    )
    still_out = tuple((member, why) for member, why in layout.left_out if member not in loose)
    return Layout(
        tables=tuple(table_of(group) for group in plan.groups),
        left_out=still_out + tuple((MemberId(out.member), out.why) for out in plan.left_out),
        percent=layout.percent,
    )


def _demerits(layout: Layout, snapshot: Snapshot) -> tuple[int, int, int, float]:
    """What is worse about a layout, the worst first: left out, repeats, large groups, points."""
    usual = snapshot.rules.group_size
    return (
        len(layout.left_out),
        sum(table.relaxed for table in layout.tables),
        sum(len(table.members) > usual for table in layout.tables),
        -weigh(layout, snapshot),
    )


def weigh(layout: Layout, snapshot: Snapshot) -> float:
    """Return what a layout is worth, in the points that plans are compared by."""
    return _score([table.members for table in layout.tables], snapshot).objective


def name_groups(tables: Iterable[Table], snapshot: Snapshot) -> tuple[matching.Group, ...]:
    """Return these tables with the reasons of each of their pairs."""
    listed = list(tables)
    groups = _score([table.members for table in listed], snapshot).groups
    return tuple(
        replace(group, locked=table.locked) for group, table in zip(groups, listed, strict=True)
    )


def proposal_of(layout: Layout, snapshot: Snapshot) -> Proposal:
    """Return a layout as it is written down."""
    groups = name_groups(layout.tables, snapshot)
    bent = tuple(describe_repeat(group, snapshot.rules) for group in groups if group.relaxed)
    tables = tuple(table_of(group) for group in groups)
    return Proposal(tables, layout.left_out, round(layout.percent, 2), bent)


def _score(groups: list[tuple[MemberId, ...]], snapshot: Snapshot) -> matching.Evaluation:
    return matching.evaluate(
        groups,
        snapshot.people,
        snapshot.history,
        snapshot.rules,
        fairness=matching.OVER_ROUNDS,
    )


def _trim(table: Table, present: Collection[MemberId], snapshot: Snapshot) -> Table:
    """The table without those who are gone; one that is as it was stays as it is."""
    members = tuple(member for member in table.members if member in present)
    if members == table.members:
        return table
    (group,) = _score([members], snapshot).groups
    return replace(table, members=members, score=group.score, locked=False)


def _legal(tables: Iterable[Table], snapshot: Snapshot) -> tuple[Table, ...]:
    """The tables of two or more who may meet, and have not met unless that was agreed to."""
    company = [table for table in tables if len(table.members) > 1]
    judged = _score([table.members for table in company], snapshot)
    broken = {pair.a for pair in judged.broken}
    return tuple(
        table
        for table, group in zip(company, judged.groups, strict=True)
        if broken.isdisjoint(table.members) and (table.relaxed or not group.relaxed)
    )


def _reweigh(layout: Layout, was: Layout) -> Layout:
    """The per cent of the best possible, by the points a head: an estimate that needs no plan."""
    before, after = _per_head(was), _per_head(layout)
    percent = min(was.percent * after / before, 100.0) if before else 100.0
    return replace(layout, percent=percent)


def _per_head(layout: Layout) -> float:
    heads = len(layout.seated) + sum(why != TAKEN_OUT for _member, why in layout.left_out)
    return sum(table.score for table in layout.tables) / heads if heads else 0.0
