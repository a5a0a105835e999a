"""What is told, put off, due, sent to us already, or noted of organisers."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ACCOUNT, GROUP, NETWORK, ROUND, Base


class NoticeRow(Base):
    __tablename__ = "notice"
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK))
    kind: Mapped[str]
    body: Mapped[dict[str, Any]]
    round_id: Mapped[str | None] = mapped_column(ForeignKey(ROUND), index=True)
    created_at: Mapped[datetime]


class DeliveryRow(Base):
    """The outbox: one row a recipient. `lane` is where order is kept; leases are in real time.

    `act`: "post", or "change" or "remove" the message of the delivery with the key `about_key`.
    `thread_key`: the delivery under whose message it is posted.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        Index("ix_delivery_due", "state", "next_at", "seq"),
        Index("ix_delivery_lane", "lane", "state", "seq"),
        CheckConstraint(
            "(account_id IS NOT NULL) OR (group_id IS NOT NULL) OR (place_id IS NOT NULL)",
            name="has_recipient",
        ),
    )
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(unique=True)
    notice_id: Mapped[str] = mapped_column(ForeignKey("notice.id"), index=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK))
    space_id: Mapped[str] = mapped_column(ForeignKey("space.id"))
    account_id: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    group_id: Mapped[str | None] = mapped_column(ForeignKey(GROUP), index=True)
    place_id: Mapped[str | None] = mapped_column(ForeignKey("place.id"))
    lane: Mapped[str]
    state: Mapped[str]
    attempts: Mapped[int]
    created_at: Mapped[datetime]
    next_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    token: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    first_sent_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    remote_place: Mapped[str | None]
    remote_ref: Mapped[str | None]
    text_sealed: Mapped[str | None]
    error: Mapped[str | None]
    act: Mapped[str] = mapped_column(default="post")
    about_key: Mapped[str | None]
    thread_key: Mapped[str | None]


class RateBucketRow(Base):
    """When the next call may go: `scope` is a workspace, a place, or a method of a workspace."""

    __tablename__ = "rate_bucket"
    scope: Mapped[str] = mapped_column(primary_key=True)
    free_at: Mapped[datetime]


class ErrandRow(Base):
    """`result_sealed`: what came of it where that names people; `result`: what names nobody.

    `file_sealed`: where the file of its `body` can be read, until it was read.
    """

    __tablename__ = "errand"
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK))
    kind: Mapped[str]
    body: Mapped[dict[str, Any]]
    asked_by: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT))
    state: Mapped[str]
    attempts: Mapped[int]
    created_at: Mapped[datetime]
    token: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    error: Mapped[str | None]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any] | None]
    result_sealed: Mapped[str | None]
    file_sealed: Mapped[str | None]


class PictureRow(Base):
    """A picture that was drawn for a message, with what it shows in words."""

    __tablename__ = "picture"
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), index=True)
    png: Mapped[bytes]
    alt: Mapped[str]
    created_at: Mapped[datetime]


class ScheduleRow(Base):
    __tablename__ = "schedule"
    __table_args__ = (UniqueConstraint("kind", "subject"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK))
    kind: Mapped[str]
    subject: Mapped[str]
    label: Mapped[str]
    next_due: Mapped[datetime | None] = mapped_column(index=True)


class OccurrenceRow(Base):
    """One nominal period of a schedule, used up exactly once."""

    __tablename__ = "occurrence"
    schedule_id: Mapped[str] = mapped_column(ForeignKey("schedule.id"), primary_key=True)
    label: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    used_at: Mapped[datetime]


class AuditRow(Base):
    __tablename__ = "audit"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK))
    actor_id: Mapped[str] = mapped_column(ForeignKey(ACCOUNT), index=True)
    action: Mapped[str]
    object_id: Mapped[str]
    detail: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class InboxRow(Base):
    """What a platform sent us already: a second copy of the same event changes nothing."""

    __tablename__ = "inbox"
    source: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(primary_key=True)
    received_at: Mapped[datetime]
