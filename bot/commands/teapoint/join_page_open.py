"""Open the network's join page."""

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.members import join_page
from jobs.members.by_mail import open_mail_space


def run(call: Call) -> Answer:
    """Open it, and say where; a sensitive network shows nothing outside."""
    if call.network.sensitive:
        raise Refusal(*join_page.not_for_sensitive())
    if call.names.join_page is None:
        raise Refusal(*join_page.cannot_be_opened())
    before = call.tx.join_pages.of(call.network.id)
    page = call.tx.join_pages.open(call.network.id, call.account.id, call.now)
    if before is None or not before.is_open:
        open_mail_space(call.tx, call.network)
        note_action(call, "join_page.open", call.network.id)
    return join_page.opened(call.names.join_page(page.code))


COMMAND = Command(
    words=("teapoint", "join", "page", "open"),
    help=_("Let people join this network with an e-mail address, on a public page."),
    run=run,
    who="organiser",
    aliases=(("join", "page", "open"),),
)
