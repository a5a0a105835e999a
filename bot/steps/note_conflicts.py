"""Two people changed the same notes: nothing is overwritten, and the second is asked."""

from collections.abc import Callable
from dataclasses import replace

from bot.command import Call, Refusal
from bot.form import Answer, Values
from bot.refs import read_ref
from bot.steps import names_in_notes
from bot.steps import note_drafting as drafting
from bot.steps.leaving_out import Sent, look_through, say_so
from bot.steps.note_refs import FormRef
from bot.wording.notes import consent, note_answers, note_conflict, note_drafts, note_form
from bot.wording.notes.note_history import name_writer
from bot.wording.view import view_of
from jobs.rooms.room_points import fold_points
from jobs.sessions.merging import merge
from jobs.sessions.name_warnings import names_seen
from jobs.sessions.note_taking import Writer, Written, change_notes
from storage.errors import StaleError
from storage.note_drafts import NoteDraft
from storage.notes import Note, Route
from storage.session_records import EventSession
from storage.types import SessionId


def ask(call: Call, ref: FormRef, values: Values, session: EventSession, route: Route) -> Answer:
    """Keep what somebody typed as a draft, and show what they and the other changed."""
    note = call.tx.notes.get(session.id, call.network.id)
    old = drafting.find(call, ref.draft)
    is_fine = old is not None and drafting.is_fine(old, values)
    draft = drafting.keep(call, ref, values, route, asked=note.version, fine=is_fine)
    mine = note_form.read_anything(values)
    if (mine.summary, mine.text) == (note.summary, note.text) and mine.title in ("", session.title):
        drafting.drop(call, ref.draft)
        return note_answers.saved(view_of(call), session, note)
    clash = note_conflict.Clash(
        session=session,
        version=note.version,
        base=_base(call, session, ref.seen),
        theirs=Written(session.title, note.text, note.summary),
        mine=mine,
        who=_who(call, session),
    )
    return note_conflict.asked(view_of(call), draft, clash)


def keep_both(call: Call) -> Answer:
    """Save the notes with the changes of both."""
    draft, session, note = _open_question(call)
    base = _base(call, session, drafting.ref_of(draft).seen)
    sent = _sent(call, draft, session)
    written = both(base, session, note, sent.written)
    volunteer = written.volunteer or call.tx.carrying.of(session).name
    written = replace(written, volunteer=volunteer)
    answer = _settle(call, draft, session, note, written, "notes keep both")
    return say_so(answer, less=sent.less)


def use_mine(call: Call) -> Answer:
    """Save the asker's own version; the other one stays in the history."""
    draft, session, note = _open_question(call)
    sent = _sent(call, draft, session)
    answer = _settle(call, draft, session, note, sent.written, "notes use mine")
    return say_so(answer, less=sent.less)


def keep_theirs(call: Call) -> Answer:
    """Leave the notes as they are; the asker's own version stays a draft for the week."""
    draft, session, _note = _open_question(call, must_match=False)
    drafting.keep(call, drafting.ref_of(draft), drafting.values_of(draft), draft.route)
    return note_conflict.kept_theirs(session, note_drafts.kept(view_of(call), draft))


def both(base: Written, session: EventSession, note: Note, mine: Written) -> Written:
    """Return the notes with the changes of both; where one fact only can stay, theirs does."""
    plan = session.plan
    own_title = mine.title if mine.title and plan.title == base.title else plan.title
    return Written(
        title=own_title,
        text=merge(base.text, note.text, mine.text),
        summary=merge(base.summary, note.summary, mine.summary),
        number=plan.number or mine.number,
        room=plan.room or mine.room,
        leaders=_joined(plan.leaders, mine.leaders),
        note_takers=_joined(plan.note_takers, mine.note_takers),
        volunteer=mine.volunteer,
        themes=_joined(plan.themes, mine.themes),
    )


def _settle(
    call: Call, draft: NoteDraft, session: EventSession, note: Note, written: Written, line: str
) -> Answer:
    if session.plan.consent == "none":
        return note_answers.no_notes(session, note_drafts.kept(view_of(call), draft))
    ref, values = drafting.ref_of(draft), drafting.values_of(draft)
    question = names_in_notes.ask_before_saving(
        call, ref, values, session, written, draft.route, line
    )
    return question or _write(call, draft, session, note, written)


def _write(
    call: Call, draft: NoteDraft, session: EventSession, note: Note, written: Written
) -> Answer:
    writer = Writer(call.account, call.member, "edit")
    try:
        change_notes(call.tx, session, written, writer, note.version, call.now)
    except StaleError:  # a third change, between reading and writing
        return _again(call, draft, session)
    drafting.drop(call, draft.id)
    if points := drafting.ref_of(draft).points:
        fold_points(call.tx, session, call.now, points)
    now = call.tx.sessions.get(session.id, call.network.id)
    note = call.tx.notes.get(session.id, call.network.id)
    confirmed = note_answers.saved(view_of(call), now, note)
    is_fine = drafting.is_fine(draft, drafting.values_of(draft))
    return consent.saved_with(confirmed, now, [] if is_fine else names_seen(call.tx, now, note))


def _open_question(call: Call, *, must_match: bool = True) -> tuple[NoteDraft, EventSession, Note]:
    """Return what is asked, of the pressed draft or the newest; Refusal where it has changed."""
    said = read_ref(call.ref)
    drafts = [one for one in drafting.mine(call) if drafting.asked_of(one)]
    draft = drafting.find(call, said["d"]) if "d" in said else next(iter(drafts), None)
    if draft is None or draft.session_id is None:
        raise Refusal(*note_conflict.nothing_open())
    session = call.tx.sessions.get(SessionId(draft.session_id), call.network.id)
    note = call.tx.notes.get(session.id, call.network.id)
    shown = int(said["v"]) if said.get("v", "").isdecimal() else drafting.asked_of(draft)
    if must_match and note.version != shown:
        raise _ChangedAgainError(draft, session)
    return draft, session, note


class _ChangedAgainError(Exception):
    """The notes were changed again since the question was asked."""

    def __init__(self, draft: NoteDraft, session: EventSession) -> None:
        super().__init__(draft.id)
        self.draft = draft
        self.session = session


def answer(call: Call, settle: Callable[[Call], Answer]) -> Answer:
    """Do what was chosen, or ask again where the notes have changed once more."""
    try:
        return settle(call)
    except _ChangedAgainError as moved:
        return _again(call, moved.draft, moved.session)


def _again(call: Call, draft: NoteDraft, session: EventSession) -> Answer:
    sent = _sent(call, draft, session)
    answer = ask(call, drafting.ref_of(draft), sent.values, session, draft.route)
    return say_so(answer, less=sent.less)


def _base(call: Call, session: EventSession, seen: int) -> Written:
    """Return the notes as they were when somebody opened their form."""
    found = [one for one in call.tx.notes.history(session) if one.number == seen]
    return Written(found[0].title, found[0].text, found[0].summary) if found else Written("", "")


def _who(call: Call, session: EventSession) -> str:
    """Who wrote last; nobody is named under the Chatham House Rule."""
    if session.plan.consent == "chatham":
        return ""
    written = [one for one in call.tx.notes.history(session) if one.route != "removal"]
    return name_writer(view_of(call), written[-1].member_id)


def _sent(call: Call, draft: NoteDraft, session: EventSession) -> Sent:
    """What the asker wrote, as it may be kept now."""
    values = drafting.values_of(draft)
    written = note_form.read_anything(values)
    return look_through(call, drafting.ref_of(draft), values, written, session)


def _joined(theirs: tuple[str, ...], mine: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*theirs, *mine)))
