"""A council officer with nothing but e-mail joins and is introduced: real mails, no scripts."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest_asyncio
from cryptography.fernet import Fernet
from playwright.async_api import Browser, Page, ViewportSize, expect
from starlette.applications import Starlette

from bot import migrations
from bot.keys import FernetCipher
from bot.platforms.mail.speak import MailVoice
from bot.playground.mail import Postroom
from jobs.aside import Aside
from jobs.delivery.deliver import Deliverer
from jobs.delivery.manners import Manners
from storage.store import open_store
from tests.support.chat import World
from tests.support.mail import StillClock, link_of, mail_server, post_to
from tests.support.mail_pages import Browser as Reader
from tests.support.mail_pages import ByMail
from tests.support.playground import serving
from tests.support.walk import keep_picture

Check = Callable[[Page], Awaitable[None]]
ADDRESS = "ada.obi@midvale.gov.uk"
WIDE, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=375, height=812)
GO = "Send me the link"


@dataclass
class Post:
    """The post goes round: what waits is carried to a real mail server."""

    by_mail: ByMail
    room: Postroom
    deliverer: Deliverer

    async def link(self, words: str) -> str:
        """Return where the link with these words leads, in the newest mail that has one."""
        for _round in range(5):  # mails to one person go one after the other
            await self.deliverer.run_once()
        has = [m for m in self.room.mails_to(ADDRESS) if any(x.text == words for x in m.links)]
        return link_of(has[-1], words)


@pytest_asyncio.fixture(loop_scope="session")
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    url = f"sqlite:///{tmp_path}/by-mail.db"
    migrations.upgrade(url)
    store = open_store(url, FernetCipher([Fernet.generate_key().decode()]))
    aside, app = Aside(store), Starlette()
    world = await World.begin(aside)
    clock = StillClock(world.now)
    async with serving(app) as origin, mail_server(clock) as room:
        by_mail = ByMail(world, base=origin)
        app.router.routes.extend(by_mail.app.routes)
        smtp = post_to(room)
        voice = MailVoice(smtp, by_mail.desk, aside, clock)
        voices = {"mail": voice}  # nothing is told on Slack here
        yield Post(by_mail, room, Deliverer(aside, voices.__getitem__, clock, Manners()))
        await smtp.close()
    aside.close()
    store.close()


async def test_somebody_with_nothing_but_e_mail(
    post: Post, browser: Browser, assert_accessible: Check
) -> None:
    by_mail, world = post.by_mail, post.by_mail.world
    join = by_mail.base + await by_mail.open_page()
    phone = await browser.new_context(viewport=WIDE, java_script_enabled=False, locale="en-GB")
    page = await phone.new_page()
    await join_by_mail(page, post, join)

    async with by_mail.client() as client:
        ada = Reader(by_mail, client, ADDRESS)
        await world.introduce([ada, await world.member("Sam Okafor", "Department for Harbours")])
    await page.goto(await post.link("Suggest times"))
    await expect(page.get_by_role("heading", level=1)).to_have_text("Suggest times")
    await page.get_by_role("button", name="Suggest times").click()
    await page.get_by_role("button", name="Suggest these times").click()
    await expect(page.get_by_role("main")).to_contain_text("We've sent Sam these times")
    await page.get_by_role("link", name="Your page").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Hello Ada")
    await keep_picture(page, "member-page")
    await page.set_viewport_size(PHONE)
    await keep_picture(page, "member-page-phone")
    cookies = await phone.cookies()
    await phone.close()

    context = await browser.new_context(viewport=WIDE, locale="en-GB")
    await context.add_cookies(cookies)  # type: ignore[arg-type]  # what it gave, it takes
    await look_at_pages(await context.new_page(), post, join, assert_accessible)
    await context.close()


async def join_by_mail(page: Page, post: Post, join: str) -> None:
    """On a browser without scripts: the public page, a mail, the form, and in."""
    await page.goto(join)
    await keep_picture(page, "join-page")
    await page.get_by_label("Your work e-mail address").fill(ADDRESS)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Check your e-mail")
    await page.goto(await post.link("Confirm your address"))
    await page.get_by_role("button", name="Confirm and go on").click()
    await page.get_by_label("Your name").fill("Ada Obi")
    await page.get_by_label("Your organisation").fill("Midvale Council")
    await page.get_by_role("button", name="Join", exact=True).click()
    await expect(page.get_by_role("alert")).to_be_focused()
    await expect(page).to_have_title(re.compile("^Error: "))
    await keep_picture(page, "join-page-errors")
    await page.get_by_label("Sector").select_option(label="Local government")
    await page.locator("#f-contact").fill(ADDRESS)
    await page.get_by_role("button", name="Join", exact=True).click()
    await expect(page.get_by_role("main")).to_contain_text("You're in")


async def look_at_pages(page: Page, post: Post, join: str, axe: Check) -> None:
    """Every kind of page, wide and small: axe finds nothing, nothing scrolls sideways."""
    account = await Reader(post.by_mail, post.by_mail.client(), ADDRESS).find_account()
    start, stop = post.by_mail.base, post.by_mail.links.stop(account.id)
    await page.goto(join)
    await check(page, axe)
    await page.get_by_role("button", name=GO).click()
    await check(page, axe)
    for address in (stop, f"{start}/me", f"{start}/me/help", f"{start}/me/privacy"):
        await page.goto(address)
        await check(page, axe)
    for line in ("unmentor profile", "digest me", "forget me", "status"):
        await page.get_by_label("Type a command").fill(line)
        await page.get_by_role("button", name="Go", exact=True).click()
        await check(page, axe)


async def check(page: Page, axe: Check) -> None:
    for size in (WIDE, PHONE):
        await page.set_viewport_size(size)
        await axe(page)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
