"""Which feeds are asked next, and when: claimed, with the turns of their websites."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jobs.polling.hosts import plan_turns, platform_of
from storage.feed_records import Feed
from storage.transaction import Transaction

SOON = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """A feed that was claimed under a token; `wait`: for so long before it is asked.

    `subscribers`: how many digests follow it.
    """

    feed: Feed
    token: str
    host: str
    wait: timedelta
    subscribers: int


def claim_turns(
    tx: Transaction, limit: int, now: datetime, gap: timedelta, lease: timedelta
) -> list[Turn]:
    """Claim feeds that are due; those whose turn is far off are due again when it comes.

    Where there is a gap, turns are taken in the database, so that two machines keep it together.
    """
    claimed = tx.feeds.claim(limit, now, lease)
    hosts = [platform_of(feed.url) for feed, _ in claimed]
    free = tx.feeds.lock_hosts(hosts, now) if gap else tx.feeds.free_at(hosts)
    planned = plan_turns(hosts, free, now, gap)
    if gap:
        tx.feeds.take_hosts(planned.until)
    counts = tx.feeds.subscribers([feed.id for feed, _ in claimed])
    cases = list(zip(claimed, hosts, planned.starts, planned.near, strict=True))
    tx.feeds.put_off(
        [
            (replace(feed, next_check_at=start), token)
            for (feed, token), _, start, near in cases
            if not near
        ]
    )
    return [
        Turn(feed, token, host, start - now, counts.get(feed.id, 0))
        for (feed, token), host, start, near in cases
        if near
    ]


def give_back(tx: Transaction, turns: Sequence[Turn], now: datetime) -> None:
    """Give turns back that a website sent away: they are due when it is free again."""
    free = tx.feeds.free_at(turn.host for turn in turns)
    later = [max(free.get(turn.host, now), now + SOON) for turn in turns]
    tx.feeds.put_off(
        [
            (replace(turn.feed, next_check_at=moment), turn.token)
            for turn, moment in zip(turns, later, strict=True)
        ]
    )
