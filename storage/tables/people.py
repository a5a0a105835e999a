"""Members, what they say of themselves, and whom they do not want to meet."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ACCOUNT, MEMBER, NETWORK, Base


class OrganisationRow(Base):
    """`curated`: from the starter list or an organiser, else typed by a member."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("network_id", "folded"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK))
    name: Mapped[str]
    folded: Mapped[str]
    sector: Mapped[str]
    region: Mapped[str]
    curated: Mapped[bool]
    merged_into: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))


class OrganisationAliasRow(Base):
    __tablename__ = "organisation_alias"
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), primary_key=True)
    folded: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)


class InterestRow(Base):
    """`curated`: from the starter list or an organiser, else typed by a member."""

    __tablename__ = "interest"
    __table_args__ = (UniqueConstraint("network_id", "folded"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK))
    name: Mapped[str]
    folded: Mapped[str]
    curated: Mapped[bool]


class InterestSynonymRow(Base):
    __tablename__ = "interest_synonym"
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), primary_key=True)
    folded: Mapped[str] = mapped_column(primary_key=True)
    interest_id: Mapped[str] = mapped_column(ForeignKey("interest.id"))


class MemberRow(Base):
    """`work_days`: "mon tue", blank for Monday to Friday; `zone`: blank for the network's.

    `verified_at`: since when a verified address proves their organisation. `merged_into`: they are
    the same person as that member, whose history theirs became.
    """

    __tablename__ = "member"
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), index=True)
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
    work_days: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="")
    verified_at: Mapped[datetime | None]
    merged_into: Mapped[str | None] = mapped_column(ForeignKey(MEMBER), index=True)


class MemberAccountRow(Base):
    """One member per network and account; a member may have several accounts.

    `reach_at`: when they chose to be told things there; the latest counts.
    """

    __tablename__ = "member_account"
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey(ACCOUNT), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), index=True)
    reach_at: Mapped[datetime | None]


class MemberInterestRow(Base):
    __tablename__ = "member_interest"
    member_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), primary_key=True)
    interest_id: Mapped[str] = mapped_column(ForeignKey("interest.id"), primary_key=True)


class AvoidRow(Base):
    """Two members who are not matched; only the first knows. `reported`: something was wrong."""

    __tablename__ = "avoid"
    member_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), primary_key=True)
    avoided_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), primary_key=True)
    reported: Mapped[bool]
    created_at: Mapped[datetime]


class ConsentRow(Base):
    __tablename__ = "consent"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    member_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), index=True)
    kind: Mapped[str]
    notice_version: Mapped[str]
    at: Mapped[datetime]
    via: Mapped[str]
