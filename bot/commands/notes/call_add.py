"""Add an example or tip to a call, in a form."""

from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.calls import pick_call
from bot.wording.language import gettext as _
from bot.wording.notes import calls
from storage.naming import clean


def run(call: Call) -> Answer:
    """Open the form for the call that is meant."""
    meant = pick_call(call, call.rest)
    if meant.closed_at:
        raise Refusal(calls.closed_already(meant))
    return calls.form([meant])


def submit(call: Call, values: Values) -> Answer:
    """Keep what was written, with or without the name."""
    text = clean(str(values.get(calls.TEXT) or ""), calls.LONGEST_TEXT, lines=True)
    if not text:
        return FormErrors({calls.TEXT: _("Write your example or tip.")})
    chosen = call.ref or str(values.get(calls.CALL) or "")
    meant = call.tx.calls.get(chosen, call.network.id)
    if meant.closed_at:
        raise Refusal(calls.closed_already(meant))
    named = values.get(calls.NAMED) == calls.YES
    entry = call.tx.calls.add(meant, text, call.me.id, call.now, named=named)
    return calls.added(meant, entry, asked=True)


COMMAND = Command(
    words=("notes", "call", "add"),
    help=_("Add an example or tip to a call, in a form."),
    usage=_("[title]"),
    example="legal teams",
    run=run,
    submit=submit,
)
