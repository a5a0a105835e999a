"""What is kept of digests: frozen records. A digest is a channel's or a member's."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NewType

from storage.feed_records import FeedId, PostId
from storage.types import AccountId, MemberId, NetworkId, PlaceId

DigestId = NewType("DigestId", str)
EditionId = NewType("EditionId", str)
SuggestionId = NewType("SuggestionId", str)

DigestRhythm = Literal["off", "daily", "weekly", "fortnightly"]
Holidays = Literal["shift", "skip"]
Reads = Literal["chosen", "all"]
Shows = Literal["everything", "topics", "interests"]
MuteKind = Literal["feed", "author", "topic"]
EditionState = Literal["queued", "delivered", "dead", "empty", "skipped"]


@dataclass(frozen=True, slots=True)
class DigestPlan:
    """When a digest comes and what it takes; what each means is in storage/tables/digests.py."""

    rhythm: DigestRhythm = "off"
    weekday: int = 0
    at: str = "09:00"
    zone: str = ""
    holidays: Holidays = "shift"
    starts: date = date(2026, 1, 5)
    reads: Reads = "chosen"
    shows: Shows = "everything"
    topics: tuple[str, ...] = ()
    region: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """A subscription of a channel or of a member: one of `place_id` and `member_id` is set.

    `until`: the end of the window that was last delivered; what is listed after it is new.
    """

    id: DigestId
    network_id: NetworkId
    place_id: PlaceId | None
    member_id: MemberId | None
    plan: DigestPlan
    until: datetime
    made_at: datetime
    made_by: AccountId | None = None
    skips: bool = False


@dataclass(frozen=True, slots=True)
class FeedFollow:
    """A digest takes its posts from this feed; `topics`: only posts on one of these, if any."""

    digest_id: DigestId
    feed_id: FeedId
    topics: tuple[str, ...]
    at: datetime
    added_by: AccountId | None = None


@dataclass(frozen=True, slots=True)
class Mute:
    """What a digest leaves out, as it was typed."""

    kind: MuteKind
    shown: str


@dataclass(frozen=True, slots=True)
class EditionPost:
    """A post of an edition, in the version (`feed_id`, `key`) that is shown."""

    post_id: PostId
    feed_id: FeedId
    key: str
    section: str
    because: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """One sending. `older`: posts of a flood, told in one line; `shown`: what its text is."""

    id: EditionId
    digest_id: DigestId
    label: str
    state: EditionState
    since: datetime
    until: datetime
    made_at: datetime
    older: int = 0
    shown: str = ""
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FeedSuggestion:
    """Somebody asks that a channel follows what is at a web address; organisers say yes or no.

    `title`: what the feed called itself when it was suggested; may be blank.
    """

    id: SuggestionId
    network_id: NetworkId
    url: str
    place_id: PlaceId | None
    topics: tuple[str, ...]
    account_id: AccountId | None
    state: Literal["open", "accepted", "declined"]
    at: datetime
    title: str = ""


@dataclass(frozen=True, slots=True)
class WritePrompt:
    """A member wants to be reminded to write; `sessions`: after each that they led, too.

    `at` is blank for somebody who is reminded after sessions alone.
    """

    member_id: MemberId
    what: str
    weekday: int
    at: str
    sessions: bool


@dataclass(frozen=True, slots=True)
class Blog:
    """A member writes in this feed, as `author` where it has several. `agreed`: may be linked."""

    member_id: MemberId
    feed_id: FeedId
    author: str
    agreed: bool
