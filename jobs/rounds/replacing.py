"""Re-placing: who lost their partner finds another, and nobody else is disturbed. Pure.

Both ways to change a proposal end here: an organiser's change (`jobs.rounds.changes`) and what
people did since the plan was made (`jobs.rounds.seating_changes`). A layout holds everybody once at
most. The work is small however large the round is: only groups that are touched are scored and
planned.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from random import Random

from jobs import matching
from jobs.matching.explain import Acquaintance, index_history, obstacle_between
from jobs.matching.words import describe_repeat
from jobs.rounds.deciding import TAKEN_OUT, Proposal, Snapshot, table_of
from storage.round_records import Table
from storage.types import MemberId

_MOST_SPLIT = 3  # larger groups that are tried
_MOST_JOINED = 200  # groups among which one that somebody can join is looked for


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
    best = min(ways, key=lambda way: _demerits(way, usual))
    return _reweigh(best, was or layout)


def name_groups(tables: Iterable[Table], snapshot: Snapshot) -> tuple[matching.Group, ...]:
    """Return these tables with the reasons of each of their pairs."""
    listed = list(tables)
    groups = judge([table.members for table in listed], snapshot).groups
    return tuple(
        replace(group, locked=table.locked) for group, table in zip(groups, listed, strict=True)
    )


def judge(groups: Sequence[Sequence[MemberId]], snapshot: Snapshot) -> matching.Evaluation:
    """Score groups under the round's own rules, and name pairs who must never meet."""
    return matching.evaluate(
        groups,
        snapshot.people,
        snapshot.history,
        snapshot.rules,
        fairness=matching.OVER_ROUNDS,
    )


def proposal_of(layout: Layout, snapshot: Snapshot) -> Proposal:
    """Return a layout as it is written down."""
    bent = name_groups((table for table in layout.tables if table.relaxed), snapshot)
    said = tuple(describe_repeat(group, snapshot.rules) for group in bent)
    return Proposal(layout.tables, layout.left_out, round(layout.percent, 2), said)


def _place(layout: Layout, loose: Collection[MemberId], snapshot: Snapshot) -> Layout:
    """One way to place the loose, with the groups that they may join; the others stay."""
    near = _some(layout.tables, snapshot.seed)
    chosen = frozenset(near)
    far = [table for table in layout.tables if table not in chosen]
    wanted = {*loose, *(member for table in near for member in table.members)}
    some = replace(snapshot, people=tuple(p for p in snapshot.people if p.id in wanted))
    old = matching.Plan(name_groups(near, some), (), (), 0.0, 0.0, 0.0, 0.0)
    plan = matching.repair(
        old,
        some.people,
        some.history,
        some.rules,
        some.seed,
        added=sorted(loose),
        fairness=matching.OVER_ROUNDS,
    )
    still_out = tuple((member, why) for member, why in layout.left_out if member not in loose)
    return Layout(
        tables=tuple(sorted([*far, *map(table_of, plan.groups)], key=lambda t: t.members)),
        left_out=still_out + tuple((MemberId(out.member), out.why) for out in plan.left_out),
        percent=layout.percent,
    )


def _some(tables: Sequence[Table], seed: int) -> list[Table]:
    """The tables that a loose member may join: all that are not locked, or some of very many."""
    free = [table for table in tables if not table.locked]
    return free if len(free) <= _MOST_JOINED else Random(seed).sample(free, _MOST_JOINED)


def _demerits(layout: Layout, usual: int) -> tuple[int, int, int, float]:
    """What is worse about a layout, the worst first: left out, repeats, large groups, points."""
    return (
        len(layout.left_out),
        sum(table.relaxed for table in layout.tables),
        sum(len(table.members) > usual for table in layout.tables),
        -sum(table.score for table in layout.tables),
    )


def _trim(table: Table, present: Collection[MemberId], snapshot: Snapshot) -> Table:
    """The table without those who are gone; one that is as it was stays as it is."""
    members = tuple(member for member in table.members if member in present)
    if members == table.members:
        return table
    (group,) = judge([members], snapshot).groups
    return replace(table, members=members, score=group.score, relaxed=group.relaxed, locked=False)


def _legal(tables: Iterable[Table], snapshot: Snapshot) -> tuple[Table, ...]:
    """The tables of two or more who may meet, and have not met unless that was agreed to."""
    known = index_history(snapshot.history)
    people = {person.id: person for person in snapshot.people}
    return tuple(
        table
        for table in tables
        if len(table.members) > 1
        and _may_meet([people[member] for member in table.members], table, known, snapshot.rules)
    )


def _may_meet(
    members: Sequence[matching.Person], table: Table, known: Acquaintance, rules: matching.Rules
) -> bool:
    agreed = (None, matching.Obstacle.MET) if table.relaxed else (None,)
    return all(obstacle_between(a, b, known, rules) in agreed for a, b in combinations(members, 2))


def _reweigh(layout: Layout, was: Layout) -> Layout:
    """The per cent of the best possible, by the points a head: an estimate that needs no plan."""
    before, after = _per_head(was), _per_head(layout)
    percent = min(was.percent * after / before, 100.0) if before else 100.0
    return replace(layout, percent=percent)


def _per_head(layout: Layout) -> float:
    heads = len(layout.seated) + sum(why != TAKEN_OUT for _member, why in layout.left_out)
    return sum(table.score for table in layout.tables) / heads if heads else 0.0
