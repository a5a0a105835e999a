"""What names somebody where it should not is asked about before it is kept, and waits as a draft.

For what came next, actions and takeaways, which go into posts and lists as soon as they are kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.command import Call, Refusal
from bot.message import Button, Message
from bot.refs import pack_ref, read_ref
from bot.steps import note_drafting as drafting
from bot.steps.note_refs import fresh_ref
from bot.wording.notes import consent, note_drafts
from jobs.sessions.name_warnings import names_in
from storage.note_drafts import NoteDraft
from storage.session_records import EventSession
from storage.types import SessionId

TEXT = "notes"
"""The field of a draft that holds the words: the same as in a form for notes, which can go on."""

_VERB, _MORE = note_drafts.VERB, "_more_"


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for its writer's word: `verb` keeps it, `more` are the other fields."""

    session: EventSession
    verb: str
    text: str
    more: Mapping[str, str]
    draft: str = ""


def ask_first(call: Call, wanted: Waiting) -> Message | None:
    """Keep a draft and ask whether the names in it may stay; None where there are none."""
    told = "\n".join((wanted.text, *wanted.more.values()))
    seen = names_in(call.tx, wanted.session, told)
    if not seen:
        drop_draft(call)
        return None
    ref = replace(fresh_ref(wanted.session.id), draft=_draft_of(call) or fresh_ref().draft)
    more = {f"{_MORE}{name}": value for name, value in wanted.more.items()}
    fields = {TEXT: wanted.text, _VERB: wanted.verb, **more}
    draft = drafting.keep(call, ref, fields, "form")
    change = Button(consent.change_word(), wanted.verb, _ref(wanted.session, draft), "primary")
    return consent.ask_to_keep(seen, change, Button(consent.fine_word(), "notes fine", draft.id))


def find_asked(call: Call) -> NoteDraft:
    """Return what the asker says is fine: the pressed draft, or their newest that waits; Refusal.

    It is either notes (`then_of` says what comes next), or what `take_waiting` takes.
    """
    drafts = [one for one in drafting.mine(call) if _is_asked(one)]
    draft = drafting.find(call, call.ref) if call.ref else next(iter(drafts), None)
    if draft is None or not _is_asked(draft):
        raise Refusal(*note_drafts.gone())
    return draft


def take_waiting(call: Call, draft: NoteDraft) -> Waiting:
    """Return what may be kept now; it waits no more. Refusal where the draft is of notes."""
    waiting = waiting_of(call, draft)
    if waiting is None:
        raise Refusal(*note_drafts.gone())
    drafting.drop(call, waiting.draft)
    return waiting


def find_waiting(call: Call) -> Waiting | None:
    """Return what is to be changed, behind the button that says so."""
    draft = drafting.find(call, _draft_of(call)) if _draft_of(call) else None
    return waiting_of(call, draft) if draft else None


def drop_draft(call: Call) -> None:
    """What waited was changed, and is kept now."""
    if _draft_of(call):
        drafting.drop(call, _draft_of(call))


def _draft_of(call: Call) -> str:
    return read_ref(call.ref).get("d", "")


def ref_of(waiting: Waiting) -> str:
    """Return what a form carries in which it is changed."""
    return pack_ref(s=waiting.session.id, d=waiting.draft)


def _is_asked(draft: NoteDraft) -> bool:
    return bool(draft.body.get(_VERB) or drafting.then_of(draft))


def _ref(session: EventSession, draft: NoteDraft) -> str:
    return pack_ref(s=session.id, d=draft.id)


def waiting_of(call: Call, draft: NoteDraft) -> Waiting | None:
    """Return what waits in a draft; None where that is notes."""
    if draft.session_id is None or not draft.body.get(_VERB):
        return None
    session = call.tx.sessions.get(SessionId(draft.session_id), call.network.id)
    said = {name: str(value) for name, value in draft.body.items()}
    more = {name.removeprefix(_MORE): said[name] for name in said if name.startswith(_MORE)}
    return Waiting(session, said[_VERB], said.get(TEXT, ""), more, draft.id)
