"""A way of contact is asked for where members cannot all write to each other."""

from datetime import datetime

from jobs.delivery.reaching import address_all
from storage.notices.workspaces import ContactWanted
from storage.transaction import Transaction
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
    """Ask everybody in a scheme who shares none, once: the network now spans several workspaces."""
    asked = [m for m in _introduced(tx, network_id) if not has_contact(m.profile)]
    items = address_all(tx, [(member.id, ContactWanted(member.id)) for member in asked])
    tx.notices.queue_all(network_id, items, now)


def _introduced(tx: Transaction, network_id: NetworkId) -> list[Member]:
    """Return those who have partners to be reached by: who is in a scheme, paused or not."""
    running = tx.programmes.running(network_id)
    inside = {one.member_id for each in running for one in tx.enrolments.all(each.id)}
    return [member for member in tx.members.present(network_id) if member.id in inside]
