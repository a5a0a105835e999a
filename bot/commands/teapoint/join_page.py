"""How the network's join page stands."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.members import join_page


def run(call: Call) -> Answer:
    """Say whether it is open, and where."""
    if call.network.sensitive:
        raise Refusal(*join_page.not_for_sensitive())
    if call.names.join_page is None:
        raise Refusal(*join_page.cannot_be_opened())
    page = call.tx.join_pages.of(call.network.id)
    address = call.names.join_page(page.code) if page else ""
    return join_page.how_it_stands(page, address)


COMMAND = Command(
    words=("teapoint", "join", "page"),
    help=_("See the page on which people join by e-mail, and open or close it."),
    run=run,
    who="organiser",
    aliases=(("join", "page"),),
)
