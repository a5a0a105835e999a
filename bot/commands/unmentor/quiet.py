"""Say why you were silent, if you like."""

from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.schemes import chosen, pick_scheme
from bot.wording.language import gettext as _
from bot.wording.members import quiet, status
from bot.wording.view import view_of
from jobs.members import belonging
from storage.naming import fold
from storage.round_records import Programme
from storage.types import ProgrammeId


def run(call: Call) -> Answer:
    """Keep the reason that was typed, or open the form."""
    programme = _silent_in(call) or pick_scheme(call, "unmentor quiet")
    if not isinstance(programme, Programme):
        return programme or status.status(view_of(call))
    if not call.rest:
        return quiet.form(programme)
    said = fold(call.rest)
    words = next((key for key, label in quiet.reasons().items() if said in (key, fold(label))), "")
    if not words:
        raise Refusal(*quiet.not_a_reason(call.rest))
    return _keep(call, programme, words)


def submit(call: Call, values: Values) -> Answer:
    """Keep the reason that was chosen."""
    programme_id = ProgrammeId(call.ref or chosen(values))
    programme = call.tx.programmes.get(programme_id, call.network.id)
    if quiet.WHY not in values:
        return quiet.form(programme)
    why = values[quiet.WHY]
    if not isinstance(why, str) or why not in quiet.reasons():
        return FormErrors({quiet.WHY: quiet.choose_one()})
    return _keep(call, programme, why)


def _keep(call: Call, programme: Programme, why: str) -> Answer:
    part = belonging.enrolment(call.tx, call.me, programme)
    if part is None:
        return status.status(view_of(call))
    call.tx.enrolments.say_why_quiet(programme.id, call.me.id, why)
    return quiet.thanks(view_of(call), part)


def _silent_in(call: Call) -> Programme | None:
    """The only scheme in which the member is paused for silence, where none was pressed."""
    if call.ref:
        return None
    parts = call.tx.enrolments.of_member(call.me.id)
    silent = [part.programme_id for part in parts if part.paused_why == "silent"]
    return call.tx.programmes.get(silent[0], call.network.id) if len(silent) == 1 else None


COMMAND = Command(
    words=("unmentor", "quiet"),
    help=_("Say why we haven't heard from you, if you like."),
    usage=_("[too busy, not useful or other]"),
    example="too busy",
    run=run,
    submit=submit,
    aliases=(("unmentor", "silent"),),
)
