"""A channel in which nothing can be posted any more: it is marked, and organisers are told."""

from datetime import datetime

from jobs.delivery.reaching import keepers_to, organisers_to
from storage.notices.digests import DigestChannelClosed
from storage.notices.workspaces import ChannelClosed
from storage.transaction import Transaction
from storage.types import Network, Place


def close_place(tx: Transaction, place: Place, why: str, now: datetime) -> None:
    """Mark the place; organisers of each scheme and digest that posts there are told once."""
    if place.closed_why:
        return
    tx.places.close(place.id, why)
    for network in tx.networks.all():
        _tell_of_digest(tx, network, place, now)
        for programme in tx.programmes.running(network.id):
            if programme.place_id == place.id:
                notice, to = ChannelClosed(programme.id), keepers_to(tx, programme)
                tx.notices.queue(network.id, notice, to, now, occasion=now.isoformat())


def _tell_of_digest(tx: Transaction, network: Network, place: Place, now: datetime) -> None:
    digest = tx.digests.of_place(network.id, place.id)
    if digest and digest.plan.rhythm != "off":
        notice, to = DigestChannelClosed(digest.id), organisers_to(tx, network.id)
        tx.notices.queue(network.id, notice, to, now, occasion=now.isoformat())
