"""Have the Join card posted in a scheme's channel."""

from gettext import gettext as _

from bot.audit import note_action
from bot.command import Call, Command
from bot.meaning.organised import find_scheme
from bot.message import Answer
from bot.wording import organise
from bot.wording.view import view_of
from jobs import schemes


def run(call: Call) -> Answer:
    programme = find_scheme(call, "unmentor organise card")
    schemes.post_join_card(call.tx, programme, call.now)
    note_action(call, "card.post", programme.id)
    return organise.card_is_posted(view_of(call), programme)


COMMAND = Command(
    words=("unmentor", "organise", "card"),
    help=_("Post the card with which people join."),
    run=run,
    usage=_("[scheme]"),
    who="organiser",
)
