"""Have the Join card posted in a scheme's channel."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.organised import SCHEME, find_scheme
from bot.meaning.quiet import ask_first, without_anyway
from bot.refs import pack_ref
from bot.wording.language import gettext as _
from bot.wording.organisers import organise
from bot.wording.view import view_of
from jobs.schemes import schemes


def run(call: Call) -> Answer:
    """Post it; in a quiet period of the network it is asked about once more."""
    call, sure = without_anyway(call)
    programme = find_scheme(call, "unmentor organise card")
    ref = pack_ref(**{SCHEME: programme.id})
    typed = f"unmentor organise card {programme.name}"
    if not sure and (question := ask_first(call, "unmentor organise card", typed, ref)):
        return question
    schemes.post_join_card(call.tx, programme, call.now)
    note_action(call, "card.post", programme.id)
    return organise.card_is_posted(view_of(call), programme)


COMMAND = Command(
    words=("unmentor", "organise", "card"),
    help=_("Post the card with which people join."),
    run=run,
    usage=_("[scheme]"),
    who="organiser",
    names_scheme=True,
)
