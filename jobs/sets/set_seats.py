"""Who may take an empty seat of a running set, and which set has one: the best that is legal.

The scheme's own rules hold: nobody sits with a colleague, with somebody on an avoid list, or with
somebody they met lately.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from jobs import matching
from jobs.delivery.reaching import out_of_reach
from jobs.meetings.touch import kept_apart
from jobs.rounds.busy import seated_now
from jobs.rounds.dates import local_day
from jobs.rounds.planning import match_rules, person_of
from storage.round_records import Group, Programme, Round
from storage.transaction import Transaction
from storage.types import MemberId

LARGEST = 6
"""A set never has more members than this."""


def best_successor(
    tx: Transaction, programme: Programme, group: Group, leaver: MemberId, now: datetime
) -> MemberId | None:
    """Return who is in the scheme, sits in no set, and fits this one best."""
    seated = seated_now(tx, programme)
    free = [
        part.member_id
        for part in tx.enrolments.all(programme.id)
        if part.state == "in" and not part.skip_next
        if part.member_id not in seated and part.member_id != leaver
    ]
    away = out_of_reach(tx, free)
    free = [member for member in free if member not in away]
    if not free or not group.members:
        return None
    scores = _scores(tx, programme, [(group, member) for member in free], now)
    fitting = [(score, member) for score, member in zip(scores, free, strict=True) if score > 0]
    return max(fitting)[1] if fitting else None


def best_place(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    member_id: MemberId,
    *,
    room: int,
    now: datetime,
    but: Group | None = None,
) -> Group | None:
    """Return the set that fits best of those with a meeting ahead and fewer members than `room`."""
    groups = [
        group
        for group in tx.rounds.groups(round_.id)
        if group.state == "active" and 1 < len(group.members) < min(room, LARGEST)
        if (but is None or group.id != but.id) and member_id not in group.members
        if any(m.starts_at and m.starts_at > now for m in tx.meetings.of_group(group.id))
    ]
    together = frozenset(tx.rounds.seating.was_seated(but.id)) if but else frozenset[MemberId]()
    scores = _scores(tx, programme, [(group, member_id) for group in groups], now, together)
    fitting = [(score, k) for k, score in enumerate(scores) if score > 0]
    return groups[max(fitting)[1]] if fitting else None


def _scores(
    tx: Transaction,
    programme: Programme,
    wanted: Sequence[tuple[Group, MemberId]],
    now: datetime,
    together: frozenset[MemberId] = frozenset(),
) -> list[float]:
    """How well each fits the set; 0 where they may not be in it.

    `together` were in one set of this round already, so that they may meet again in another.
    """
    ids = {member for group, newcomer in wanted for member in (*group.members, newcomer)}
    found = tx.members.many(sorted(ids))
    parts = {e.member_id: e for e in tx.enrolments.all(programme.id)}
    people = [person_of(parts[m], found[m]) for m in sorted(ids) if m in parts and m in found]
    met = tx.introductions.so_far(programme.network_id, programme.id)
    rules = match_rules(programme.rules)
    lately = max(rules.no_repeat_within, 1)
    avoid = tuple(kept_apart(tx, programme.network_id, local_day(now, programme)))
    known = {person.id for person in people}
    scores = []
    for group, newcomer in wanted:
        again = {frozenset((i.a, i.b)) for i in met if i.rounds_ago <= lately}
        here = all(m in known for m in (*group.members, newcomer))
        others = set(group.members) - together
        if not here or any(frozenset((m, newcomer)) in again for m in others):
            scores.append(0.0)
            continue
        history = matching.History(avoid=avoid)
        judged = matching.evaluate(
            [(*group.members, newcomer)], people, history, replace(rules, group_size=LARGEST)
        )
        broken = any(newcomer in (pair.a, pair.b) for pair in judged.broken)
        scores.append(0.0 if broken else judged.groups[0].score)
    return scores
