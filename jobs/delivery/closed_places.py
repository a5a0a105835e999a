"""A channel in which nothing can be posted any more: it is marked, and organisers are told."""

from datetime import datetime

from jobs.delivery.reaching import keepers_to
from storage.notices import ChannelClosed
from storage.store import Transaction
from storage.types import Place


def close_place(tx: Transaction, place: Place, why: str, now: datetime) -> None:
    """Mark the place; the organisers of each scheme that posts there are told once."""
    if place.closed_why:
        return
    tx.places.close(place.id, why)
    for network in tx.networks.all():
        for programme in tx.programmes.running(network.id):
            if programme.place_id == place.id:
                notice, to = ChannelClosed(programme.id), keepers_to(tx, programme)
                tx.notices.queue(network.id, notice, to, now, occasion=now.isoformat())
