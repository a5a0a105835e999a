"""Who may speak for a workspace, and what a code for a network means."""

from datetime import timedelta

from bot.command import Call, Refusal
from bot.meaning.typed_codes import find_typed_code
from bot.wording.networks import connecting
from storage.network_codes import NetworkCode
from storage.transaction import Transaction
from storage.types import Account, Network, Space

UNDO_WITHIN = timedelta(days=7)


def check_speaks_for(call: Call, networks: list[Network]) -> None:
    """Refuse whoever neither installed us in this workspace nor organises a network that it has.

    Somebody from another workspace never speaks for this one.
    """
    if not speaks_for(call.tx, call.account, call.space, networks):
        people = speakers(call.tx, call.space, networks)
        raise Refusal(*connecting.not_yours_to_decide(call.space, people))


def speaks_for(tx: Transaction, account: Account, space: Space, networks: list[Network]) -> bool:
    """Return whether an account may decide which networks a workspace has."""
    if account.guest or account.key.authority != space.authority:
        return False
    return account.id in {one.id for one in _speakers(tx, space, networks)}


def speakers(tx: Transaction, space: Space, networks: list[Network]) -> list[str]:
    """Return by name who may decide; names of sensitive networks' organisers are not told."""
    open_ones = [network for network in networks if not network.sensitive]
    names = [account.name for account in _speakers(tx, space, open_ones) if account.name]
    return list(dict.fromkeys(names))


def _speakers(tx: Transaction, space: Space, networks: list[Network]) -> list[Account]:
    found = [
        account
        for network in networks
        for account in tx.networks.organisers(network.id)
        if account.key.authority == space.authority
    ]
    for space_id in filter(None, (space.id, space.parent_id)):
        installation = tx.installations.find(space_id)
        if installation and installation.installed_by:
            found.append(tx.accounts.get(installation.installed_by))
    return found


def read_code(call: Call) -> NetworkCode:
    """Return the code that was typed, still good; else refuse, without naming any network."""
    code = find_typed_code(
        call,
        call.tx.network_codes.find,
        too_many=connecting.too_many_guesses(),
        unknown=connecting.unknown_code(call.names),
    )
    if code.used_at:
        raise Refusal(*connecting.used_code(here=code.space_id == call.space.id))
    if code.expires_at <= call.now:
        raise Refusal(*connecting.expired_code())
    return code
