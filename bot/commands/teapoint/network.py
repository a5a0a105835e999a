"""Which network is meant, where several use one workspace."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.networks import named, offered
from bot.wording.language import gettext as _
from bot.wording.networks import choosing


def run(call: Call) -> Answer:
    """Remember the network that was pressed or named; else say which there are."""
    choices = offered(call.tx, call.space.id, call.account.id)
    wanted = call.network if call.pressed else named(choices, call.rest)
    if wanted is None or wanted.id not in {network.id for network in choices}:
        return choosing.networks(call.network, choices, call.names, _spaces(call), call.rest)
    call.tx.networks.choose(call.account.id, call.space.id, wanted.id)
    return choosing.chosen(wanted, call.names)


def _spaces(call: Call) -> list[str]:
    ids = call.tx.networks.spaces_of(call.network.id)
    return sorted(call.tx.spaces.get(space_id).name for space_id in ids)


COMMAND = Command(
    words=("network",),
    help=_("Choose which network you mean, where there are several."),
    usage=_("[name]"),
    example="LocalGov Digital",
    run=run,
    who="anyone",
    names_network=True,
)
