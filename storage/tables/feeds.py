"""Feeds and what was read in them: of no network, as each address is fetched once for all."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ACCOUNT, NETWORK, Base

FEED = "feed.id"
POST = "post.id"


class FeedRow(Base):
    """One address that is fetched. `state`: "new", "alive", "gone" (410) or "stopped".

    `identity`: what tells its posts apart, "id" or "link"; switched once, never back. `etag` and
    `modified` are returned byte for byte, and forgotten when `reader` (the parser's version)
    changes. `body_hash`: of the last answer that was read. `began`: its posts of the first time
    are marked as seen. `told`: what its followers were told of its trouble, if anything.
    `moved_to`, `moved_times`, `moved_since`: an address for good that was answered so often.
    `ttl_minutes`, `skip_hours` and `skip_days` (0 for Monday; in UTC): how often, and when not, the
    feed itself asks to be looked at.
    """

    __tablename__ = "feed"
    id: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    site: Mapped[str]
    state: Mapped[str]
    identity: Mapped[str]
    reader: Mapped[int]
    etag: Mapped[str | None]
    modified: Mapped[str | None]
    body_hash: Mapped[str | None]
    began: Mapped[bool]
    made_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    next_check_at: Mapped[datetime] = mapped_column(index=True)
    token: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    failures: Mapped[int]
    failing_since: Mapped[datetime | None]
    trouble: Mapped[str]
    trouble_why: Mapped[str]
    told: Mapped[str]
    moved_to: Mapped[str | None]
    moved_times: Mapped[int]
    moved_since: Mapped[datetime | None]
    ttl_minutes: Mapped[int]
    skip_hours: Mapped[list[int]]
    skip_days: Mapped[list[int]]


class FeedAddressRow(Base):
    """Addresses that a feed had before: whoever adds one of them follows the feed."""

    __tablename__ = "feed_address"
    url: Mapped[str] = mapped_column(primary_key=True)
    feed_id: Mapped[str] = mapped_column(ForeignKey(FEED), index=True)
    until: Mapped[datetime]


class FeedHostRow(Base):
    """A host that is left alone until `free_at`, for all of its feeds.

    `times`: how often running it said that it is asked too much.
    """

    __tablename__ = "feed_host"
    host: Mapped[str] = mapped_column(primary_key=True)
    free_at: Mapped[datetime]
    times: Mapped[int]


class PostRow(Base):
    """An article, once, whatever feeds it is in. `link_key`: its canonical link, or blank.

    Where there is no link, `link_key` is made of the feed and the key there.
    """

    __tablename__ = "post"
    id: Mapped[str] = mapped_column(primary_key=True)
    link_key: Mapped[str] = mapped_column(unique=True)
    first_seen_at: Mapped[datetime]


class FeedEntryRow(Base):
    """A post as one feed has it. `key`: its identity there, with the scheme's version before it.

    `title_key`: folded, for a copy whose id and link changed. `listed_at`: since when it counts as
    new; None: it was there before we followed, or came in a flood, and is never listed.
    `older_at`: when it came in a flood, or long after its date: told as one line, not listed.
    `last_in`: when it was last in the feed. `happens_on`: the day of an event or a closing date.
    `source`: the title and link of the feed that a planet took it from. `mentions`: addresses that
    its text links to, at most twenty.
    """

    __tablename__ = "feed_entry"
    __table_args__ = (
        Index("ix_feed_entry_listed", "feed_id", "listed_at"),
        Index("ix_feed_entry_older", "feed_id", "older_at"),
    )
    feed_id: Mapped[str] = mapped_column(ForeignKey(FEED), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    post_id: Mapped[str] = mapped_column(ForeignKey(POST), index=True)
    title_key: Mapped[str]
    title: Mapped[str]
    link: Mapped[str]
    author: Mapped[str]
    summary: Mapped[str]
    words: Mapped[int]
    categories: Mapped[list[str]]
    source_title: Mapped[str]
    source_link: Mapped[str]
    happens_on: Mapped[date | None]
    happens: Mapped[str]
    published_at: Mapped[datetime | None]
    first_seen_at: Mapped[datetime]
    listed_at: Mapped[datetime | None]
    older_at: Mapped[datetime | None]
    last_in: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    content_hash: Mapped[str]
    edits: Mapped[int]
    mentions: Mapped[list[str]] = mapped_column(default=list)


class SamePostRow(Base):
    """A network says that two posts are one: `post_id` is shown as `as_post_id` there."""

    __tablename__ = "same_post"
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), primary_key=True)
    post_id: Mapped[str] = mapped_column(ForeignKey(POST), primary_key=True)
    as_post_id: Mapped[str] = mapped_column(ForeignKey(POST))
    said_by: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    at: Mapped[datetime]
