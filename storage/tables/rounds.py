"""Programmes, who takes part in them, and their rounds."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ACCOUNT, GROUP, MEMBER, NETWORK, PROGRAMME, ROUND, Base


class ProgrammeRow(Base):
    __tablename__ = "programme"
    __table_args__ = (UniqueConstraint("network_id", "name"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK))
    name: Mapped[str]
    place_id: Mapped[str] = mapped_column(ForeignKey("place.id"))
    rules: Mapped[dict[str, Any]]
    timing: Mapped[dict[str, Any]]
    approve: Mapped[bool]
    minutes: Mapped[int]
    version: Mapped[int]
    ended_at: Mapped[datetime | None]
    # A bare FORMAT before JSON means something else to PostgreSQL.
    format: Mapped[dict[str, Any]] = mapped_column("scheme_format")
    keeper_id: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)


class EnrolmentRow(Base):
    __tablename__ = "enrolment"
    programme_id: Mapped[str] = mapped_column(ForeignKey(PROGRAMME), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), primary_key=True, index=True)
    state: Mapped[str]
    joined_at: Mapped[datetime]
    paused_until: Mapped[date | None]
    skip_next: Mapped[bool]
    last_score: Mapped[float | None]
    debt: Mapped[float]
    sat_out: Mapped[bool]
    every: Mapped[int] = mapped_column(default=1)
    rest: Mapped[int] = mapped_column(default=0)
    silent: Mapped[int] = mapped_column(default=0)
    paused_why: Mapped[str | None]
    offers: Mapped[list[str]] = mapped_column(default=list)
    wishes: Mapped[list[str]] = mapped_column(default=list)
    capacity: Mapped[int] = mapped_column(default=1)
    quiet_because: Mapped[str | None]


class RoundRow(Base):
    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("programme_id", "label"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    programme_id: Mapped[str] = mapped_column(ForeignKey(PROGRAMME))
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK))
    label: Mapped[str]
    state: Mapped[str]
    seed: Mapped[int] = mapped_column(BigInteger)
    version: Mapped[int]
    introduce_at: Mapped[datetime]
    check_in_at: Mapped[datetime]
    remind_at: Mapped[datetime]
    close_at: Mapped[datetime]
    percent: Mapped[float | None]
    relaxed: Mapped[list[str]]
    sent_at: Mapped[datetime | None]
    rehearsed_at: Mapped[datetime | None]


class GroupRow(Base):
    __tablename__ = "meeting_group"
    id: Mapped[str] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey(ROUND), index=True)
    wave: Mapped[int]
    state: Mapped[str]
    score: Mapped[float]
    relaxed: Mapped[bool]
    locked: Mapped[bool]
    introduced_at: Mapped[datetime | None]


class SeatRow(Base):
    """Exactly one introduction a wave is a primary key; one active group a round is an index.

    `leads`: goes first in a pair, facilitates first in a set. `mentors`: helps the other of a
    mentoring pair; of these a member may have several at once, beside one in which they are helped.
    """

    __tablename__ = "seat"
    __table_args__ = (
        Index(
            "ix_seat_one_active_group",
            "round_id",
            "member_id",
            unique=True,
            sqlite_where=text("active AND NOT mentors"),
            postgresql_where=text("active AND NOT mentors"),
        ),
    )
    round_id: Mapped[str] = mapped_column(ForeignKey(ROUND), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), primary_key=True, index=True)
    wave: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey(GROUP), index=True)
    active: Mapped[bool]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    leads: Mapped[bool] = mapped_column(default=False)
    mentors: Mapped[bool] = mapped_column(default=False)


class LeftOutRow(Base):
    __tablename__ = "left_out"
    round_id: Mapped[str] = mapped_column(ForeignKey(ROUND), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), primary_key=True, index=True)
    why: Mapped[str]


class ReportRow(Base):
    """*Something was wrong*: what a member told the organisers about an introduction."""

    __tablename__ = "report"
    id: Mapped[str] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey(GROUP))
    reporter_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), index=True)
    words_sealed: Mapped[str | None]
    reported_at: Mapped[datetime]
