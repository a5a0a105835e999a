"""Somebody named in notes asks to be taken out, on a phone, by keyboard and without a script."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest_asyncio
from cryptography.fernet import Fernet
from playwright.async_api import Browser, Page, ViewportSize, expect
from starlette.applications import Starlette

from bot import migrations
from bot.keys import FernetCipher
from bot.pages.removal import RemovalPages
from jobs.aside import Aside
from storage.store import open_store
from tests.support.playground import serving
from tests.support.rooms import Rooms
from tests.support.walk import keep_picture

Check = Callable[[Page], Awaitable[None]]
PHONE = ViewportSize(width=390, height=844)


@pytest_asyncio.fixture(loop_scope="session")
async def rooms(tmp_path: Path) -> AsyncIterator[Rooms]:
    url = f"sqlite:///{tmp_path}/removal.db"
    migrations.upgrade(url)
    store = open_store(url, FernetCipher([Fernet.generate_key().decode()]))
    aside = Aside(store)
    yield await Rooms.begin(aside, "http://127.0.0.1")
    aside.close()
    store.close()


async def test_somebody_asks_to_be_taken_out(
    rooms: Rooms, browser: Browser, assert_accessible: Check
) -> None:
    session = await rooms.add()
    pages = RemovalPages(rooms.aside, rooms.links, "http://127.0.0.1", lambda: rooms.now)
    app = Starlette(routes=[*rooms.app().routes, *pages.routes()])
    path = rooms.links.removal(session.id, session.network_id).removeprefix("http://127.0.0.1")
    async with serving(app) as origin:
        context = await browser.new_context(viewport=PHONE, java_script_enabled=False)
        page = await context.new_page()
        await page.goto(origin + path)
        await page.get_by_role("button", name="Ask for it to be taken out").click()
        await expect(page.get_by_role("alert")).to_contain_text("Write what should be taken out")
        await page.get_by_label("What should be taken out?").fill("The line with my name.")
        await page.keyboard.press("Tab")
        await page.keyboard.type("mina@example.org")
        await keep_picture(page, "removal-page")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading")).to_have_text("Your request has been sent")
        await context.close()
        (asked,) = await rooms.aside.read(lambda tx: tx.removals.open(rooms.network.id))
        assert (asked.words, asked.contact) == ("The line with my name.", "mina@example.org")
        await _check_looks(browser, origin + path, assert_accessible)


async def _check_looks(browser: Browser, address: str, axe: Check) -> None:
    """Light, dark and small: axe finds nothing, and nothing scrolls sideways."""
    for scheme in ("light", "dark"):
        context = await browser.new_context(
            viewport=ViewportSize(width=320, height=600),
            color_scheme=scheme,
        )
        page = await context.new_page()
        await page.goto(address)
        await axe(page)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await context.close()
