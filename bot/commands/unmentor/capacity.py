"""How many people you can help at the same time, in a mentoring scheme."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.mentoring import keep, my_scheme
from bot.wording.language import gettext as _
from bot.wording.mentoring import mentoring
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """Keep the number that was typed, or ask for all three things."""
    programme, view = my_scheme(call), view_of(call)
    if programme is None:
        return mentoring.no_scheme(view)
    part = call.tx.enrolments.get(programme.id, call.me.id)
    if call.ref or not call.rest:
        return mentoring.form(programme, part)
    if not call.rest.isdigit() or int(call.rest) > mentoring.MOST_AT_ONCE:
        raise Refusal(mentoring.too_many(), _("Nothing has changed."))
    kept = keep(call, programme, call.me.id, part.offers, part.wishes, int(call.rest))
    return mentoring.saved(view, kept)


COMMAND = Command(
    words=("unmentor", "capacity"),
    help=_("Say how many people you can help at the same time, in a mentoring scheme."),
    usage=_("[number]"),
    example="2",
    run=run,
)
