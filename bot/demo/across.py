"""Lets invented people on Teams, and some with e-mail alone, into the playground's first network.

They joined this month, so the coming round is the first in which somebody on Slack may meet one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from bot.command import Policy
from bot.demo.filling import read_document, read_profile
from bot.playground.teams.seed import make_personal_id
from bot.wording.members import privacy
from jobs.calendars.calendar import to_utc
from jobs.members.by_mail import open_mail_space
from storage.addresses import MAIL, How
from storage.queue_records import Consent
from storage.store import Store
from storage.transaction import Transaction
from storage.types import Account, AccountKey, Network, Space

TEAMS = "teams"
_DAY = 2
Row = Mapping[str, Any]


def seed_teams(
    store: Store, network_name: str, service_url: str, bot_id: str, now: datetime, policy: Policy
) -> None:
    """Install the bot in the invented tenants, and let their members join; once.

    `service_url` is where their conversations are reached, `bot_id` who the bot is there.
    """
    document = read_document()[TEAMS]
    with store.begin() as tx:
        first = document["people"][0]
        if tx.accounts.find(AccountKey(TEAMS, first["tenant"], first["id"])) is None:
            door = Door(tx, _find_network(tx, network_name), now, privacy.version(policy))
            Tenants(door, service_url, bot_id).fill(document)


def seed_mail(store: Store, network_name: str, now: datetime, policy: Policy) -> None:
    """Let the invented people who have e-mail alone join; once. Others can, on the join page."""
    with store.begin() as tx:
        network = _find_network(tx, network_name)
        space = open_mail_space(tx, network)
        if tx.join_pages.of(network.id) is None:
            organiser = tx.networks.organisers(network.id)[0]
            tx.join_pages.open(network.id, organiser.id, now)
        door = Door(tx, network, now, privacy.version(policy))
        for person in read_document()[MAIL]:
            key = tx.addresses.mail_key(network.id, person["email"])
            if person["member"] and tx.accounts.find(key) is None:
                door.let_in(tx.accounts.see(key, space.id, person["name"]), person)


def _find_network(tx: Transaction, name: str) -> Network:
    return next(each for each in tx.networks.all() if each.name == name)


@dataclass(frozen=True, slots=True)
class Door:
    """The way into one network; whoever comes has read this version of the privacy notice."""

    tx: Transaction
    network: Network
    now: datetime
    notice_version: str

    def let_in(self, account: Account, person: Row) -> None:
        """Make somebody a member who takes part in every scheme; their address is proven."""
        tx, platform = self.tx, account.key.platform
        how: How = "teams" if platform == TEAMS else "mail"
        tx.addresses.keep(account.id, person["email"], how, self.now, verified=True)
        joined = to_utc(date.fromisoformat(f"{person['joined']}-{_DAY:02}"), time(10), "UTC")
        organisation = tx.organisations.find(self.network.id, person["organisation"])
        profile = read_profile(person, organisation)
        member = tx.members.join(self.network.id, account.id, profile, joined)
        tx.consents.record(Consent(member.id, "joined", self.notice_version, joined, platform))
        for programme in tx.programmes.running(self.network.id):
            tx.enrolments.join(programme.id, member.id, joined)


@dataclass(frozen=True, slots=True)
class Tenants:
    """The invented tenants of Teams, each a workspace of the network."""

    door: Door
    service_url: str
    bot_id: str

    def fill(self, document: Row) -> None:
        """Write the tenants, their channels and their people."""
        spaces = {row["id"]: self._install(row) for row in document["tenants"]}
        for row in document["teams"]:
            for channel in row["channels"]:
                self._see(spaces[row["tenant"]], channel)
        for person in document["people"]:
            if person["installed"]:
                self._add_person(spaces[person["tenant"]], person)

    def _install(self, tenant: Row) -> Space:
        tx = self.door.tx
        space = tx.spaces.install(TEAMS, tenant["id"], tenant["id"], tenant["name"])
        tx.networks.link(self.door.network.id, space.id, default=True)
        return space

    def _see(self, space: Space, channel: Row) -> None:
        self.door.tx.places.see(
            space.id, channel["id"], "channel", channel["name"], service_url=self.service_url
        )

    def _add_person(self, space: Space, person: Row) -> None:
        tx = self.door.tx
        key = AccountKey(TEAMS, person["tenant"], person["id"])
        account = tx.accounts.see(key, space.id, person["name"])
        chat = make_personal_id(self.bot_id, person["id"])
        tx.places.see(space.id, chat, "direct", account_id=account.id, service_url=self.service_url)
        if person["member"]:
            self.door.let_in(account, person)
