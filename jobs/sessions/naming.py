"""Whether a name that stands in notes is a member's: likely ones are asked, once, and privately.

No answer means no link. Whoever writes their own name is linked by that, since they said it.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from rapidfuzz import fuzz

from jobs.delivery.reaching import address_all
from storage.naming import fold
from storage.notices.consent import NameAsked
from storage.session_records import EventSession, Named, Role
from storage.transaction import Transaction
from storage.types import Member, MemberId

_HINT = re.compile(r"\(([^()]*)\)")
_ALIKE = 88
_HINT_ALIKE = 70
_SHORTEST = 3


def ask_names(tx: Transaction, session: EventSession, writer: Member | None, now: datetime) -> None:
    """Link names that the writer wrote of themself, and ask likely members.

    Whoever writes a note, or a grid, calls this in the same transaction with the session as it is
    now. Each member is asked once a session and never after they wanted no questions; where the
    people of a session agreed on no names, nobody is.
    """
    if session.plan.consent in ("none", "chatham"):
        return
    members = tx.members.present(session.network_id)
    asked: set[MemberId] = set()
    for role, named in _open(session):
        if writer and fold(_bare(named.name)) == fold(writer.name):
            _link_writer(tx, session, role, named, writer)
        else:
            found = likely_member(named.name, members)
            if found and found.id not in asked and _ask(tx, session, role, named, found, now):
                asked.add(found.id)


def likely_member(name: str, members: Sequence[Member]) -> Member | None:
    """Return the one member whom a name seems to be of; None where there is none, or several.

    What stands in brackets is taken for an organisation: it tells two of one name apart, and where
    it is another one than the member's, it is somebody else.
    """
    bare = fold(_bare(name))
    if len(bare.split()) < 2 or len(bare) < _SHORTEST:
        return None
    hint = " ".join(_HINT.findall(name))
    scored = [(fuzz.token_sort_ratio(bare, fold(one.name)), one) for one in members]
    alike = [(score, one) for score, one in scored if score >= _ALIKE and _fits(one, hint)]
    best = max((score for score, _one in alike), default=0)
    found = [one for score, one in alike if score >= best - 5]
    return found[0] if len(found) == 1 else None


def link(tx: Transaction, session: EventSession, role: Role, member: Member) -> bool:
    """Link the name that a member was asked about to them; False where it is gone."""
    named = _asked(session, role, member.id)
    return named is not None and tx.sessions.settle_who(session.id, role, named.name, member.id)


def decline(tx: Transaction, session: EventSession, role: Role, member: Member) -> bool:
    """Note that the name is not theirs, so that they are not asked again."""
    named = _asked(session, role, member.id)
    return named is not None and tx.sessions.settle_who(session.id, role, named.name, None)


def unlink(tx: Transaction, session: EventSession, member: Member, now: datetime) -> bool:
    """Take a member's profile from every name of the session; it is not asked about again."""
    mine = [(role, named) for role, named in _all(session) if named.member_id == member.id]
    for role, named in mine:
        tx.sessions.settle_who(session.id, role, named.name, None)
        tx.sessions.ask_who(session.id, role, named.name, member.id, now)
        tx.sessions.settle_who(session.id, role, named.name, None)
    return bool(mine)


def _link_writer(
    tx: Transaction, session: EventSession, role: Role, named: Named, writer: Member
) -> None:
    """Their own name, unless they said before that it is not them."""
    if not tx.sessions.was_asked(session.id, role, named.name):
        tx.sessions.settle_who(session.id, role, named.name, writer.id)


def _ask(
    tx: Transaction,
    session: EventSession,
    role: Role,
    named: Named,
    member: Member,
    now: datetime,
) -> bool:
    if not _may_ask(tx, session, member, now):
        return False
    if not tx.sessions.ask_who(session.id, role, named.name, member.id, now):
        return False
    notice = NameAsked(session.id, member.id, role)
    tx.notices.queue_all(session.network_id, address_all(tx, [(member.id, notice)]), now)
    return True


def _may_ask(tx: Transaction, session: EventSession, member: Member, now: datetime) -> bool:
    """Not about a second name of one session, and not whoever wants no questions."""
    linked = {m for _role, one in _all(session) for m in (one.member_id, one.maybe_id) if m}
    quiet = tx.note_reminders.find(member.id)
    stopped = quiet is not None and quiet.holds_on(now.date())
    return member.id not in linked and not stopped


def _open(session: EventSession) -> list[tuple[Role, Named]]:
    return [(role, one) for role, one in _all(session) if not (one.member_id or one.maybe_id)]


def _all(session: EventSession) -> Iterator[tuple[Role, Named]]:
    for one in session.leaders:
        yield "leader", one
    for one in session.note_takers:
        yield "note-taker", one


def _asked(session: EventSession, role: Role, member_id: MemberId) -> Named | None:
    waiting = (one for which, one in _all(session) if which == role)
    return next((one for one in waiting if one.maybe_id == member_id), None)


def _fits(member: Member, hint: str) -> bool:
    if not hint or not member.organisation:
        return True
    said, theirs = fold(hint), fold(member.organisation)
    initials = "".join(word[0] for word in theirs.split())
    return said == initials or fuzz.token_set_ratio(said, theirs) >= _HINT_ALIKE


def _bare(name: str) -> str:
    return " ".join(_HINT.sub(" ", name).split())
