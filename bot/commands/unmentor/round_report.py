"""How the last round was sent: delivered, not delivered and why."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.organised import find_scheme
from bot.wording.language import gettext as _
from bot.wording.organisers import outbox
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    programme = find_scheme(call, "unmentor round report")
    round_ = call.tx.rounds.latest(programme.id, "open", "closed")
    if round_ is None:
        raise Refusal(_("No round of {scheme} was sent yet.").format(scheme=programme.name))
    return outbox.report(view_of(call), programme, round_)


COMMAND = Command(
    words=("unmentor", "round", "report"),
    help=_("See how the last round was sent."),
    run=run,
    usage=_("[scheme]"),
    who="organiser",
    names_scheme=True,
)
