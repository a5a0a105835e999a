"""What parsers found, made safe and plain."""

from datetime import date, datetime

from jobs.feeds.excerpts import count_words, cut_at_sentence, is_cut_off, opening
from jobs.feeds.happenings import find_happening
from jobs.feeds.reading.asking import Pace
from jobs.feeds.reading.dates import read_date
from jobs.feeds.reading.links import absolute_link, is_web, links_in
from jobs.feeds.reading.raw_records import RawEntry, RawFeed
from jobs.feeds.reading.texts import names, plain, plain_title, shorten, topics
from jobs.feeds.records import MOST_ENTRIES, By, Happens, ReadEntry, ReadFeed

_LONGEST_ID = 2_000
_LONGEST_WITHOUT_TITLE = 100
_LONGEST_COUNTED = 1_000_000
_WHOLE_POST_WORDS = 150
"""A summary of fewer words is taken for a part of its post."""


def finish(raw: RawFeed, url: str, pace: Pace, found: int, by: By) -> ReadFeed:
    """Return a feed read from `url`; nothing in it is HTML, relative or endless any more."""
    entries = tuple(_finish_entry(entry, raw, url) for entry in raw.entries[:MOST_ENTRIES])
    return ReadFeed(
        title=plain_title(raw.title),
        link=absolute_link(raw.link, url, raw.base),
        entries=entries,
        ttl_minutes=pace.ttl_minutes,
        skip_hours=pace.skip_hours,
        skip_days=pace.skip_days,
        found=max(found, len(entries)),
        by=by,
    )


def _finish_entry(raw: RawEntry, feed: RawFeed, url: str) -> ReadEntry:
    title = plain_title(raw.title)
    words = opening(raw.content, title) or opening(raw.summary, title)
    link = _link(raw, url)
    published = read_date(raw.date)
    happens_on, happens = _happening(title, words, published)
    return ReadEntry(
        id=raw.id.strip()[:_LONGEST_ID],
        title=title or _title_from(raw, link),
        link=link,
        published=published,
        author=names(raw.authors) or names([feed.author]),
        summary=cut_at_sentence(words),
        words=_words(raw),
        categories=topics(raw.categories),
        source_title=plain_title(raw.source_title),
        source_link=absolute_link(raw.source_link, url, raw.base),
        happens_on=happens_on,
        happens=happens,
        mentions=links_in(raw.content or raw.summary),
    )


def _link(raw: RawEntry, url: str) -> str:
    """The link of a post, or an id that is a web address: most ids that look so are."""
    link = absolute_link(raw.link, url, raw.base) if raw.link.strip() else ""
    return link or (absolute_link(raw.id) if is_web(raw.id.strip()) else "")


def _title_from(raw: RawEntry, link: str) -> str:
    """A title for a post that has none: its first words, else its address."""
    words = plain(raw.content[:5_000] or raw.summary[:5_000], 5_000)
    return shorten(words, _LONGEST_WITHOUT_TITLE) or link or raw.id.strip()[:_LONGEST_WITHOUT_TITLE]


def _words(raw: RawEntry) -> int:
    """Words of the whole post, where the feed has the whole."""
    html = raw.content or raw.summary
    if is_cut_off(html):
        return 0
    words = count_words(html[:_LONGEST_COUNTED])
    return words if raw.content or words >= _WHOLE_POST_WORDS else 0


def _happening(title: str, summary: str, published: datetime | None) -> tuple[date | None, Happens]:
    found = find_happening(title, summary, published)
    return (found.day, found.kind) if found else (None, "")
