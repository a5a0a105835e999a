"""A way of contact is asked for where members cannot all write to each other."""

from datetime import datetime

from jobs.delivery.reaching import read_addresses
from storage.notices import ContactWanted
from storage.store import Transaction
from storage.types import Contact, Member, NetworkId, Profile


def spans_workspaces(tx: Transaction, network_id: NetworkId) -> bool:
    """Return whether a network lives in more than one workspace."""
    return len(tx.networks.spaces_of(network_id)) > 1


def lacks_contact(tx: Transaction, member: Member) -> bool:
    """Return whether a member must still say how their partners can reach them."""
    return not has_contact(member.profile) and spans_workspaces(tx, member.network_id)


def has_contact(profile: Profile) -> bool:
    """Return whether a profile shares any way of contact."""
    return profile.contact != Contact()


def ask_for_contacts(tx: Transaction, network_id: NetworkId, now: datetime) -> None:
    """Ask every member who shares none, once: the network now spans several workspaces."""
    asked = [m for m in tx.members.present(network_id) if not has_contact(m.profile)]
    book = read_addresses(tx, [member.id for member in asked])
    items = [each for m in asked for each in book.tell(m.id, ContactWanted(m.id))]
    tx.notices.queue_all(network_id, items, now)
