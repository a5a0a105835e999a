"""What is deleted in time of people who only have e-mail: addresses never confirmed, and files."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Delete, Select, delete, select
from sqlalchemy.orm import Session

from storage.addresses import MAIL
from storage.bulk import in_batches
from storage.tables import (
    AccountAddressRow,
    AccountChoiceRow,
    AccountRow,
    DeliveryRow,
    MemberAccountRow,
    NoticeRow,
    OrganiserRow,
    PlaceRow,
    UploadRow,
)
from storage.updating import delete_quietly

UNCONFIRMED = timedelta(hours=48)
NEVER_JOINED = timedelta(days=30)
UPLOADS = timedelta(days=1)


def purge_unconfirmed(session: Session, now: datetime) -> int:
    """Delete accounts whose address nobody confirmed, with all that was sent there.

    Whoever asks again in the meantime has as long again. Return how many there were.
    """
    old = session.scalars(select(AccountRow.id).where(*_unconfirmed(now - UNCONFIRMED))).all()
    for some in in_batches(old):
        sent = select(DeliveryRow.notice_id).where(DeliveryRow.account_id.in_(some))
        told = session.scalars(sent).all()
        for row in (DeliveryRow, PlaceRow, UploadRow, AccountChoiceRow, AccountAddressRow):
            delete_quietly(session, delete(row).where(row.account_id.in_(some)))
        delete_quietly(session, delete(NoticeRow).where(NoticeRow.id.in_(told)))
        delete_quietly(session, delete(AccountRow).where(AccountRow.id.in_(some)))
    return len(old)


def never_joined(now: datetime) -> Select[str, str]:
    """Which accounts, of which networks, confirmed an address long ago and then did not join."""
    address = AccountAddressRow
    confirmed = select(address.account_id).where(address.verified_at < now - NEVER_JOINED)
    return select(AccountRow.id, AccountRow.authority).where(
        AccountRow.platform == MAIL,
        AccountRow.gone.is_(False),
        AccountRow.id.in_(confirmed),
        AccountRow.id.not_in(_told_since(now - NEVER_JOINED)),
        *_nobodys(),
    )


def old_uploads(now: datetime) -> list[Delete]:
    """Delete files that no job came for."""
    return [delete(UploadRow).where(UploadRow.given_at < now - UPLOADS)]


def _unconfirmed(before: datetime) -> tuple[ColumnElement[bool], ...]:
    """Those that were asked to confirm last before this moment, and are nobody's yet."""
    address = AccountAddressRow
    asked = select(address.account_id).where(
        address.added_at < before, address.verified_at.is_(None), address.how == "mail"
    )
    return (
        AccountRow.platform == MAIL,
        AccountRow.id.in_(asked),
        AccountRow.id.not_in(_told_since(before)),
        *_nobodys(),
    )


def _told_since(moment: datetime) -> Select[str | None]:
    to, at = DeliveryRow.account_id, DeliveryRow.created_at
    return select(to).where(to.is_not(None), at >= moment)


def _nobodys() -> tuple[ColumnElement[bool], ...]:
    """Neither a member's account nor an organiser's."""
    return (
        AccountRow.id.not_in(select(MemberAccountRow.account_id)),
        AccountRow.id.not_in(select(OrganiserRow.account_id)),
    )
