"""One person on several platforms: addresses, codes to link accounts, members made one; and files
that were given on a page."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ACCOUNT, MEMBER, NETWORK, Base


class AccountAddressRow(Base):
    """The e-mail address of an account, found by the keyed hash `address_key`.

    `how` it became known: "mail" (typed on the join page), "slack" or "teams" (the platform says
    it), "code" (a mailed code). It proves something from `verified_at` on. `bounced_at`: it was
    refused, for `bounced_why`. `stopped_at`: its owner wants no e-mail from us.
    """

    __tablename__ = "account_address"
    account_id: Mapped[str] = mapped_column(ForeignKey(ACCOUNT), primary_key=True)
    address_key: Mapped[str] = mapped_column(index=True)
    address_sealed: Mapped[str]
    how: Mapped[str]
    added_at: Mapped[datetime]
    verified_at: Mapped[datetime | None]
    bounced_at: Mapped[datetime | None]
    bounced_why: Mapped[str | None]
    stopped_at: Mapped[datetime | None]


class LinkCodeRow(Base):
    """A code that one account shows and another types, once: the two are one person's."""

    __tablename__ = "link_code"
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), index=True)
    account_id: Mapped[str] = mapped_column(ForeignKey(ACCOUNT), index=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)


class NotSamePersonRow(Base):
    """Two accounts of one address whose owner said that they are not one person's."""

    __tablename__ = "not_same_person"
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey(ACCOUNT), primary_key=True)
    other_id: Mapped[str] = mapped_column(ForeignKey(ACCOUNT), primary_key=True, index=True)
    said_at: Mapped[datetime]


class MemberMergeRow(Base):
    """Two members who are one person; `moved`: which rows became the kept one's, by table."""

    __tablename__ = "member_merge"
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), index=True)
    kept_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), index=True)
    gone_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), index=True)
    merged_at: Mapped[datetime]
    merged_by: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    moved: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]


class JoinPageRow(Base):
    """The public page on which people join a network by e-mail, found by its `code`."""

    __tablename__ = "join_page"
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    welcome: Mapped[str]
    opened_at: Mapped[datetime]
    opened_by: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    closed_at: Mapped[datetime | None]


class UploadRow(Base):
    """A file that somebody gave on a page, in base 64, until a job has read it; a day at most."""

    __tablename__ = "upload"
    id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey(ACCOUNT), index=True)
    name: Mapped[str]
    content_sealed: Mapped[str]
    given_at: Mapped[datetime] = mapped_column(index=True)
