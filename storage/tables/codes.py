"""One-time codes: people invited from a spreadsheet, and workspaces that join a network."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ACCOUNT, MEMBER, NETWORK, PROGRAMME, Base


class InvitationRow(Base):
    """Somebody who signed up elsewhere; not a member until they agree.

    The code is found by `code_hash`, so that one which was used or has expired is told from a slip
    of the pen; the code itself and the person's details are cleared when it is used, taken back or
    has expired. `sheet_key` is the keyed hash by which a second import of the same person is known.
    """

    __tablename__ = "invitation"
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), index=True)
    programme_id: Mapped[str] = mapped_column(ForeignKey(PROGRAMME))
    made_by: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    code_hash: Mapped[str | None] = mapped_column(unique=True)
    code_sealed: Mapped[str | None]
    details_sealed: Mapped[str | None]
    sheet_key: Mapped[str | None] = mapped_column(index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    member_id: Mapped[str | None] = mapped_column(ForeignKey(MEMBER), index=True)


class PastPairRow(Base):
    """Two invited people who met in an earlier round; becomes history when both have agreed."""

    __tablename__ = "past_pair"
    a_id: Mapped[str] = mapped_column(ForeignKey("invitation.id"), primary_key=True)
    b_id: Mapped[str] = mapped_column(ForeignKey("invitation.id"), primary_key=True, index=True)
    met_on: Mapped[date]


class NetworkCodeRow(Base):
    """A code by which another workspace joins a network, once; both sides' organisers see it."""

    __tablename__ = "network_code"
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), index=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    made_by: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    space_id: Mapped[str | None] = mapped_column(ForeignKey("space.id"))


class InstallStateRow(Base):
    """What was given to somebody who is sent to a platform to install us; taken back once."""

    __tablename__ = "install_state"
    state_hash: Mapped[str] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime]
