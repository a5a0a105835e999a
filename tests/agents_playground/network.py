"""The invented people of this check, as Agents Playground reads them and as the bot keeps them."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.playground.teams import CLIENT_ID
from storage.programmes import Plan
from storage.transaction import Transaction
from storage.types import AccountKey, Contact, Network, Place, PlaceId, Profile

Json = dict[str, Any]

TENANT = "0c0c0c0c-0000-4000-8000-000000000001"
TENANT_NAME = "Tynewick Borough Council"
BOT = f"28:{CLIENT_ID}"
TEAM = "19:team@thread.tacv2"
CHANNEL = "19:coffee@thread.tacv2"
CHAT = "a:chat-of-jo"
SCHEME = "Unmentoring, monthly"
START = datetime(2026, 11, 26, 10, tzinfo=UTC)
"""A Thursday morning: introductions are sent on working days."""

DUE = datetime(2026, 11, 30, 8, 51, tzinfo=UTC)
"""Some minutes before the first digest, in which the blogs are read."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the tenant; `id` is how Agents Playground and the bot name them."""

    id: str
    name: str

    @property
    def key(self) -> AccountKey:
        """Their account."""
        return AccountKey("teams", TENANT, self.id)

    def describe(self) -> Json:
        """As Agents Playground reads them."""
        first, _, last = self.name.partition(" ")
        address = f"{first.lower()}@council.example"
        return {
            "id": self.id,
            "aadObjectId": self.id,
            "name": self.name,
            "givenName": first,
            "surname": last,
            "email": address,
            "userPrincipleName": address,  # spelt so by its configuration
        }


def _person(number: int, name: str) -> Person:
    return Person(f"0c0c0c0c-0000-4000-8000-0000000000a{number}", name)


JO = _person(1, "Jo Hughes")
"""Who sits at the keyboard: they organise, and join."""

BEE = _person(2, "Bee Adeyemi")
"""A member, whom Jo is introduced to."""

_OTHERS = ("Kit Sowden", "Sian Pritchard", "Tom Brook", "Zara Lind")


def describe_world() -> str:
    """Return Agents Playground's configuration. It reads YAML, of which JSON is a part.

    It wants five people or more beside whoever is at the keyboard, and exactly one channel; all
    ids differ.
    """
    others = [BEE, *(_person(n, name) for n, name in enumerate(_OTHERS, 3))]
    world = {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": {"id": BOT, "name": "Teapoint"},
        "currentUser": JO.describe(),
        "users": [person.describe() for person in others],
        "personalChat": {"id": CHAT},
        "groupChat": {"id": "19:biscuits@thread.v2", "name": "Biscuits"},
        "team": {
            "id": TEAM,
            "name": "Digital",
            "aadGroupId": f"{TENANT[:-1]}f",
            "channels": [{"id": CHANNEL, "name": "Coffee"}],
        },
    }
    return json.dumps(world, indent=1)


def seed(tx: Transaction, network: Network, service_url: str) -> None:
    """Write the channel, a scheme in it, and one member; Jo is known to nobody yet."""
    channel = _add_channel(tx, network, service_url)
    scheme = tx.programmes.add(network.id, Plan(SCHEME, channel))
    organisation = tx.organisations.add(network.id, "Tarnside Community NHS Trust", "health", "")
    space = tx.spaces.find("teams", TENANT)
    account = tx.accounts.see(BEE.key, space.id, BEE.name)
    profile = Profile(
        BEE.name,
        organisation.id,
        profession="delivery",
        interests=("data standards", "service design"),
        topics="What helps people who **never** asked for a <at>new system</at>",
        contact=Contact(email="bee@council.example"),
    )
    member = tx.members.join(network.id, account.id, profile, START)
    tx.enrolments.join(scheme.id, member.id, START)
    tx.organisations.add(network.id, TENANT_NAME, "local", "")


def _add_channel(tx: Transaction, network: Network, service_url: str) -> PlaceId:
    space = tx.spaces.find("teams", TENANT)
    place: Place = tx.places.see(space.id, CHANNEL, "channel", "Coffee", service_url=service_url)
    tx.places.give(place.id, network.id)
    return place.id
