"""A term of mentoring as it is planned and kept up to date: pairs in, tables out. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jobs.matching.explain import Obstacle, index_history, obstacle_between
from jobs.matching.mentors import MentorPlan, Part, match_mentors, shared_topics
from jobs.matching.records import History, Rules
from storage.round_records import Table
from storage.types import MemberId


@dataclass(frozen=True, slots=True)
class Mentors:
    """Who takes part in mentoring, with what they offer and wish for in this term.

    Topics and room that are taken up by pairs of an earlier term are not among them.
    """

    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """Who mentors whom, who found nobody and why, and in which pairs a rule had to bend."""

    tables: tuple[Table, ...]
    left_out: tuple[tuple[MemberId, str], ...]
    relaxed: tuple[str, ...]


def plan_term(
    mentors: Mentors,
    history: History,
    rules: Rules,
    seed: int,
    out: Sequence[str] = (),
    kept: Sequence[tuple[str, str]] = (),
) -> Term:
    """Decide a term without those who were taken out; `kept` pairs stay as they are."""
    parts = [part for part in mentors.parts if part.person.id not in out]
    plan = match_mentors(parts, history, rules, seed, kept)
    return Term(
        tables=tuple(_table(plan, k) for k in range(len(plan.pairs))),
        left_out=tuple((MemberId(left.member), left.why) for left in plan.left_out),
        relaxed=tuple(
            f"{pair.mentor} and {pair.mentee} have met before; nobody else was left."
            for pair in plan.pairs
            if pair.again
        ),
    )


def settle_term(
    tables: Sequence[Table],
    mentors: Mentors,
    history: History,
    rules: Rules,
    seed: int,
    out: Sequence[str] = (),
) -> Term:
    """Return the term for who takes part now: pairs that still fit stay, the rest is planned."""
    parts = {part.person.id: part for part in mentors.parts if part.person.id not in out}
    kept: list[tuple[str, str]] = []
    used = Counter[str]()
    helped: set[str] = set()
    for mentor, mentee in filter(None, map(pair_of, tables)):
        fits = _fits(parts.get(mentor), parts.get(mentee), history, rules)
        if fits and mentee not in helped and used[mentor] < parts[mentor].capacity:
            kept.append((mentor, mentee))
            used[mentor] += 1
            helped.add(mentee)
    return plan_term(mentors, history, rules, seed, out, kept)


def pair_of(table: Table) -> tuple[MemberId, MemberId] | None:
    """Return a table's mentor and mentee; None where it is not a mentoring pair."""
    if table.mentor is None or len(table.members) != 2:
        return None
    (mentee,) = (member for member in table.members if member != table.mentor)
    return table.mentor, mentee


def _fits(mentor: Part | None, mentee: Part | None, history: History, rules: Rules) -> bool:
    if mentor is None or mentee is None or not shared_topics(mentor.offers, mentee.wishes):
        return False
    obstacle = obstacle_between(mentor.person, mentee.person, index_history(history), rules)
    return obstacle in (None, Obstacle.MET)


def _table(plan: MentorPlan, k: int) -> Table:
    pair = plan.pairs[k]
    members = tuple(sorted((MemberId(pair.mentor), MemberId(pair.mentee))))
    return Table(members, float(pair.score), pair.again, mentor=MemberId(pair.mentor))


def with_rest(part: Part, *, mentees: int, is_helped: bool) -> Part:
    """Return what a part has left beside the pairs that go on from an earlier term."""
    wishes = () if is_helped else part.wishes
    return replace(part, wishes=wishes, capacity=max(0, part.capacity - mentees))
