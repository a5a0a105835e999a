"""Planning a round: read a snapshot, decide (pure, in a worker process), record in one transaction.

Nothing is computed inside a transaction, and nothing is recorded that was planned on other facts:
the round's version is checked when the plan is written down.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from jobs import matching
from jobs.carrying_on import interest_pairs
from jobs.meetings import touch
from jobs.mentoring import mentor_plan
from jobs.mentoring.mentor_parts import read_mentors
from jobs.mentoring.mentor_plan import Mentors
from jobs.rounds import turns
from jobs.rounds.freshness import plan_freshest
from storage.naming import fold
from storage.seating import Table
from storage.store import Transaction
from storage.types import Enrolment, Group, Member, MemberId, Programme, Round, Rules, Strength

TAKEN_OUT = "taken out"
"""Kept in place of a reason where an organiser took somebody out; the voice has the words."""
"""Why somebody is left out whom an organiser took out; they stay out when it is planned again."""

_WEIGHT: dict[Strength, float] = {"off": 0.0, "mild": 0.5, "strong": 1.0}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that a plan depends on, read at one moment; it can be sent to another process.

    `locked` groups stay as they are; `taken_out` are members whom an organiser left out. Of a
    mentoring scheme, `mentors` says who offers and wishes for what.
    """

    people: tuple[matching.Person, ...]
    history: matching.History
    rules: matching.Rules
    seed: int
    locked: tuple[tuple[str, ...], ...] = ()
    taken_out: tuple[str, ...] = ()
    mentors: Mentors | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan as it is written down: groups, those left out and why, how good, what had to bend."""

    tables: tuple[Table, ...]
    left_out: tuple[tuple[MemberId, str], ...]
    percent: float
    relaxed: tuple[str, ...]


def take_snapshot(tx: Transaction, programme: Programme, round_: Round, day: date) -> Snapshot:
    """Read who takes part on this day, who met whom and what the rules are."""
    due = turns.taking_part(tx, programme, round_, day)
    members = tx.members.many([e.member_id for e in due])
    present = [(e, members[e.member_id]) for e in due if e.member_id in members]
    met = tx.introductions.so_far(programme.network_id, programme.id)
    people = [person_of(e, member) for e, member in present if member.left_at is None]
    fixed = locked_groups(tx.rounds.groups(round_.id))
    again = touch.together(tx, programme, _free(people, fixed), day)
    rules = match_rules(programme.rules)
    history = matching.History(
        met=tuple((i.a, i.b, i.rounds_ago) for i in met if (i.a, i.b) not in again),
        avoid=tuple(touch.kept_apart(tx, programme.network_id, day)),
    )
    taken = (*fixed, *again)
    wished = interest_pairs.together(tx, programme, people, history, rules, taken)
    return Snapshot(
        mentors=read_mentors(tx, programme, round_.introduce_at, due, people),
        people=tuple(people),
        history=history,
        rules=rules,
        seed=round_.seed,
        locked=(*taken, *wished),
        taken_out=tuple(o.member_id for o in tx.rounds.left_out(round_.id) if o.why == TAKEN_OUT),
    )


def match_rules(rules: Rules) -> matching.Rules:
    """Return a scheme's rules in words as points: mild counts half."""
    points = matching.Rules()
    return replace(
        points,
        different_organisation=rules.different_organisation,
        no_repeat_within=rules.no_repeat_within,
        group_size=rules.group_size,
        shared_interests=_points(points.shared_interests, rules.shared_interests),
        different_profession=_points(points.different_profession, rules.different_profession),
        different_sector=_points(points.different_sector, rules.different_sector),
        same_region=_points(points.same_region, rules.same_region),
        different_region=_points(points.same_region, rules.different_region),
    )


def propose(snapshot: Snapshot) -> Proposal:
    """Decide the round. Pure: the same snapshot gives the same proposal."""
    if snapshot.mentors is not None:
        return _propose_term(snapshot, snapshot.mentors)
    plan = plan_of(snapshot)
    taken_out = tuple((MemberId(member), TAKEN_OUT) for member in _still_out(snapshot))
    return Proposal(
        tables=tuple(table_of(group) for group in plan.groups),
        left_out=tuple((MemberId(out.member), out.why) for out in plan.left_out) + taken_out,
        percent=round(plan.percent_of_bound, 2),
        relaxed=plan.relaxed,
    )


def settle_term(tables: Sequence[Table], snapshot: Snapshot, mentors: Mentors) -> Proposal:
    """Return a term of mentoring for who takes part now; pairs that still fit stay. Pure."""
    out = _still_out(snapshot)
    return _term_as_proposal(
        snapshot,
        mentor_plan.settle_term(
            tables, mentors, snapshot.history, snapshot.rules, snapshot.seed, out
        ),
    )


def _propose_term(snapshot: Snapshot, mentors: Mentors) -> Proposal:
    out = _still_out(snapshot)
    return _term_as_proposal(
        snapshot,
        mentor_plan.plan_term(mentors, snapshot.history, snapshot.rules, snapshot.seed, out),
    )


def _term_as_proposal(snapshot: Snapshot, term: mentor_plan.Term) -> Proposal:
    taken_out = tuple((MemberId(member), TAKEN_OUT) for member in _still_out(snapshot))
    return Proposal(term.tables, term.left_out + taken_out, 100.0, term.relaxed)


def plan_of(snapshot: Snapshot) -> matching.Plan:
    """Return the best plan with its prices, new partners first; legal locked groups are kept."""
    out = _still_out(snapshot)
    people = [person for person in snapshot.people if person.id not in out]
    locked = _still_legal(snapshot)

    def plan(rules: matching.Rules) -> matching.Plan:
        return matching.plan(
            people,
            snapshot.history,
            rules,
            snapshot.seed,
            fairness=matching.OVER_ROUNDS,
            locked=locked,
        )

    return plan_freshest(plan, people, snapshot.history, snapshot.rules)


def warm_up() -> None:
    """Do nothing: a worker process that did this has imported all that planning needs."""


def record(tx: Transaction, round_: Round, proposal: Proposal) -> None:
    """Write a proposal down; StaleError where the round changed since it was read."""
    tx.rounds.seating.propose(
        round_, proposal.tables, proposal.left_out, proposal.percent, proposal.relaxed
    )


def table_of(group: matching.Group) -> Table:
    """Return a planned group as it is written down."""
    members = tuple(MemberId(member) for member in group.members)
    return Table(members, group.score, group.relaxed, group.locked)


def _still_out(snapshot: Snapshot) -> list[str]:
    present = {person.id for person in snapshot.people}
    return [member for member in snapshot.taken_out if member in present]


def _still_legal(snapshot: Snapshot) -> list[tuple[str, ...]]:
    """The locked groups in which everybody still takes part and may meet everybody."""
    present = {person.id for person in snapshot.people} - set(snapshot.taken_out)
    whole = [group for group in snapshot.locked if len(group) > 1 and present.issuperset(group)]
    judged = matching.evaluate(whole, snapshot.people, snapshot.history, snapshot.rules)
    broken = {pair.a for pair in judged.broken}
    return [group for group in whole if broken.isdisjoint(group)]


def locked_groups(groups: Sequence[Group]) -> tuple[tuple[str, ...], ...]:
    """Return the groups that an organiser fixed."""
    return tuple(tuple(group.members) for group in groups if group.locked)


def _free(people: Sequence[matching.Person], fixed: Sequence[Sequence[str]]) -> frozenset[MemberId]:
    """Who is in no group that an organiser fixed."""
    taken = {member for group in fixed for member in group}
    return frozenset(MemberId(person.id) for person in people if person.id not in taken)


def names(members: Mapping[MemberId, Member]) -> dict[str, str]:
    """Return member ids with the names that people read."""
    return {member_id: member.name for member_id, member in members.items()}


def _points(full: int, strength: Strength) -> int:
    return round(full * _WEIGHT[strength])


def person_of(enrolment: Enrolment, member: Member) -> matching.Person:
    """Return a member as matching sees them."""
    profile = member.profile
    return matching.Person(
        id=member.id,
        organisation=member.organisation,
        sector=profile.sector,
        region=profile.region,
        profession=profile.profession,
        interests=profile.interests,
        last_score=enrolment.last_score,
        debt=min(enrolment.debt, 2.0),
        sat_out=enrolment.sat_out,
        rank=f"{member.joined_at:%Y-%m-%dT%H:%M:%S} {fold(member.name)}",
    )
