"""What is deleted in time of people who only have e-mail: addresses never confirmed, and files."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Delete, delete, select
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

UNCONFIRMED = timedelta(hours=48)
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
            _delete(session, delete(row).where(row.account_id.in_(some)))
        _delete(session, delete(NoticeRow).where(NoticeRow.id.in_(told)))
        _delete(session, delete(AccountRow).where(AccountRow.id.in_(some)))
    return len(old)


def old_uploads(now: datetime) -> list[Delete]:
    """Delete files that no job came for."""
    return [delete(UploadRow).where(UploadRow.given_at < now - UPLOADS)]


def _unconfirmed(before: datetime) -> tuple[ColumnElement[bool], ...]:
    """Those that were asked to confirm last before this moment, and are nobody's yet."""
    address, member, organiser = AccountAddressRow, MemberAccountRow, OrganiserRow
    asked = select(address.account_id).where(
        address.added_at < before, address.verified_at.is_(None), address.how == "mail"
    )
    lately = select(DeliveryRow.account_id).where(
        DeliveryRow.account_id.is_not(None), DeliveryRow.created_at >= before
    )
    return (
        AccountRow.platform == MAIL,
        AccountRow.id.in_(asked),
        AccountRow.id.not_in(lately),
        AccountRow.id.not_in(select(member.account_id)),
        AccountRow.id.not_in(select(organiser.account_id)),
    )


def _delete(session: Session, statement: Delete) -> None:
    session.execute(statement.execution_options(synchronize_session=False))
