"""Taking notes in chat: the form, what it becomes, and drafts; shared by the verbs that do so."""

from dataclasses import replace

from bot.command import Call, Refusal
from bot.form import Answer, Form, FormErrors, Values
from bot.meaning.sessions import on_lately, pick_session, todays, todays_event
from bot.meaning.taken_back import closed_to
from bot.message import Block, Message, Small
from bot.steps import names_in_notes, note_conflicts
from bot.steps import note_drafting as drafting
from bot.steps.leaving_out import Sent, look_through, say_so, told_less
from bot.steps.note_refs import FormRef, form_ref, fresh_ref
from bot.wording.language import gettext as _
from bot.wording.notes import consent, note_answers, note_drafts, note_form
from bot.wording.notes.note_boxes import fits
from bot.wording.notes.note_form import NOTES, OWN, SESSION
from bot.wording.notes.note_history import name_writer
from bot.wording.view import view_of
from jobs.rooms.room_points import fold_points, points_seen, text_with_points
from jobs.sessions.left_out import skip_removals
from jobs.sessions.name_warnings import names_seen
from jobs.sessions.note_taking import Writer, Written, change_notes, fill_from, take_notes
from storage.errors import StaleError
from storage.note_drafts import NoteDraft
from storage.notes import Note, Route
from storage.session_records import EventSession
from storage.types import SessionId


def begin(call: Call, *, afresh: bool = False) -> Answer:
    """Return the form for notes: of the session that was named, or of one still unknown.

    Whoever has unfinished notes is offered those first, unless they begin `afresh`.
    """
    session = _named(call, "notes new")
    if session is not None and not isinstance(session, EventSession):
        return session
    draft = None if afresh else drafting.unfinished(call, session, call.now)
    if draft:
        return note_drafts.offered(view_of(call), draft, session.id if session else None)
    if session:
        return change(call, session)
    now_on = on_lately(todays(call), call.now)
    return note_form.choose_session(now_on) if now_on else _empty(call)


def change(call: Call, session: EventSession) -> Answer:
    """Return the form with a session's notes as they are now; pre-filled for a first note."""
    _may_be_noted(session)
    if closed := closed_to(call, session):
        return closed
    note = call.tx.notes.find(session)
    written = replace(
        written_of(session, note),
        text=text_with_points(call.tx, session),
        volunteer=volunteer_of(call, session),
    )
    if note is None:
        written = replace(written, note_takers=written.note_takers or (call.me.name,))
    if not fits(written.text):
        return note_answers.too_long(session)
    ref = fresh_ref(session.id, note.version if note else 0)
    return _form(call, written, replace(ref, points=points_seen(call.tx, session)), session)


def go_on(call: Call, draft: NoteDraft, intro: tuple[Block, ...] = ()) -> Form:
    """Return the form of a draft with everything that was typed into it."""
    typed, rest = drafting.written_of(draft)
    ref, values = drafting.ref_of(draft), drafting.values_of(draft)
    batch = drafting.batch_of(draft)
    chosen = values.get(SESSION, OWN)
    sessions = [] if ref.session else sessions_of(call, ref)
    first = (note_form.session_choice(sessions, str(chosen)),) if sessions else ()
    session = session_of(call, ref, values)
    written = look_through(call, ref, values, typed, session).written
    left = look_through(call, ref, values, Written(typed.title, rest), session).written
    form = note_form.note_form(
        written,
        title=_("Session notes"),
        command="notes correct" if batch else "notes new",
        ref=ref.pack(),
        intro=(*intro, *_who_sees(call, session_of(call, ref, {}))),
        first=first,
        rest=left.text,
    )
    less = (written, left.text) != (typed, rest)
    return replace(form, intro=(*form.intro, *told_less(less=less)))


def submit(call: Call, values: Values, route: Route) -> Answer:
    """Keep what the form holds; what cannot be saved is kept as a draft."""
    if SESSION in values and NOTES not in values:
        return _chosen(call, values)
    ref = form_ref(call.ref)
    draft = drafting.find(call, ref.draft)
    route = draft.route if draft else route
    written = note_form.read(values)
    if isinstance(written, FormErrors):
        drafting.keep(call, ref, values, route, batch=drafting.batch_of(draft) if draft else None)
        return written
    return save(call, ref, values, written, route)


def rescue(call: Call, values: Values) -> None:
    """Keep what was typed as a draft, where it could not be saved by any fault of ours."""
    if NOTES in values:
        drafting.keep(call, form_ref(call.ref), values, "form")


def save(call: Call, ref: FormRef, values: Values, written: Written, route: Route) -> Answer:
    """Save notes that lack nothing; where somebody else wrote meanwhile, ask which to keep."""
    session = session_of(call, ref, values)
    sent = look_through(call, ref, values, written, session)
    answer = _save(call, ref, sent, session, route)
    return say_so(answer, less=sent.less)


def _save(
    call: Call, ref: FormRef, sent: Sent, session: EventSession | None, route: Route
) -> Answer:
    writer = Writer(call.account, call.member, route)
    written, values = sent.written, sent.values
    if session is None:
        kept = take_notes(call.tx, call.network.id, written, writer, call.now, event_id=ref.event)
        return saved(call, ref, kept)
    if refused := _not_now(call, session):
        draft = drafting.keep(call, replace(ref, session=session.id), values, route)
        where = note_drafts.kept(view_of(call), draft)
        return replace(refused, blocks=(*refused.blocks, where))
    if ref.session is None:
        written = fill_from(written, session.plan)
    question = names_in_notes.ask_before_saving(call, ref, values, session, written, route)
    return question or _change(call, ref, values, session, written, writer)


def _change(
    call: Call,
    ref: FormRef,
    values: Values,
    session: EventSession,
    written: Written,
    writer: Writer,
) -> Answer:
    has_notes = call.tx.notes.find(session) is not None
    seen = skip_removals(call.tx, session, ref.seen) if has_notes else 0
    try:
        change_notes(call.tx, session, written, writer, seen, call.now)
    except StaleError:
        ref = replace(ref, session=session.id)
        return note_conflicts.ask(call, ref, values, session, writer.route)
    return saved(call, ref, session)


def saved(call: Call, ref: FormRef, session: EventSession) -> Answer:
    """Drop the draft, if there is one, and confirm what is saved.

    Points of the page for the room that stood in the form are part of the notes from now on.
    """
    draft = drafting.find(call, ref.draft)
    drafting.drop(call, ref.draft)
    if ref.points:
        fold_points(call.tx, session, call.now, ref.points)
    note = call.tx.notes.get(session.id, call.network.id)
    now = call.tx.sessions.get(session.id, call.network.id)
    confirmed = note_answers.saved(view_of(call), now, note)
    is_fine = draft is not None and drafting.is_fine(draft, drafting.values_of(draft))
    return consent.saved_with(confirmed, now, [] if is_fine else names_seen(call.tx, now, note))


def session_of(call: Call, ref: FormRef, values: Values) -> EventSession | None:
    """Return the session that a form was opened for, or that was chosen in it."""
    chosen = ref.session or values.get(SESSION, OWN)
    if chosen == OWN or not isinstance(chosen, str):
        return None
    return call.tx.sessions.get(SessionId(chosen), call.network.id)


def sessions_of(call: Call, ref: FormRef) -> list[EventSession]:
    """Return the sessions that a new note may be of: those of its event, or of today."""
    return call.tx.sessions.of_event(ref.event) if ref.event else todays(call)


def written_of(session: EventSession, note: Note | None) -> Written:
    """Return a session and its note as they stand in the form."""
    told = Written("", note.text if note else "", note.summary if note else "")
    return fill_from(told, session.plan)


def volunteer_of(call: Call, session: EventSession) -> str:
    """Return who carries the conversation on: as the notes say, or the member who said so."""
    known = call.tx.carrying.of(session)
    return known.name or name_writer(view_of(call), known.member_id)


def _named(call: Call, line: str) -> EventSession | Answer | None:
    if not (call.ref or call.rest):
        return None
    return pick_session(call, line)


def _chosen(call: Call, values: Values) -> Answer:
    """The session that is on now was chosen: its form, or an empty one."""
    session = session_of(call, fresh_ref(), values)
    return change(call, session) if session else _empty(call)


def _empty(call: Call) -> Form:
    event = todays_event(call)
    ref = fresh_ref(event=event.id if event else None)
    return _form(call, Written("", "", note_takers=(call.me.name,)), ref)


def _form(call: Call, written: Written, ref: FormRef, session: EventSession | None = None) -> Form:
    return note_form.note_form(
        written,
        title=_("Session notes"),
        command="notes edit" if ref.seen else "notes new",
        ref=ref.pack(),
        intro=_who_sees(call, session),
    )


def _who_sees(call: Call, session: EventSession | None) -> tuple[Block, ...]:
    return (Small((consent.view_sentence(view_of(call), session),)),)


def _not_now(call: Call, session: EventSession) -> Message | None:
    """Why nothing may be saved: no notes are taken, or they were taken back by their writers."""
    if session.plan.consent == "none":
        return note_answers.no_notes(session)
    return closed_to(call, session)


def _may_be_noted(session: EventSession) -> None:
    """Refusal where the people of a session agreed that nothing is written down."""
    if session.plan.consent == "none":
        raise Refusal(*note_answers.no_notes(session).blocks)
