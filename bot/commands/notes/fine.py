"""Keep what you wrote as it is, though it seems to name somebody."""

from dataclasses import replace

from bot.command import Call, Command
from bot.form import Answer
from bot.refs import pack_ref
from bot.steps import following, note_conflicts, noting, taking_away
from bot.steps import note_drafting as drafting
from bot.steps.names_first import find_asked, take_waiting
from bot.steps.names_in_notes import let_be
from bot.wording.language import gettext as _
from bot.wording.notes import note_form
from storage.note_drafts import NoteDraft

_CHOICES = {
    "notes use mine": note_conflicts.use_mine,
    "notes keep both": note_conflicts.keep_both,
}


def run(call: Call) -> Answer:
    """Keep the pressed one, or what was asked about last."""
    draft = find_asked(call)
    if drafting.then_of(draft):
        return _save(call, draft, drafting.then_of(draft))
    waiting = take_waiting(call, draft)
    if waiting.verb == "notes outcome":
        return following.keep_outcome(call, waiting.session, waiting.text)
    if waiting.verb == "notes action":
        return following.keep_action(call, waiting.session, waiting.text, waiting.more)
    return taking_away.keep_line(call, waiting.session, waiting.text)


def _save(call: Call, draft: NoteDraft, then: str) -> Answer:
    """Save notes; of two versions as was chosen, and where there is another now, ask again."""
    fine = let_be(call, draft)
    if choice := _CHOICES.get(then):
        return note_conflicts.answer(replace(call, ref=pack_ref(d=fine.id)), choice)
    values = drafting.values_of(fine)
    written = note_form.read_anything(values)
    return noting.save(call, drafting.ref_of(fine), values, written, fine.route)


COMMAND = Command(
    words=("notes", "fine"),
    help=_("Keep what you wrote as it is, though it seems to name somebody."),
    run=run,
    organisers_too=True,
    listed=False,
)
