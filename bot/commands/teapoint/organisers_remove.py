"""End somebody's role as an organiser; the last one stays."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.organiser_choice import choose_organiser
from bot.wording.language import gettext as _
from bot.wording.organisers import organisers
from bot.wording.view import view_of
from storage.errors import LastOrganiserError, NotFoundError
from storage.types import Account


def run(call: Call) -> Answer:
    if not call.args and not call.ref:
        return organisers.remove_form(view_of(call))
    return _remove(call, choose_organiser(call))


def submit(call: Call, values: Values) -> Answer:
    return _remove(call, choose_organiser(call, values))


def _remove(call: Call, account: Account) -> Answer:
    view = view_of(call)
    try:
        call.tx.networks.remove_organiser(call.network.id, account.id)
    except LastOrganiserError:
        return organisers.the_last(view, account)
    except NotFoundError:
        return organisers.was_none(account)
    call.tx.programmes.release(call.network.id, account.id)
    note_action(call, "organisers.remove", account.id)
    return organisers.removed(view, account)


COMMAND = Command(
    words=("organisers", "remove"),
    help=_("End somebody's role as an organiser."),
    run=run,
    submit=submit,
    usage="@name",
    who="organiser",
)
