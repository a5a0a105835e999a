"""What composing works on and gives: frozen records, of one digest at one moment."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from storage.digest_records import Digest, FeedFollow, Mute
from storage.feed_records import Entry, Feed, FeedId, PostId
from storage.interests import TopicWords

DATED = "dated"
OTHER = "other"

LeftOut = Literal[
    "", "reserved", "muted feed", "muted author", "muted topic", "topic", "region", "past"
]
"""Why a post is not in an edition; "topic": on none that is read here; blank: it is in."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that decides what an edition holds, as the store had it at one moment.

    `listed`: new entries of the feeds that this digest follows. `copies`: of the same posts, every
    version in feeds that the network follows. `feeds`: those feeds. `sames`: what is shown as what.
    `reserved`: posts that stand in another edition of this digest. `older`: how many posts came in
    a flood, by feed. `wanted`: topics that the reader named; `known`: the network's. `today`: the
    reader's day.
    """

    digest: Digest
    listed: Sequence[Entry]
    copies: Mapping[PostId, Sequence[Entry]]
    feeds: Mapping[FeedId, Feed]
    follows: Mapping[FeedId, FeedFollow]
    mutes: Sequence[Mute]
    sames: Mapping[PostId, PostId]
    reserved: Set[PostId]
    older: Mapping[FeedId, int]
    wanted: Sequence[str]
    known: Sequence[TopicWords]
    today: date
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """A post as it is shown: one version of it. `blog`: the title of the feed of that version.

    `section`: a topic, or DATED or OTHER. `because`: the topic that it was chosen for, if one.
    `also`: titles of other feeds that the network follows and that have it.
    """

    post_id: PostId
    entry: Entry
    blog: str
    section: str
    because: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Posts that are read together, under the topic `name`, or DATED or OTHER."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Older:
    """Posts that a feed brought all at once, told in one line."""

    blog: str
    count: int


@dataclass(frozen=True, slots=True)
class Composed:
    """An edition: `sections` fill a screen at most, `more` is behind one button.

    `left_over`: how many posts were too many even for that.
    """

    since: datetime
    until: datetime
    sections: tuple[Section, ...] = ()
    more: tuple[Item, ...] = ()
    older: tuple[Older, ...] = ()
    left_over: int = 0

    @property
    def items(self) -> tuple[Item, ...]:
        """Every post of it, in the order in which they are read; the first are on the screen."""
        return (*(item for section in self.sections for item in section.items), *self.more)

    @property
    def shown(self) -> int:
        """How many posts are on the screen."""
        return sum(len(section.items) for section in self.sections)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to send."""
        return not self.sections and not self.older
