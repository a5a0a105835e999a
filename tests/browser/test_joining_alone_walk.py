"""A visitor keeps a takeaway: no member yet, they join for session notes alone, and it is kept."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.conftest import PageAt
from tests.support.organiser_walk import Check
from tests.support.walk import Walker, Who, teapoint_running

SAM = Who("U0SAM", "Sam Okafor")


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path, browser: Browser) -> AsyncIterator[str]:
    """The playground of a program that was started as people start it."""
    async with teapoint_running(tmp_path) as found:
        yield found


@pytest.mark.browser
async def test_what_a_visitor_typed_is_kept_once_they_joined(
    address: str, page_at: PageAt, assert_accessible: Check
) -> None:
    walk = Walker(await page_at(1440, f"{address}#/T0TEAPOINT:U0SAM/bot"), address)
    await walk.types("/notes takeaway Ask legal on the first day")
    await walk.reads("Session notes are for this network's members")
    await walk.pictures_message("join-network", "Session notes are for")
    await walk.presses("Join Public services together")
    await walk.reads("Then we go on with", where=walk.form)
    await assert_accessible(walk.page)
    await walk.finds("Your organisation", "harb", "Department for Harbours")
    await walk.presses("Join", where=walk.form)
    await walk.reads("You've joined", "Your takeaway is kept", where=walk.form)
    await assert_accessible(walk.page)
    await walk.closes()
    await walk.be(SAM, "home")
    await walk.reads("You're in no scheme", where=walk.page.locator("main"))
