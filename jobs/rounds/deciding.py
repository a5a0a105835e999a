"""Deciding a round, from a snapshot alone. Pure: nothing here knows of a database.

A worker process does this work, and imports what this module does: keep that to the matching and
to records, so that a worker is soon ready and takes little memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jobs import matching
from jobs.mentoring import mentor_plan
from jobs.mentoring.mentor_plan import Mentors
from jobs.rounds.freshness import plan_freshest
from storage.round_records import Programme, Round, Table
from storage.types import MemberId

TAKEN_OUT = "taken out"
"""In place of a reason where an organiser took somebody out, who stays out when it is planned
again; the voice has the words."""


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


@dataclass(frozen=True, slots=True)
class Facts:
    """The round that is to be planned, and everything that its plan depends on."""

    round_: Round
    programme: Programme
    snapshot: Snapshot


def compute(facts: Facts) -> Proposal:
    """Decide the round. Pure; run in a worker process."""
    return propose(facts.snapshot)


def warm_up() -> None:
    """Do nothing: a worker process that did this has imported all that planning needs."""


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
