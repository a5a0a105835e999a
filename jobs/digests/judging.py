"""Which posts an edition holds, and why the others are left out: the reasons that `why` tells.

Pure. A post is judged once, in the version that is shown, however many feeds brought it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jobs.digests.records import Gathered, LeftOut
from jobs.digests.topics import ABOUT, Reading, Topics, rank, read_entry
from jobs.digests.versions import Version, choose_version, group_copies, title_of
from storage.feed_records import Entry, FeedId, PostId
from storage.interests import TopicWords, fold_topic
from storage.naming import fold

_AND = (" and ", " & ", ";", "/")


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


def judge(gathered: Gathered) -> list[Verdict]:
    """Return the verdict on every post that is new, in no order."""
    known = _all_topics(gathered)
    topics = Topics(known.values())
    cases = [_Case(gathered, known, *case) for case in _posts(gathered)]
    readings = [read_entry(case.version.entry) for case in cases]
    weights = [topics.weigh(reading) for reading in readings]
    scores = rank(topics, readings, weights)
    return [
        Verdict(case.post_id, case.version, case.sources, case.judge(reading, weight), score)
        for case, reading, weight, score in zip(cases, readings, weights, scores, strict=True)
    ]


def named_topics(gathered: Gathered) -> dict[str, TopicWords]:
    """Return the topics that the reader named, by their folded names, as the network has them."""
    return {fold_topic(name): topic_of(name, gathered.known) for name in gathered.wanted}


def topic_of(name: str, known: Sequence[TopicWords]) -> TopicWords:
    """Return the network's topic of this name or synonym; else one that is its own words."""
    wanted = fold_topic(name)
    for topic in known:
        if wanted == fold_topic(topic.name) or wanted in topic.synonyms:
            return topic
    return TopicWords(name)


def _posts(gathered: Gathered) -> Iterable[tuple[PostId, Version, tuple[FeedId, ...]]]:
    brought = group_copies(gathered.listed, gathered.sames)
    copies = group_copies(
        (entry for found in gathered.copies.values() for entry in found), gathered.sames
    )
    muted = {fold(mute.shown) for mute in gathered.mutes if mute.kind == "feed"}
    for post_id, entries in brought.items():
        ids = dict.fromkeys(one.feed_id for one in entries)
        every = {(one.feed_id, one.key): one for one in (*copies.get(post_id, ()), *entries)}
        version = choose_version([*every.values()], gathered.feeds)
        if not _is_muted(version.entry.feed_id, gathered, muted):
            version = Version(
                version.entry,
                tuple(id_ for id_ in version.elsewhere if not _is_muted(id_, gathered, muted)),
            )
        yield post_id, version, tuple(ids)


def _is_muted(feed_id: FeedId, gathered: Gathered, muted: set[str]) -> bool:
    feed = gathered.feeds[feed_id]
    return not muted.isdisjoint({fold(feed_id), fold(title_of(feed)), fold(feed.url)})


@dataclass(frozen=True, slots=True)
class _Case:
    gathered: Gathered
    known: Mapping[str, TopicWords]
    post_id: PostId
    version: Version
    sources: tuple[FeedId, ...]

    def judge(self, reading: Reading, weights: Mapping[str, float]) -> LeftOut:
        """Return why it is left out, the first reason of several; blank where it is in."""
        entry = self.version.entry
        reasons: list[tuple[LeftOut, bool]] = [
            ("reserved", self._is_reserved()),
            ("past", entry.happens_on is not None and entry.happens_on < self.gathered.today),
            ("muted feed", self._feed_muted()),
            ("muted author", self._author_muted(entry)),
            ("muted topic", any(weights.get(one, 0) >= ABOUT for one in self._muted("topic"))),
            ("topic", not self._on_topic(weights)),
            ("region", not self._of_region(reading)),
        ]
        return next((reason for reason, holds in reasons if holds), "")

    def _is_reserved(self) -> bool:
        return self.post_id in self.gathered.reserved

    def _feed_muted(self) -> bool:
        """Whether the shown version's feed is muted, or every feed that brought it."""
        muted = {fold(mute.shown) for mute in self.gathered.mutes if mute.kind == "feed"}
        own = _is_muted(self.version.entry.feed_id, self.gathered, muted)
        return own or all(_is_muted(id_, self.gathered, muted) for id_ in self.sources)

    def _author_muted(self, entry: Entry) -> bool:
        muted = {fold(mute.shown) for mute in self.gathered.mutes if mute.kind == "author"}
        return not muted.isdisjoint(authors_of(entry.author))

    def _muted(self, kind: str) -> list[str]:
        shown = (mute.shown for mute in self.gathered.mutes if mute.kind == kind)
        return [topic_of(name, self.gathered.known).name for name in shown]

    def _on_topic(self, weights: Mapping[str, float]) -> bool:
        """Whether it is on a topic that the reader named, and on one of a feed that brought it."""
        if self.gathered.digest.plan.shows != "everything":
            wanted = {topic.name for topic in named_topics(self.gathered).values()}
            if wanted.isdisjoint(weights):
                return False
        follows = [self.gathered.follows.get(id_) for id_ in self.sources]
        return any(one is None or self._asked_for(one.topics, weights) for one in follows)

    def _asked_for(self, topics: Sequence[str], weights: Mapping[str, float]) -> bool:
        return not topics or any(self.known[fold_topic(one)].name in weights for one in topics)

    def _of_region(self, reading: Reading) -> bool:
        """Whether it is about the digest's region, or its blog is called after it."""
        region = self.gathered.digest.plan.region
        if not region:
            return True
        blog = title_of(self.gathered.feeds[self.version.entry.feed_id])
        with_blog = Reading(reading.title, reading.categories, reading.text)
        named = Topics([TopicWords(region)])
        return bool(named.weigh(with_blog) or named.weigh(_title_alone(blog)))


def authors_of(author: str) -> set[str]:
    """Return the folded names of the authors of a post, together and one by one."""
    whole = fold(author)
    parts = whole
    for word in _AND:
        parts = parts.replace(word, ",")
    return {whole, *(part.strip() for part in parts.split(","))} - {""}


def _title_alone(title: str) -> Reading:
    from jobs.digests.topics import stems_of

    return Reading(stems_of(title), (), ())


def _all_topics(gathered: Gathered) -> dict[str, TopicWords]:
    """Every topic that matters here, by its folded name: the network's, and those named."""
    named = [mute.shown for mute in gathered.mutes if mute.kind == "topic"]
    named += [*gathered.wanted, *(t for one in gathered.follows.values() for t in one.topics)]
    found = {fold_topic(topic.name): topic for topic in gathered.known}
    for name in named:
        found.setdefault(fold_topic(name), topic_of(name, gathered.known))
    return found
