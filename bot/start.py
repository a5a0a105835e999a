"""What must be true before the bot runs: the database in step, the network and organisers there."""

import fcntl
from datetime import datetime
from pathlib import Path
from typing import IO

from sqlalchemy import make_url

from bot.platforms.slack.connect import Identity
from bot.settings import Settings
from bot.starter import give_missing_domains, give_starter_lists
from jobs import schedule
from jobs.members.by_mail import ask_to_confirm, open_mail_space
from storage.addresses import MAIL
from storage.errors import UnavailableError
from storage.transaction import Transaction
from storage.types import AccountKey, Network


def lock_database(url: str) -> IO[str] | None:
    """Take the SQLite file for this process; UnavailableError where another one has it.

    The lock ends with the process, however it ends. PostgreSQL needs none.
    """
    database = make_url(url).database
    if make_url(url).get_backend_name() != "sqlite" or not database:
        return None
    Path(database).parent.mkdir(parents=True, exist_ok=True)
    file = Path(f"{database}.lock").open("w")  # noqa: SIM115 - held for the life of the process
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise UnavailableError(
            f"Another Teapoint is running with {database}. Stop it first, or use PostgreSQL "
            "(TEAPOINT_DATABASE) to run several."
        ) from error
    return file


def prepare_network(tx: Transaction, settings: Settings, now: datetime) -> Network:
    """Return the network of the settings, made with its starter lists where it is new.

    Networks of before domains were kept get those of the starter list.
    """
    give_missing_domains(tx)
    for network in tx.networks.all():
        if network.name == settings.network:
            return network
    network = tx.networks.add(settings.network, sensitive=settings.sensitive)
    give_starter_lists(tx, network.id)
    schedule.start_purging(tx, now)
    return network


def install_space(tx: Transaction, network: Network, identity: Identity, token: str) -> None:
    """Record the workspace that the token belongs to, as a home of the network."""
    authority = identity.enterprise or identity.team
    space = tx.spaces.install("slack", authority, identity.team, identity.name, token)
    tx.spaces.found_at("slack", identity.team, identity.url)
    linked = space.id in tx.networks.spaces_of(network.id)
    if not linked:
        only = not tx.networks.in_space(space.id)
        tx.networks.link(network.id, space.id, default=only)


def install_tenant(tx: Transaction, network: Network, tenant: str, name: str) -> None:
    """Record a tenant of Teams; one that is new lives in the network, until it leaves that."""
    known = any(one.platform == "teams" and one.external_id == tenant for one in tx.spaces.all())
    space = tx.spaces.install("teams", tenant, tenant, name)
    if not known:
        tx.networks.link(network.id, space.id, default=not tx.networks.in_space(space.id))


def name_organisers(
    tx: Transaction, network: Network, keys: tuple[AccountKey, ...], now: datetime
) -> list[AccountKey]:
    """Make these accounts organisers; return those whose workspace is not installed."""
    unknown = []
    for key in keys:
        if key.platform == MAIL:
            _name_by_mail(tx, network, key.user, now)
            continue
        spaces = [s for s in tx.spaces.all() if key.authority in (s.authority, s.external_id)]
        if not spaces:
            unknown.append(key)
            continue
        account = tx.accounts.see(key, spaces[0].id)
        tx.networks.add_organiser(network.id, account.id, now)
    return unknown


def _name_by_mail(tx: Transaction, network: Network, address: str, now: datetime) -> None:
    """Let whoever reads this mailbox organise: they get a link to confirm it, once."""
    space = open_mail_space(tx, network)
    account = tx.accounts.see(tx.addresses.mail_key(network.id, address), space.id)
    if tx.addresses.of(account.id) is None:
        ask_to_confirm(tx, network, address, now)
    tx.networks.add_organiser(network.id, account.id, now)
