"""What there is to organise now; the first scheme is set up from here."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.organisers import organise
from bot.wording.schemes import scheme_form
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    programmes = call.tx.programmes.running(call.network.id)
    if programmes:
        return organise.overview(view_of(call), programmes)
    here = call.place.id if call.place and call.place.kind == "channel" else None
    return scheme_form.new_form(scheme_form.filled_in(scheme_form.first_plan(here)))


COMMAND = Command(
    words=("unmentor", "organise"),
    help=_("See and change schemes and rounds."),
    run=run,
    who="organiser",
    aliases=(("unmentor", "organize"), ("unmentor", "admin")),
)
