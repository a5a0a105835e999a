"""Which network is meant, where several live in one workspace."""

from collections.abc import Sequence

from bot.meaning.schemes import named as named_scheme
from storage.naming import fold
from storage.transaction import Transaction
from storage.types import AccountId, Network, NetworkId, Place, Space, SpaceId


def find_network(
    tx: Transaction,
    space: Space,
    account_id: AccountId,
    place: Place | None,
    said: NetworkId | None,
    scheme: str = "",
) -> Network | None:
    """Return the network that is meant, or None: ask.

    `said` is the network that a pressed button belongs to. Else the place's, that of the scheme
    with whose name the words `scheme` begin, the person's choice or the default count; else the
    only one in this workspace that the person is a member of.
    """
    if said:
        return tx.networks.get(said) if space.id in tx.networks.spaces_of(said) else None
    by_scheme = None
    if scheme and not (place and place.network_id):
        by_scheme = _of_scheme(tx, offered(tx, space.id, account_id), scheme)
    meant = by_scheme or tx.networks.meant_by(space.id, account_id, place)
    if meant:
        return meant
    mine = [n for n in offered(tx, space.id, account_id) if tx.members.find(n.id, account_id)]
    return mine[0] if len(mine) == 1 else None


def offered(tx: Transaction, space_id: SpaceId, account_id: AccountId) -> list[Network]:
    """Return what a person may choose from: sensitive networks only where they belong to them."""
    open_to_all = tx.networks.in_space(space_id)
    known = {network.id for network in open_to_all}
    theirs = [
        network
        for network in tx.networks.all()
        if network.id not in known
        and space_id in tx.networks.spaces_of(network.id)
        and _belongs(tx, network.id, account_id)
    ]
    return sorted([*open_to_all, *theirs], key=lambda network: fold(network.name))


def named(networks: Sequence[Network], text: str) -> Network | None:
    """Return the network with this name."""
    wanted = fold(text)
    return next((network for network in networks if fold(network.name) == wanted), None)


def _of_scheme(tx: Transaction, networks: Sequence[Network], words: str) -> Network | None:
    """Return the one network that runs a scheme with whose name the words begin."""
    fitting = [n for n in networks if named_scheme(tx.programmes.running(n.id), words)]
    return fitting[0] if len(fitting) == 1 else None


def _belongs(tx: Transaction, network_id: NetworkId, account_id: AccountId) -> bool:
    is_member = tx.members.find(network_id, account_id) is not None
    return is_member or tx.networks.is_organiser(network_id, account_id)
