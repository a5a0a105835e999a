"""What you can help with, in a mentoring scheme."""

from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.mentoring import keep, my_scheme, read_topics, read_values
from bot.wording.language import gettext as _
from bot.wording.mentoring import mentoring
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """Keep the topics that were typed, or ask for all three things."""
    programme, view = my_scheme(call), view_of(call)
    if programme is None:
        return mentoring.no_scheme(view)
    part = call.tx.enrolments.get(programme.id, call.me.id)
    if call.ref or not call.rest:
        return mentoring.form(programme, part)
    offers, capacity = read_topics(call.rest), max(part.capacity, 1)
    return mentoring.saved(view, keep(call, programme, call.me.id, offers, part.wishes, capacity))


def submit(call: Call, values: Values) -> Answer:
    """Keep what was filled in."""
    programme, view = my_scheme(call), view_of(call)
    if programme is None:
        return mentoring.no_scheme(view)
    read = read_values(values)
    if isinstance(read, FormErrors):
        return read
    return mentoring.saved(view, keep(call, programme, call.me.id, *read))


COMMAND = Command(
    words=("unmentor", "offers"),
    help=_("Say what you can help others with, in a mentoring scheme."),
    usage=_("[topics]"),
    example="budgets, agile delivery",
    run=run,
    submit=submit,
)
