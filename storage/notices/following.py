"""What people are told of the blogs that they, or their channels, follow."""

from dataclasses import dataclass

from storage.digest_records import DigestId, SuggestionId
from storage.feed_records import FeedId
from storage.types import AccountId


@dataclass(frozen=True, slots=True)
class BlogLooked:
    """What was found at an address that somebody gave; what came of it is the errand's."""

    account_id: AccountId
    errand_id: str


@dataclass(frozen=True, slots=True)
class OwnBlogLooked:
    """What was found at the address of a member's own blog; what came of it is the errand's."""

    account_id: AccountId
    errand_id: str


@dataclass(frozen=True, slots=True)
class BlogLookFailed:
    """Looking for a blog, or reading a list of them, met trouble on our side."""

    account_id: AccountId


@dataclass(frozen=True, slots=True)
class BlogRestored:
    """Whether a blog that was taken down can be read again; for whoever had it looked at again.

    `asked_at`: when, in ISO.
    """

    account_id: AccountId
    digest_id: DigestId
    feed_id: FeedId
    asked_at: str


@dataclass(frozen=True, slots=True)
class BlogSuggested:
    """A member suggests a blog for a channel; for the network's organisers.

    `errand_id`: where it was found, with its last posts.
    """

    suggestion_id: SuggestionId
    errand_id: str


@dataclass(frozen=True, slots=True)
class SuggestionAnswered:
    """An organiser said yes or no; for whoever suggested the blog."""

    suggestion_id: SuggestionId


@dataclass(frozen=True, slots=True)
class BlogsImporting:
    """A list of blogs was read, and each of its lines is being looked at; for whoever gave it."""

    errand_id: str


@dataclass(frozen=True, slots=True)
class BlogsImported:
    """What came of a list of blogs, line by line where it was not simply followed; one page."""

    errand_id: str
    page: int


FollowingNotice = (
    BlogLooked
    | BlogLookFailed
    | OwnBlogLooked
    | BlogRestored
    | BlogSuggested
    | SuggestionAnswered
    | BlogsImporting
    | BlogsImported
)
