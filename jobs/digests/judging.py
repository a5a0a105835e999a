"""Which posts an edition holds, and why the others are left out: the reasons that `why` tells.

Pure. A post is judged once, in the version that is shown, however many feeds brought it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from jobs.digests.records import Gathered, LeftOut
from jobs.digests.topics import ABOUT, Reading, Topics, rank, read_entry, stems_of
from jobs.digests.versions import Version, choose_version, group_copies, title_of
from storage.digest_records import MuteKind
from storage.feed_records import Entry, FeedId, PostId
from storage.interests import TopicWords, fold_topic
from storage.naming import fold

_BETWEEN_AUTHORS = (" and ", " & ", ";", "/")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One post: the version that is shown, and why it is left out, or a blank where it is in.

    `sources`: the feeds of this digest that brought it. `scores`: the topics that it speaks of.
    """

    post_id: PostId
    version: Version
    sources: tuple[FeedId, ...]
    left_out: LeftOut
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Post:
    post_id: PostId
    version: Version
    sources: tuple[FeedId, ...]


def judge(gathered: Gathered) -> list[Verdict]:
    """Return the verdict on every post that is new, in no order."""
    judge_ = _Judge(gathered)
    posts = list(judge_.posts())
    readings = [read_entry(post.version.entry) for post in posts]
    weights = [judge_.topics.weigh(reading) for reading in readings]
    scores = rank(judge_.topics, readings, weights)
    return [
        Verdict(post.post_id, post.version, post.sources, judge_.left_out(post, reading, w), score)
        for post, reading, w, score in zip(posts, readings, weights, scores, strict=True)
    ]


def wanted_topics(gathered: Gathered) -> dict[str, TopicWords]:
    """Return the topics that the reader named, by their names in the network."""
    found = (topic_of(name, gathered.known) for name in gathered.wanted)
    return {topic.name: topic for topic in found}


def topic_of(name: str, known: Iterable[TopicWords]) -> TopicWords:
    """Return the network's topic of this name or synonym; else one that is its own words."""
    wanted = fold_topic(name)
    for topic in known:
        if wanted == fold_topic(topic.name) or wanted in topic.synonyms:
            return topic
    return TopicWords(name)


def authors_of(author: str) -> set[str]:
    """Return the folded names of the authors of a post, together and one by one."""
    whole = parts = fold(author)
    for word in _BETWEEN_AUTHORS:
        parts = parts.replace(word, ",")
    return {whole, *(part.strip() for part in parts.split(","))} - {""}


class _Judge:
    """What a digest takes, made ready once for all of its posts."""

    def __init__(self, gathered: Gathered) -> None:
        self._of = gathered
        names = {name for follow in gathered.follows.values() for name in follow.topics}
        self._topic = {name: topic_of(name, gathered.known).name for name in names}
        self._wanted = frozenset(wanted_topics(gathered))
        self._muted_topics = [topic_of(name, gathered.known).name for name in self._muted("topic")]
        self._muted_authors = {fold(name) for name in self._muted("author")}
        self._muted_feeds = self._find_muted_feeds()
        self._region = Topics([TopicWords(gathered.digest.plan.region)])
        named = [*names, *gathered.wanted, *self._muted("topic")]
        self.topics = Topics([*gathered.known, *(topic_of(name, gathered.known) for name in named)])

    def posts(self) -> Iterator[_Post]:
        """Every post that some feed of this digest brought, in the version that is shown."""
        sames = self._of.sames
        every = (entry for found in self._of.copies.values() for entry in found)
        copies = group_copies(every, sames)
        for post_id, brought in group_copies(self._of.listed, sames).items():
            versions = {(e.feed_id, e.key): e for e in (*copies.get(post_id, ()), *brought)}
            version = choose_version([*versions.values()], self._of.feeds, post_id)
            heard = tuple(id_ for id_ in version.elsewhere if id_ not in self._muted_feeds)
            sources = tuple(dict.fromkeys(one.feed_id for one in brought))
            yield _Post(post_id, replace(version, elsewhere=heard), sources)

    def left_out(self, post: _Post, reading: Reading, weights: Mapping[str, float]) -> LeftOut:
        """Return the first reason for which it is left out; blank where it is in."""
        entry = post.version.entry
        reasons: tuple[tuple[LeftOut, bool], ...] = (
            ("reserved", post.post_id in self._of.reserved),
            ("past", entry.happens_on is not None and entry.happens_on < self._of.today),
            ("muted feed", self._is_of_muted_feed(post)),
            ("muted author", not self._muted_authors.isdisjoint(authors_of(entry.author))),
            ("muted topic", any(weights.get(one, 0.0) >= ABOUT for one in self._muted_topics)),
            ("topic", not self._is_on_topic(post, weights)),
            ("region", not self._is_of_region(entry, reading)),
        )
        return next((reason for reason, holds in reasons if holds), "")

    def _muted(self, kind: MuteKind) -> list[str]:
        return [mute.shown for mute in self._of.mutes if mute.kind == kind]

    def _find_muted_feeds(self) -> set[FeedId]:
        muted = {fold(name) for name in self._muted("feed")}
        return {
            id_
            for id_, feed in self._of.feeds.items()
            if not muted.isdisjoint({fold(id_), fold(title_of(feed)), fold(feed.url)})
        }

    def _is_of_muted_feed(self, post: _Post) -> bool:
        """Whether the shown version's feed is muted, or every feed that brought it."""
        own = post.version.entry.feed_id in self._muted_feeds
        return own or self._muted_feeds.issuperset(post.sources)

    def _is_on_topic(self, post: _Post, weights: Mapping[str, float]) -> bool:
        """Whether it is on a topic of the reader, and on one that some feed was followed for."""
        chooses = self._of.digest.plan.shows != "everything" and self._wanted
        if chooses and self._wanted.isdisjoint(weights):
            return False
        return any(self._is_asked_for(id_, weights) for id_ in post.sources)

    def _is_asked_for(self, feed_id: FeedId, weights: Mapping[str, float]) -> bool:
        topics: Sequence[str] = follow.topics if (follow := self._of.follows.get(feed_id)) else ()
        return not topics or any(self._topic[name] in weights for name in topics)

    def _is_of_region(self, entry: Entry, reading: Reading) -> bool:
        """Whether it speaks of the digest's region, or its blog is called after it."""
        if not self._of.digest.plan.region:
            return True
        blog = Reading(stems_of(title_of(self._of.feeds[entry.feed_id])), (), ())
        return bool(self._region.weigh(reading) or self._region.weigh(blog))
