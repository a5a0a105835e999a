"""Another partner in the same round, as people see it: can't, waiting, silent, introduced again."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.conftest import PageAt
from tests.support.organiser_walk import PRIYA, Check
from tests.support.walk import Walker, Who, teapoint_running

HUW = Who("U0HUW", "Huw Prosser")
MARGED = Who("U0MARGED", "Marged Pugh")
HALF_WAY = "half-way, people are asked whether they have met"
AGAIN = "those who wait for another partner are introduced to each other"


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path, browser: Browser) -> AsyncIterator[str]:
    """The playground of a program that was started as people start it."""
    async with teapoint_running(tmp_path) as found:
        yield found


@pytest.mark.browser
async def test_a_partner_who_cannot_and_one_who_is_silent(
    address: str, page_at: PageAt, assert_accessible: Check
) -> None:
    page = await page_at(1440, f"{address}#/T0TEAPOINT:U0HUW/bot")
    walk = Walker(page, address)
    await december_is_sent(walk)
    await walk.moves_the_clock(HALF_WAY)
    await walk.be(HUW)
    await walk.reads("met yet? All three answers are fine.")
    await walk.presses("I can't this time")
    await walk.reads("and look for somebody else for them.", "Find me somebody else")
    await assert_accessible(page)
    await walk.be(MARGED)
    await walk.reads("met yet? All three answers are fine.")
    await walk.presses("Not yet, but we will")
    await walk.reads(
        "If we hear nothing from", "we'll introduce you to somebody else.", "I'll wait"
    )
    await assert_accessible(page)
    await walk.pictures_message("silent-partner", "If we hear nothing from")
    await walk.moves_the_clock(AGAIN)
    await walk.be(MARGED, "latest")
    card = page.locator("#messages .message", has_text="Please meet each other").last
    await walk.reads("Why we matched you:", "There's no agenda, and no selling.", where=card)
    await walk.be(MARGED)
    await walk.types("/unmentor status")
    await walk.reads("You've been introduced to", "met yet? All three answers are fine.")
    await walk.be(HUW)
    await walk.types("/unmentor find me somebody else")
    # Whether somebody else waits already depends on how fast the others answer theirs.
    await walk.reads(re.compile("We're looking for a partner|is also waiting for a partner"))
    await assert_accessible(page)
    await walk.types("/unmentor rematch stop")
    await walk.reads("We've stopped looking for a partner for you.")


async def december_is_sent(walk: Walker) -> None:
    """The round is planned, and Priya sends it as it is."""
    await walk.moves_the_clock("the next round is planned")
    await walk.be(PRIYA)
    await walk.reads("Unmentoring, monthly: December's round")
    await walk.types("/unmentor round send yes")
    await walk.reads("are on their way")
