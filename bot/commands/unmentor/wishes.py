"""What you'd like help with, in a mentoring scheme."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.mentoring import keep, my_scheme, read_topics
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
    wishes = read_topics(call.rest)
    kept = keep(call, programme, call.me.id, part.offers, wishes, part.capacity)
    return mentoring.saved(view, kept)


COMMAND = Command(
    words=("unmentor", "wishes"),
    help=_("Say what you'd like help with, in a mentoring scheme."),
    usage=_("[topics]"),
    example="public speaking",
    run=run,
)
