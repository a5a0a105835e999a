"""What follows when a workspace installs the bot itself, or takes it out again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from jobs.delivery.reaching import organisers_to, out_of_reach
from jobs.members.silence import tell_partners
from storage.errors import NotFoundError
from storage.installations import Granted
from storage.notices.workspaces import SendingPaused
from storage.transaction import Transaction
from storage.types import Account, AccountKey, Network, NetworkId, Space, SpaceId

REVOKED = "team_access_revoked"
"""Why nothing is sent to a workspace that its organisation took from us."""


@dataclass(frozen=True, slots=True)
class Install:
    """An installation as the platform granted it. `enterprise`: the organisation, if any.

    `user` installed it; `token` is the bot's; `url` is where it is on the web, if that is known.
    """

    platform: str
    team: str
    enterprise: str
    name: str
    user: str
    token: str
    granted: Granted
    url: str = ""

    @property
    def authority(self) -> str:
        """Who issues the ids of its people."""
        return self.enterprise or self.team

    @property
    def external_id(self) -> str:
        """What the installation belongs to: the whole organisation, or one workspace."""
        return self.enterprise if self.granted.org_wide else self.team


@dataclass(frozen=True, slots=True)
class Installed:
    """What there is now: the workspace, who installed it, and the networks that live there."""

    space: Space
    account: Account
    networks: tuple[Network, ...]


def record_install(tx: Transaction, install: Install, now: datetime) -> Installed:
    """Keep an installation; sending to a workspace that was paused goes on."""
    space = tx.spaces.install(
        install.platform, install.authority, install.external_id, install.name, install.token
    )
    tx.spaces.found_at(install.platform, install.external_id, install.url)
    key = AccountKey(install.platform, install.authority, install.user)
    account = tx.accounts.see(key, space.id)
    tx.installations.record(space.id, install.granted, account.id, now)
    spaces = [space, *tx.spaces.below(space.id)]
    networks = {n.id: n for each in spaces for n in tx.networks.living_in(each.id)}
    return Installed(space, account, tuple(networks.values()))


def find_token(tx: Transaction, platform: str, team: str) -> str:
    """Return the token used in a workspace; empty where it is not installed."""
    try:
        return tx.spaces.token(tx.spaces.find(platform, team).id)
    except NotFoundError:
        return ""


def adopt(tx: Transaction, platform: str, enterprise: str, team: str) -> str:
    """Record a workspace of an organisation that installed us as a whole, met for the first time.

    Returns the token to use there, empty where the organisation did not.
    """
    try:
        parent = tx.spaces.find(platform, enterprise)
    except NotFoundError:
        return ""
    installation = tx.installations.find(parent.id)
    if installation is None or not installation.org_wide:
        return ""
    if not team:
        return tx.spaces.token(parent.id)
    return tx.spaces.token(tx.spaces.add_below(parent.id, team).id)


def organisation_token(tx: Transaction, platform: str, enterprise: str) -> str:
    """Return the token of an organisation that installed us as a whole; else an empty one."""
    return adopt(tx, platform, enterprise, "")


def grant_workspaces(
    tx: Transaction, platform: str, enterprise: str, names: Mapping[str, str]
) -> None:
    """Record workspaces in which an organisation lets us work; sending to them goes on.

    `names` by the platform's ids, empty where they are not known. Nothing happens where the
    organisation did not install us as a whole.
    """
    if not organisation_token(tx, platform, enterprise):
        return
    parent = tx.spaces.find(platform, enterprise)
    for team, name in names.items():
        space = tx.spaces.add_below(parent.id, team, name)
        if space.paused_why == REVOKED:
            tx.spaces.resume(space.id)


def revoke_workspaces(tx: Transaction, platform: str, teams: Sequence[str], now: datetime) -> None:
    """Stop sending to workspaces in which an organisation lets us work no more.

    Organisers elsewhere are told. A workspace that installed us by itself goes on.
    """
    for team in teams:
        try:
            space = tx.spaces.find(platform, team)
        except NotFoundError:
            continue
        by_itself = tx.installations.find(space.id)
        if space.parent_id and not by_itself and tx.spaces.pause(space.id, REVOKED):
            tell_paused(tx, [space], REVOKED, now)


def take_out(tx: Transaction, space: Space, why: str, now: datetime) -> None:
    """Forget tokens that are worth nothing now, and stop sending; organisers elsewhere are told."""
    told = space.paused_why is not None
    stopped = tx.spaces.forget_token(space.id, why)
    tx.installations.forget(space.id)
    if not told:
        tell_paused(tx, stopped, why, now)


def tell_paused(tx: Transaction, stopped: list[Space], why: str, now: datetime) -> None:
    """Tell the organisers of the networks that live there, those who can still be reached."""
    closed = {space.id for space in stopped}
    for network_id, name in _networks_of(tx, stopped).items():
        to = [to for to in organisers_to(tx, network_id) if to.space_id not in closed]
        notice = SendingPaused(name, why)
        tx.notices.queue(network_id, notice, to, now, occasion=now.isoformat())
        _tell_partners(tx, network_id, now)


def _tell_partners(tx: Transaction, network_id: NetworkId, now: datetime) -> None:
    """Whoever is to meet somebody there hears, once, that our messages do not arrive."""
    here = {member.id: member for member in tx.members.present(network_id)}
    for member_id in sorted(out_of_reach(tx, list(here))):
        tell_partners(tx, here[member_id], now)


def pause_family(tx: Transaction, space_id: SpaceId, why: str, now: datetime) -> None:
    """Stop sending wherever this installation's token is used, and tell the organisers once."""
    spaces = [tx.spaces.get(space_id), *tx.spaces.below(space_id)]
    stopped = [space for space in spaces if tx.spaces.pause(space.id, why)]
    tell_paused(tx, stopped, why, now)


def _networks_of(tx: Transaction, spaces: list[Space]) -> dict[NetworkId, str]:
    return {n.id: space.name for space in spaces for n in tx.networks.living_in(space.id)}
