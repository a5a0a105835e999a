"""Drafts of notes in chat: kept before anything can go wrong, listed, continued and dropped."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.command import Call, Refusal
from bot.form import Value, Values
from bot.refs import read_ref
from bot.steps.note_refs import FormRef
from bot.wording.language import gettext as _
from bot.wording.notes import note_drafts, note_form
from jobs.sessions.note_taking import Written
from storage.errors import NotFoundError
from storage.naming import clean
from storage.note_drafts import NoteDraft, new_draft
from storage.notes import Route
from storage.session_records import EventSession
from storage.types import EventId, SessionId

# What a draft knows beside the values of its form stands under names that no input has.
_SEEN, _ASKED, _BATCH, _PLACE, _EVENT = "_seen", "_asked", "_batch", "_place", "_event"
_SAID, _POINTS = "_said", "_points"
_THEN, _FINE = note_drafts.THEN, "_fine"


@dataclass(frozen=True, slots=True)
class Batch:
    """Which paste a draft came out of, its place there, from 1, and the event that it names."""

    id: str
    place: int
    event: str = ""


def keep(
    call: Call,
    ref: FormRef,
    values: Values,
    route: Route,
    *,
    batch: Batch | None = None,
    asked: int = 0,
    then: str = "",
    fine: bool = False,
) -> NoteDraft:
    """Keep what was typed; a form that is sent again changes the draft that it has.

    `asked`: the version of the note that its writer was asked about, where another came between.
    `then`: what is done with it once they say that the names in it may stay; `fine`: they did.
    """
    body = {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}
    known = {
        _SEEN: ref.seen,
        _ASKED: asked,
        _EVENT: ref.event,
        _POINTS: ref.points,
        _BATCH: batch.id if batch else "",
        _PLACE: batch.place if batch else "",
        _SAID: batch.event if batch else "",
        _THEN: then,
        _FINE: "yes" if fine else "",
    }
    body |= {name: str(value) for name, value in known.items() if value}
    title = title_of(call, ref, values)
    draft = replace(new_draft(title, route, body, call.now, ref.session), id=ref.draft)
    call.tx.note_drafts.keep(call.network.id, call.account.id, draft)
    return draft


def title_of(call: Call, ref: FormRef, values: Values) -> str:
    """Return what a draft is called: its title, its session's, or its first words."""
    written = note_form.read_anything(values)
    if written.title:
        return written.title
    chosen = ref.session or values.get(note_form.SESSION, note_form.OWN)
    if isinstance(chosen, str) and chosen != note_form.OWN:
        return call.tx.sessions.get(SessionId(chosen), call.network.id).title
    return clean(written.text.partition("\n")[0], 60) or _("Notes without a title")


def find(call: Call, draft_id: str) -> NoteDraft | None:
    """Return the asker's draft of this id, if it is still there."""
    try:
        return call.tx.note_drafts.get(draft_id, call.account.id, call.network.id)
    except NotFoundError:
        return None


def mine(call: Call) -> list[NoteDraft]:
    """Return the asker's drafts, newest first; the parts of one paste in their order."""
    found = call.tx.note_drafts.of_account(call.account.id, call.network.id, call.now)
    return sorted(found, key=lambda one: (-one.made_at.timestamp(), place_of(one)))


def notes_of_mine(call: Call) -> list[NoteDraft]:
    """Return the asker's drafts without what only waits for a word of theirs."""
    return [one for one in mine(call) if not one.body.get(note_drafts.VERB)]


def pick(call: Call) -> NoteDraft:
    """Return the draft that was pressed or numbered as in the list, else the newest; Refusal."""
    if call.ref:
        draft = find(call, read_ref(call.ref).get("d") or call.ref)
        if draft is None:
            raise Refusal(*note_drafts.gone())
        return draft
    drafts = mine(call)
    number = call.rest.strip().rstrip(".") or "1"
    if not number.isdecimal() or not 1 <= int(number) <= len(drafts):
        raise Refusal(*note_drafts.no_such_draft(len(drafts)))
    return drafts[int(number) - 1]


def drop(call: Call, draft_id: str) -> None:
    """Forget a draft, whose notes were saved or are not wanted."""
    call.tx.note_drafts.drop(draft_id, call.account.id, call.network.id)


def ref_of(draft: NoteDraft) -> FormRef:
    """Return what the form of a draft carries: the draft itself, and what its writer had seen."""
    seen, points = _number(draft.body, _SEEN), _number(draft.body, _POINTS)
    known = FormRef(draft.id, draft.session_id, seen, points=points)
    event = draft.body.get(_EVENT)
    return replace(known, event=EventId(str(event)) if event else None)


def values_of(draft: NoteDraft) -> dict[str, Value]:
    """Return the values of the draft's form as they were sent."""
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in draft.body.items()
        if not name.startswith("_")
    }


def written_of(draft: NoteDraft) -> tuple[Written, str]:
    """Return the notes of a draft, and the lines in it of which nobody knows where they belong."""
    values = values_of(draft)
    rest = values.pop(note_form.REST, "")
    return note_form.read_anything(values), rest if isinstance(rest, str) else ""


def asked_of(draft: NoteDraft) -> int:
    """Return the version that its writer was asked about, 0 where nothing is asked."""
    return _number(draft.body, _ASKED)


def then_of(draft: NoteDraft) -> str:
    """Return what is done with it once its writer says that names may stay; else nothing."""
    return str(draft.body.get(_THEN, ""))


def is_fine(draft: NoteDraft, values: Values) -> bool:
    """Return whether its writer said that the names in these very words may stay."""
    said = note_form.read_anything(values_of(draft))
    now = note_form.read_anything(values)
    return bool(draft.body.get(_FINE)) and (said.summary, said.text) == (now.summary, now.text)


def batch_of(draft: NoteDraft) -> Batch | None:
    """Return which paste it came out of; None for one that was written in a form."""
    name = str(draft.body.get(_BATCH, ""))
    return Batch(name, place_of(draft), str(draft.body.get(_SAID, ""))) if name else None


def place_of(draft: NoteDraft) -> int:
    """Return its place in its paste, 0 for one that was written in a form."""
    return _number(draft.body, _PLACE)


def pasted(call: Call, batch: str = "") -> list[NoteDraft]:
    """Return what is left of a paste, or of the newest, in its order."""
    drafts = [(batch_of(one), one) for one in mine(call)]
    wanted = batch or next((paste.id for paste, _one in drafts if paste), "")
    found = [one for paste, one in drafts if paste and paste.id == wanted]
    return sorted(found, key=place_of)


def unfinished(call: Call, session: EventSession | None, now: datetime) -> NoteDraft | None:
    """Return the newest draft of notes, of this session where one is named."""
    found = (one for one in notes_of_mine(call) if one.expires_at > now)
    return next((one for one in found if session is None or one.session_id == session.id), None)


def _number(body: Mapping[str, str | list[str]], name: str) -> int:
    said = body.get(name, "")
    return int(said) if isinstance(said, str) and said.isdecimal() else 0
