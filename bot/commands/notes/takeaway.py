"""Keep one line that you take away."""

from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.steps import taking_away
from bot.wording.language import gettext as _
from bot.wording.notes import takeaways


def run(call: Call) -> Answer:
    """Keep what was typed after the words; without any, ask for it."""
    if not call.said:
        return taking_away.form(call)
    return taking_away.keep(call, call.said)


def submit(call: Call, values: Values) -> Answer:
    """Keep the line of the form."""
    text = str(values.get(takeaways.TEXT, "")).strip()
    if not text:
        return FormErrors({takeaways.TEXT: _("Write one line.")})
    return taking_away.keep(call, text)


COMMAND = Command(
    words=("notes", "takeaway"),
    help=_("Keep one line that you take away from today, or from a session by its number."),
    usage=_("[#session number] [your line]"),
    example="#12 Ask legal on the first day",
    run=run,
    submit=submit,
)
