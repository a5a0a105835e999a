"""Lists of blogs that somebody imports: each line followed or refused, and what came of it.

A line is followed before it is read: polling asks each website in its turn, and what can't be
reached now is kept and tried again. What turns out to be no feed, or is refused, is let go.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal

from jobs.digests.given import NONE, Trouble, judge_address, tidy
from jobs.errands.paging import count_pages, take_page
from jobs.feeds.discovery import addresses_to_try
from jobs.feeds.opml import FeedList, ListedFeed, read_opml
from storage.digest_records import Digest, DigestId
from storage.feed_records import Feed, FeedId
from storage.transaction import Transaction
from storage.types import AccountId, NetworkId

MOST_LINES = 500
LINES_A_MESSAGE = 15

State = Literal["waiting", "followed", "known", "kept", "no feed", "refused"]

_NOTHING_THERE = frozenset({"404", "410"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: what it is called, the feed that it became, and what came of it."""

    title: str
    number: int
    state: State
    feed: str = ""
    trouble: Trouble = NONE


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a list. `left_out`: how many lines it had beyond the most that are taken.

    `trouble`: why nothing of it was taken.
    """

    digest: str
    title: str
    begun: str
    lines: tuple[Line, ...] = ()
    left_out: int = 0
    trouble: Trouble = NONE

    @property
    def told(self) -> tuple[Line, ...]:
        """The lines of which more than their number is told."""
        return tuple(line for line in self.lines if line.state not in ("followed", "known"))

    @property
    def pages(self) -> int:
        """How many messages it takes."""
        return count_pages(self.told, LINES_A_MESSAGE)

    def page(self, number: int) -> Sequence[Line]:
        """Return the lines of one message."""
        return take_page(self.told, number, LINES_A_MESSAGE)

    def count(self, *states: State) -> int:
        """Return how many lines are in one of these states."""
        return sum(line.state in states for line in self.lines)


@cache
def ready_made() -> FeedList:
    """Return the package's list of public-sector blogs, in groups."""
    return read_opml(files("storage").joinpath("starter", "blogs.opml").read_bytes())


def groups_of(listed: FeedList) -> list[str]:
    """Return the groups of a list, each once, in its order."""
    return list(dict.fromkeys(feed.groups[0] for feed in listed.feeds if feed.groups))


def in_groups(listed: FeedList, groups: Iterable[str]) -> FeedList:
    """Return the feeds of a list that are in one of these groups; of none: all."""
    wanted = {group.casefold() for group in groups}
    if not wanted:
        return listed
    kept = (one for one in listed.feeds if wanted & {group.casefold() for group in one.groups})
    return replace(listed, feeds=tuple(kept))


def follow_all(
    tx: Transaction, digest: Digest, listed: FeedList, by: AccountId | None, now: datetime
) -> Report:
    """Let a digest follow what is in a list, as far as it may; return how each line stands."""
    followed = {follow.feed_id for follow in tx.digests.follows(digest.id)}
    most = listed.feeds[:MOST_LINES]
    lines = [_take(tx, digest, one, followed, by, now, n) for n, one in enumerate(most, 1)]
    left_out = listed.left_out + len(listed.feeds) - len(most)
    return Report(digest.id, listed.title, now.isoformat(), tuple(lines), left_out)


def _take(
    tx: Transaction,
    digest: Digest,
    one: ListedFeed,
    followed: set[FeedId],
    by: AccountId | None,
    now: datetime,
    number: int,
) -> Line:
    """A title in somebody's list is theirs: the feed, which is everybody's, is told its own."""
    refused = judge_address(one.url)
    if refused.kind:
        return Line(one.title, number, "refused", trouble=refused)
    feed = tx.feeds.add(tidy(addresses_to_try(one.url)[0]), now)
    if feed.id in followed:
        return Line(one.title, number, "known", feed.id)
    if feed.state in ("gone", "stopped"):
        tx.feeds.restore(feed.id, now)
    in_order = now + timedelta(microseconds=number)  # by which blogs are numbered afterwards
    tx.digests.follow(digest.id, feed.id, (), by, in_order)
    followed.add(feed.id)
    return Line(one.title, number, "waiting", feed.id)


def look_again(tx: Transaction, report: Report) -> Report:
    """Return the report with what polling has found out since."""
    waiting = [FeedId(line.feed) for line in report.lines if line.state == "waiting"]
    feeds = tx.feeds.many(waiting)
    return replace(report, lines=tuple(_looked(line, feeds) for line in report.lines))


def look_now(tx: Transaction, report: Report) -> Report:
    """Return the report as far as it is at this moment, for whoever asks.

    A feed counts from when it was looked at for this list: that it was read before, and so that
    somebody else follows it, is not said.
    """
    begun = datetime.fromisoformat(report.begun)
    feeds = tx.feeds.many(FeedId(line.feed) for line in report.lines if line.state == "waiting")
    done = {id_ for id_, feed in feeds.items() if feed.checked_at and feed.checked_at >= begun}
    lines = (_looked(line, feeds) if line.feed in done else line for line in report.lines)
    return replace(report, lines=tuple(lines))


def _looked(line: Line, feeds: Mapping[FeedId, Feed]) -> Line:
    if line.state != "waiting":
        return line
    feed = feeds.get(FeedId(line.feed))
    if feed is None:  # it moved to where another feed was, which is followed in its place
        return replace(line, state="followed", feed="")
    if feed.trouble:
        trouble = Trouble(feed.trouble, feed.trouble_why)
        return replace(line, state=_judge(feed), trouble=trouble)
    return replace(line, state="followed") if feed.began else line


def _judge(feed: Feed) -> State:
    """What was never read and is no feed is let go; anything else may come back."""
    if feed.began:
        return "kept"
    if feed.trouble == "refused":
        return "refused"
    nothing = feed.trouble == "status" and feed.trouble_why in _NOTHING_THERE
    return "no feed" if nothing or feed.trouble == "not a feed" else "kept"


def finish(tx: Transaction, report: Report) -> Report:
    """Let go of what is no feed or refused; what nobody came to yet is kept."""
    for line in report.lines:
        if line.feed and line.state in ("no feed", "refused"):
            tx.digests.unfollow(DigestId(report.digest), FeedId(line.feed))
    return replace(report, lines=tuple(_kept(line) for line in report.lines))


def _kept(line: Line) -> Line:
    return replace(line, state="kept") if line.state == "waiting" else line


def write_report(report: Report) -> str:
    """Return a report as it is kept."""
    return json.dumps(asdict(report))


def read_report(tx: Transaction, errand_id: str, network_id: NetworkId) -> Report:
    """Return what came of a list so far; NotFoundError once it was purged, or elsewhere."""
    said = json.loads(tx.errands.result(errand_id, network_id))
    lines = tuple(_lines(said.pop("lines")))
    return replace(Report(**said), lines=lines, trouble=Trouble(**said["trouble"]))


def _lines(said: Sequence[dict[str, object]]) -> Iterator[Line]:
    for each in said:
        trouble = Trouble(**each.pop("trouble"))  # type: ignore[arg-type]  # as it was written
        yield Line(**each, trouble=trouble)  # type: ignore[arg-type]  # ditto
