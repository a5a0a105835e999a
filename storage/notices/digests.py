"""What channels and members read of blogs."""

from dataclasses import dataclass

from storage.digest_records import DigestId, EditionId
from storage.feed_records import FeedId
from storage.types import MemberId


@dataclass(frozen=True, slots=True)
class DigestEdition:
    """An edition of a channel's or a member's digest, for whoever reads it."""

    edition_id: EditionId


@dataclass(frozen=True, slots=True)
class DigestChannelClosed:
    """A digest's channel takes no messages any more; for the network's organisers."""

    digest_id: DigestId


@dataclass(frozen=True, slots=True)
class FeedGone:
    """A blog says that its feed is gone for good; where its posts are read."""

    feed_id: FeedId


@dataclass(frozen=True, slots=True)
class FeedFailing:
    """A blog's feed cannot be read for a week; where its posts are read."""

    feed_id: FeedId


@dataclass(frozen=True, slots=True)
class FeedBack:
    """A feed of which it was told that it could not be read can be read again."""

    feed_id: FeedId


@dataclass(frozen=True, slots=True)
class WritingReminder:
    """A member asked to be reminded to write. `label`: the week; `until`: its moment, in ISO."""

    member_id: MemberId
    label: str
    until: str


FeedNotice = FeedGone | FeedFailing | FeedBack
DigestNotice = DigestEdition | DigestChannelClosed | FeedNotice | WritingReminder
