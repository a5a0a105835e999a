"""Lets the invented people on Teams into the playground's first network.

They joined this month, so the coming round is the first in which somebody on Slack may meet one.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from bot.command import Policy
from bot.demo import read_document
from bot.playground.teams.seed import make_personal_id
from bot.wording.members import privacy
from jobs.calendars.calendar import to_utc
from storage.queue_records import Consent
from storage.store import Store
from storage.transaction import Transaction
from storage.types import AccountKey, Contact, Network, Profile, Space

TEAMS = "teams"
Row = Mapping[str, Any]


def seed_teams(
    store: Store, network_name: str, service_url: str, bot_id: str, now: datetime, policy: Policy
) -> None:
    """Install the bot in the invented tenants, and let their members join; once.

    `service_url` is where their conversations are reached, `bot_id` who the bot is there.
    """
    document = read_document()
    with store.begin() as tx:
        network = next(each for each in tx.networks.all() if each.name == network_name)
        first = document[TEAMS]["people"][0]
        if tx.accounts.find(AccountKey(TEAMS, first["tenant"], first["id"])):
            return
        Tenants(tx, network, document[TEAMS], service_url, bot_id).fill(now, policy)


class Tenants:
    """One filling of one store."""

    def __init__(
        self, tx: Transaction, network: Network, document: Row, service_url: str, bot_id: str
    ) -> None:
        self._tx = tx
        self._network = network
        self._document = document
        self._service_url = service_url
        self._bot_id = bot_id

    def fill(self, now: datetime, policy: Policy) -> None:
        """Write the tenants, their channels and their people."""
        spaces = {row["id"]: self._install(row) for row in self._document["tenants"]}
        for row in self._document["teams"]:
            for channel in row["channels"]:
                self._see(spaces[row["tenant"]], channel)
        for person in self._document["people"]:
            if person["installed"]:
                self._add_person(spaces[person["tenant"]], person, now, privacy.version(policy))

    def _install(self, tenant: Row) -> Space:
        space = self._tx.spaces.install(TEAMS, tenant["id"], tenant["id"], tenant["name"])
        self._tx.networks.link(self._network.id, space.id, default=True)
        return space

    def _see(self, space: Space, channel: Row) -> None:
        self._tx.places.see(
            space.id, channel["id"], "channel", channel["name"], service_url=self._service_url
        )

    def _add_person(self, space: Space, person: Row, now: datetime, notice_version: str) -> None:
        tx = self._tx
        key = AccountKey(TEAMS, person["tenant"], person["id"])
        account = tx.accounts.see(key, space.id, person["name"])
        chat = make_personal_id(self._bot_id, person["id"])
        tx.places.see(
            space.id, chat, "direct", account_id=account.id, service_url=self._service_url
        )
        if not person["member"]:
            return
        joined = to_utc(date.fromisoformat(f"{person['joined']}-02"), time(10), "Europe/London")
        tx.addresses.keep(account.id, person["email"], "teams", now, verified=True)
        member = tx.members.join(self._network.id, account.id, self._profile(person), joined)
        tx.consents.record(Consent(member.id, "joined", notice_version, joined, TEAMS))
        for programme in tx.programmes.running(self._network.id):
            tx.enrolments.join(programme.id, member.id, joined)

    def _profile(self, person: Row) -> Profile:
        organisation = self._tx.organisations.find(self._network.id, person["organisation"])
        return Profile(
            name=person["name"],
            organisation_id=organisation.id if organisation else None,
            sector=organisation.sector if organisation else "",
            profession=person["profession"],
            region=person["region"],
            interests=tuple(person["interests"]),
            topics=person["topics"],
            contact=Contact(person["contact"]["email"], person["contact"]["phone"]),
            ease=person["ease"],
        )
