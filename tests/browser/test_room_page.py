"""Two phones on one page for a room: at once, in a tunnel, closed and opened again, by keyboard."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest_asyncio
from cryptography.fernet import Fernet
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from bot import migrations
from bot.keys import FernetCipher
from jobs.aside import Aside
from jobs.rooms.room_points import fold_points, text_with_points
from storage.session_records import EventSession
from storage.store import open_store
from tests.support.playground import serving
from tests.support.rooms import Rooms
from tests.support.walk import WAIT, keep_picture

Check = Callable[[Page], Awaitable[None]]
PHONE = {"width": 390, "height": 844}


@dataclass
class Site:
    """A served page for a room, and the phones that open it."""

    browser: Browser
    rooms: Rooms
    origin: str
    stack: AsyncExitStack
    errors: list[str] = field(default_factory=list)

    async def phone(self, **more: object) -> BrowserContext:
        """A phone of its own; a script error or a breach of the page's policy fails the test."""
        options = {"viewport": PHONE, "reduced_motion": "reduce", "locale": "en-GB", **more}
        context = await self.browser.new_context(**options)  # type: ignore[arg-type] # a plain dict
        self.stack.push_async_callback(context.close)
        context.set_default_timeout(WAIT)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("console", lambda said: self._note(said.type, said.text))
        return context

    async def open(self, phone: BrowserContext, session: EventSession) -> Page:
        """Open the page on a phone."""
        page = await phone.new_page()
        await page.goto(f"{self.origin}/r/{session.code}")
        return page

    def _note(self, kind: str, text: str) -> None:
        # Without a connection, requests fail: that is the test.
        if kind == "error" and "Failed to load resource" not in text and "ERR_" not in text:
            self.errors.append(text)


@pytest_asyncio.fixture(loop_scope="session")
async def site(tmp_path: Path, browser: Browser) -> AsyncIterator[Site]:
    url = f"sqlite:///{tmp_path}/room.db"
    migrations.upgrade(url)
    store = open_store(url, FernetCipher([Fernet.generate_key().decode()]))
    aside = Aside(store)
    rooms = await Rooms.begin(aside, "http://127.0.0.1", beat=1.0)
    async with serving(rooms.app()) as origin, AsyncExitStack() as stack:
        site = Site(browser, rooms, origin, stack)
        yield site
        await stack.aclose()
        await rooms.watch.aclose()
    aside.close()
    store.close()
    assert not site.errors


def _points(page: Page) -> Locator:
    return page.locator("#points .words")


async def _add(page: Page, text: str) -> None:
    await page.get_by_label("What was said").fill(text)
    await page.get_by_role("button", name="Add this point").click()


async def _kept(page: Page, words: str = "Kept.") -> None:
    await expect(page.locator("#kept")).to_have_text(words)


async def test_two_phones_add_at_once_and_both_see_both(
    site: Site, assert_accessible: Check
) -> None:
    session = await site.rooms.add()
    await site.rooms.write(session, "Start with one dataset.", "Kate led the session.")
    ash = await site.open(await site.phone(), session)
    bo = await site.open(await site.phone(color_scheme="dark"), session)
    await ash.get_by_label("Your name, if you like").fill("Ash Nicol")
    await ash.get_by_label("What was said").press_sequentially("Agree on one standard")
    await expect(bo.locator("#writing")).to_have_text("Somebody is writing.")
    await expect(ash.locator("#writing")).to_have_text("")
    await bo.get_by_label("What was said").fill("Talk to the lawyers early")
    await ash.get_by_role("button", name="Add this point").click()
    await bo.get_by_role("button", name="Add this point").click()
    for page in (ash, bo):
        await expect(_points(page)).to_have_count(2)
        await expect(page.locator("#points")).to_contain_text("Agree on one standard")
        await expect(page.locator("#points")).to_contain_text("Talk to the lawyers early")
        await _kept(page)
        await expect(page.get_by_label("What was said")).to_have_value("")
        await assert_accessible(page)
    await expect(bo.locator("#points")).to_contain_text("Ash Nicol")
    await expect(bo.locator("#heard")).to_have_text(
        "New point from Ash Nicol: Agree on one standard"
    )
    await expect(bo.get_by_role("link", name=re.compile("^Change: Agree"))).to_have_count(0)
    words = ["Agree on one standard", "Talk to the lawyers early"]
    for page in (ash, bo):
        await expect(_points(page)).to_have_text(words)
    await keep_picture(ash.locator("body"), "room-page")
    await keep_picture(bo.locator("body"), "room-page-dark")


async def test_a_point_that_names_somebody_waits_for_its_writers_word(
    site: Site, assert_accessible: Check
) -> None:
    session = await site.rooms.add(consent="chatham")
    phone = await site.phone()
    ash, bo = await site.open(phone, session), await site.open(await site.phone(), session)
    await _add(ash, "Oscar Fenn thinks it costs too much")
    asked = "not in the notes yet, as it seems to name somebody"
    await expect(ash.locator("#points")).to_contain_text(asked)
    await expect(ash.locator("#kept")).to_contain_text("It seems to name somebody: Oscar Fenn.")
    await assert_accessible(ash)
    await expect(_points(bo)).to_have_count(0)
    await ash.close()  # nothing is lost: the question stands in the list again
    ash = await site.open(phone, session)
    await expect(ash.locator("#points")).to_contain_text(asked)
    await expect(ash.get_by_label("What was said")).to_have_value("")
    await ash.get_by_role("link", name=re.compile("^Change: Oscar")).click()
    await ash.get_by_label("What was said").fill("Somebody thinks it costs too much")
    await ash.get_by_role("button", name="Save the change").click()
    await expect(_points(bo)).to_have_text(["Somebody thinks it costs too much"])
    await _add(ash, "Ash Nicol said yes")
    await ash.get_by_role("button", name=re.compile("^Add it as it is: Ash Nicol")).press("Enter")
    await expect(_points(bo)).to_have_count(2)
    await expect(ash.locator("#points .here")).to_have_count(0)
    assert [words for words, _name in await site.rooms.said(session)] == [
        "Somebody thinks it costs too much",
        "Ash Nicol said yes",
    ]


async def test_the_tunnel_loses_nothing(site: Site) -> None:
    session = await site.rooms.add()
    phone = await site.phone()
    ash, bo = await site.open(phone, session), await site.open(await site.phone(), session)
    await phone.set_offline(True)
    await _add(ash, "Said in the tunnel")
    await _kept(ash, "Kept on this phone. It will be sent when there is a connection.")
    await expect(ash.locator("#points")).to_contain_text("kept on this phone, not sent yet")
    await ash.get_by_label("What was said").press_sequentially("And half a thou")
    await _add(bo, "Said outside")
    await ash.close()
    await phone.set_offline(False)
    again = await site.open(phone, session)
    await expect(again.get_by_label("What was said")).to_have_value("And half a thou")
    await expect(_points(bo)).to_have_text(["Said outside", "Said in the tunnel"])
    await expect(again.locator("#points .here")).to_have_count(0)
    await again.get_by_label("What was said").press("Control+End")
    await again.get_by_label("What was said").press_sequentially("ght")
    await again.get_by_role("button", name="Add this point").click()
    await expect(_points(bo)).to_have_text(
        ["Said outside", "Said in the tunnel", "And half a thought"]
    )
    kept = [words for words, _name in await site.rooms.said(session)]
    assert kept == ["Said outside", "Said in the tunnel", "And half a thought"]


async def test_what_came_while_nothing_could_be_added_is_added_once_it_can_be(site: Site) -> None:
    session = await site.rooms.add()
    phone = await site.phone()
    ash = await site.open(phone, session)
    await phone.set_offline(True)
    await _add(ash, "Said in the tunnel")
    await ash.get_by_label("What was said").fill("Half a thought")
    await site.rooms.change(session, "none")
    await phone.set_offline(False)
    await expect(ash.locator("main")).to_contain_text("asked that no notes are taken")
    assert await site.rooms.said(session) == []
    await site.rooms.change(session, "ordinary")
    await ash.reload()
    await expect(ash.get_by_label("What was said")).to_have_value("Half a thought")
    await expect(_points(ash)).to_have_text(["Said in the tunnel"])
    await expect(ash.locator("#points .here")).to_have_count(0)
    assert [words for words, _name in await site.rooms.said(session)] == ["Said in the tunnel"]
    await ash.get_by_role("button", name="Add this point").click()
    await expect(_points(ash)).to_have_text(["Said in the tunnel", "Half a thought"])
    await _kept(ash)
    assert len(await site.rooms.said(session)) == 2


async def test_a_page_that_loses_its_connection_sends_by_itself_and_catches_up(
    site: Site,
) -> None:
    session = await site.rooms.add()
    phone = await site.phone()
    ash, bo = await site.open(phone, session), await site.open(await site.phone(), session)
    await _add(ash, "Before")
    await expect(_points(bo)).to_have_count(1)
    await phone.set_offline(True)
    await _add(ash, "In between")
    await _add(bo, "Meanwhile")
    await _kept(ash, "Kept on this phone. It will be sent when there is a connection.")
    await phone.set_offline(False)
    await expect(_points(bo)).to_have_text(["Before", "Meanwhile", "In between"])
    await expect(ash.locator("#points")).to_contain_text("Meanwhile")
    await expect(ash.locator("#points .here")).to_have_count(0)


async def test_a_point_is_changed_on_the_page_and_folded_notes_appear(site: Site) -> None:
    session = await site.rooms.add()
    ash, bo = (
        await site.open(await site.phone(), session),
        await site.open(await site.phone(), session),
    )
    await _add(ash, "Teh standard")
    await _kept(ash)
    await ash.get_by_role("link", name="Change: Teh standard").click()
    await expect(ash.get_by_role("heading", name="Change a point")).to_be_visible()
    await ash.get_by_label("What was said").fill("The standard")
    await ash.get_by_role("button", name="Save the change").click()
    await expect(_points(bo)).to_have_text(["The standard"])
    await ash.get_by_role("link", name="Change: The standard").click()
    await ash.get_by_label("What was said").fill("The standard, but better")

    text = await site.rooms.aside.read(lambda tx: text_with_points(tx, session))
    await site.rooms.write(session, "Edited in chat.", text)
    await site.rooms.aside.write(lambda tx: fold_points(tx, session, site.rooms.now))
    await expect(bo.locator("#notes")).to_contain_text("Edited in chat.")
    await expect(_points(bo)).to_have_count(0)
    await ash.get_by_role("button", name="Save the change").click()
    await expect(ash.locator("#kept")).to_contain_text("kept as a new point")
    await expect(_points(bo)).to_have_text(["The standard, but better"])
    await expect(_points(ash)).to_have_text(["The standard, but better"])
    await ash.get_by_role("link", name="Change: The standard, but better").click()
    await ash.get_by_role("button", name="Remove this point").click()
    await expect(_points(bo)).to_have_count(0)


async def test_two_pages_of_one_phone_keep_their_own_words(site: Site) -> None:
    session = await site.rooms.add()
    phone = await site.phone()
    one, two = await site.open(phone, session), await site.open(phone, session)
    await one.get_by_label("What was said").press_sequentially("From one")
    await two.get_by_label("What was said").press_sequentially("From two")
    await one.reload()
    await expect(one.get_by_label("What was said")).to_have_value("From one")
    await one.get_by_role("button", name="Add this point").click()
    await two.get_by_role("button", name="Add this point").click()
    await expect(_points(one)).to_have_count(2)
    assert {words for words, _name in await site.rooms.said(session)} == {"From one", "From two"}


async def test_a_page_left_open_overnight_works_in_the_morning(site: Site) -> None:
    session = await site.rooms.add()
    ash = await site.open(await site.phone(), session)
    await ash.get_by_label("What was said").fill("Typed at night")
    site.rooms.now = site.rooms.now.replace(day=17)
    await ash.get_by_role("button", name="Add this point").click()
    await expect(ash.locator("#kept")).to_have_text(re.compile("kept", re.I))
    await expect(ash.locator("#points .here")).to_have_count(0)
    assert await site.rooms.said(session) == [("Typed at night", "")]


async def test_it_works_without_any_script(site: Site, assert_accessible: Check) -> None:
    session = await site.rooms.add()
    page = await site.open(await site.phone(java_script_enabled=False), session)
    await _add(page, "A plain form")
    await expect(page.get_by_role("status").first).to_have_text("Kept.")
    await expect(_points(page)).to_have_text(["A plain form"])
    await page.get_by_role("link", name="Change: A plain form").click()
    await page.get_by_label("What was said").fill("A plain form, changed")
    await page.get_by_role("button", name="Save the change").click()
    await expect(_points(page)).to_have_text(["A plain form, changed"])
    await page.get_by_role("link", name="Change: A plain form, changed").click()
    await page.get_by_role("button", name="Remove this point").click()
    await expect(_points(page)).to_have_count(0)


async def test_it_fits_a_small_phone_with_large_letters_and_a_keyboard(
    site: Site, assert_accessible: Check
) -> None:
    session = await site.rooms.add(consent="chatham")
    await site.rooms.write(session, "", "Long words: " + "interoperability" * 8)
    small = await site.open(await site.phone(viewport={"width": 320, "height": 640}), session)
    await small.evaluate("document.documentElement.style.fontSize = '200%'")
    await small.keyboard.press("Tab")
    await expect(small.get_by_role("link", name="Skip to the page")).to_be_focused()
    await small.get_by_label("What was said").focus()
    await small.keyboard.type("By keyboard alone, with a-very-long-word-" + "x" * 80)
    await small.keyboard.press("Tab")
    await small.keyboard.press("Enter")
    await expect(_points(small)).to_have_count(1)
    await _kept(small)
    wide = await small.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide, "nothing is cut off at the side"
    await assert_accessible(small)


async def test_a_point_can_hold_markup_and_nothing_happens(site: Site) -> None:
    session = await site.rooms.add()
    ash, bo = (
        await site.open(await site.phone(), session),
        await site.open(await site.phone(), session),
    )
    nasty = "<img src=x onerror=alert(1)> <script>alert(2)</script> $& {name}"
    await _add(ash, nasty)
    await expect(_points(bo)).to_have_text([nasty])
    await bo.reload()
    await expect(_points(bo)).to_have_text([nasty])
    await expect(bo.locator("#points img, #points script")).to_have_count(0)


async def test_the_code_to_scan_can_be_shown_on_a_wall(
    site: Site, assert_accessible: Check
) -> None:
    session = await site.rooms.add()
    page = await site.open(await site.phone(), session)
    await page.get_by_role("link", name="Show the code to scan").click()
    await expect(page.get_by_role("img", name=re.compile("^A code to scan"))).to_be_visible()
    await assert_accessible(page)
    await keep_picture(page, "room-code")
