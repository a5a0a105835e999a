"""Settle a request to take something out of notes."""

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.removals import pick_removal
from bot.wording.language import gettext as _
from bot.wording.notes import removals
from bot.wording.notes.removals import KEPT, OUTCOME, REMOVED, WHY, WORDS, Asked
from jobs.sessions.removals import take_out
from storage.naming import clean

_LONGEST_WHY = 200


def run(call: Call) -> Answer:
    """Settle it as was typed behind its number; without that, open the form."""
    asked = _open(call)
    typed = call.rest.partition(" ")[2].strip() if not call.ref else ""
    if not typed:
        return removals.settle_form(asked)
    for outcome in (KEPT, REMOVED):
        if typed.casefold().startswith(outcome):
            why = clean(typed[len(outcome) :].strip(" :,"), _LONGEST_WHY)
            return _settle(call, asked, outcome, why, 0)
    raise Refusal(removals.how_to_settle())


def submit(call: Call, values: Values) -> Answer:
    """Settle it as the form says; words that go from everywhere go first."""
    asked = _open(call)
    outcome = str(values.get(OUTCOME) or "")
    if outcome not in (REMOVED, KEPT):
        return FormErrors({OUTCOME: removals.choose_one()})
    words = clean(str(values.get(WORDS) or ""), 1_000)
    count = 0
    if outcome == REMOVED and words:
        by = call.member.id if call.member else None
        count = take_out(call.tx, *asked, words, removals.instead(), by, call.now)
        if not count:
            return FormErrors({WORDS: removals.not_found(words)})
    why = clean(str(values.get(WHY) or ""), _LONGEST_WHY)
    return _settle(call, asked, outcome, why, count)


def _open(call: Call) -> Asked:
    asked = pick_removal(call)
    if asked[0].settled_at:
        raise Refusal(removals.settled_already(asked[1]))
    return asked


def _settle(call: Call, asked: Asked, outcome: str, why: str, count: int) -> Answer:
    removal, session = asked
    call.tx.removals.settle(removal.id, call.network.id, call.account.id, call.now)
    note_action(call, "removal.settle", session.id, outcome=outcome)
    session = call.tx.sessions.get(session.id, call.network.id)
    return removals.settled((removal, session), outcome, why, count)


COMMAND = Command(
    words=("notes", "removal", "settle"),
    help=_("Settle a request to take something out of notes."),
    usage=_("[number in the list] [removed or not removed] [why]"),
    example="1 removed",
    run=run,
    submit=submit,
    who="organiser",
)
