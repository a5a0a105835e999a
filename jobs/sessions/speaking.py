"""Who speaks for the people of a session: who made it, took its notes first, or is known to lead.

Whoever only changed a line speaks for none, and makes nobody speak: a name that they write is asked
about and linked as every other, but counts only where one who speaks already wrote it, or a grid.
What tells is the moment: a question about a name is asked in the transaction of the notes that have
it, so the version of that moment is its writer's.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from storage.session_records import EventSession, Named
from storage.transaction import Transaction
from storage.types import AccountId, MemberId

_Writers = Mapping[datetime, set[MemberId | None]]


def may_speak(
    tx: Transaction, session: EventSession, account: AccountId, member: MemberId | None
) -> bool:
    """Return whether somebody speaks for a session; organisers are asked about elsewhere."""
    if session.made_by == account:
        return True
    return member is not None and member in speakers(tx, session)


def speakers(tx: Transaction, session: EventSession) -> set[MemberId]:
    """Return the members who speak for a session: its organisers, its first writer, its leaders.

    Leaders and note-takers count once they said yes to a name that a grid or a speaker wrote.
    """
    writers: dict[datetime, set[MemberId | None]] = defaultdict(set)
    for one in tx.notes.history(session):
        if one.route != "removal":
            writers[one.at].add(one.member_id)
    speak = {*_by_office(tx, session), *_first_writer(tx, session)}
    while fresh := {*_confirmed(session, speak, writers)} - speak:
        speak |= fresh
    return speak


def _confirmed(
    session: EventSession, speak: set[MemberId], writers: _Writers
) -> Iterator[MemberId]:
    for one in (*session.leaders, *session.note_takers):
        if one.member_id and _is_vouched_for(one, speak, writers):
            yield one.member_id


def _is_vouched_for(named: Named, speak: set[MemberId], writers: _Writers) -> bool:
    return named.asked_at is not None and writers.get(named.asked_at, set()) <= speak


def _by_office(tx: Transaction, session: EventSession) -> Iterator[MemberId]:
    here = session.network_id
    accounts = [one.id for one in tx.networks.organisers(here)]
    for account in (*accounts, *((session.made_by,) if session.made_by else ())):
        if member := tx.members.find(here, account):
            yield member.id


def _first_writer(tx: Transaction, session: EventSession) -> Iterator[MemberId]:
    """Of the first version alone: notes that began on the page for the room have nobody's."""
    first = next(iter(tx.notes.history(session)), None)
    if first and first.member_id:
        yield first.member_id
