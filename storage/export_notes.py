"""What of events and notes is somebody's own: the queries of their export."""

from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from storage.people import Person
from storage.queries import Query
from storage.tables import (
    CallEntryRow,
    CarryingRow,
    EventRow,
    NoteCallRow,
    NoteDraftRow,
    NotePostRow,
    NoteReminderRow,
    NoteRow,
    NoteVersionRow,
    PointRow,
    RemovalRow,
    SessionActionRow,
    SessionInterestRow,
    SessionLinkRow,
    SessionOutcomeRow,
    SessionPersonRow,
    SessionRow,
    TakeawayRow,
    ThemeFollowRow,
)

_Row = (
    CarryingRow
    | NotePostRow
    | NoteRow
    | NoteVersionRow
    | PointRow
    | SessionActionRow
    | SessionInterestRow
    | SessionLinkRow
    | SessionOutcomeRow
    | SessionPersonRow
)
_TITLE = SessionRow.title.label("session")


def queries_of_notes(person: Person) -> dict[str, Query]:
    """Return, by table, what somebody wrote, led, said and asked for around sessions."""
    return _written(person) | _said(person) | _as_account(person)


def _written(person: Person) -> dict[str, Query]:
    note, version, point, post = NoteRow, NoteVersionRow, PointRow, NotePostRow
    return {
        "note": _of_session(note, note.made_at, note.summary, note.text).where(
            _by(person, note.member_id)
        ),
        "note_version": _of_session(version, version.at, version.route, version.text).where(
            _by(person, version.member_id)
        ),
        "note_post": _of_session(post, post.posted_at, post.withdrawn_at).where(
            _by(person, post.posted_by)
        ),
        "room_point": _of_session(point, point.made_at, point.name, point.text).where(
            _by(person, point.member_id)
        ),
        "takeaway": select(TakeawayRow.at, TakeawayRow.text).where(
            _by(person, TakeawayRow.member_id)
        ),
        "note_call": select(NoteCallRow.opened_at, NoteCallRow.title).where(
            _by(person, NoteCallRow.member_id)
        ),
        "call_entry": select(CallEntryRow.at, CallEntryRow.text, CallEntryRow.named).where(
            _by(person, CallEntryRow.member_id)
        ),
    }


def _said(person: Person) -> dict[str, Query]:
    link, action, seat = SessionLinkRow, SessionActionRow, SessionPersonRow
    carrying, interest, outcome = CarryingRow, SessionInterestRow, SessionOutcomeRow
    return {
        "session_link": _of_session(link, link.at, link.url, link.title).where(
            _by(person, link.member_id)
        ),
        "session_outcome": _of_session(outcome, outcome.at, outcome.text).where(
            _by(person, outcome.member_id)
        ),
        "session_action": _of_session(action, action.text, action.due_on, action.done_at).where(
            _by(person, action.owner_id)
        ),
        "session_interest": _of_session(interest, interest.at, interest.kind).where(
            _by(person, interest.member_id)
        ),
        "carrying": _of_session(carrying, carrying.since, carrying.state, carrying.stopped).where(
            _by(person, carrying.member_id)
        ),
        "note_reminder": select(NoteReminderRow.until).where(
            _by(person, NoteReminderRow.member_id)
        ),
        "session_person": _of_session(seat, seat.role, seat.name).where(
            _by(person, seat.member_id, seat.maybe_id)
        ),
    }


def _as_account(person: Person) -> dict[str, Query]:
    mine, here = person.account_ids, person.network_id
    draft, theme = NoteDraftRow, ThemeFollowRow
    event, session, removal = EventRow, SessionRow, RemovalRow
    return {
        "event": select(event.made_at, event.name, event.day).where(
            event.made_by.in_(mine), event.network_id == here
        ),
        "session": select(session.made_at, session.title).where(
            session.made_by.in_(mine), session.network_id == here
        ),
        "note_draft": select(draft.made_at, draft.title, draft.body_sealed).where(
            draft.account_id.in_(mine), draft.network_id == here
        ),
        "theme_follow": select(theme.at, theme.theme).where(
            theme.asked_by.in_(mine), theme.network_id == here
        ),
        "removal": select(removal.asked_at, removal.settled_at).where(
            removal.settled_by.in_(mine), removal.network_id == here
        ),
    }


def _of_session(row: type[_Row], *columns: InstrumentedAttribute[Any]) -> Query:
    return select(_TITLE, *columns).join_from(row, SessionRow, SessionRow.id == row.session_id)


def _by(person: Person, *columns: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Which rows name the member; none for somebody who never joined."""
    mine = [person.member_id] if person.member_id else []
    return or_(*(column.in_(mine) for column in columns))
