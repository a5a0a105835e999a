"""A workspace with a network in it, for tests of storage."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from storage.store import Store
from storage.types import AccountId, AccountKey, NetworkId, SpaceId
from tests.support.living import Life, live_through


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture
def space_id(store: Store) -> SpaceId:
    with store.begin() as tx:
        return tx.spaces.install("slack", "T1", "T1", "Tea workspace", "xoxb-tea").id


@pytest.fixture
def network_id(store: Store, space_id: SpaceId) -> NetworkId:
    with store.begin() as tx:
        network = tx.networks.add("LocalGov Tea")
        tx.networks.link(network.id, space_id, default=True)
        return network.id


@pytest.fixture
def newcomer(store: Store, space_id: SpaceId) -> Callable[[str], AccountId]:
    """Make an account for somebody of this name."""

    def see(name: str) -> AccountId:
        with store.begin() as tx:
            key = AccountKey("slack", "T1", f"U-{name}")
            return tx.accounts.see(key, space_id, name).id

    return see


LiveIn = Callable[[NetworkId, str], Life]


@pytest.fixture
def live_in(
    store: Store, space_id: SpaceId, newcomer: Callable[[str], AccountId], now: datetime
) -> LiveIn:
    """Live through everything that there is a table for, in a network, every name after a word."""

    def live(network_id: NetworkId, word: str) -> Life:
        people = (newcomer("canary"), newcomer("partner"), newcomer("third"))
        return live_through(store, network_id, space_id, people, word, now)

    return live


@pytest.fixture
def life(live_in: LiveIn, network_id: NetworkId) -> Life:
    return live_in(network_id, "")
