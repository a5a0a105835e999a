"""Whom a session concerns, and how they are told what follows it: in working hours alone."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from jobs.calendars.quiet_days import free_moment
from jobs.delivery.reaching import address_all
from storage.notes import Note
from storage.notices.carrying import CarryNotice
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import Member, MemberId, NetworkId

EXPIRES = timedelta(hours=48)
"""What could not be told by then is told no more: a question of last week is none."""


def tell(
    tx: Transaction,
    network_id: NetworkId,
    told: Iterable[tuple[MemberId, CarryNotice]],
    now: datetime,
    occasion: str = "",
) -> None:
    """Tell members in working hours; what is not told within two days is told no more."""
    moment = free_moment(tx, tx.networks.get(network_id), now)
    tx.notices.queue_all(
        network_id,
        address_all(tx, told),
        now,
        not_before=moment,
        expires_at=moment + EXPIRES,
        occasion=occasion,
    )


def may_ask(tx: Transaction, member: Member, now: datetime) -> bool:
    """Return whether a member is here and wants to be asked."""
    return bool(to_ask(tx, [member.id], now))


def people_of(tx: Transaction, session: EventSession, note: Note | None) -> list[MemberId]:
    """Return who led it, who took notes and who pressed *I'm interested*: members only."""
    named = [one.member_id for one in (*session.leaders, *session.note_takers)]
    wrote = note.member_id if note else None
    found = [*named, wrote, *tx.sessions.interested(session.id, "interested")]
    return list(dict.fromkeys(member for member in found if member))


def to_ask(tx: Transaction, members: Sequence[MemberId], now: datetime) -> list[MemberId]:
    """Return those of these who are here and want to be asked, in their order."""
    found = tx.members.many(members)
    day = now.date()
    quiet = {one.member_id for one in tx.note_reminders.of_members(members) if one.holds_on(day)}
    here = [m for m in dict.fromkeys(members) if m in found and found[m].left_at is None]
    return [member for member in here if member not in quiet]
