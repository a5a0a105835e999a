"""Messages that may name a person: found by the types of the notices' fields, and cleared."""

from dataclasses import fields
from datetime import datetime
from typing import get_args

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from storage.notices import KINDS
from storage.people import Person
from storage.tables import DeliveryRow, NoticeRow, PlaceRow
from storage.types import AccountId, GroupId, MemberId

_OVER = ("sent", "cancelled")


def naming_fields(id_type: object) -> set[str]:
    """Return the names of all notices' fields that hold an id of this type."""
    return {
        field.name
        for kind in KINDS.values()
        for field in fields(kind)
        if id_type in (field.type, *get_args(field.type))
    }


def kinds_about_anybody() -> list[str]:
    """Return the kinds of notice of which no field says whom their words name."""
    telling = naming_fields(MemberId) | naming_fields(GroupId)
    return [name for name, kind in KINDS.items() if not telling & {f.name for f in fields(kind)}]


def about(person: Person) -> ColumnElement[bool]:
    """Which notices of the network may name the person."""
    body = NoticeRow.body
    by_id = [
        body[name].as_string().in_(ids)
        for id_type, ids in (
            (MemberId, person.member_ids),
            (GroupId, person.group_ids),
            (AccountId, person.account_ids),
        )
        for name in sorted(naming_fields(id_type))
    ]
    named = or_(NoticeRow.kind.in_(kinds_about_anybody()), *by_id)
    return (NoticeRow.network_id == person.network_id) & named


def clear_messages(session: Session, person: Person, now: datetime) -> None:
    """Cancel what was not sent to the person, and clear the words of what may name them."""
    _cancel(session, person.account_ids, DeliveryRow.network_id == person.network_id, now)
    notices = select(NoticeRow.id).where(about(person))
    session.execute(
        update(DeliveryRow)
        .where(or_(DeliveryRow.notice_id.in_(notices), person.messages))
        .values(text_sealed=None)
        .execution_options(synchronize_session=False)
    )
    _clear_group_chats(session, person)
    _clear_commands(session, person)


def clear_account(session: Session, account_id: str, now: datetime) -> None:
    """Cancel and clear what was sent to an account in any network, and its direct messages."""
    _cancel(session, (account_id,), DeliveryRow.account_id == account_id, now)
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.account_id == account_id)
        .values(text_sealed=None, remote_place=None, remote_ref=None, error=None)
    )


def _cancel(
    session: Session, account_ids: tuple[str, ...], where: ColumnElement[bool], now: datetime
) -> None:
    """Whoever is sending at this moment has lost the lease: what they settle changes nothing."""
    unsent = DeliveryRow.account_id.in_(account_ids) & DeliveryRow.state.not_in(_OVER)
    session.execute(
        update(DeliveryRow)
        .where(unsent, where)
        .values(state="cancelled", token=None, lease_until=None, settled_at=now)
    )


def _clear_group_chats(session: Session, person: Person) -> None:
    """A platform may name a group chat after the people in it."""
    chats = select(DeliveryRow.remote_place).where(DeliveryRow.group_id.in_(person.group_ids))
    named = PlaceRow.external_id.in_(chats) & (PlaceRow.kind == "group")
    session.execute(update(PlaceRow).where(named).values(name=""))


def _clear_commands(session: Session, person: Person) -> None:
    """A kept answer remembers the line that was typed."""
    mine = NoticeRow.body["account_id"].as_string().in_(person.account_ids)
    kept = select(NoticeRow).where(NoticeRow.kind == "Kept", mine)
    for row in session.scalars(kept.where(NoticeRow.network_id == person.network_id)):
        row.body = row.body | {"command": ""}
