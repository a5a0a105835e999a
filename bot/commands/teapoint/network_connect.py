"""A network in several workspaces: an organiser makes a code, and it is typed in the other one."""

from datetime import timedelta

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.workspaces import check_speaks_for, read_code
from bot.wording.language import gettext as _
from bot.wording.networks import connecting
from jobs.workspaces.connecting import connect
from storage.codes import hash_code, make_code

LIVES = timedelta(days=7)


def run(call: Call) -> Answer:
    """With a code: join its network. Without: make one, for an organiser."""
    if call.rest:
        return _join(call)
    if not call.is_organiser:
        return connecting.how_to_connect(call.names)
    return _make(call)


def _make(call: Call) -> Answer:
    code, until = make_code(), call.now + LIVES
    known = hash_code(call.tx.cipher, code)[0]
    made = call.tx.network_codes.make(call.network.id, known, call.account.id, call.now, until)
    note_action(call, "network.code", made.id)
    return connecting.code_made(call.network, code, until, call.names)


def _join(call: Call) -> Answer:
    check_speaks_for(call, call.tx.networks.living_in(call.space.id))
    code = read_code(call)
    network = call.tx.networks.get(code.network_id)
    if call.tx.networks.is_linked(network.id, call.space.id):
        return connecting.already_connected(network, call.space)
    default = connect(call.tx, code, call.space, call.account, call.now)
    return connecting.connected(network, call.space, default=default, names=call.names)


COMMAND = Command(
    words=("network", "connect"),
    help=_("Let another workspace join your network, or join one with a code."),
    run=run,
    usage="[code]",
    example="7K3F-92MD-XW4H",
    who="anyone",
    homeless=True,
)
