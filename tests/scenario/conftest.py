"""Workspaces to hold dialogs in, on each database."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from jobs.aside import Aside
from storage.store import Store
from storage.transaction import Transaction
from storage.types import Space
from tests.support.chat import World


@pytest.fixture
async def world(store: Store) -> AsyncIterator[World]:
    """A network with a scheme and an organiser, Priya Raman (user U0PRIYA)."""
    aside = Aside(store)
    yield await World.begin(aside)
    aside.close()


@pytest.fixture
async def there(world: World) -> World:
    """A second workspace, in which the same network lives."""

    def install(tx: Transaction) -> Space:
        space = tx.spaces.install("slack", "T0HARBOURS", "T0HARBOURS", "Department for Harbours")
        tx.networks.link(world.network.id, space.id, default=True)
        return space

    return replace(world, space=await world.aside.write(install))
