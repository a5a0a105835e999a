"""When the people of a group meet, who waits for another partner, and what is said afterwards."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import GROUP, MEMBER, PROGRAMME, ROUND, Base


class MeetingRow(Base):
    """One meeting of a group: a pair has one, an action learning set several in a row.

    `sequence` counts the calendar file's versions under one unchanging UID (the row's id).
    `led_by`: who goes first or facilitates.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("group_id", "number"),
        Index("ix_meeting_due", "state", "starts_at"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey(GROUP))
    number: Mapped[int]
    state: Mapped[str]
    way: Mapped[str]
    minutes: Mapped[int]
    sequence: Mapped[int]
    starts_at: Mapped[datetime | None]
    where_sealed: Mapped[str | None]
    led_by: Mapped[str | None] = mapped_column(ForeignKey(MEMBER), index=True)
    suggested_by: Mapped[str | None] = mapped_column(ForeignKey(MEMBER), index=True)
    suggested_at: Mapped[datetime | None]
    agreed_at: Mapped[datetime | None]


class MeetingSlotRow(Base):
    """A time that somebody offered for a meeting; the latest offer's alone can be pressed."""

    __tablename__ = "meeting_slot"
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)


class TurnRow(Base):
    """Whether a member is in this round, where the scheme asks each time; no answer is None."""

    __tablename__ = "turn"
    round_id: Mapped[str] = mapped_column(ForeignKey(ROUND), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), primary_key=True, index=True)
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]


class WaitingRow(Base):
    """Somebody who is to be matched in a new wave of a round, from `ready_at` on.

    `group_id`: the introduction that this would replace. `settled_at`: they found a partner, or
    no longer wait.
    """

    __tablename__ = "waiting"
    round_id: Mapped[str] = mapped_column(ForeignKey(ROUND), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), primary_key=True, index=True)
    why: Mapped[str]
    since: Mapped[datetime]
    ready_at: Mapped[datetime]
    group_id: Mapped[str | None] = mapped_column(ForeignKey(GROUP), index=True)
    settled_at: Mapped[datetime | None]


class FeedbackRow(Base):
    """What a member said afterwards: was it worth their time, and one thing worth sharing.

    `share`: "no", "unnamed" or "named"; `posted_at` when it was queued for the channel.
    """

    __tablename__ = "feedback"
    group_id: Mapped[str] = mapped_column(ForeignKey(GROUP), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), primary_key=True, index=True)
    worth: Mapped[str | None]
    thing_sealed: Mapped[str | None]
    share: Mapped[str]
    said_at: Mapped[datetime]
    posted_at: Mapped[datetime | None]


class StayInTouchRow(Base):
    """Two who stay in touch by themselves: never match them again, or again next year."""

    __tablename__ = "stay_in_touch"
    member_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), primary_key=True)
    other_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), primary_key=True, index=True)
    wish: Mapped[str]
    asked_at: Mapped[datetime]


class PastMeetingRow(Base):
    """Two who met before Teapoint knew them, from an organiser's spreadsheet; `a_id` < `b_id`."""

    __tablename__ = "past_meeting"
    a_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), primary_key=True)
    b_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), primary_key=True, index=True)
    programme_id: Mapped[str] = mapped_column(ForeignKey(PROGRAMME))
    met_at: Mapped[datetime]
