"""The page of Agents Playground in headless Chromium: what Microsoft's own renderer makes of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Locator, Page, Route, async_playwright, expect

from tests.agents_playground.installing import ROOT, find_browser

IMAGES = ROOT / "docs" / "images"
MOST_BYTES = 250_000

_WAIT = 30_000.0
_HERE = ("localhost", "127.0.0.1")
_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True, slots=True)
class PlaygroundPage:
    """The page, opened at the chat with the bot. `pictures`: whether they are taken anew."""

    page: Page
    pictures: bool

    async def say(self, text: str) -> None:
        """Type something into the chat."""
        await self.page.locator("[data-lexical-editor=true]").first.click()
        await self.page.keyboard.type(text)
        await self.page.keyboard.press("Enter")

    async def card(self, words: str, seconds: float = 30) -> Locator:
        """Wait until a card says this, and return the newest that does."""
        card = self.page.locator(".ac-adaptiveCard").filter(has_text=words).last
        await expect(card).to_be_visible(timeout=seconds * 1_000)
        return card

    async def picture(self, card: Locator, name: str) -> None:
        """Keep a picture of a card for the documents; AssertionError where it grew too large."""
        if not self.pictures:
            return
        path = IMAGES / f"agents-playground-{name}.png"
        await card.screenshot(path=path)
        _check_size(path)


@asynccontextmanager
async def page_open(origin: str, *, pictures: bool) -> AsyncIterator[PlaygroundPage]:
    """Open the page; what it would fetch from elsewhere (fonts, say) is not fetched."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=find_browser(), args=list(_SWITCHES)
        )
        page = await chromium.new_page(viewport={"width": 1200, "height": 1900})
        page.set_default_timeout(_WAIT)
        expect.set_options(timeout=_WAIT)
        await page.route("**/*", _stay_here)
        await page.goto(origin, wait_until="domcontentloaded")
        yield PlaygroundPage(page, pictures)
        await chromium.close()


async def _stay_here(route: Route) -> None:
    url = urlsplit(route.request.url)
    if url.hostname in _HERE or url.scheme in ("data", "blob"):
        await route.continue_()
    else:
        await route.abort()


def _check_size(path: Path) -> None:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise AssertionError(f"{path.name} has {size} bytes")
