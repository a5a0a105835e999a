"""The real program on a port of its own, and a person who walks through its playground's page."""

import asyncio
import atexit
import os
import random
import re
import shutil
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from playwright.async_api import Locator, Page, expect

from bot.demo import filling
from bot.playground.slack import bot_token
from bot.running import make_ready
from bot.settings import read_settings
from tests.support.nursery import ROOT, Nursery, open_nursery

IMAGES = ROOT / "docs" / "images"
MOST_BYTES = 250_000
WAIT = 30_000.0
"""Milliseconds for which a slow machine may take over one step; none of them is slept."""

_DRAWN = re.compile(", .*, Teapoint playground$")

MOST_MOVES = 30
MOVE = 120_000.0
"""Milliseconds for which a move of the clock may take: a whole round may be sent on the way."""

_START_SECONDS = 90.0
# That this machine is slow is no trouble of Slack's: what it took long over is not unsure.
_PATIENT = {"TEAPOINT_SEND_SECONDS": "45", "TEAPOINT_LEASE_SECONDS": "240"}
_FILLED = "playground.db"
_NEWEST = "#messages .message:nth-last-child(-n+3)"
_TITLES = {"bot": "Teapoint", "home": "App Home", "C0UNMENTOR": "#unmentoring", "C0DESIGN": "#"}


@asynccontextmanager
async def teapoint_running(
    folder: Path, *, from_nothing: bool = False, **settings: str
) -> AsyncIterator[str]:
    """Run `teapoint run` in a folder of its own; yields the playground's address.

    It is a process of its own, forked from one that has imported everything already.

    It invites its people itself where it starts `from_nothing` or its database is named; else it
    finds them as a start left them, before anything was sent: filling a database takes half of a
    start. At the end it is told to stop as a service would be, and has to end with code 0.
    """
    port = _free_port()
    if not from_nothing and "TEAPOINT_DATABASE" not in settings:
        shutil.copytree(_filled_once(), folder / "filled")
        settings["TEAPOINT_DATABASE"] = f"sqlite:///{folder / 'filled' / _FILLED}"
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    settings = _PATIENT | settings
    nursery, said = _opened_once(), folder / f"said-{port}.txt"
    bot = nursery.start(kept | {"TEAPOINT_PORT": str(port)} | settings, folder, said)
    try:
        await _hear(nursery, bot, said, "Ready")
        yield f"http://127.0.0.1:{port}/playground/"
        os.kill(bot, signal.SIGTERM)
        await _hear(nursery, bot, said, "Stopped")
        assert await asyncio.to_thread(nursery.wait, bot, _START_SECONDS) == 0, _read_lines(said)
    finally:
        nursery.end(bot, signal.SIGKILL)


@cache
def _opened_once() -> Nursery:
    """Where this run's programs are started; it ends with the run."""
    opened = open_nursery()
    atexit.register(opened.__exit__, None, None, None)
    return opened.__enter__()


@cache
def _filled_once() -> Path:
    """A folder with a database that the invented people are in, and its key."""
    folder = Path(mkdtemp(prefix="teapoint-filled-"))
    atexit.register(shutil.rmtree, folder)
    settings = read_settings({"TEAPOINT_DATABASE": f"sqlite:///{folder / _FILLED}"})
    now = datetime.fromisoformat(filling.read_document()["clock"])
    with closing(make_ready(settings.database, settings.keys)) as store:
        filling.seed_demo(store, settings.network, now, bot_token, settings.policy)
    return folder


async def _hear(nursery: Nursery, bot: int, said: Path, word: str) -> None:
    """Wait until a line of what the program says begins with this word."""
    async with asyncio.timeout(_START_SECONDS):
        while True:
            has_ended = nursery.ended(bot) is not None
            lines = _read_lines(said)
            if any(line.startswith(word) for line in lines):
                return
            assert not has_ended, f"it ended without saying {word!r}: {lines}"
            await asyncio.sleep(0.05)


def _read_lines(said: Path) -> list[str]:
    return said.read_text().splitlines() if said.exists() else []


async def keep_picture(of: Page | Locator, name: str) -> None:
    """Keep a picture among the documents' own where TEAPOINT_SCREENSHOTS=1 asks for it."""
    if os.environ.get("TEAPOINT_SCREENSHOTS") != "1":
        return
    IMAGES.mkdir(parents=True, exist_ok=True)
    path = IMAGES / f"{name}.png"
    await of.screenshot(path=path)
    assert path.stat().st_size < MOST_BYTES, f"{path.name} is too large"


def _free_port() -> int:
    """A port that nobody is given in the meantime: systems hand out higher ones by themselves."""
    while True:
        port = random.randrange(20_000, 30_000)
        with socket.socket() as tried, suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody of the invented network; `team` is where: a workspace, "teams/TENANT" or "mail"."""

    user: str
    name: str
    team: str = "T0TEAPOINT"

    @property
    def person(self) -> str:
        """As the page's address names them."""
        return f"mail/{self.user}" if self.team == "mail" else f"{self.team}:{self.user}"


@dataclass(slots=True)
class Walker:
    """One page, and whoever its person is at the moment."""

    page: Page
    address: str

    # Where, and who

    async def be(self, who: Who, place: str = "bot") -> None:
        """Be somebody, somewhere: "bot" and "home" are the bot's, "latest" the introduction.

        "mail" is what the network wrote to somebody who has nothing but e-mail.
        """
        await self.page.evaluate(
            "([hash]) => { document.title = ''; location.hash = hash; }",
            [f"#/{who.person}/{place}"],
        )
        shown = f"{_TITLES.get(place, '')}.*{who.name}, Teapoint playground"
        await expect(self.page).to_have_title(re.compile(shown), timeout=WAIT)

    # Reading

    @property
    def form(self) -> Locator:
        """What lies over the page: a form, or what is told in its place."""
        return self.page.get_by_role("dialog")

    async def reads(self, *texts: str | re.Pattern[str], where: Locator | None = None) -> None:
        """All these words stand there; where no place is named, in one of the newest messages.

        Not in the very newest: others may write in the meantime, as they do in real life.
        """
        found = where or self.page.locator(_NEWEST)
        for text in texts:
            found = found.filter(has_text=text)
        try:
            await expect(found, f"nobody reads {texts}").not_to_have_count(0, timeout=WAIT)
        except AssertionError as missing:
            raise AssertionError(f"{missing}\n\nThere stands:\n{await self._stands()}") from None

    async def _stands(self) -> str:
        """What the page says instead, for whoever looks for the cause."""
        newest = await self.page.locator("#messages .message").all_inner_texts()
        box = await self.page.locator("#composer").input_value()
        state = await self.page.locator("#connection").inner_text()
        return "\n---\n".join([await self.page.title(), *newest[-8:], f"{box=} {state=}"])

    # Doing

    async def types(self, words: str) -> None:
        """Type something into the message box and send it; an answer or a form is there."""
        # Before the page has drawn where we are, what is typed is typed into nothing.
        await expect(self.page).to_have_title(_DRAWN, timeout=WAIT)
        # What is on its way would be counted as the answer to this.
        await expect(self.page.locator(".composer[aria-busy]")).to_have_count(0, timeout=WAIT)
        box = self.page.locator("#composer")
        before = await self.page.locator("#messages .message").count()
        await box.fill(words)
        await self.page.keyboard.press("Escape")
        await box.press("Enter")
        more = before + (1 if words.startswith("/") else 2)
        await self.page.wait_for_function(
            "(n) => document.querySelectorAll('#messages .message').length >= n"
            " || document.querySelector('dialog[open]')",
            arg=more,
            timeout=WAIT,
        )

    async def presses(self, name: str, *, where: Locator | None = None) -> None:
        """Press the newest button of this name."""
        button = (where or self.page).get_by_role("button", name=name, exact=True).last
        await button.click(timeout=WAIT)

    async def finds(self, label: str, letters: str, option: str) -> None:
        """Type letters into a search of the form and choose what it offers."""
        field = self.form.get_by_role("combobox", name=re.compile(f"^{label}"))
        await field.fill("")
        await field.press_sequentially(letters)
        offered = self.page.locator("[role=listbox] [role=option]", has_text=option)
        await offered.first.click(timeout=WAIT)

    async def closes(self) -> None:
        """Close what lies over the page."""
        await self.form.get_by_role("button", name="Close").last.click()
        await expect(self.form).to_have_count(0, timeout=WAIT)

    async def moves_the_clock(self, until: str) -> None:
        """Press "Next thing that happens" until it has done what these words say."""
        button = self.page.locator(".clock-next")
        for _ in range(MOST_MOVES):
            came = until in await button.inner_text()
            await self.moves_on(button)
            if came:
                return
        raise AssertionError(f"it never came to {until!r}")

    async def moves_on(self, button: Locator) -> None:
        """Press what moves the clock; what is due by then has happened, and the page shows it."""
        await button.click()
        await expect(self.page.locator("#clock[aria-busy]")).to_have_count(0, timeout=MOVE)

    # Pictures

    async def pictures(self, name: str, of: Locator | None = None) -> None:
        """Keep what is seen, or a part of it."""
        await keep_picture(of or self.page, name)

    async def pictures_message(self, name: str, words: str, height: int = 1400) -> None:
        """Keep the newest message with these words, whole, though it be longer than the page."""
        of = self.page.locator("#messages .message", has_text=words).last
        await self.pictures_whole(name, of, height)

    async def pictures_whole(self, name: str, of: Locator, height: int = 1400) -> None:
        """Keep a part of what is seen, whole, though it be longer than the page."""
        usual = self.page.viewport_size
        assert usual is not None
        await self.page.set_viewport_size({"width": 1100, "height": height})
        await self.pictures(name, of=of)
        await self.page.set_viewport_size(usual)
