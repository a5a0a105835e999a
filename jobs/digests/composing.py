"""From what was gathered to an edition: the posts that are in, grouped, at most a screen first.

Pure. Dated things come first, then topics, the largest first, then everything else.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from itertools import zip_longest

from jobs.digests.judging import Verdict, judge, topic_of, wanted_topics
from jobs.digests.records import DATED, OTHER, Composed, Gathered, Item, Older, Section
from jobs.digests.versions import title_of, titles_of
from storage.feed_records import FeedId
from storage.naming import clean

MOST_ON_SCREEN = 8
SCREEN = 2_800
"""Characters of a digest that are read without pressing anything."""

MOST_POSTS = 100
EXCERPT = 281
"""No shorter than feeds are read: an excerpt ends with a sentence, not where a line is full."""
_MOST_DATED = 3
_MOST_TITLE = 160
_LEAST_OF_A_TOPIC = 2
_AROUND = 40
"""About as many characters stand around a post: who wrote it, how long it is."""


def compose(gathered: Gathered) -> Composed:
    """Return the edition that these posts make; its sections are empty where nothing is new."""
    kept = [verdict for verdict in judge(gathered) if not verdict.left_out]
    kept.sort(key=lambda verdict: _newest_first(verdict))
    items = _in_sections(gathered, kept[:MOST_POSTS])
    sections, more = lay_out(items)
    counts = sorted((title_of(gathered.feeds[id_]), n) for id_, n in gathered.older.items() if n)
    older = tuple(Older(blog, count) for blog, count in counts)
    left_over = max(len(kept) - MOST_POSTS, 0)
    return Composed(gathered.since, gathered.until, sections, more, older, left_over)


def lay_out(items: Sequence[Item]) -> tuple[tuple[Section, ...], tuple[Item, ...]]:
    """Return what is on the screen, by section, and what is behind the button, in order.

    Every section has its turn, so that a large one leaves room for the others.
    """
    chosen = _choose(split(items))
    shown = [item for item in items if item.post_id in chosen]
    more = tuple(item for item in items if item.post_id not in chosen)
    return split(shown), more


def split(items: Iterable[Item]) -> tuple[Section, ...]:
    """Return items as the sections that they stand in, in the order of their first items."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.section, []).append(item)
    return tuple(Section(name, tuple(held)) for name, held in found.items())


def shown_title(item: Item) -> str:
    """Return the title that is read: never blank, and never longer than two lines."""
    entry = item.entry
    return clean(entry.title, _MOST_TITLE) or clean(entry.summary, 100) or entry.link or item.blog


def shown_excerpt(item: Item) -> str:
    """Return the author's words that are read under the title."""
    text = clean(item.entry.summary, EXCERPT)
    return "" if text == shown_title(item) else text


def _newest_first(verdict: Verdict) -> tuple[float, str]:
    entry = verdict.version.entry
    # A date that lies ahead counts as the moment when the post was first seen.
    seen = entry.first_seen_at
    return (-min(entry.published_at or seen, seen).timestamp(), verdict.post_id)


# Sections


def _in_sections(gathered: Gathered, kept: Sequence[Verdict]) -> list[Item]:
    """Return the posts as items, in the order in which they are read; `kept`: newest first."""
    asked_for = _asked_for(gathered)
    sections = _sections_of(gathered, kept)
    items = [_item(gathered, verdict, sections[verdict.post_id], asked_for) for verdict in kept]
    size = Counter(item.section for item in items)
    score = {verdict.post_id: verdict.scores for verdict in kept}

    def place(item: Item) -> tuple[bool, date, bool, int, str, float]:
        dated, rest = item.section == DATED, item.section == OTHER
        day = item.entry.happens_on if dated and item.entry.happens_on else date.max
        strength = round(score[item.post_id].get(item.section, 0.0), 6)
        return (not dated, day, rest, -size[item.section], item.section, -strength)

    return sorted(items, key=place)


def _sections_of(gathered: Gathered, kept: Sequence[Verdict]) -> dict[str, str]:
    wanted = frozenset(wanted_topics(gathered))
    found = {verdict.post_id: _section(verdict, wanted) for verdict in kept}
    size = Counter(found.values())
    # Topics that nobody named are worth a section only where several posts share one.
    large = {name for name, count in size.items() if count >= _LEAST_OF_A_TOPIC}
    held = wanted | large | {DATED}
    return {
        verdict.post_id: (
            found[verdict.post_id]
            if found[verdict.post_id] in held
            else _best(verdict.scores, held) or OTHER
        )
        for verdict in kept
    }


def _section(verdict: Verdict, wanted: Set[str]) -> str:
    if verdict.version.entry.happens_on is not None:
        return DATED
    return _best(verdict.scores, wanted) or _best(verdict.scores, verdict.scores.keys()) or OTHER


def _best(scores: Mapping[str, float], among: Set[str]) -> str:
    """Return the topic that a post is most about; blank where it is about none of these."""
    found = [name for name in scores if name in among]
    return min(found, key=lambda name: (-round(scores[name], 6), name), default="")


def _item(
    gathered: Gathered, verdict: Verdict, section: str, asked_for: Mapping[FeedId, Set[str]]
) -> Item:
    version = verdict.version
    blog = title_of(gathered.feeds[version.entry.feed_id])
    # The topic for which it was chosen; none where everything of a feed is read.
    named = {name for feed_id in verdict.sources for name in asked_for.get(feed_id, ())}
    because = section if section in named else _best(verdict.scores, named)
    also = tuple(titles_of(version.elsewhere, gathered.feeds, but=blog))
    return Item(verdict.post_id, version.entry, blog, section, because, also)


def _asked_for(gathered: Gathered) -> dict[FeedId, set[str]]:
    """The topics for which each feed is read, by their names in the network."""
    chooses = gathered.digest.plan.shows != "everything"
    wanted = set(wanted_topics(gathered)) if chooses else set()
    follows = {follow.feed_id: follow.topics for follow in gathered.follows.values()}
    return {
        feed_id: wanted | {topic_of(name, gathered.known).name for name in follows.get(feed_id, ())}
        for feed_id in gathered.feeds
    }


# The screen


def _choose(sections: Sequence[Section]) -> set[str]:
    """Return the posts that are on the screen: dated ones first, then in turn from each section."""
    dated = [section.items for section in sections if section.name == DATED]
    queues = [section.items for section in sections if section.name != DATED]
    turns = [item for row in zip_longest(*queues) for item in row if item is not None]
    order = [*(item for items in dated for item in items[:_MOST_DATED]), *turns]
    chosen: set[str] = set()
    room = SCREEN
    for item in order[:MOST_ON_SCREEN]:
        room -= size_of(item)
        if chosen and room < 0:
            break
        chosen.add(item.post_id)
    return chosen


def size_of(item: Item) -> int:
    """Return how many characters of the screen a post takes, about."""
    said = (shown_title(item), shown_excerpt(item), item.blog, item.entry.author, *item.also)
    return sum(map(len, said)) + _AROUND
