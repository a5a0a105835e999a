"""Workspaces join networks and leave them; both sides' organisers are told."""

from datetime import datetime

from jobs.delivery.reaching import direct
from jobs.members.contacting import ask_for_contacts
from storage.network_codes import NetworkCode
from storage.notice_queue import To
from storage.notices.workspaces import WorkspaceJoined, WorkspaceLeft
from storage.queue_records import AuditEntry
from storage.transaction import Transaction
from storage.types import Account, Network, NetworkId, Space


def connect(tx: Transaction, code: NetworkCode, space: Space, by: Account, now: datetime) -> bool:
    """Let a workspace join the network of a code; return whether it is the default there."""
    default = not tx.networks.living_in(space.id)
    tx.network_codes.use(code.id, space.id, by.id, now)
    tx.networks.link(code.network_id, space.id, default=default)
    tx.audit.write(code.network_id, AuditEntry(now, by.id, "network.connect", space.id))
    network = tx.networks.get(code.network_id)
    to = _both_sides(tx, network, space, by)
    tx.notices.queue(network.id, WorkspaceJoined(code.id), to, now)
    ask_for_contacts(tx, network.id, now)
    return default


def disconnect(
    tx: Transaction, network_id: NetworkId, space: Space, by: Account, now: datetime
) -> bool:
    """Let a workspace leave; members stay members. Returns whether it was there."""
    network = tx.networks.get(network_id)
    to = _both_sides(tx, network, space, by)
    if not tx.networks.unlink(network_id, space.id):
        return False
    tx.audit.write(network_id, AuditEntry(now, by.id, "network.disconnect", space.id))
    notice = WorkspaceLeft(space.id)
    tx.notices.queue(network_id, notice, to, now, occasion=now.isoformat())
    return True


def _both_sides(tx: Transaction, network: Network, space: Space, by: Account) -> list[To]:
    """The network's organisers, those of the workspace, and whoever installed us there.

    Organisers of other networks there learn nothing of a hidden one.
    """
    told = {by.id: by} | {one.id: one for one in tx.networks.organisers(network.id)}
    if not network.sensitive:
        for other in tx.networks.living_in(space.id):
            for one in tx.networks.organisers(other.id):
                if one.key.authority == space.authority:
                    told[one.id] = one
    for space_id in filter(None, (space.id, space.parent_id)):
        installation = tx.installations.find(space_id)
        if installation and installation.installed_by:
            installer = tx.accounts.get(installation.installed_by)
            told[installer.id] = installer
    return [direct(account) for account in told.values()]
