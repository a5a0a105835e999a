"""The playground's first network follows two blogs of the playground's own little web.

A channel has a weekly digest, and one member has their own. The blogs are served where the
playground is, so this is done at each start, when that is known: once, and never again in a network
that has digests; there only the addresses are set right, should the port be another.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from jobs.digests import editions
from storage.digest_records import Digest, DigestPlan
from storage.store import Store
from storage.transaction import Transaction
from storage.types import Account, AccountKey, Network

ROOT = "/playground/web/"
_FOLLOWED = (("northmoor", "Northmoor digital"), ("planet", "Public sector planet"))
_TEAM, _CHANNEL, _NAME = "T0TEAPOINT", "C0GENERAL", "general"
_ORGANISER, _READER = "U0PRIYA", "U0HUW"
_WEEKLY = DigestPlan("weekly", weekday=0, at="09:00")
_LEASE = timedelta(minutes=1)


def follow_blogs(store: Store, name: str, origin: str, now: datetime) -> None:
    """Let the network of this name follow blogs at an origin, such as http://127.0.0.1:8080.

    What they wrote lately counts as new, so that there is something to read from the first day.
    """
    with store.begin() as tx:
        network = next((each for each in tx.networks.all() if each.name == name), None)
        if network is None:
            return
        if tx.digests.all(network.id):
            _set_right(tx, network, origin, now)
        else:
            _follow(tx, network, f"{origin}{ROOT}", now)


def _follow(tx: Transaction, network: Network, base: str, now: datetime) -> None:
    feeds = [
        tx.feeds.add(f"{base}{name}/feed.xml", now, title, f"{base}{name}/")
        for name, title in _FOLLOWED
    ]
    for digest in _open(tx, network, now):
        for feed in feeds:
            tx.digests.follow(digest.id, feed.id, (), digest.made_by, now)
        editions.set_plan(tx, digest, replace(_WEEKLY, starts=now.date()), now)
    for feed, token in tx.feeds.claim(len(feeds), now, _LEASE):
        tx.feeds.keep(replace(feed, began=True, state="alive", next_check_at=now), token, now)


def _open(tx: Transaction, network: Network, now: datetime) -> Iterator[Digest]:
    """The channel's digest, and the member's."""
    organiser, reader = _account(tx, _ORGANISER), _account(tx, _READER)
    if organiser is not None:
        space = tx.spaces.find("slack", _TEAM)
        place = tx.places.see(space.id, _CHANNEL, "channel", _NAME)
        yield tx.digests.open_for_place(network.id, place.id, organiser.id, now)
    member = tx.members.find(network.id, reader.id) if reader else None
    if reader is not None and member is not None:
        yield tx.digests.open_for_member(network.id, member.id, reader.id, now)


def _account(tx: Transaction, user: str) -> Account | None:
    return tx.accounts.find(AccountKey("slack", _TEAM, user))


def _set_right(tx: Transaction, network: Network, origin: str, now: datetime) -> None:
    """The little web is where the playground is."""
    for feed in tx.feeds.many(tx.digests.feeds_of(network.id)).values():
        parts = urlsplit(feed.url)
        if parts.path.startswith(ROOT) and f"{parts.scheme}://{parts.netloc}" != origin:
            tx.feeds.move(feed.id, f"{origin}{parts.path}", now)
