"""What browser tests stand on: one Chromium a run, a fresh context a test, axe, a playground.

Every test in this folder runs on the session's event loop, since the browser lives there; fixtures
of your own that await something want `@pytest_asyncio.fixture(loop_scope="session")`.
"""

import json
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Protocol

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]  # it brings no types
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.support.teabot import Trial, trying
from tests.support.walk import WAIT

expect.set_options(timeout=WAIT)  # its five seconds are few where several browsers run

NAMES = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
HERE = Path(__file__).resolve().parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark this folder's tests, and let them share the browser's event loop."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


def _find_chromium() -> str:
    for name in NAMES:
        if path := shutil.which(name):
            return path
    why = f"BROWSER TESTS ARE SKIPPED: none of {', '.join(NAMES)} is on the PATH; install one"
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One headless Chromium; skipped loudly where none is installed, which fails on CI."""
    path = _find_chromium()
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield chromium
        await chromium.close()


class PageAt(Protocol):
    """Opens a page; the browser's own options (color_scheme, forced_colors …) may follow."""

    async def __call__(self, width: int, url: str, *, height: int = 900, **more: object) -> Page:
        """A page of this width, in a context of its own, once it has settled."""
        ...


@pytest_asyncio.fixture(loop_scope="session")
async def page_at(browser: Browser) -> AsyncIterator[PageAt]:
    """Open pages of any width; a script error or a breach of the page's policy fails the test."""
    errors: list[str] = []
    async with AsyncExitStack() as stack:

        async def open_page(width: int, url: str, *, height: int = 900, **more: object) -> Page:
            more = {"reduced_motion": "reduce", "locale": "en-GB", **more}
            viewport = {"width": width, "height": height}
            context = await browser.new_context(viewport=viewport, **more)  # type: ignore[arg-type] # a plain dict
            stack.push_async_callback(context.close)
            page = await context.new_page()
            page.set_default_timeout(WAIT)
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("console", lambda said: _note(said.type, said.text, errors))
            await page.goto(url)
            await page.wait_for_selector(".you-button", state="attached")
            return page

        yield open_page
    assert not errors


def _note(kind: str, text: str, errors: list[str]) -> None:
    # A refusal by the server is part of many a test; the browser notes it as a failed resource.
    if kind == "error" and "Failed to load resource" not in text:
        errors.append(text)


@pytest.fixture
def assert_accessible() -> Callable[[Page], Awaitable[None]]:
    """Run axe (WCAG 2.2 A and AA) over a page; name what it finds."""

    async def check(page: Page) -> None:
        rules = {"runOnly": {"type": "tag", "values": list(TAGS)}}
        found = await Axe().run(page, options=rules)
        violations = found.response["violations"]
        assert not violations, json.dumps(
            [(v["id"], [n["html"] for n in v["nodes"]][:3], v["help"]) for v in violations],
            indent=1,
        )

    return check


@pytest_asyncio.fixture(loop_scope="session")
async def playground() -> AsyncIterator[Trial]:
    """The playground over the invented network, with a Join card posted in #unmentoring."""
    async with trying() as trial:
        yield trial
