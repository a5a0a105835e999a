"""The errand "link title": what the page of an attached link is called, so that it has words.

Nobody waits for it: a page that cannot be read keeps its address as its words.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from jobs.errands.work import Aid, Work
from jobs.feeds.reading.charsets import decode
from jobs.feeds.reading.texts import plain
from jobs.feeds.trouble import FetchError
from jobs.sessions.note_posts import refresh_posts
from storage.queue_records import Errand
from storage.session_links import SessionLink
from storage.transaction import Transaction
from storage.types import NetworkId, SessionId

KIND = "link title"
LONGEST = 150

_FINE = 200
_WEB_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_LONGEST_HEAD = 200_000


@dataclass(frozen=True, slots=True)
class Facts:
    """A link without words, and the beginning of its page once that was fetched."""

    session_id: SessionId
    url: str
    head: bytes = b""
    content_type: str = ""


def ask(tx: Transaction, network_id: NetworkId, link: SessionLink, now: datetime) -> None:
    """Put the look at a page in the queue, where its link has no words."""
    if not link.title:
        body = {"session": link.session_id, "url": link.url}
        tx.errands.ask(network_id, KIND, body, None, now)


def read(tx: Transaction, errand: Errand, now: datetime) -> Facts | None:
    """Return which page is meant; None where its link has words by now, or is gone."""
    facts = Facts(SessionId(errand.body["session"]), errand.body["url"])
    links = tx.session_links.of_sessions([facts.session_id])
    wanted = any(one.url == facts.url and not one.title for one in links)
    return facts if wanted else None


async def prepare(facts: Facts, aid: Aid) -> Facts:
    """Fetch the page, through the guard."""
    try:
        found = await aid.fetch_document(facts.url)
    except FetchError:
        return facts
    if found.status != _FINE or found.media_type not in _WEB_PAGES:
        return facts
    return replace(facts, head=found.body[:_LONGEST_HEAD], content_type=found.content_type)


def compute(facts: Facts) -> str:
    """Return what a page is called; blank where it does not say. Pure; run in a worker process.

    What it is called where it is shared comes first: that has no name of the site around it.
    """
    if not facts.head:
        return ""
    tree = LexborHTMLParser(decode(facts.head, facts.content_type))
    shared = tree.css_first('meta[property="og:title"][content]')
    given = (shared.attributes.get("content") or "") if shared else ""
    title = tree.css_first("head > title")
    return plain(given, LONGEST) or plain(title.text() if title else "", LONGEST)


def record(tx: Transaction, errand: Errand, facts: Facts, result: str, now: datetime) -> None:
    """Give the link its words, and show them where its session's notes were posted."""
    if result and tx.session_links.name(facts.session_id, facts.url, result):
        refresh_posts(tx, facts.session_id, errand.network_id, now)


def tell_failed(tx: Transaction, errand: Errand, now: datetime) -> None:
    """Nobody waits: the address stands for the link."""


WORK = Work(read, compute, record, tell_failed, prepare)
