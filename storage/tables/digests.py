"""Digests: what a channel or a member follows, how often they read of it, and each sending."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ACCOUNT, MEMBER, NETWORK, Base
from storage.tables.feeds import FEED, POST

DIGEST = "digest.id"


class DigestRow(Base):
    """A channel's or a member's digest. `rhythm`: "off", "daily", "weekly" or "fortnightly".

    `weekday`: 0 for Monday. `at`: wall time of `zone` (blank: the network's, or the member's).
    `starts`: a day in the first week of a fortnightly one. `reads`: "chosen" (the feeds that it
    follows) or "all" of the network's. `shows`: "everything", "topics" (those of `topics` alone) or
    "interests" (of the member). `region`: only posts about one, or blank. `holidays`: on a bank
    holiday it is "shift"ed to the next working day or "skip"ped. `until`: the end of the window
    that was last delivered. `skips`: the next edition is left out.
    """

    __tablename__ = "digest"
    __table_args__ = (
        UniqueConstraint("network_id", "place_id"),
        UniqueConstraint("network_id", "member_id"),
        CheckConstraint("(place_id IS NOT NULL) OR (member_id IS NOT NULL)", name="has_reader"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK))
    place_id: Mapped[str | None] = mapped_column(ForeignKey("place.id"))
    member_id: Mapped[str | None] = mapped_column(ForeignKey(MEMBER), index=True)
    rhythm: Mapped[str]
    weekday: Mapped[int]
    at: Mapped[str]
    zone: Mapped[str]
    holidays: Mapped[str]
    starts: Mapped[date]
    reads: Mapped[str]
    shows: Mapped[str]
    topics: Mapped[list[str]]
    region: Mapped[str]
    until: Mapped[datetime]
    skips: Mapped[bool]
    made_by: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    made_at: Mapped[datetime]


class FeedFollowRow(Base):
    """A digest takes its posts from this feed; `topics`: only posts on one of these, if any."""

    __tablename__ = "feed_follow"
    digest_id: Mapped[str] = mapped_column(ForeignKey(DIGEST), primary_key=True)
    feed_id: Mapped[str] = mapped_column(ForeignKey(FEED), primary_key=True, index=True)
    topics: Mapped[list[str]]
    added_by: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    at: Mapped[datetime]


class DigestMuteRow(Base):
    """What a digest leaves out. `kind`: "feed", "author" or "topic"; `folded`: whose, compared."""

    __tablename__ = "digest_mute"
    digest_id: Mapped[str] = mapped_column(ForeignKey(DIGEST), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    folded: Mapped[str] = mapped_column(primary_key=True)
    shown: Mapped[str]
    at: Mapped[datetime]


class EditionRow(Base):
    """One sending of a digest, for one nominal period, exactly once.

    `state`: "queued", "delivered", "dead" (its posts are free again), "empty" or "skipped".
    `since` and `until`: the window. `shown`: what its message shows, so that an edit is seen.
    """

    __tablename__ = "edition"
    __table_args__ = (
        UniqueConstraint("digest_id", "label"),
        Index("ix_edition_state", "state", "made_at"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    digest_id: Mapped[str] = mapped_column(ForeignKey(DIGEST))
    label: Mapped[str]
    state: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime]
    older: Mapped[int]
    shown: Mapped[str]
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class EditionPostRow(Base):
    """A post of an edition, in the version of one feed. `section`: a topic; or "dated", "other".

    `because`: the topic for which it was chosen, if one; `also`: titles of other feeds that had it.
    """

    __tablename__ = "edition_post"
    edition_id: Mapped[str] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    post_id: Mapped[str] = mapped_column(ForeignKey(POST), primary_key=True, index=True)
    feed_id: Mapped[str] = mapped_column(ForeignKey(FEED))
    key: Mapped[str]
    position: Mapped[int]
    section: Mapped[str]
    because: Mapped[str]
    also: Mapped[list[str]]


class FeedSuggestionRow(Base):
    """Somebody asks that a channel follows a feed. `state`: "open", "accepted" or "declined".

    `title`: what the feed called itself when it was suggested.
    """

    __tablename__ = "feed_suggestion"
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), index=True)
    url: Mapped[str]
    title: Mapped[str]
    place_id: Mapped[str | None] = mapped_column(ForeignKey("place.id"))
    topics: Mapped[list[str]]
    account_id: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    state: Mapped[str]
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class WritePromptRow(Base):
    """A member wants to be reminded to write. `what`: "weeknotes", or what they call it.

    `sessions`: after a session that they led, too; alone where `at` is blank.
    """

    __tablename__ = "write_prompt"
    member_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), primary_key=True)
    what: Mapped[str]
    weekday: Mapped[int]
    at: Mapped[str]
    sessions: Mapped[bool]
    made_at: Mapped[datetime]


class BlogRow(Base):
    """A member writes in this feed. `agreed`: posts are linked to their profile."""

    __tablename__ = "blog"
    member_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), primary_key=True)
    feed_id: Mapped[str] = mapped_column(ForeignKey(FEED), primary_key=True, index=True)
    author: Mapped[str]
    agreed: Mapped[bool]
    at: Mapped[datetime]


class PublishedListRow(Base):
    """A network publishes its merged list of posts and sources under this code, for anyone."""

    __tablename__ = "published_list"
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    said_by: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    at: Mapped[datetime]
