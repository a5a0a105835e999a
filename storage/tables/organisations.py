"""What proves that somebody works for an organisation, and how organisations changed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ACCOUNT, NETWORK, Base

_ORGANISATION = "organisation.id"


class OrganisationDomainRow(Base):
    """A domain of addresses; it suggests an organisation, and proves it from `confirmed_at` on."""

    __tablename__ = "organisation_domain"
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), primary_key=True)
    domain: Mapped[str] = mapped_column(primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey(_ORGANISATION), index=True)
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)


class OrganisationChangeRow(Base):
    """A rename, a merger ("merged": it became a part of `into_id`) or a split, since `changed_on`.

    `before` is the name that it had until then.
    """

    __tablename__ = "organisation_change"
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), index=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey(_ORGANISATION), index=True)
    kind: Mapped[str]
    before: Mapped[str]
    into_id: Mapped[str | None] = mapped_column(ForeignKey(_ORGANISATION), index=True)
    changed_on: Mapped[date]
    noted_at: Mapped[datetime]
    noted_by: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
