"""Notes: one for each session, with every version that it ever had."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.errors import NotFoundError, StaleError
from storage.inserting import insert_new
from storage.redacting import redact_session, redact_text
from storage.search_index import index_again, index_session
from storage.session_records import EventSession
from storage.tables import NoteRow, NoteVersionRow, SessionRow
from storage.types import EventId, MemberId, NetworkId, SessionId

NoteState = Literal["open", "posted", "withdrawn"]
Route = Literal["form", "paste", "file", "link", "page", "edit", "removal"]


@dataclass(frozen=True, slots=True)
class Note:
    """What was written down in a session. `version` counts its changes, from 1."""

    session_id: SessionId
    network_id: NetworkId
    state: NoteState
    version: int
    summary: str
    text: str
    member_id: MemberId | None
    made_at: datetime
    changed_at: datetime
    posted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoteVersion:
    """A note as it was, who wrote it so, and by which route."""

    number: int
    title: str
    summary: str
    text: str
    route: Route
    member_id: MemberId | None
    at: datetime


class Notes:
    """Who writes says which version they saw; nothing is overwritten unseen."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def write(
        self,
        session: EventSession,
        summary: str,
        text: str,
        *,
        seen: int,
        by: MemberId | None,
        route: Route,
        now: datetime,
    ) -> Note:
        """Keep the note's next version. `seen`: the version it was made from, 0 for a new note.

        StaleError where somebody else wrote in between: nothing is changed.
        """
        row = self._row_to_write(session, seen, by, now)
        row.version = seen + 1
        row.summary, row.text, row.changed_at = summary, text, now
        version = NoteVersionRow(session_id=session.id, number=row.version, title=session.title)
        version.summary, version.text, version.route = summary, text, route
        version.member_id, version.at = by, now
        self._session.flush()
        self._session.add(version)
        self._session.flush()
        index_session(self._session, session.id)
        return note_of(row)

    def get(self, session_id: SessionId, network_id: NetworkId) -> Note:
        """Return the session's note; NotFoundError."""
        row = self._session.get(NoteRow, session_id)
        if row is None or row.network_id != network_id:
            raise NotFoundError(f"note {session_id}")
        return note_of(row)

    def many(
        self, session_ids: Iterable[SessionId], network_id: NetworkId
    ) -> dict[SessionId, Note]:
        """Return the network's notes of these sessions; those without any are left out."""
        here = select(NoteRow).where(
            NoteRow.session_id.in_(list(session_ids)), NoteRow.network_id == network_id
        )
        return {SessionId(row.session_id): note_of(row) for row in self._session.scalars(here)}

    def find(self, session: EventSession) -> Note | None:
        """Return the session's note, if there is one."""
        row = self._session.get(NoteRow, session.id)
        return note_of(row) if row else None

    def history(self, session: EventSession) -> list[NoteVersion]:
        """Return every version, oldest first."""
        query = select(NoteVersionRow).filter_by(session_id=session.id)
        rows = self._session.scalars(query.order_by(NoteVersionRow.number))
        return [_version_of(row) for row in rows]

    def become(self, session_id: SessionId, state: NoteState, now: datetime) -> None:
        """Note that it was posted, taken back or is open again; NotFoundError."""
        row = self._session.get(NoteRow, session_id, with_for_update=True)
        if row is None:
            raise NotFoundError(f"note {session_id}")
        row.state = state
        if state == "posted" and row.posted_at is None:
            row.posted_at = now
        self._session.flush()
        index_session(self._session, session_id)

    def redact(
        self, session: EventSession, words: str, instead: str, *, by: MemberId | None, now: datetime
    ) -> int:
        """Put `instead` in the place of some words, wherever the session has or ever had them.

        In its title, note, points, outcomes, actions and takeaways, in every earlier version of
        those, and in what was sent; capitals and spaces may differ. Returns how many texts had
        them. Whoever has a form open sees that the note changed.
        """
        count = redact_session(self._session, session.id, words, instead)
        note = self.find(session)
        if count and note:
            title = redact_text(session.title, words, instead)
            again = replace(session, plan=replace(session.plan, title=title))
            seen = note.version
            self.write(again, note.summary, note.text, seen=seen, by=by, route="removal", now=now)
        index_again(self._session, [session.id])
        return count

    def of_event(self, event_id: EventId) -> list[Note]:
        """Return the notes of an event's sessions."""
        query = (
            select(NoteRow)
            .join(SessionRow, SessionRow.id == NoteRow.session_id)
            .where(SessionRow.event_id == event_id)
            .order_by(NoteRow.made_at, NoteRow.session_id)
        )
        return [note_of(row) for row in self._session.scalars(query)]

    def recent(self, network_id: NetworkId, limit: int = 20) -> list[Note]:
        """Return the network's notes that changed last."""
        query = select(NoteRow).filter_by(network_id=network_id)
        rows = self._session.scalars(query.order_by(NoteRow.changed_at.desc()).limit(limit))
        return [note_of(row) for row in rows]

    def _row_to_write(
        self, session: EventSession, seen: int, by: MemberId | None, now: datetime
    ) -> NoteRow:
        empty = {"state": "open", "version": 0, "summary": "", "text": "", "member_id": by}
        fresh = {"session_id": session.id, "network_id": session.network_id}
        when = {"made_at": now, "changed_at": now}
        insert_new(self._session, NoteRow, {**fresh, **empty, **when})
        row = self._session.get_one(
            NoteRow, session.id, with_for_update=True, populate_existing=True
        )
        if row.version != seen or row.network_id != session.network_id:
            raise StaleError(f"note {session.id} is at version {row.version}")
        return row


def note_of(row: NoteRow) -> Note:
    """Return the row as a record."""
    state: NoteState = row.state  # type: ignore[assignment]  # written from NoteState only
    return Note(
        SessionId(row.session_id),
        NetworkId(row.network_id),
        state,
        row.version,
        row.summary,
        row.text,
        MemberId(row.member_id) if row.member_id else None,
        row.made_at,
        row.changed_at,
        row.posted_at,
    )


def _version_of(row: NoteVersionRow) -> NoteVersion:
    route: Route = row.route  # type: ignore[assignment]  # written from Route only
    return NoteVersion(
        row.number,
        row.title,
        row.summary,
        row.text,
        route,
        MemberId(row.member_id) if row.member_id else None,
        row.at,
    )
