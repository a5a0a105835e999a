"""A workspace to hold dialogs in, on each database."""

from collections.abc import AsyncIterator

import pytest

from jobs.aside import Aside
from storage.store import Store
from tests.support.chat import World


@pytest.fixture
async def world(store: Store) -> AsyncIterator[World]:
    """A network with a scheme and an organiser, Priya Raman (user U0PRIYA)."""
    aside = Aside(store)
    yield await World.begin(aside)
    aside.close()
