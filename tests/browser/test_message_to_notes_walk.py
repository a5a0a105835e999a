"""A message becomes session notes from its own menu, by keyboard."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.conftest import PageAt
from tests.support.organiser_walk import Check
from tests.support.walk import WAIT, Walker, keep_picture, teapoint_running

HALL = "C0UNMENTOR"
WRITTEN = "Session title: Sharing data\nSession: 4\nNotes\nShare early\nShare often"


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path, browser: Browser) -> AsyncIterator[str]:
    """The playground of a program that was started as people start it."""
    async with teapoint_running(tmp_path) as found:
        yield found


@pytest.mark.browser
async def test_a_message_is_made_notes_by_keyboard(
    address: str, page_at: PageAt, assert_accessible: Check
) -> None:
    walk = Walker(await page_at(1440, f"{address}#/T0TEAPOINT:U0ADE/{HALL}"), address)
    await somebody_writes_in_the_channel(walk)
    await ade_opens_its_menu_by_keyboard(walk, assert_accessible)
    await ade_corrects_and_saves(walk, assert_accessible)


async def somebody_writes_in_the_channel(walk: Walker) -> None:
    messages = walk.page.locator("#messages .message")
    await expect(messages.first).to_be_visible(timeout=WAIT)
    box = walk.page.locator("#composer")
    await box.fill(WRITTEN)
    await box.press("Enter")
    # The Join card may come at the same moment, and stand below.
    await expect(messages.filter(has_text="Share often")).not_to_have_count(0, timeout=WAIT)


async def ade_opens_its_menu_by_keyboard(walk: Walker, assert_accessible: Check) -> None:
    message = walk.page.locator("#messages .message", has_text="Share often").last
    await message.focus()
    for _ in range(6):
        await walk.page.keyboard.press("Tab")
        if "More for" in (await walk.page.evaluate("document.activeElement.textContent")):
            break
    await walk.page.keyboard.press("Enter")
    item = message.get_by_role("button", name="Make these session notes")
    await expect(item).to_be_visible(timeout=WAIT)
    await assert_accessible(walk.page)
    await keep_picture(walk.page, "message-menu")
    await walk.page.keyboard.press("Tab")
    await walk.page.keyboard.press("Enter")


async def ade_corrects_and_saves(walk: Walker, assert_accessible: Check) -> None:
    await expect(walk.form.get_by_label("Title")).to_have_value("Sharing data", timeout=WAIT)
    await expect(walk.form.get_by_text("This is what we understood.")).to_be_visible()
    await assert_accessible(walk.page)
    await keep_picture(walk.page, "message-made-notes")
    await walk.form.get_by_label("Summary").fill("Share early and often.")
    await walk.presses("Save", where=walk.form)
    await expect(walk.form.get_by_text("Your notes of “Sharing data” are saved.")).to_be_visible(
        timeout=WAIT
    )
