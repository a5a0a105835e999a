"""Which posts of a feed are new, changed or were seen before. Pure.

Identity decides, never the date. A post whose id changed is known again by its link, and one whose
link changed too by its title.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from jobs.feeds.identity import canonical_link
from jobs.polling.articles import Arrival
from storage.feed_records import Entry, Feed, PostId

MOST_NEW = 10
"""More at once that should have come before are a flood: a site was rebuilt, or a feed has begun to
show its archive. What is dated since the feed was last read is news, however many there are."""
OLD_AFTER = timedelta(days=30)
TITLE_KNOWN_FOR = timedelta(days=30)
REUSED_AFTER = timedelta(days=180)
MOST_QUIET_EDITS = 24
"""Updates of one post that leave its title and link as they were."""
_SAME_DAYS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a feed's posts already, as far as what came now may be among it.

    `posts`: articles by link, whichever feed brought them. `versions`: what this feed has of them.
    """

    by_key: Mapping[str, Entry] = field(default_factory=dict)
    by_title: Mapping[str, Entry] = field(default_factory=dict)
    posts: Mapping[str, PostId] = field(default_factory=dict)
    versions: Mapping[PostId, Sequence[Entry]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry whose post may have to be made first: `article` is the post's key."""

    entry: Entry
    article: str


@dataclass(frozen=True, slots=True)
class Sorted:
    """What becomes of the posts of one answer.

    `rewritten`: an id was used again for another post, which takes the place of the first.
    `aliases`: other keys under which known posts came. `seen`: keys of those that are as they were.
    """

    new: tuple[NewEntry, ...] = ()
    rewritten: tuple[NewEntry, ...] = ()
    aliases: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    seen: tuple[str, ...] = ()


NOTHING = Sorted()


def sort_entries(feed: Feed, arrivals: Sequence[Arrival], known: Known, now: datetime) -> Sorted:
    """Return what is new, changed or seen of what came; the posts of a first time are all seen."""
    return _Sorting(feed, arrivals, known, now).run()


def has_changed(known: Entry, arrival: Arrival) -> bool:
    """Return whether anything that is kept of a post is different now."""
    return known.content_hash != arrival.content_hash


class _Sorting:
    def __init__(
        self, feed: Feed, arrivals: Sequence[Arrival], known: Known, now: datetime
    ) -> None:
        self._feed, self._arrivals, self._known, self._now = feed, arrivals, known, now
        self._here = {arrival.key for arrival in arrivals}
        self._new: list[NewEntry] = []
        self._rewritten: list[NewEntry] = []
        self._aliases: list[Entry] = []
        self._changed: dict[str, Entry] = {}
        self._seen: list[str] = []

    def run(self) -> Sorted:
        for arrival in self._arrivals:
            self._sort(arrival)
        new, rewritten = self._list_new()
        seen = tuple(key for key in self._seen if key not in self._changed)
        return Sorted(new, rewritten, tuple(self._aliases), tuple(self._changed.values()), seen)

    def _sort(self, arrival: Arrival) -> None:
        known = self._known.by_key.get(arrival.key)
        if known is None:
            self._sort_unknown(arrival)
        elif _is_rewritten(known, arrival):
            self._rewritten.append(self._make(arrival))
        else:
            self._seen.append(known.key)
            self._change(known, arrival)

    def _sort_unknown(self, arrival: Arrival) -> None:
        same = self._by_older_key(arrival) or self._by_link(arrival) or self._by_title(arrival)
        if same is None:
            self._new.append(self._make(arrival))
            return
        alias = replace(_updated(same, arrival, self._now), key=arrival.key, listed_at=None)
        self._aliases.append(replace(alias, older_at=None))
        self._change(same, arrival)

    def _change(self, known: Entry, arrival: Arrival) -> None:
        """Write a change in every version that the feed has of the post, under whichever key."""
        if not has_changed(known, arrival) or _is_worn(known, arrival):
            return
        others = self._known.versions.get(known.post_id, ())
        for version in {one.key: one for one in (*others, known)}.values():
            if version.key == known.key or version.key not in self._here:
                self._changed[version.key] = _updated(version, arrival, self._now)

    def _by_older_key(self, arrival: Arrival) -> Entry | None:
        """What was kept under a key of a former scheme."""
        found = (self._known.by_key.get(key) for key in arrival.older_keys)
        return next((entry for entry in found if entry is not None), None)

    def _by_link(self, arrival: Arrival) -> Entry | None:
        """The same article, under a key that is not in the feed any more."""
        post = self._known.posts.get(arrival.link_key)
        versions = self._known.versions.get(post, ()) if post and arrival.link_key else ()
        return next((one for one in versions if one.key not in self._here), None)

    def _by_title(self, arrival: Arrival) -> Entry | None:
        """A post of this title that has left the feed, not long ago.

        A title alone is not enough where date and words are others: weeknotes are called weeknotes
        every week.
        """
        same = self._known.by_title.get(arrival.title_key) if arrival.title_key else None
        if same is None or same.key in self._here or same.last_in < self._now - TITLE_KNOWN_FOR:
            return None
        return same if _is_alike(same, arrival) else None

    def _list_new(self) -> tuple[tuple[NewEntry, ...], tuple[NewEntry, ...]]:
        """List what is new, or say of a flood and of old posts only how many they are."""
        if not self._feed.began:
            return tuple(self._new), tuple(self._rewritten)
        came = (one.entry for one in (*self._new, *self._rewritten))
        fresh = [entry for entry in came if not self._is_old(entry)]
        late = {entry.key for entry in self._late(fresh)}
        flood = late if len(late) > MOST_NEW else set()
        listed = {entry.key for entry in fresh} - flood
        return (
            tuple(self._stamp(one, listed) for one in self._new),
            tuple(self._stamp(one, listed) for one in self._rewritten),
        )

    def _stamp(self, one: NewEntry, listed: set[str]) -> NewEntry:
        if one.entry.key in listed:
            return replace(one, entry=replace(one.entry, listed_at=self._now))
        return replace(one, entry=replace(one.entry, older_at=self._now))

    def _is_old(self, entry: Entry) -> bool:
        return entry.published_at is not None and entry.published_at < self._now - OLD_AFTER

    def _late(self, fresh: Sequence[Entry]) -> Iterator[Entry]:
        """What should have come before: no date says that it was written since the last good read.

        A date that too many share is that of a rebuilding, and says no more than none.
        """
        read_at = self._feed.read_at or self._now
        shared = Counter(entry.published_at for entry in fresh)
        for entry in fresh:
            written = entry.published_at
            if written is None or written < read_at or shared[written] > MOST_NEW:
                yield entry

    def _make(self, arrival: Arrival) -> NewEntry:
        entry = Entry(
            feed_id=self._feed.id,
            key=arrival.key,
            post_id=PostId(""),
            first_seen_at=self._now,
            last_in=self._now,
            **_content(arrival),
        )
        return NewEntry(entry, arrival.article)


def _content(arrival: Arrival) -> dict[str, Any]:
    read = arrival.entry
    return {
        "title": read.title,
        "link": read.link,
        "author": read.author,
        "summary": read.summary,
        "words": read.words,
        "categories": read.categories,
        "title_key": arrival.title_key,
        "content_hash": arrival.content_hash,
        "published_at": read.published,
        "source_title": read.source_title,
        "source_link": read.source_link,
        "happens_on": read.happens_on,
        "happens": read.happens,
        "mentions": read.mentions,
    }


def _updated(known: Entry, arrival: Arrival, now: datetime) -> Entry:
    """The known version with what it says now; what is no longer dated keeps its date."""
    quiet = known.title == arrival.entry.title and known.link == arrival.entry.link
    content = _content(arrival)
    content["published_at"] = arrival.entry.published or known.published_at
    edits = known.edits + quiet
    return replace(known, **content, last_in=now, changed_at=now, edits=edits)


def _is_worn(known: Entry, arrival: Arrival) -> bool:
    """Whether a post that changes again and again, but not in title or link, is left as it is."""
    quiet = known.title == arrival.entry.title and known.link == arrival.entry.link
    return quiet and known.edits >= MOST_QUIET_EDITS


def _is_rewritten(known: Entry, arrival: Arrival) -> bool:
    """Whether the id of a post was used again for another one: all three signs are needed."""
    before, now = known.published_at, arrival.entry.published
    return (
        known.title_key != arrival.title_key
        and canonical_link(known.link) != canonical_link(arrival.entry.link)
        and before is not None
        and now is not None
        and now - before > REUSED_AFTER
    )


def _is_alike(known: Entry, arrival: Arrival) -> bool:
    before, now = known.published_at, arrival.entry.published
    if before is None or now is None or abs(now - before) <= _SAME_DAYS:
        return True
    return known.summary == arrival.entry.summary
