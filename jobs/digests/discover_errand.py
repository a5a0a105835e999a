"""The errand "discover": a home page or feed that somebody gave becomes a blog that is followed.

It is fetched and read outside any transaction, and what was read is the feed's first check: its
posts are marked as seen, so that nothing old is sent. A feed that is read already is not fetched
again. Whoever asked is told by direct message, with its last posts.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jobs.delivery.reaching import organisers_to
from jobs.digests.given import NONE, Trouble, tidy, trouble_of
from jobs.digests.looked import Looked, SeenBlog, keep_looked, latest_of, see_entries, see_known
from jobs.errands.telling import tell_asker
from jobs.errands.work import Aid, Work
from jobs.feeds.discovery import FoundFeed, addresses_to_try, discover
from jobs.feeds.documents import Fetched
from jobs.feeds.records import ReadFeed
from jobs.feeds.trouble import (
    FetchError,
    ReadError,
    WrongStatusError,
)
from jobs.polling.answers import Answer, hash_body
from jobs.polling.hosts import platform_of
from jobs.polling.recording import record_checks, take_in
from jobs.polling.turns import Turn
from storage.digest_records import DigestId
from storage.errors import NotFoundError
from storage.feed_records import Entry, Feed
from storage.notices.following import BlogLooked, BlogLookFailed, BlogSuggested
from storage.queue_records import Errand
from storage.transaction import Transaction
from storage.types import AccountId, NetworkId, PlaceId

KIND = "discover"
SECONDS = 60.0
"""For the whole search: a website that drips holds up nobody else's errand for longer."""

_LEASE = timedelta(minutes=1)
_SEPARATOR = "\n"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants: the blog at `url` in a digest, or in that of a channel if agreed."""

    url: str
    topics: tuple[str, ...] = ()
    digest_id: DigestId | None = None
    place_id: PlaceId | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that was read: everything of its document but the body."""

    url: str
    title: str
    read: ReadFeed
    document: Fetched
    body_hash: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is wanted; the feed, where it is read already, and its latest posts; or what was found.

    `now`: when it was asked for.
    """

    wanted: Wanted
    now: datetime
    known: Feed | None = None
    entries: tuple[Entry, ...] = ()
    found: tuple[Found, ...] = ()
    trouble: Trouble = NONE


def ask(
    tx: Transaction, network_id: NetworkId, wanted: Wanted, asked_by: AccountId, now: datetime
) -> None:
    """Put the search in the queue."""
    body = {
        "url": wanted.url,
        "topics": _SEPARATOR.join(wanted.topics),
        "digest": wanted.digest_id or "",
        "place": wanted.place_id or "",
    }
    tx.errands.ask(network_id, KIND, body, asked_by, now)


def topics_of(errand: Errand) -> tuple[str, ...]:
    """Return the topics that were asked for beside the address."""
    return tuple(topic for topic in errand.body["topics"].split(_SEPARATOR) if topic)


def read(tx: Transaction, errand: Errand, now: datetime) -> Facts:
    """Return the facts."""
    body = errand.body
    digest = DigestId(body["digest"]) if body["digest"] else None
    place = PlaceId(body["place"]) if body["place"] else None
    wanted = Wanted(body["url"], topics_of(errand), digest, place)
    known = _find_read(tx, wanted.url)
    entries = tuple(latest_of(tx, known)) if known else ()
    return Facts(wanted, now, known, entries)


def _find_read(tx: Transaction, url: str) -> Feed | None:
    """The feed at an address, where it is read without trouble already."""
    found = (tx.feeds.find(tidy(each)) for each in addresses_to_try(url))
    known = next((feed for feed in found if feed), None)
    return known if known and known.began and known.state == "alive" and not known.trouble else None


async def prepare(facts: Facts, aid: Aid) -> Facts:
    """Look for the feeds, unless the feed is read already."""
    if facts.known:
        return facts
    try:
        async with asyncio.timeout(SECONDS):
            found = await discover(facts.wanted.url, aid.fetch_document, aid.reader)
    except TimeoutError:
        return replace(facts, trouble=Trouble("unreachable", "too slow"))
    except FetchError as error:
        return replace(facts, trouble=trouble_of(Answer(error, "")))
    except ReadError as error:
        return replace(facts, trouble=_unread(error))
    return replace(facts, found=_allowed(found))


def _unread(error: ReadError) -> Trouble:
    """Name what was there instead of a feed, as polling names it."""
    status = error.status if isinstance(error, WrongStatusError) else 200
    nothing = Fetched("", status, {}, b"")
    return trouble_of(Answer(nothing, "", error))


def _allowed(found: Sequence[FoundFeed]) -> tuple[Found, ...]:
    """The feeds, each at the address under which it is kept."""
    return tuple(
        Found(
            tidy(one.url),
            one.title,
            one.feed,
            replace(one.document, body=b""),
            hash_body(one.document.body),
        )
        for one in found
    )


def compute(facts: Facts) -> tuple[SeenBlog, ...]:
    """Return the blogs as they are shown. Pure; run in a worker process."""
    if facts.known:
        return (see_known(facts.known, facts.entries, facts.now),)
    return tuple(
        see_entries(one.url, one.title, one.read.link, one.read.entries, facts.now)
        for one in facts.found
    )


def record(
    tx: Transaction, errand: Errand, facts: Facts, blogs: tuple[SeenBlog, ...], now: datetime
) -> None:
    """Follow what was found, or suggest it, or ask which; whoever asked is told."""
    keep_looked(tx, errand, _settle(tx, errand, facts, blogs, now))
    if errand.asked_by:
        tell_asker(tx, errand, BlogLooked(errand.asked_by, errand.id), now)


def _settle(
    tx: Transaction, errand: Errand, facts: Facts, blogs: tuple[SeenBlog, ...], now: datetime
) -> Looked:
    wanted = facts.wanted
    at, place = wanted.digest_id or "", wanted.place_id or ""
    if facts.trouble.kind:
        return Looked("trouble", at, asked=place, trouble=facts.trouble)
    if len(blogs) > 1:
        return Looked("choose", at, asked=place, blogs=blogs)
    if wanted.digest_id is None:
        _suggest(tx, errand, wanted, blogs[0], now)
        return Looked("suggested", asked=place, blogs=blogs)
    digest = tx.digests.get(wanted.digest_id, errand.network_id)
    feed = take(tx, facts.found[0] if facts.found else None, facts.known, now)
    new = tx.digests.follow(digest.id, feed.id, wanted.topics, errand.asked_by, now)
    return Looked("added" if new else "already", at, feed.id, blogs=blogs)


def _suggest(
    tx: Transaction, errand: Errand, wanted: Wanted, blog: SeenBlog, now: datetime
) -> None:
    if errand.asked_by is None:
        return
    args = (wanted.place_id, wanted.topics, errand.asked_by, now)
    suggestion = tx.suggestions.add(errand.network_id, blog.url, *args, title=blog.title)
    notice, to = BlogSuggested(suggestion.id, errand.id), organisers_to(tx, errand.network_id)
    tx.notices.queue(errand.network_id, notice, to, now)


def take(tx: Transaction, found: Found | None, known: Feed | None, now: datetime) -> Feed:
    """Return the feed, made where it is new; what was just read of it is its first check."""
    if known or found is None:
        if known is None:
            raise NotFoundError("a feed that was neither known nor found")
        return known
    feed = tx.feeds.add(found.url, now)
    if feed.state in ("gone", "stopped"):
        feed = tx.feeds.restore(feed.id, now)
    if not feed.began or feed.trouble:
        _check(tx, feed, found, now)
    return tx.feeds.find(found.url) or feed


def _check(tx: Transaction, feed: Feed, found: Found, now: datetime) -> None:
    """Record what was read as if it had been the feed's turn; not while somebody else has it."""
    token = tx.feeds.lend(feed.id, _LEASE)
    if token is None:
        return
    turn = Turn(feed, token, platform_of(feed.url), timedelta(), 0)
    answer = Answer(found.document, feed.url, found.read, found.body_hash)
    record_checks(tx, [take_in(turn, answer)], now)


def tell_failed(tx: Transaction, errand: Errand, now: datetime) -> None:
    """Tell whoever asked that nothing came of it, because of trouble on our side."""
    if errand.asked_by:
        notice = BlogLookFailed(errand.asked_by)
        tell_asker(tx, errand, notice, now, occasion=now.isoformat())


WORK = Work(read, compute, record, tell_failed, prepare)
