"""Take part in every n-th round only."""

from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.schemes import ask, named, without_name
from bot.meaning.turns import as_rounds, read_every
from bot.wording.language import gettext as _
from bot.wording.members import status
from bot.wording.rounds import turns as wording
from bot.wording.view import view_of
from jobs.members import belonging
from jobs.rounds import turns
from storage.round_records import Programme
from storage.types import ProgrammeId


def run(call: Call) -> Answer:
    """Take part as often as was typed, or open the form; a scheme's name may come first."""
    enrolled = belonging.enrolled_in(call.tx, call.me)
    if call.ref:
        return _form(call, call.tx.programmes.get(ProgrammeId(call.ref), call.network.id))
    programme = named(enrolled, call.rest) or (enrolled[0] if len(enrolled) == 1 else None)
    if programme is None:
        return ask(enrolled, "unmentor every") if enrolled else status.status(view_of(call))
    words = without_name(call.rest, programme) if named([programme], call.rest) else call.rest
    return _every(call, programme, words) if words else _form(call, programme)


def submit(call: Call, values: Values) -> Answer:
    """Take part as often as was chosen."""
    if wording.EVERY not in values:  # which scheme was asked first
        chosen = values.get("scheme", "")
        programme_id = ProgrammeId(chosen if isinstance(chosen, str) else "")
        return _form(call, call.tx.programmes.get(programme_id, call.network.id))
    programme = call.tx.programmes.get(ProgrammeId(call.ref), call.network.id)
    said = values[wording.EVERY]
    if not isinstance(said, str) or not read_every(said):
        return FormErrors({wording.EVERY: _("Choose one.")})
    return _every(call, programme, said)


def _every(call: Call, programme: Programme, words: str) -> Answer:
    said = read_every(words)
    if said is None or said[0] > turns.MOST_EVERY:
        raise Refusal(*wording.not_a_rhythm(words))
    rounds = as_rounds(programme, *said)
    if not rounds:
        raise Refusal(*wording.does_not_fit(programme))
    part = turns.every(call.tx, call.me, programme, rounds)
    return wording.every_set(view_of(call), programme, part)


def _form(call: Call, programme: Programme) -> Answer:
    part = belonging.enrolment(call.tx, call.me, programme)
    return wording.every_form(programme, part) if part else status.status(view_of(call))


COMMAND = Command(
    words=("unmentor", "every"),
    help=_("Choose how often you're introduced to somebody."),
    usage=_("[number of rounds or months]"),
    example="2 months",
    run=run,
    submit=submit,
    aliases=(("unmentor", "how", "often"),),
    names_scheme=True,
)
