"""Two who were interested in one session and both asked to meet somebody who was.

The scheme's own rules hold: avoid lists, colleagues, nobody met lately. A pair is introduced at
once where a round is open and both are free; else the next plan puts them together.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import combinations

from jobs.matching.explain import index_history, obstacle_between
from jobs.matching.records import History, Person, Rules
from jobs.meetings.touch import pair_of
from storage.round_records import Group, Programme
from storage.stay_in_touch import Pair
from storage.transaction import Transaction
from storage.types import MemberId, NetworkId, SessionId


def together(
    tx: Transaction,
    programme: Programme,
    people: Sequence[Person],
    history: History,
    rules: Rules,
    taken: Iterable[Sequence[str]],
) -> list[Pair]:
    """Return the pairs that a plan puts together, none of them with anybody who is taken."""
    if programme.rules.group_size != 2 or programme.format.kind != "pairs":
        return []
    seated = {member for group in taken for member in group}
    free = [person for person in people if person.id not in seated]
    wished = [pair for pair in _wished(tx, programme.network_id) if not _met_since(tx, *pair)]
    return choose([pair for pair, _since in wished], free, history, rules)


def choose(
    pairs: Sequence[Pair], people: Sequence[Person], history: History, rules: Rules
) -> list[Pair]:
    """Return the pairs that may meet, each member in one at most, first come first. Pure."""
    known, present = index_history(history), {person.id: person for person in people}
    chosen: list[Pair] = []
    seen: set[MemberId] = set()
    for a, b in pairs:
        if a not in present or b not in present or not seen.isdisjoint((a, b)):
            continue
        if obstacle_between(present[a], present[b], known, rules) is None:
            chosen.append((a, b))
            seen.update((a, b))
    return chosen


def session_of(tx: Transaction, group: Group, network_id: NetworkId) -> SessionId | None:
    """Return the session whose people two of an introduction both asked to meet."""
    if len(group.members) != 2:
        return None
    here: dict[SessionId, set[MemberId]] = {}
    for session_id, member_id, _at in tx.sessions.wishes_to_meet(network_id):
        here.setdefault(session_id, set()).add(member_id)
    both = set(group.members)
    return next((session for session, wished in here.items() if both <= wished), None)


def wishers(
    tx: Transaction, session_id: SessionId, but: Collection[MemberId] = ()
) -> list[MemberId]:
    """Return who asked to meet somebody who was interested in a session, first come first."""
    return [m for m in tx.sessions.interested(session_id, "meet") if m not in but]


def _wished(tx: Transaction, network_id: NetworkId) -> list[tuple[Pair, datetime]]:
    """Every pair with a wish in common, and since when both had it; the oldest first."""
    by_session: dict[SessionId, list[tuple[MemberId, datetime]]] = {}
    for session_id, member_id, at in tx.sessions.wishes_to_meet(network_id):
        by_session.setdefault(session_id, []).append((member_id, at))
    found: dict[Pair, datetime] = {}
    for wished in by_session.values():
        for (a, a_at), (b, b_at) in combinations(wished, 2):
            pair = pair_of(a, b)
            found[pair] = max(found.get(pair, a_at), a_at, b_at)
    return sorted(found.items(), key=lambda item: (item[1], item[0]))


def _met_since(tx: Transaction, pair: Pair, since: datetime) -> bool:
    """Whether the two were introduced since both wished so: then the wish is fulfilled."""
    last = tx.introductions.partners(pair[0]).get(pair[1])
    return last is not None and last >= since
