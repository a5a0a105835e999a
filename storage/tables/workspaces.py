"""Networks, the workspaces that they live in, places in those, and people's accounts."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ACCOUNT, NETWORK, Base


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
    """`parent_id`: the organisation-wide installation whose token is used here.

    `url`: where its messages are found on the web.
    """

    __tablename__ = "space"
    __table_args__ = (UniqueConstraint("platform", "external_id"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    platform: Mapped[str]
    authority: Mapped[str]
    external_id: Mapped[str]
    name: Mapped[str]
    token_sealed: Mapped[str | None]
    paused_why: Mapped[str | None]
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("space.id"))
    url: Mapped[str | None]


class SpaceNetworkRow(Base):
    __tablename__ = "space_network"
    space_id: Mapped[str] = mapped_column(ForeignKey("space.id"), primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), primary_key=True)
    is_default: Mapped[bool]


class PlaceRow(Base):
    """`service_url`: where a conversation on Teams is reached."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("space_id", "external_id"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    space_id: Mapped[str] = mapped_column(ForeignKey("space.id"))
    external_id: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    network_id: Mapped[str | None] = mapped_column(ForeignKey(NETWORK))
    account_id: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    closed_why: Mapped[str | None]
    service_url: Mapped[str | None]


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


class InstallationRow(Base):
    """How a workspace (or a whole organisation: `org_wide`) was installed by its own people.

    Tokens that rotate have a refresh token and an end; `lease` is held until `lease_until` (in
    the database's time) by whoever is exchanging it, since it can be used once only.
    """

    __tablename__ = "installation"
    space_id: Mapped[str] = mapped_column(ForeignKey("space.id"), primary_key=True)
    org_wide: Mapped[bool]
    bot_user: Mapped[str]
    installed_by: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    installed_at: Mapped[datetime]
    refresh_sealed: Mapped[str | None]
    expires_at: Mapped[datetime | None] = mapped_column(index=True)
    lease: Mapped[str | None]
    lease_until: Mapped[datetime | None]


class AccountSpaceRow(Base):
    """Another workspace in which an account was seen, by a channel that the two share."""

    __tablename__ = "account_space"
    account_id: Mapped[str] = mapped_column(ForeignKey(ACCOUNT), primary_key=True)
    space_id: Mapped[str] = mapped_column(ForeignKey("space.id"), primary_key=True)
    seen_at: Mapped[datetime]


class AccountChoiceRow(Base):
    """Which network a person meant, where several live in one workspace and nothing else says."""

    __tablename__ = "account_choice"
    account_id: Mapped[str] = mapped_column(ForeignKey(ACCOUNT), primary_key=True)
    space_id: Mapped[str] = mapped_column(ForeignKey("space.id"), primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK))


class OrganiserRow(Base):
    __tablename__ = "organiser"
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey(ACCOUNT), primary_key=True)
    added_at: Mapped[datetime]
