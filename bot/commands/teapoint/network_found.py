"""Start a network in this workspace."""

from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.workspaces import check_speaks_for
from bot.starter import give_starter_lists
from bot.wording.language import gettext as _
from bot.wording.networks import choosing, connecting
from jobs.schedule import start_purging
from storage.naming import clean, fold
from storage.queue_records import AuditEntry

_LONGEST = 80


def run(call: Call) -> Answer:
    check_speaks_for(call, call.tx.networks.living_in(call.space.id))
    name = clean(call.rest, _LONGEST)
    if not name or _is_taken(call, name):
        return connecting.found_form(name)
    return _found(call, name, sensitive=False)


def submit(call: Call, values: Values) -> Answer:
    check_speaks_for(call, call.tx.networks.living_in(call.space.id))
    name = clean(str(values.get("name", "")), _LONGEST)
    if not name:
        return FormErrors({"name": connecting.no_name()})
    if _is_taken(call, name):
        return FormErrors({"name": connecting.name_taken()})
    return _found(call, name, sensitive=connecting.SENSITIVE in values.get("sensitive", ()))


def _is_taken(call: Call, name: str) -> bool:
    return fold(name) in {fold(network.name) for network in call.tx.networks.all()}


def _found(call: Call, name: str, *, sensitive: bool) -> Answer:
    tx, space = call.tx, call.space
    first = not tx.networks.living_in(space.id)
    network = tx.networks.add(name, sensitive=sensitive)
    tx.networks.link(network.id, space.id, default=first and not sensitive)
    tx.networks.add_organiser(network.id, call.account.id, call.now)
    tx.networks.choose(call.account.id, space.id, network.id)
    give_starter_lists(tx, network.id)
    start_purging(tx, call.now)
    entry = AuditEntry(call.now, call.account.id, "network.found", network.id)
    tx.audit.write(network.id, entry)
    answer = connecting.founded(network, call.names)
    before = call.home
    return choosing.also_says(answer, network, before, call.names) if before else answer


COMMAND = Command(
    words=("network", "found"),
    help=_("Start a network of your own in this workspace."),
    run=run,
    submit=submit,
    usage="[name]",
    example='"Northern Data Network"',
    who="anyone",
    aliases=(("network", "start"),),
    homeless=True,
)
