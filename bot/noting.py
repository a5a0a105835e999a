"""Taking notes in chat: the form, what it becomes, and drafts; shared by the verbs that do so."""

from dataclasses import replace
from gettext import gettext as _

from bot.command import Call
from bot.meaning.sessions import pick_session
from bot.message import Answer, Form, FormErrors, Values
from bot.wording import note_answers, note_form
from bot.wording.view import view_of
from jobs.note_taking import Writer, Written, change_notes, take_notes
from storage.note_drafts import new_draft
from storage.notes import Note, Route
from storage.sessions import EventSession


def begin(call: Call) -> Answer:
    """Return the form for notes: of the session that was named, or of one still unknown."""
    if not (call.ref or call.rest):
        return _form(Written("", "", note_takers=(call.me.name,)))
    session = pick_session(call, "notes new")
    return change(call, session) if isinstance(session, EventSession) else session


def change(call: Call, session: EventSession) -> Answer:
    """Return the form with a session's notes as they are now; an empty one for a first note."""
    note = call.tx.notes.find(session)
    written = written_of(session, note)
    if note is None:
        written = replace(written, note_takers=written.note_takers or (call.me.name,))
    if not note_form.fits(written.text):
        return note_answers.too_long(session)
    return _form(written, note_form.ref_of(session.id, note.version if note else 0))


def submit(call: Call, values: Values, route: Route) -> Answer:
    """Keep what the form holds; a form that lacks something is kept as a draft."""
    written = note_form.read(values)
    if isinstance(written, FormErrors):
        _keep_draft(call, values, route)
        return written
    writer = Writer(call.account, call.member, route)
    if not call.ref:
        session = take_notes(call.tx, call.network.id, written, writer, call.now)
        return _saved(call, session)
    session_id, seen = note_form.read_ref(call.ref)
    session = call.tx.sessions.get(session_id, call.network.id)
    change_notes(call.tx, session, written, writer, seen, call.now)
    return _saved(call, call.tx.sessions.get(session_id, call.network.id))


def written_of(session: EventSession, note: Note | None) -> Written:
    """Return a session and its note as they stand in the form."""
    plan = session.plan
    return Written(
        title=plan.title,
        text=note.text if note else "",
        summary=note.summary if note else "",
        number=plan.number,
        room=plan.room,
        leaders=plan.leaders,
        note_takers=plan.note_takers,
        themes=plan.themes,
    )


def _form(written: Written, ref: str = "") -> Form:
    command = "notes edit" if ref and written.text else "notes new"
    return note_form.note_form(written, title=_("Session notes"), command=command, ref=ref)


def _saved(call: Call, session: EventSession) -> Answer:
    note = call.tx.notes.get(session.id, call.network.id)
    return note_answers.saved(view_of(call), session, note)


def _keep_draft(call: Call, values: Values, route: Route) -> None:
    body = {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items()
    }
    title = note_form.read_anything(values).title
    call.tx.note_drafts.keep(
        call.network.id, call.account.id, new_draft(title, route, body, call.now)
    )
