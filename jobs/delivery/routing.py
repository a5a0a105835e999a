"""Where a delivery goes: the conversation if it is known, else whom to open one with."""

from collections.abc import Sequence
from dataclasses import dataclass

from jobs.delivery.reaching import read_addresses
from storage.queue_records import Delivery
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Target:
    """A platform, and there a conversation (once it is known) or the users to open one with."""

    platform: str
    place: str | None
    users: Sequence[str]


def find_target(tx: Transaction, delivery: Delivery) -> Target:
    """Return where the delivery goes; a route that was fixed once is never changed here."""
    platform = tx.spaces.get(delivery.space_id).platform
    place = known_place(tx, delivery)
    return Target(platform, place, [] if place else _users(tx, delivery))


def known_place(tx: Transaction, delivery: Delivery) -> str | None:
    """Return the platform's id of the conversation, if it was ever opened."""
    if delivery.remote_place:
        return delivery.remote_place
    if delivery.place_id:
        return tx.places.get(delivery.place_id).external_id
    if delivery.account_id:
        place = tx.places.direct(delivery.account_id, delivery.space_id)
        return place.external_id if place else None
    return None


def remember_place(tx: Transaction, delivery: Delivery, place: str) -> None:
    """Keep an opened conversation: opening is what platforms limit most."""
    if delivery.account_id:
        tx.places.see(delivery.space_id, place, "direct", account_id=delivery.account_id)
    elif delivery.group_id:
        tx.places.see(delivery.space_id, place, "group")


def _users(tx: Transaction, delivery: Delivery) -> list[str]:
    if delivery.account_id:
        return [tx.accounts.get(delivery.account_id).key.user]
    if delivery.group_id is None:
        return []
    group = tx.rounds.group(delivery.group_id, delivery.network_id)
    book = read_addresses(tx, group.members)
    return [
        account.key.user
        for member in group.members
        for account in book.within(member, delivery.space_id)
    ]
