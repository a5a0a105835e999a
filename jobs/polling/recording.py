"""What was judged is written: several feeds in one transaction, with notices to who follows them.

Everything that is needed is read for all of them at once, so that a hundred answers of "nothing
new" cost a handful of statements.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from jobs.digests.settling import refresh as refresh_editions
from jobs.feeds.documents import Fetched
from jobs.feeds.parsing import READER
from jobs.polling.answers import Answer
from jobs.polling.articles import Arrival, choose_identity, identify
from jobs.polling.entries import (
    TITLE_KNOWN_FOR,
    Known,
    Sorted,
    has_changed,
    sort_entries,
)
from jobs.polling.hosts import platform_of
from jobs.polling.judging import Circumstances, Verdict, judge
from jobs.polling.pace import QUIET_AFTER
from jobs.polling.telling import tell_followers
from jobs.polling.turns import Turn
from storage.feed_records import Entry, Feed, FeedId, Identity, PostId
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Check:
    """A feed that was asked, and what came.

    `arrivals`: its posts, told apart by `identity`; None where none were read.
    """

    turn: Turn
    answer: Answer
    arrivals: tuple[Arrival, ...] = ()
    identity: Identity | None = None

    @property
    def feed(self) -> Feed:
        return self.turn.feed

    @property
    def host(self) -> str:
        """Whose answer it was: after a redirect, that of another website."""
        found = self.answer.found
        return platform_of(found.url if isinstance(found, Fetched) else self.feed.url)


def take_in(turn: Turn, answer: Answer) -> Check:
    """Return the check with its posts told apart: pure, and outside any transaction."""
    if answer.feed is None:
        return Check(turn, answer)
    identity = choose_identity(turn.feed.identity, answer.feed.entries)
    arrivals = identify(turn.feed.id, identity, answer.feed)
    return Check(turn, answer, tuple(arrivals), identity)


def record_checks(tx: Transaction, checks: Sequence[Check], now: datetime) -> None:
    """Write what some checks mean, once.

    Where the lease is lost nothing is written: somebody else has asked that feed since.
    """
    verdicts = _judge_all(tx, checks, now)
    kept = tx.feeds.keep_all([(verdict.feed, check.turn.token) for check, verdict in verdicts], now)
    mine = [(check, verdict) for check, verdict in verdicts if check.feed.id in kept]
    _record_entries(tx, [verdict for _, verdict in mine], now)
    for check, verdict in mine:
        _follow_through(tx, check, verdict, now)


def _judge_all(
    tx: Transaction, checks: Sequence[Check], now: datetime
) -> list[tuple[Check, Verdict]]:
    known = _gather(tx, [check for check in checks if check.feed.began], now)  # others have none
    refusals = tx.feeds.refusals(check.host for check in checks)
    lively = tx.posts.rates((check.feed.id for check in checks), now - QUIET_AFTER)
    verdicts = []
    for check in checks:
        found = known.get(check.feed.id, Known())
        entries = sort_entries(check.feed, check.arrivals, found, now)
        quiet = check.feed.id not in lively and not _has_news(entries, now)
        around = Circumstances(READER, quiet, refusals.get(check.host, 0), check.identity)
        verdicts.append((check, judge(check.feed, check.answer, entries, around, now)))
    return verdicts


def _has_news(entries: Sorted, now: datetime) -> bool:
    """Whether one of the posts that came now was written lately."""
    since = now - QUIET_AFTER
    return any((new.entry.published_at or now) >= since for new in entries.new)


def _gather(tx: Transaction, checks: Sequence[Check], now: datetime) -> dict[FeedId, Known]:
    """Read what is known of all posts that came, and of those that they may be."""
    come = {check.feed.id: check.arrivals for check in checks if check.arrivals}
    if not come:
        return {}
    entries = tx.posts.entries_of({id_: _keys(arrivals) for id_, arrivals in come.items()})
    strange = {
        id_: [one for one in arrivals if (id_, one.key) not in entries]
        for id_, arrivals in come.items()
    }
    posts = tx.posts.by_links({one.link_key for some in strange.values() for one in some})
    titles = {id_: {one.title_key for one in some} for id_, some in strange.items()}
    titled = tx.posts.titles_of(titles, now - TITLE_KNOWN_FOR)
    touched = {*posts.values(), *_changed_posts(come, entries)}
    versions = tx.posts.copies(touched, come)
    by_key, by_title = _by_feed(entries), _by_feed(titled)
    return {
        id_: Known(by_key.get(id_, {}), by_title.get(id_, {}), posts, _of_feed(versions, id_))
        for id_ in come
    }


def _keys(arrivals: Sequence[Arrival]) -> list[str]:
    return [key for one in arrivals for key in (one.key, *one.older_keys)]


def _changed_posts(
    come: Mapping[FeedId, Sequence[Arrival]], entries: Mapping[tuple[FeedId, str], Entry]
) -> Iterator[PostId]:
    """The posts of which the feed may have other versions that have to change, too."""
    for id_, arrivals in come.items():
        for arrival in arrivals:
            known = entries.get((id_, arrival.key))
            if known and has_changed(known, arrival):
                yield known.post_id


def _by_feed(found: Mapping[tuple[FeedId, str], Entry]) -> dict[FeedId, dict[str, Entry]]:
    sorted_out: dict[FeedId, dict[str, Entry]] = {}
    for (id_, name), entry in found.items():
        sorted_out.setdefault(id_, {})[name] = entry
    return sorted_out


def _of_feed(
    versions: Mapping[PostId, Sequence[Entry]], feed_id: FeedId
) -> dict[PostId, list[Entry]]:
    theirs = {
        post: [one for one in found if one.feed_id == feed_id] for post, found in versions.items()
    }
    return {post: found for post, found in theirs.items() if found}


def _record_entries(tx: Transaction, verdicts: Sequence[Verdict], now: datetime) -> None:
    """Make the posts that are new, then write all entries at once."""
    new = [one for verdict in verdicts for one in verdict.entries.new]
    rewritten = [one for verdict in verdicts for one in verdict.entries.rewritten]
    posts = tx.posts.post_for([one.article for one in (*new, *rewritten)], now)
    filed = {(one.entry.feed_id, one.entry.key): posts[one.article] for one in (*new, *rewritten)}
    aliases = [entry for verdict in verdicts for entry in verdict.entries.aliases]
    changed = [entry for verdict in verdicts for entry in verdict.entries.changed]
    seen = [(verdict.feed.id, key) for verdict in verdicts for key in verdict.entries.seen]
    tx.posts.record(
        [*(one.entry for one in new), *aliases],
        [*(one.entry for one in rewritten), *changed],
        seen,
        now,
        filed,
    )
    refresh_editions(tx, [entry.post_id for entry in changed], now)


def _follow_through(tx: Transaction, check: Check, verdict: Verdict, now: datetime) -> None:
    """What follows from a verdict beside the feed and its posts."""
    if verdict.hold:
        tx.feeds.hold_host(check.host, verdict.hold.until, verdict.hold.times)
    if verdict.tell:
        tell_followers(tx, verdict.feed, verdict.tell, check.feed.failing_since, now)
    if verdict.move_to:
        tx.feeds.move(verdict.feed.id, verdict.move_to, now)
