"""After a session: somebody is interested, carries it on, is asked how it goes, tells what came."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.conftest import PageAt
from tests.support.organiser_walk import Check
from tests.support.walk import WAIT, Walker, Who, teapoint_running

ADE = Who("U0ADE", "Ade Bello")
MUNA = Who("U0MUNA", "Muna Elmi")
HALL = "C0UNMENTOR"
TITLE = "Practical support for reformers"


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path, browser: Browser) -> AsyncIterator[str]:
    """The playground of a program that was started as people start it."""
    async with teapoint_running(tmp_path) as found:
        yield found


@pytest.mark.browser
async def test_a_conversation_is_carried_on_and_comes_to_something(
    address: str, page_at: PageAt, assert_accessible: Check
) -> None:
    walk = Walker(await page_at(1440, f"{address}#/T0TEAPOINT:U0ADE/bot"), address)
    await ade_posts_notes(walk)
    await muna_is_interested(walk)
    await muna_is_asked_and_says_yes(walk, assert_accessible)
    await muna_is_asked_how_it_goes(walk)
    await ade_reads_what_came_of_it(walk)


async def ade_posts_notes(walk: Walker) -> None:
    await walk.types("/notes new")
    await walk.form.get_by_label("Title").fill(TITLE)
    await walk.form.get_by_label("Notes", exact=True).first.fill("Nobody knows who else is trying.")
    await walk.presses("Save", where=walk.form)
    await walk.closes()
    await walk.types("/notes post practical support #unmentoring")
    await walk.presses("Post in #unmentoring")
    await walk.reads("is being posted in #unmentoring")


async def muna_is_interested(walk: Walker) -> None:
    await walk.be(MUNA, HALL)
    post = walk.page.locator("#messages .message", has_text=TITLE).last
    await expect(post.get_by_role("button", name="I'm interested")).to_be_visible(timeout=WAIT)
    await walk.presses("I'm interested", where=post)
    await walk.reads("You'll hear what comes of")


async def muna_is_asked_and_says_yes(walk: Walker, assert_accessible: Check) -> None:
    await walk.moves_the_clock("Thursday 26 November at 10am")
    await walk.be(MUNA)
    await walk.reads("Who will carry this on?", "We ask this once.")
    await assert_accessible(walk.page)
    await walk.pictures_message("carry-on-question", "Who will carry this on?")
    await walk.presses("I will")
    await walk.reads("Thank you. You carry on")
    await walk.pictures_message("carry-on-thanks", "Thank you. You carry on")


async def muna_is_asked_how_it_goes(walk: Walker) -> None:
    await walk.moves_the_clock("how it goes")
    await walk.reads("How is it going?", "Get no more of these questions")
    await walk.pictures_message("carry-on-nudge", "How is it going?")
    await walk.presses("Done")
    await walk.presses("Say what happened next")
    await walk.form.get_by_label("What happened next?").fill("Three councils meet each month.")
    await walk.presses("Save", where=walk.form)
    await walk.reads("That is kept with the notes of", where=walk.form)
    await walk.closes()


async def ade_reads_what_came_of_it(walk: Walker) -> None:
    await walk.be(ADE, HALL)
    post = walk.page.locator("#messages .message", has_text=TITLE).last
    await expect(post.get_by_text("What happened next")).to_be_visible(timeout=WAIT)
    await expect(post.get_by_text("Three councils meet each month.")).to_be_visible(timeout=WAIT)
    await walk.pictures_message("carry-on-post", "What happened next")
