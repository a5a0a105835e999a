"""What is sent may hold words that were taken out meanwhile: they stay out, and that is said."""

from dataclasses import dataclass, replace

from bot.command import Call
from bot.form import Answer, Values
from bot.message import Block, Buttons, Message, Paragraph
from bot.steps.note_refs import FormRef
from bot.wording.notes import note_form, removals
from jobs.sessions.left_out import leave_out, leave_out_of_new
from jobs.sessions.note_taking import Written
from storage.session_records import EventSession


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent, as it may be kept; `less`: something of it was left out."""

    written: Written
    values: Values
    less: bool


def look_through(
    call: Call, ref: FormRef, values: Values, written: Written, session: EventSession | None
) -> Sent:
    """Return what was sent without words that were taken out since its form was opened."""
    instead = removals.instead()
    kept = (
        leave_out(call.tx, session, written, ref.seen, instead)
        if session
        else leave_out_of_new(call.tx, call.network.id, written, instead)
    )
    if kept == written:
        return Sent(written, values, less=False)
    chosen = {name: value for name, value in values.items() if name == note_form.SESSION}
    return Sent(kept, chosen | note_form.values_of(kept), less=True)


def say_so(answer: Answer, *, less: bool) -> Answer:
    """Return the answer, and in it that something was left out, without repeating it."""
    if not isinstance(answer, Message):
        return answer
    blocks = answer.blocks
    at = next((n for n, one in enumerate(blocks) if isinstance(one, Buttons)), len(blocks))
    return replace(answer, blocks=(*blocks[:at], *told_less(less=less), *blocks[at:]))


def told_less(*, less: bool) -> tuple[Block, ...]:
    """Return the sentence that says so, where something was left out."""
    return (Paragraph((removals.left_out(),)),) if less else ()
