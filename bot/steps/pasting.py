"""Notes that come as a text: understood, shown for correction, and saved, one session or many.

Whatever way a text comes in (pasted, typed, a file, a link, somebody's message), `understand` is
where it goes.
"""

import re
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from bot.command import Call, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.people import KEY
from bot.meaning.sessions import seems, todays_event
from bot.steps import note_drafting as drafting
from bot.steps import noting
from bot.steps.names_in_notes import find_added
from bot.steps.note_refs import form_ref, fresh_ref
from bot.wording.language import gettext as _
from bot.wording.notes import note_form, note_paste
from bot.wording.notes.note_boxes import BOX
from bot.wording.notes.note_paste import Pasted
from bot.wording.view import view_of
from jobs.notes import parse_notes
from jobs.sessions.note_taking import Written, fill_from, written_of
from storage.events import Event
from storage.naming import fold, new_id
from storage.note_drafts import NoteDraft
from storage.notes import Route
from storage.session_records import EventSession
from storage.types import AccountKey

MOST_SESSIONS = 60
_SAME_EVENT = 90


def understand(call: Call, text: str, route: Route, *, in_form: bool) -> Answer:
    """Keep a text as drafts, and show what was understood: a form for one session, else a list.

    `in_form`: a form may be shown at once; else a message with a button that opens it.
    """
    said = _name_people(call, text)
    parsed = parse_notes(said)
    if len(parsed.sessions) > MOST_SESSIONS:
        raise Refusal(*note_paste.too_many(len(parsed.sessions), MOST_SESSIONS))
    if not parsed.sessions:
        sessions, rest = [_Session(Written("", parsed.rest or ""))], ""
    else:
        sessions = [_Session(written_of(one), one.event or "") for one in parsed.sessions]
        rest = parsed.rest or ""
    if not any(one.written.text or one.written.title for one in sessions) and not rest:
        raise Refusal(*note_paste.nothing())
    batch, grids = new_id("np"), _Grids(call)
    if len(sessions) == 1:
        draft = _keep(grids, sessions[0], route, drafting.Batch(batch, 1), rest)
        return _one(call, draft, in_form=in_form)
    for place, one in enumerate(sessions, 1):
        _keep(grids, one, route, drafting.Batch(batch, place))
    if rest:
        _keep(grids, _Session(Written(_("Lines that belong to no session"), rest)), route, None)
    return _listed(call, drafting.pasted(call, batch), rest)


def correct(call: Call) -> Answer:
    """Open the form of what was pasted: the pressed or numbered one, else the first."""
    draft = drafting.pick(call) if call.ref else _numbered(call)
    return noting.go_on(call, draft, note_paste.intro(_look(call, draft)))


def submit(call: Call, values: Values, route: Route) -> Answer:
    """Keep the corrected one; alone it is saved, one of several goes back to the list."""
    draft = drafting.find(call, form_ref(call.ref).draft)
    batch = drafting.batch_of(draft) if draft else None
    if draft is None or batch is None or len(drafting.pasted(call, batch.id)) < 2:
        return noting.submit(call, values, route)
    drafting.keep(call, drafting.ref_of(draft), values, draft.route, batch=batch)
    missing = note_form.read(values)
    return missing if isinstance(missing, FormErrors) else listed(call, batch.id)


def listed(call: Call, batch: str = "") -> Answer:
    """Show the one list of corrections of what was pasted."""
    return _listed(call, drafting.pasted(call, batch))


def save(call: Call) -> Answer:
    """Save what was pasted, all at once; what cannot be saved yet stays in the list."""
    drafts = [_numbered(call)] if call.rest else drafting.pasted(call, call.ref)
    if not drafts:
        raise Refusal(*note_paste.nothing_pasted())
    if len(drafts) == 1:
        return _save_one(call, drafts[0])
    looks = [_look(call, draft) for draft in drafts]
    ready = [look for look in looks if look.ready]
    for look in ready:
        _save_one(call, look.draft)
    left = [look for look in looks if not look.ready]
    return note_paste.saved(view_of(call), [look.draft.title for look in ready], left)


@dataclass(frozen=True, slots=True)
class _Session:
    written: Written
    event: str = ""


@dataclass(frozen=True, slots=True)
class _Grids:
    """The events that a text names and their sessions, each looked up once."""

    call: Call
    known: dict[str, tuple[Event | None, list[EventSession]]] = field(default_factory=dict)

    def find(self, name: str) -> tuple[Event | None, list[EventSession]]:
        """Return the event of this name and its sessions; None without sessions if unknown."""
        if name not in self.known:
            event = _event_of(self.call, name)
            of_it = self.call.tx.sessions.of_event(event.id) if event else []
            self.known[name] = (event, of_it)
        return self.known[name]


def _one(call: Call, draft: NoteDraft, *, in_form: bool) -> Answer:
    look = _look(call, draft)
    if in_form:
        return noting.go_on(call, draft, note_paste.intro(look))
    return note_paste.one(look)


def _listed(call: Call, drafts: list[NoteDraft], rest: str = "") -> Answer:
    if not drafts:
        raise Refusal(*note_paste.nothing_pasted())
    if len(drafts) == 1:
        return _one(call, drafts[0], in_form=False)
    return note_paste.listed(view_of(call), [_look(call, draft) for draft in drafts], rest)


def _keep(
    grids: _Grids, one: _Session, route: Route, batch: drafting.Batch | None, rest: str = ""
) -> NoteDraft:
    """Keep one session of a text as a draft, told by the grid where it seems to be of that."""
    event, sessions = grids.find(one.event)
    ref = fresh_ref(event=event.id if event else None)
    stray = "" if event else note_paste.event_line(one.event)
    written, over = one.written, "\n".join(filter(None, (stray, rest)))
    if len(over) > BOX:
        written, over = replace(written, text=f"{written.text}\n\n{over}".strip()), ""
    known = seems(written, sessions)
    values = note_form.values_of(fill_from(written, known.plan) if known else written, over)
    chosen = {note_form.SESSION: str(known.id)} if known else {}
    if batch:
        batch = replace(batch, event="" if event else one.event)
    return drafting.keep(grids.call, ref, values | chosen, route, batch=batch)


def _save_one(call: Call, draft: NoteDraft) -> Answer:
    values = drafting.values_of(draft)
    written = note_form.read(values)
    if isinstance(written, FormErrors):
        return _one(call, draft, in_form=False)
    return noting.save(call, drafting.ref_of(draft), values, written, draft.route)


def _look(call: Call, draft: NoteDraft) -> Pasted:
    """Look at what was pasted as it would be saved now."""
    written, rest = drafting.written_of(draft)
    ref, values = drafting.ref_of(draft), drafting.values_of(draft)
    session = noting.session_of(call, ref, values)
    batch = drafting.batch_of(draft)
    return Pasted(
        draft=draft,
        place=drafting.place_of(draft) or 1,
        written=fill_from(written, session.plan) if session else written,
        rest=rest,
        session=session,
        has_notes=session is not None and call.tx.notes.find(session) is not None,
        unknown_event=batch.event if batch else "",
        names_somebody=session is not None and bool(find_added(call, session, written)),
    )


def _numbered(call: Call) -> NoteDraft:
    """Return the part of the newest paste that has this number in the list; Refusal."""
    number = call.rest.strip().rstrip(".")
    drafts = drafting.pasted(call)
    found = [one for one in drafts if str(drafting.place_of(one)) == number]
    if found or (drafts and not number):
        return (found or drafts)[0]
    raise Refusal(*note_paste.nothing_pasted())


def _event_of(call: Call, name: str) -> Event | None:
    """Return the event that a text names, loosely; without a name the one that is on today."""
    if not name:
        return todays_event(call)
    said = fold(name)
    events = call.tx.events.all(call.network.id)
    scored = [(fuzz.partial_ratio(said, fold(one.name)), one) for one in events]
    best = max(scored, key=lambda each: each[0], default=None)
    return best[1] if best and best[0] >= _SAME_EVENT and len(said) > 3 else None


def _name_people(call: Call, text: str) -> str:
    """Return the text with people who were mentioned by name, as others read it."""
    platform = call.account.key.platform

    def name(found: re.Match[str]) -> str:
        if found[1] != platform:
            return found[0]
        account = call.tx.accounts.find(AccountKey(found[1], found[2], found[3]))
        return account.name if account and account.name else _("somebody")

    return KEY.sub(name, text)
