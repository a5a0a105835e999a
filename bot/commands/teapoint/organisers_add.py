"""Make somebody an organiser."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.organiser_choice import choose_account
from bot.wording.language import gettext as _
from bot.wording.organisers import organisers
from bot.wording.view import view_of
from storage.types import Account


def run(call: Call) -> Answer:
    if not call.args and not call.ref:
        return organisers.add_form()
    return _add(call, choose_account(call))


def submit(call: Call, values: Values) -> Answer:
    return _add(call, choose_account(call, values))


def _add(call: Call, account: Account) -> Answer:
    if call.tx.networks.add_organiser(call.network.id, account.id, call.now):
        note_action(call, "organisers.add", account.id)
        return organisers.added(view_of(call), account)
    return organisers.was_one(account)


COMMAND = Command(
    words=("organisers", "add"),
    help=_("Make somebody an organiser."),
    run=run,
    submit=submit,
    usage="@name",
    who="organiser",
)
