"""What one answer means for a feed, for its website and for those who follow it. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from jobs.feeds.documents import Fetched
from jobs.feeds.records import ReadFeed
from jobs.polling import pace
from jobs.polling.answers import UNCHANGED, Answer, name_trouble
from jobs.polling.entries import NOTHING, Sorted
from jobs.polling.headers import fresh_for, retry_after, validators
from storage.feed_records import Feed, Identity

FAILING_AFTER = timedelta(days=7)
MOVED_TIMES = 3
MOVED_AFTER = timedelta(hours=24)
"""An address for good is believed after so many answers, over so long, each of them the feed."""

Tell = Literal["", "gone", "failing", "back"]


@dataclass(frozen=True, slots=True)
class Hold:
    """A website is left alone until then; it said for the n-th time running: too much."""

    until: datetime
    times: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is written after one check.

    `feed`: as it is now, its address aside. `move_to`: the address that it has from now on.
    `hold`: for the whole website of whoever answered. `tell`: what its followers are told, once.
    """

    feed: Feed
    entries: Sorted = NOTHING
    move_to: str | None = None
    hold: Hold | None = None
    tell: Tell = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What else counts: `quiet`: no post for 30 days. `held`: how often running its website said
    that it is asked too much. `reader`: the version of what reads. `identity`: what tells the posts
    that came apart; None where none came."""

    reader: int
    quiet: bool = False
    held: int = 0
    identity: Identity | None = None


def judge(
    feed: Feed, answer: Answer, entries: Sorted, around: Circumstances, now: datetime
) -> Verdict:
    """Return what an answer means; `entries` are those of the feed that was read, if one was."""
    if answer.is_gone:
        return _judge_gone(feed, answer, now)
    found = answer.found
    if isinstance(found, Fetched) and answer.is_good:
        return _judge_good(feed, answer, found, entries, around, now)
    return _judge_bad(feed, answer, around, now)


def _judge_gone(feed: Feed, answer: Answer, now: datetime) -> Verdict:
    """410 is meant: the feed is not asked again until somebody restores it."""
    gone = replace(_troubled(feed, answer, now), state="gone", told="gone")
    return Verdict(gone, tell="" if feed.told == "gone" else "gone")


def _judge_bad(feed: Feed, answer: Answer, around: Circumstances, now: datetime) -> Verdict:
    """Anything else may pass: it is asked again, ever less often, and never given up in silence."""
    bad = _troubled(feed, answer, now)
    hold = _hold(answer, around, now)
    later = max(pace.back_off(bad, now), hold.until if hold else now)
    failing = bad.told == "" and now - (bad.failing_since or now) >= FAILING_AFTER
    if isinstance(answer.found, Fetched):  # it leads, or led, to what is no feed
        bad = replace(bad, moved_to=None, moved_times=0, moved_since=None)
    told = "failing" if failing else bad.told
    kept = replace(bad, next_check_at=later, told=told)
    return Verdict(kept, hold=hold, tell="failing" if failing else "")


def _judge_good(
    feed: Feed,
    answer: Answer,
    found: Fetched,
    entries: Sorted,
    around: Circumstances,
    now: datetime,
) -> Verdict:
    learned = _learn(feed, answer.feed) if answer.feed else feed
    moved = _follow_move(learned, answer, found, now)
    fresh = fresh_for(found.headers, now)
    well = replace(
        _validated(moved, answer, found),
        next_check_at=pace.next_check(learned, now, fresh, quiet=around.quiet),
        state="alive",
        began=True,
        reader=around.reader,
        identity=around.identity or feed.identity,
        checked_at=now,
        read_at=now,
        failures=0,
        failing_since=None,
        trouble="",
        trouble_why="",
        told="",
    )
    return Verdict(
        well,
        entries,
        _new_address(well, answer, now),
        Hold(now, 0) if around.held else None,
        "back" if feed.told else "",
    )


def _troubled(feed: Feed, answer: Answer, now: datetime) -> Feed:
    trouble = name_trouble(answer)
    return replace(
        feed,
        checked_at=now,
        failures=feed.failures + 1,
        failing_since=feed.failing_since or now,
        trouble=trouble.kind,
        trouble_why=trouble.why,
    )


def _hold(answer: Answer, around: Circumstances, now: datetime) -> Hold | None:
    """For how long the whole website is left alone: as it says, else longer each time."""
    if not isinstance(answer.found, Fetched) or not answer.is_busy:
        return None
    times = around.held + 1
    asked = retry_after(answer.found.headers, now)
    return Hold(now + (pace.hold(times) if asked is None else asked), times)


def _learn(feed: Feed, read: ReadFeed) -> Feed:
    """What a feed says of itself."""
    return replace(
        feed,
        title=read.title or feed.title,
        site=read.link or feed.site,
        ttl_minutes=read.ttl_minutes or 0,
        skip_hours=tuple(sorted(read.skip_hours)),
        skip_days=tuple(sorted(read.skip_days)),
    )


def _validated(feed: Feed, answer: Answer, found: Fetched) -> Feed:
    """Keep the validators of what was read, byte for byte; an answer of no news may renew them."""
    etag, modified = validators(found.headers)
    if found.status == UNCHANGED:
        return replace(feed, etag=etag or feed.etag, modified=modified or feed.modified)
    return replace(feed, etag=etag, modified=modified, body_hash=answer.body_hash)


def _follow_move(feed: Feed, answer: Answer, found: Fetched, now: datetime) -> Feed:
    """Count how often the same address for good was answered."""
    target = found.moved_to
    if target is None or target == feed.url or answer.url != feed.url:
        return replace(feed, moved_to=None, moved_times=0, moved_since=None)
    if target != feed.moved_to:
        return replace(feed, moved_to=target, moved_times=1, moved_since=now)
    return replace(feed, moved_times=feed.moved_times + 1)


def _new_address(feed: Feed, answer: Answer, now: datetime) -> str | None:
    """The address that is kept from now on: the safe one that works, or one for good."""
    if answer.url != feed.url:
        return answer.url
    long = feed.moved_since is not None and now - feed.moved_since >= MOVED_AFTER
    return feed.moved_to if feed.moved_times >= MOVED_TIMES and long else None
