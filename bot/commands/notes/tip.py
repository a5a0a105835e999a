"""Add an example or tip to the open call, in one line."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.notes import calls
from storage.naming import clean


def run(call: Call) -> Answer:
    """Keep it without a name, and ask whether the name may stand with it; or open the form."""
    text = clean(call.said, calls.LONGEST_TEXT, lines=True)
    found = call.tx.calls.open_ones(call.network.id)
    if not found:
        raise Refusal(calls.no_such_call(""))
    if len(found) > 1 or not text:
        return calls.form(found, text)
    entry = call.tx.calls.add(found[0], text, call.me.id, call.now, named=False)
    return calls.added(found[0], entry, asked=False)


COMMAND = Command(
    words=("notes", "tip"),
    help=_("Add an example or tip to an open call."),
    usage=_("<your tip>"),
    example="Ask the legal team on the first day",
    run=run,
)
