"""Two who stay in touch by themselves: kept apart for good, or put together after a year."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from storage.round_records import Group, Programme
from storage.stay_in_touch import Pair, Wish
from storage.transaction import Transaction
from storage.types import Member, MemberId, NetworkId

LATER = relativedelta(months=12)


def ask(tx: Transaction, member: Member, other: Member, wish: Wish, now: datetime) -> bool:
    """Keep a member's wish about another; return whether both now wish the same for next year.

    NotFoundError where the other is nobody else of the network.
    """
    tx.stay_in_touch.ask(member.id, other.id, wish, now)
    return wish == "next year" and pair_of(member.id, other.id) in tx.stay_in_touch.again(
        member.network_id
    )


def kept_apart(tx: Transaction, network_id: NetworkId, day: date | None = None) -> list[Pair]:
    """Return the pairs that are never matched: by avoid lists, or by a wish not to meet again.

    `day`: with those who both wish to meet again, but only later than that.
    """
    again = tx.stay_in_touch.again(network_id) if day else {}
    later = [pair for pair, since in again.items() if day and due_on(since) > day]
    apart = {*tx.members.avoid_pairs(network_id), *tx.stay_in_touch.never(network_id), *later}
    return sorted(apart)


def together(
    tx: Transaction, programme: Programme, present: Collection[MemberId], day: date
) -> list[Pair]:
    """Return the pairs to put together on a day: both wished so a year ago, and take part now.

    Each member is in one pair at most, the longest waiting first; none in schemes of larger groups.
    """
    if programme.rules.group_size != 2 or programme.format.kind != "pairs":
        return []
    again = tx.stay_in_touch.again(programme.network_id)
    waiting = [pair for pair in sorted(again, key=lambda p: again[p]) if due_on(again[pair]) <= day]
    mine = [(a, b) for a, b in waiting if a in present and b in present]
    apart = set(kept_apart(tx, programme.network_id, day))
    return list(_each_once(p for p in mine if p not in apart and not _since(tx, p, again[p])))


def asked_again(tx: Transaction, group: Group, network_id: NetworkId, now: datetime) -> bool:
    """Return whether two of a group are introduced because both wished so a year before."""
    again = tx.stay_in_touch.again(network_id)
    members = set(group.members)
    return any(members.issuperset(p) and again[p] + LATER <= now for p in again)


def due_on(since: datetime) -> date:
    """Return from which day two are put together who both wish so since then."""
    return (since + LATER).date()


def pair_of(a: MemberId, b: MemberId) -> Pair:
    """Return two members as a pair is kept."""
    first, second = sorted((a, b))
    return first, second


def _since(tx: Transaction, pair: Pair, asked: datetime) -> bool:
    """Whether the two were introduced since they wished so: then the wish is fulfilled."""
    last = tx.introductions.partners(pair[0]).get(pair[1])
    return last is not None and last > asked


def _each_once(pairs: Iterable[Pair]) -> Iterator[Pair]:
    seen: set[MemberId] = set()
    for pair in pairs:
        if seen.isdisjoint(pair):
            seen.update(pair)
            yield pair
