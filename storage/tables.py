"""The schema. Only storage imports this module; alembic reads its metadata.

Every column that names a person is a foreign key to `member` or `account`, so that export and
erasure can be checked against the schema itself. Columns that end in `_sealed` are encrypted.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    MetaData,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.columns import UtcTime

_MEMBER = "member.id"
_ACCOUNT = "account.id"
_NETWORK = "network.id"
_PROGRAMME = "programme.id"
_ROUND = "round.id"
_GROUP = "meeting_group.id"


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcTime, dict[str, Any]: JSON, list[str]: JSON}  # noqa: RUF012


class NetworkRow(Base):
    __tablename__ = "network"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    sensitive: Mapped[bool]
    zone: Mapped[str]


class AuthorityRow(Base):
    __tablename__ = "authority"
    platform: Mapped[str] = mapped_column(primary_key=True)
    external_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class SpaceRow(Base):
    __tablename__ = "space"
    __table_args__ = (UniqueConstraint("platform", "external_id"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    platform: Mapped[str]
    authority: Mapped[str]
    external_id: Mapped[str]
    name: Mapped[str]
    token_sealed: Mapped[str | None]
    paused_why: Mapped[str | None]


class SpaceNetworkRow(Base):
    __tablename__ = "space_network"
    space_id: Mapped[str] = mapped_column(ForeignKey("space.id"), primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(_NETWORK), primary_key=True)
    is_default: Mapped[bool]


class PlaceRow(Base):
    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("space_id", "external_id"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    space_id: Mapped[str] = mapped_column(ForeignKey("space.id"))
    external_id: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    network_id: Mapped[str | None] = mapped_column(ForeignKey(_NETWORK))
    account_id: Mapped[str | None] = mapped_column(ForeignKey(_ACCOUNT), index=True)
    closed_why: Mapped[str | None]


class AccountRow(Base):
    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("platform", "authority", "external_user"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    platform: Mapped[str]
    authority: Mapped[str]
    external_user: Mapped[str]
    space_id: Mapped[str] = mapped_column(ForeignKey("space.id"))
    name: Mapped[str]
    guest: Mapped[bool]
    gone: Mapped[bool]
    blocked_at: Mapped[datetime | None]


class AccountChoiceRow(Base):
    """Which network a person meant, where several live in one workspace and nothing else says."""

    __tablename__ = "account_choice"
    account_id: Mapped[str] = mapped_column(ForeignKey(_ACCOUNT), primary_key=True)
    space_id: Mapped[str] = mapped_column(ForeignKey("space.id"), primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(_NETWORK))


class OrganiserRow(Base):
    __tablename__ = "organiser"
    network_id: Mapped[str] = mapped_column(ForeignKey(_NETWORK), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey(_ACCOUNT), primary_key=True)
    added_at: Mapped[datetime]


class OrganisationRow(Base):
    """`curated`: from the starter list or an organiser, else typed by a member."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("network_id", "folded"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(_NETWORK))
    name: Mapped[str]
    folded: Mapped[str]
    sector: Mapped[str]
    region: Mapped[str]
    curated: Mapped[bool]
    merged_into: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))


class OrganisationAliasRow(Base):
    __tablename__ = "organisation_alias"
    network_id: Mapped[str] = mapped_column(ForeignKey(_NETWORK), primary_key=True)
    folded: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)


class InterestRow(Base):
    """`curated`: from the starter list or an organiser, else typed by a member."""

    __tablename__ = "interest"
    __table_args__ = (UniqueConstraint("network_id", "folded"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(_NETWORK))
    name: Mapped[str]
    folded: Mapped[str]
    curated: Mapped[bool]


class InterestSynonymRow(Base):
    __tablename__ = "interest_synonym"
    network_id: Mapped[str] = mapped_column(ForeignKey(_NETWORK), primary_key=True)
    folded: Mapped[str] = mapped_column(primary_key=True)
    interest_id: Mapped[str] = mapped_column(ForeignKey("interest.id"))


class MemberRow(Base):
    __tablename__ = "member"
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(_NETWORK), index=True)
    name: Mapped[str]
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    sector: Mapped[str]
    profession: Mapped[str]
    region: Mapped[str]
    topics: Mapped[str]
    contact_sealed: Mapped[str | None]
    ease_sealed: Mapped[str | None]
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]


class MemberAccountRow(Base):
    """One member per network and account; a member may have several accounts."""

    __tablename__ = "member_account"
    network_id: Mapped[str] = mapped_column(ForeignKey(_NETWORK), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey(_ACCOUNT), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey(_MEMBER), index=True)


class MemberInterestRow(Base):
    __tablename__ = "member_interest"
    member_id: Mapped[str] = mapped_column(ForeignKey(_MEMBER), primary_key=True)
    interest_id: Mapped[str] = mapped_column(ForeignKey("interest.id"), primary_key=True)


class AvoidRow(Base):
    """Two members who are not matched; only the first knows. `reported`: something was wrong."""

    __tablename__ = "avoid"
    member_id: Mapped[str] = mapped_column(ForeignKey(_MEMBER), primary_key=True)
    avoided_id: Mapped[str] = mapped_column(ForeignKey(_MEMBER), primary_key=True)
    reported: Mapped[bool]
    created_at: Mapped[datetime]


class ProgrammeRow(Base):
    __tablename__ = "programme"
    __table_args__ = (UniqueConstraint("network_id", "name"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(_NETWORK))
    name: Mapped[str]
    place_id: Mapped[str] = mapped_column(ForeignKey("place.id"))
    rules: Mapped[dict[str, Any]]
    timing: Mapped[dict[str, Any]]
    approve: Mapped[bool]
    minutes: Mapped[int]
    version: Mapped[int]
    ended_at: Mapped[datetime | None]


class EnrolmentRow(Base):
    __tablename__ = "enrolment"
    programme_id: Mapped[str] = mapped_column(ForeignKey(_PROGRAMME), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey(_MEMBER), primary_key=True, index=True)
    state: Mapped[str]
    joined_at: Mapped[datetime]
    paused_until: Mapped[date | None]
    skip_next: Mapped[bool]
    last_score: Mapped[float | None]
    debt: Mapped[float]
    sat_out: Mapped[bool]


class RoundRow(Base):
    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("programme_id", "label"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    programme_id: Mapped[str] = mapped_column(ForeignKey(_PROGRAMME))
    network_id: Mapped[str] = mapped_column(ForeignKey(_NETWORK))
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
    round_id: Mapped[str] = mapped_column(ForeignKey(_ROUND), index=True)
    wave: Mapped[int]
    state: Mapped[str]
    score: Mapped[float]
    relaxed: Mapped[bool]
    locked: Mapped[bool]
    introduced_at: Mapped[datetime | None]


class SeatRow(Base):
    """Exactly one introduction a wave is a primary key; one active group a round is an index."""

    __tablename__ = "seat"
    __table_args__ = (
        Index(
            "ix_seat_one_active_group",
            "round_id",
            "member_id",
            unique=True,
            sqlite_where=text("active"),
            postgresql_where=text("active"),
        ),
    )
    round_id: Mapped[str] = mapped_column(ForeignKey(_ROUND), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey(_MEMBER), primary_key=True, index=True)
    wave: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey(_GROUP), index=True)
    active: Mapped[bool]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]


class LeftOutRow(Base):
    __tablename__ = "left_out"
    round_id: Mapped[str] = mapped_column(ForeignKey(_ROUND), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey(_MEMBER), primary_key=True, index=True)
    why: Mapped[str]


class ReportRow(Base):
    """*Something was wrong*: what a member told the organisers about an introduction."""

    __tablename__ = "report"
    id: Mapped[str] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey(_GROUP))
    reporter_id: Mapped[str] = mapped_column(ForeignKey(_MEMBER), index=True)
    words_sealed: Mapped[str | None]
    reported_at: Mapped[datetime]


class NoticeRow(Base):
    __tablename__ = "notice"
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(_NETWORK))
    kind: Mapped[str]
    body: Mapped[dict[str, Any]]
    round_id: Mapped[str | None] = mapped_column(ForeignKey(_ROUND), index=True)
    created_at: Mapped[datetime]


class DeliveryRow(Base):
    """The outbox: one row a recipient. `lane` is where order is kept; leases are in real time."""

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
    network_id: Mapped[str] = mapped_column(ForeignKey(_NETWORK))
    space_id: Mapped[str] = mapped_column(ForeignKey("space.id"))
    account_id: Mapped[str | None] = mapped_column(ForeignKey(_ACCOUNT), index=True)
    group_id: Mapped[str | None] = mapped_column(ForeignKey(_GROUP), index=True)
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


class RateBucketRow(Base):
    """When the next call may go: `scope` is a workspace, a place, or a method of a workspace."""

    __tablename__ = "rate_bucket"
    scope: Mapped[str] = mapped_column(primary_key=True)
    free_at: Mapped[datetime]


class ErrandRow(Base):
    __tablename__ = "errand"
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(_NETWORK))
    kind: Mapped[str]
    body: Mapped[dict[str, Any]]
    asked_by: Mapped[str | None] = mapped_column(ForeignKey(_ACCOUNT))
    state: Mapped[str]
    attempts: Mapped[int]
    created_at: Mapped[datetime]
    token: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    error: Mapped[str | None]


class ScheduleRow(Base):
    __tablename__ = "schedule"
    __table_args__ = (UniqueConstraint("kind", "subject"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(_NETWORK))
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


class ConsentRow(Base):
    __tablename__ = "consent"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    member_id: Mapped[str] = mapped_column(ForeignKey(_MEMBER), index=True)
    kind: Mapped[str]
    notice_version: Mapped[str]
    at: Mapped[datetime]
    via: Mapped[str]


class AuditRow(Base):
    __tablename__ = "audit"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(_NETWORK))
    actor_id: Mapped[str] = mapped_column(ForeignKey(_ACCOUNT), index=True)
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
