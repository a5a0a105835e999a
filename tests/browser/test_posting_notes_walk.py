"""Notes are posted to a channel, read in its thread by keyboard, changed and taken back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.conftest import PageAt
from tests.support.organiser_walk import Check
from tests.support.walk import WAIT, Walker, Who, teapoint_running

ADE = Who("U0ADE", "Ade Bello")
HALL = "C0UNMENTOR"
TITLE = "Practical support for reformers"
NOTES = "\n\n".join(
    f"Point {n}. Nobody knows who else is trying, and everybody would like to. " * 3
    for n in range(14)
)


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path, browser: Browser) -> AsyncIterator[str]:
    """The playground of a program that was started as people start it."""
    async with teapoint_running(tmp_path) as found:
        yield found


@pytest.mark.browser
async def test_notes_stand_in_a_channel_change_and_go(
    address: str, page_at: PageAt, assert_accessible: Check
) -> None:
    walk = Walker(await page_at(1440, f"{address}#/T0TEAPOINT:U0ADE/bot"), address)
    await ade_writes_and_posts(walk)
    await ade_reads_the_thread_by_keyboard(walk, assert_accessible)
    await ade_changes_the_notes(walk)
    await ade_takes_them_back(walk)


async def ade_writes_and_posts(walk: Walker) -> None:
    await walk.types("/notes new")
    await walk.form.get_by_label("Title").fill(TITLE)
    await walk.form.get_by_label("Summary").fill(
        "Reform is lonely. People want to find each other."
    )
    await walk.form.get_by_label("Notes", exact=True).first.fill(NOTES[:2_900])
    await walk.presses("Save", where=walk.form)
    await walk.closes()
    await walk.types("/notes post practical support #unmentoring")
    await walk.reads("This is how it will look", "It goes to #unmentoring.")
    await walk.presses("Post in #unmentoring")
    await walk.reads("is being posted in #unmentoring")


async def ade_reads_the_thread_by_keyboard(walk: Walker, assert_accessible: Check) -> None:
    await walk.be(ADE, HALL)
    post = walk.page.locator("#messages .message", has_text=TITLE).last
    link = post.get_by_role("link", name="replies")
    await expect(link).to_be_visible(timeout=WAIT)
    await post.focus()
    await walk.page.keyboard.press("Tab")
    while "repl" not in (await walk.page.evaluate("document.activeElement.textContent")):
        await walk.page.keyboard.press("Tab")
    await walk.page.keyboard.press("Enter")
    panel = walk.page.locator("#panel")
    await expect(panel.get_by_role("heading", name="Thread")).to_be_visible(timeout=WAIT)
    await expect(panel.get_by_text("Notes, part 1 of 2")).to_be_visible(timeout=WAIT)
    await assert_accessible(walk.page)


async def ade_changes_the_notes(walk: Walker) -> None:
    await walk.types("/notes edit practical support")
    await walk.form.get_by_label("Summary").fill("Reform is less lonely now.")
    await walk.presses("Save", where=walk.form)
    await walk.closes()
    post = walk.page.locator("#messages .message", has_text="Reform is less lonely now.").last
    await expect(post.get_by_text("Edited")).to_be_visible(timeout=WAIT)


async def ade_takes_them_back(walk: Walker) -> None:
    await walk.types("/notes withdraw practical support")
    await expect(
        walk.page.locator("#messages .message", has_text="Reform is less lonely now.")
    ).to_have_count(0, timeout=WAIT)
    await expect(walk.page.locator("#panel").get_by_text("This message is gone.")).to_be_visible(
        timeout=WAIT
    )
