"""Sessions: conversations in a room and slot, who leads them, and who is interested.

A session's `code` is its short link: eight letters and digits that nobody mistakes for others.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.finding import find_row
from storage.inserting import insert_new
from storage.naming import fold, new_id
from storage.search_index import index_session
from storage.session_records import (
    Consent,
    EventSession,
    Interest,
    Mark,
    Named,
    Role,
    SessionPlan,
    SessionState,
)
from storage.tables import SessionInterestRow, SessionPersonRow, SessionRow
from storage.types import AccountId, EventId, MemberId, NetworkId, SessionId

_CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_CODE_LENGTH = 8


@dataclass(slots=True)
class _People:
    leaders: list[Named] = field(default_factory=list)
    note_takers: list[Named] = field(default_factory=list)


class Sessions:
    """One row a session; a name is linked to a member by that member alone."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        network_id: NetworkId,
        plan: SessionPlan,
        made_by: AccountId | None,
        now: datetime,
        event_id: EventId | None = None,
    ) -> EventSession:
        """Add a session, of an event or of none."""
        row = SessionRow(
            id=new_id("s"),
            network_id=network_id,
            event_id=event_id,
            code=new_code(),
            made_by=made_by,
            made_at=now,
        )
        _describe(row, plan)
        self._session.add(row)
        self._session.flush()
        self._write_people(row.id, plan)
        return self._records([row])[0]

    def change(self, session_id: SessionId, network_id: NetworkId, plan: SessionPlan) -> None:
        """Describe the session anew; names that stay keep the member they are; NotFoundError."""
        row = self._get(session_id, network_id)
        _describe(row, plan)
        self._session.flush()
        self._write_people(row.id, plan)
        index_session(self._session, row.id)

    def get(self, session_id: SessionId, network_id: NetworkId) -> EventSession:
        """Return the session; NotFoundError."""
        return self._records([self._get(session_id, network_id)])[0]

    def many(
        self, session_ids: Iterable[SessionId], network_id: NetworkId
    ) -> dict[SessionId, EventSession]:
        """Return these of the network's sessions; those that it does not have are left out."""
        here = select(SessionRow).where(
            SessionRow.id.in_(list(session_ids)), SessionRow.network_id == network_id
        )
        return {one.id: one for one in self._records(self._session.scalars(here).all())}

    def by_code(self, code: str) -> EventSession:
        """Return the session of a short link, whichever network it is in; NotFoundError."""
        row = find_row(self._session, SessionRow, code=code.casefold())
        if row is None:
            raise NotFoundError(f"session code {code}")
        return self._records([row])[0]

    def of_event(self, event_id: EventId) -> list[EventSession]:
        """Return an event's sessions that were not dropped, by slot, room and number."""
        here = select(SessionRow).where(
            SessionRow.event_id == event_id, SessionRow.state != "dropped"
        )
        order = (SessionRow.starts_at, SessionRow.room, SessionRow.number, SessionRow.id)
        return self._records(self._session.scalars(here.order_by(*order)).all())

    def recent(self, network_id: NetworkId, limit: int = 20) -> list[EventSession]:
        """Return the network's newest sessions."""
        here = select(SessionRow).filter_by(network_id=network_id)
        rows = self._session.scalars(here.order_by(SessionRow.made_at.desc()).limit(limit))
        return self._records(rows.all())

    def mark(self, session_id: SessionId, mark: Mark, now: datetime) -> bool:
        """Note that it was announced, listed as missing, or asked about; False if it was before."""
        row = self._session.get_one(SessionRow, session_id, with_for_update=True)
        if getattr(row, f"{mark}_at") is not None:
            return False
        setattr(row, f"{mark}_at", now)
        self._session.flush()
        return True

    def unmark(self, session_id: SessionId, mark: Mark) -> None:
        """Let it be announced, listed or asked about anew, such as after it was moved."""
        setattr(self._session.get_one(SessionRow, session_id), f"{mark}_at", None)
        self._session.flush()

    # Who is written down

    def ask_who(
        self, session_id: SessionId, role: Role, name: str, maybe: MemberId, now: datetime
    ) -> bool:
        """Note that a member is asked whether a name is theirs; False: asked already, or nobody."""
        row = self._person(session_id, role, name)
        if row is None or row.member_id or row.asked_at:
            return False
        row.maybe_id, row.asked_at = maybe, now
        self._session.flush()
        return True

    def was_asked(self, session_id: SessionId, role: Role, name: str) -> bool:
        """Return whether anybody was asked about this name, whatever they answered."""
        row = self._person(session_id, role, name)
        return row is not None and row.asked_at is not None

    def settle_who(
        self, session_id: SessionId, role: Role, name: str, member_id: MemberId | None
    ) -> bool:
        """Link a name to the member who said yes, or to nobody; False where the name is gone."""
        row = self._person(session_id, role, name)
        if row is None:
            return False
        row.member_id, row.maybe_id = member_id, None
        self._session.flush()
        return True

    # Who is interested

    def press(
        self, session_id: SessionId, member_id: MemberId, kind: Interest, now: datetime
    ) -> bool:
        """Note that a member is interested or would come; return whether that is new."""
        values = {"session_id": session_id, "member_id": member_id, "kind": kind, "at": now}
        return insert_new(self._session, SessionInterestRow, values)

    def unpress(self, session_id: SessionId, member_id: MemberId, kind: Interest) -> bool:
        """Take that back; return whether there was anything to take back."""
        interest = SessionInterestRow
        gone = delete(interest).where(
            interest.session_id == session_id,
            interest.member_id == member_id,
            interest.kind == kind,
        )
        return self._session.execute(gone.returning(interest.session_id)).first() is not None

    def interested(self, session_id: SessionId, kind: Interest) -> list[MemberId]:
        """Return who pressed, first come first."""
        query = select(SessionInterestRow.member_id).filter_by(session_id=session_id, kind=kind)
        order = (SessionInterestRow.at, SessionInterestRow.member_id)
        return [MemberId(one) for one in self._session.scalars(query.order_by(*order))]

    def counts(self, session_ids: Iterable[SessionId], kind: Interest) -> dict[SessionId, int]:
        """Return how many pressed, by session; sessions without any are left out."""
        interest = SessionInterestRow
        query = select(interest.session_id, func.count()).where(
            interest.session_id.in_(list(session_ids)), interest.kind == kind
        )
        rows = self._session.execute(query.group_by(interest.session_id))
        return {SessionId(session_id): count for session_id, count in rows}

    def wishes_to_meet(self, network_id: NetworkId) -> list[tuple[SessionId, MemberId, datetime]]:
        """Return who asked to meet somebody who was interested, in which, first come first."""
        interest = SessionInterestRow
        query = (
            select(interest.session_id, interest.member_id, interest.at)
            .join(SessionRow, SessionRow.id == interest.session_id)
            .where(SessionRow.network_id == network_id, interest.kind == "meet")
            .order_by(interest.at, interest.session_id, interest.member_id)
        )
        return [(SessionId(s), MemberId(m), at) for s, m, at in self._session.execute(query)]

    # Rows

    def _get(self, session_id: SessionId, network_id: NetworkId) -> SessionRow:
        row = self._session.get(SessionRow, session_id)
        if row is None or row.network_id != network_id:
            raise NotFoundError(f"session {session_id}")
        return row

    def _person(self, session_id: SessionId, role: Role, name: str) -> SessionPersonRow | None:
        query = select(SessionPersonRow).filter_by(session_id=session_id, role=role)
        rows = self._session.scalars(query.order_by(SessionPersonRow.position))
        return next((row for row in rows if fold(row.name) == fold(name)), None)

    def _write_people(self, session_id: str, plan: SessionPlan) -> None:
        mine = select(SessionPersonRow).filter_by(session_id=session_id)
        known = {(row.role, fold(row.name)): row for row in self._session.scalars(mine)}
        kept = {key: (row.member_id, row.maybe_id, row.asked_at) for key, row in known.items()}
        for row in known.values():
            self._session.delete(row)
        self._session.flush()
        for role, names in (("leader", plan.leaders), ("note-taker", plan.note_takers)):
            for position, name in enumerate(names):
                member, maybe, asked = kept.get((role, fold(name)), (None, None, None))
                row = SessionPersonRow(
                    session_id=session_id, role=role, position=position, name=name
                )
                row.member_id, row.maybe_id, row.asked_at = member, maybe, asked
                self._session.add(row)
        self._session.flush()

    def _records(self, rows: Sequence[SessionRow]) -> list[EventSession]:
        ids = [row.id for row in rows]
        people: dict[str, _People] = defaultdict(_People)
        for one in self._session.scalars(_PEOPLE, {"ids": ids}):
            theirs = people[one.session_id]
            seat = theirs.leaders if one.role == "leader" else theirs.note_takers
            seat.append(_named(one))
        return [_session_of(row, people[row.id]) for row in rows]


_PEOPLE = (
    select(SessionPersonRow)
    .where(SessionPersonRow.session_id.in_(bindparam("ids", expanding=True)))
    .order_by(SessionPersonRow.position)
)


def new_code() -> str:
    """Return a fresh short code of about 40 random bits."""
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(_CODE_LENGTH))


def _describe(row: SessionRow, plan: SessionPlan) -> None:
    row.title, row.number, row.room = plan.title, plan.number, plan.room
    row.starts_at, row.ends_at, row.capacity = plan.starts_at, plan.ends_at, plan.capacity
    row.themes, row.notes_url = list(plan.themes), plan.notes_url
    row.consent, row.state = plan.consent, plan.state


def _named(row: SessionPersonRow) -> Named:
    return Named(
        row.name,
        MemberId(row.member_id) if row.member_id else None,
        MemberId(row.maybe_id) if row.maybe_id else None,
        row.asked_at,
    )


def _session_of(row: SessionRow, people: _People) -> EventSession:
    consent: Consent = row.consent  # type: ignore[assignment]  # written from Consent only
    state: SessionState = row.state  # type: ignore[assignment]  # from SessionState only
    plan = SessionPlan(
        row.title,
        row.number,
        row.room,
        row.starts_at,
        row.ends_at,
        row.capacity,
        tuple(row.themes),
        tuple(one.name for one in people.leaders),
        tuple(one.name for one in people.note_takers),
        row.notes_url,
        consent,
        state,
    )
    return EventSession(
        SessionId(row.id),
        NetworkId(row.network_id),
        EventId(row.event_id) if row.event_id else None,
        row.code,
        plan,
        row.made_at,
        tuple(people.leaders),
        tuple(people.note_takers),
        row.announced_at,
        row.missed_at,
        row.asked_at,
        AccountId(row.made_by) if row.made_by else None,
    )
