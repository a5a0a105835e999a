"""The pages by which a workspace adds Teapoint: to a stand-in for Slack and back, on a phone too.

Yes, no, too late, opened twice: each ends on a page with one heading that says what happened.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.support.organiser_walk import Check
from tests.support.walk import WAIT, keep_picture, teapoint_running

ZOFIA = "T0HARBOURS:U0ZOFIA"
PHONE, DESK = 320, 1280

Open = Callable[[int], Awaitable[Page]]


pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("install page")]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> AsyncIterator[str]:
    """The playground of one program: what one test adds is there already for the next."""
    async with teapoint_running(tmp_path_factory.mktemp("install")) as found:
        yield found


@pytest_asyncio.fixture(loop_scope="session")
async def install_page(address: str, browser: Browser) -> AsyncIterator[Open]:
    """Open the page of this width; whatever the browser complains of fails the test."""
    said: list[str] = []
    async with AsyncExitStack() as stack:

        async def open_page(width: int) -> Page:
            viewport = {"width": width, "height": 800}
            context = await browser.new_context(viewport=viewport, locale="en-GB")  # type: ignore[arg-type]  # a plain dict
            stack.push_async_callback(context.close)
            page = await context.new_page()
            page.set_default_timeout(WAIT)
            page.on("pageerror", lambda error: said.append(str(error)))
            page.on("console", lambda line: said.append(line.text) if _is_bad(line) else None)
            await page.goto(f"{address}bot/slack/install")
            return page

        yield open_page
    assert not said


def _is_bad(line: object) -> bool:
    """A page that answers with 400 is no mistake of ours."""
    kind, text = getattr(line, "type", ""), getattr(line, "text", "")
    return kind == "error" and "Failed to load resource" not in text


async def check_page(page: Page, heading: str, check: Check) -> None:
    """One heading, which the title begins with; accessible; nothing wider than the screen."""
    await expect(page.get_by_role("heading", level=1)).to_have_text(heading, timeout=WAIT)
    await expect(page.locator("h1")).to_have_count(1)
    await expect(page).to_have_title(f"{heading} - Teapoint")
    await expect(page.get_by_role("banner")).to_contain_text("Teapoint")
    await check(page)
    wide = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, "one has to scroll sideways"


async def answer_at_slack(page: Page, button: str, check: Check) -> None:
    """Go to Slack's stand-in and press one of its two buttons, as Zofia."""
    await page.get_by_role("button", name="Continue to Slack").click()
    await check_page(page, "Add Teapoint to a workspace?", check)
    await page.get_by_label("You are").select_option(ZOFIA)
    await page.get_by_role("button", name=button).click()


@pytest.mark.parametrize("width", [PHONE, DESK])
async def test_a_workspace_adds_teapoint_by_keyboard(
    install_page: Open, address: str, assert_accessible: Check, width: int
) -> None:
    page = await install_page(width)
    await check_page(page, "Add Teapoint to your Slack workspace", assert_accessible)
    await expect(page.get_by_role("term")).not_to_have_count(0)
    if width == DESK:
        await keep_picture(page, "install-page")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Continue to Slack")).to_be_focused()
    await page.keyboard.press("Enter")
    await check_page(page, "Add Teapoint to a workspace?", assert_accessible)
    await page.get_by_label("You are").select_option(ZOFIA)
    await page.get_by_role("button", name="Allow").press("Enter")
    await check_page(page, "Teapoint is in Department for Harbours", assert_accessible)
    await page.reload()
    await check_page(page, "This link can't be used any more", assert_accessible)
    await expect(page.get_by_text("If you added Teapoint just before, it is there")).to_be_visible()
    await page.goto(f"{address}#/{ZOFIA}/bot")
    await expect(page.locator("#messages .message").last).to_contain_text(
        "Teapoint is connected to this workspace again", timeout=WAIT
    )


async def test_saying_no_changes_nothing_and_one_can_start_again(
    install_page: Open, assert_accessible: Check
) -> None:
    page = await install_page(PHONE)
    await answer_at_slack(page, "Cancel", assert_accessible)
    await check_page(page, "Teapoint was not added", assert_accessible)
    await expect(page.get_by_text("nothing has changed")).to_be_visible()
    await page.get_by_role("link", name="Start again").click()
    await check_page(page, "Add Teapoint to your Slack workspace", assert_accessible)


async def test_whoever_comes_back_too_late_is_told_so(
    install_page: Open, address: str, assert_accessible: Check
) -> None:
    page = await install_page(DESK)
    await page.get_by_role("button", name="Continue to Slack").click()
    await page.get_by_label("You are").select_option(ZOFIA)
    await _wait_eleven_minutes(page, address)
    await page.get_by_role("button", name="Allow").click()
    await check_page(page, "This link can't be used any more", assert_accessible)
    await expect(page.get_by_text(re.compile("works once, for ten minutes"))).to_be_visible()


async def test_it_reads_in_the_dark_and_with_forced_colours(
    browser: Browser, address: str, assert_accessible: Check
) -> None:
    for how in ({"color_scheme": "dark"}, {"forced_colors": "active"}):
        context = await browser.new_context(**how)  # type: ignore[arg-type]  # a plain dict
        page = await context.new_page()
        await page.goto(f"{address}bot/slack/install")
        await check_page(page, "Add Teapoint to your Slack workspace", assert_accessible)
        await context.close()


async def _wait_eleven_minutes(page: Page, address: str) -> None:
    seen = await page.request.get(f"{address}api/world", params={"as": ZOFIA})
    now = datetime.fromisoformat((await seen.json())["clock"]["now"])
    to = (now + timedelta(minutes=11)).isoformat()
    moved = await page.request.post(f"{address}api/clock", data={"to": to})
    assert moved.ok, await moved.text()
