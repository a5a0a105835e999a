"""Write what the join page says first."""

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.wording.language import gettext as _
from bot.wording.members import join_page
from bot.wording.members.join_page import LONGEST_WELCOME, WORDS
from bot.wording.view import view_of
from storage.join_pages import JoinPage


def run(call: Call) -> Answer:
    """Open the form with the words as they are."""
    return join_page.welcome_form(_page(call).welcome)


def submit(call: Call, values: Values) -> Answer:
    """Keep the words, and say where they are read."""
    page, words = _page(call), str(values.get(WORDS, "")).strip()
    if len(words) > LONGEST_WELCOME:
        return FormErrors({WORDS: join_page.too_long()})
    call.tx.join_pages.welcome(call.network.id, words)
    note_action(call, "join_page.welcome", call.network.id)
    address = call.names.join_page(page.code) if call.names.join_page else ""
    return join_page.welcome_kept(address)


def _page(call: Call) -> JoinPage:
    page = call.tx.join_pages.of(call.network.id)
    if page is None or not page.is_open:
        raise Refusal(*join_page.not_open(view_of(call)))
    return page


COMMAND = Command(
    words=("teapoint", "join", "page", "welcome"),
    help=_("Write what people read first on the join page."),
    run=run,
    submit=submit,
    who="organiser",
    aliases=(("join", "page", "welcome"),),
)
