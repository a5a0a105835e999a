"""Planning a round: read a snapshot, decide (`deciding`, in a worker), record in one transaction.

Nothing is computed inside a transaction, and nothing is recorded that was planned on other facts:
the round's version is checked when the plan is written down.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from jobs import matching
from jobs.carrying_on import interest_pairs
from jobs.meetings import touch
from jobs.mentoring.mentor_parts import read_mentors
from jobs.rounds import turns
from jobs.rounds.deciding import TAKEN_OUT, Proposal, Snapshot
from storage.naming import fold
from storage.round_records import Enrolment, Group, Programme, Round, Rules, Strength
from storage.transaction import Transaction
from storage.types import Member, MemberId

_WEIGHT: dict[Strength, float] = {"off": 0.0, "mild": 0.5, "strong": 1.0}


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


def record(tx: Transaction, round_: Round, proposal: Proposal) -> None:
    """Write a proposal down; StaleError where the round changed since it was read."""
    tx.rounds.seating.propose(
        round_, proposal.tables, proposal.left_out, proposal.percent, proposal.relaxed
    )


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


def profiled(member: Member) -> matching.Person:
    """Return a member as matching sees them by their profile alone."""
    profile = member.profile
    return matching.Person(
        id=member.id,
        organisation=member.organisation,
        sector=profile.sector,
        region=profile.region,
        profession=profile.profession,
        interests=profile.interests,
    )


def person_of(enrolment: Enrolment, member: Member) -> matching.Person:
    """Return a member as matching sees them, with what earlier rounds left behind."""
    return replace(
        profiled(member),
        last_score=enrolment.last_score,
        debt=min(enrolment.debt, 2.0),
        sat_out=enrolment.sat_out,
        rank=f"{member.joined_at:%Y-%m-%dT%H:%M:%S} {fold(member.name)}",
    )
