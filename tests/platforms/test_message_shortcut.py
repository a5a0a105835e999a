"""The shortcut in the menu of a message: its words become a form, through signatures and bolt."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.playground.common.given import Json, Raw
from storage.store import Store
from tests.support.playground import HALL, SAM, Page, page_of
from tests.support.slack_bot import GATE, SlackBot, slack_bot

MENU = ({"callback_id": "make_notes", "name": "Make these session notes"},)


@asynccontextmanager
async def sam_at(store: Store, **options: Raw) -> AsyncIterator[tuple[SlackBot, Page]]:
    """Sam at the page of a playground whose messages have a menu."""
    async with slack_bot(store, shortcuts=MENU, **options) as bot, page_of(bot.origin, SAM) as page:
        yield bot, page


async def choose(page: Page, text: str, callback_id: str = "make_notes") -> Raw:
    """Say something in the channel, then choose the shortcut in its menu."""
    await page.act("say", channel=HALL, text=text)
    newest = (await page.read("conversation", id=HALL))["messages"][-1]
    return await page.act("shortcut", channel=HALL, ts=newest["ts"], callback_id=callback_id)


async def view_soon(page: Page) -> Json:
    """Return the form that lies over the page: it opens after the press is acknowledged."""
    for _ in range(300):
        shown: Json = await page.read("view")
        if shown["view"]:
            view: Json = shown["view"]
            return view
        await asyncio.sleep(0.01)
    raise AssertionError("no form was opened")


async def whispers(page: Page, count: int) -> list[str]:
    """Return what only this person reads in the channel, once there is so much."""
    for _ in range(300):
        shown = await page.read("conversation", id=HALL)
        texts = [one["text"] for one in shown["messages"] if one["ephemeral"]]
        if len(texts) >= count:
            return texts
        await asyncio.sleep(0.01)
    raise AssertionError(f"only {texts}")


async def test_a_message_opens_a_form_with_its_words(store: Store) -> None:
    async with sam_at(store) as (_bot, page):
        assert (await page.read("world"))["shortcuts"] == list(MENU)
        await choose(page, "Room: M69 & others\nA point")
        view = await view_soon(page)
        assert view["title"]["text"] == "Session notes"
        (box,) = [one["element"] for one in view["blocks"] if one["type"] == "input"]
        assert box["initial_value"] == "Room: M69 & others\nA point"


@pytest.mark.parametrize("socket", [False, True])
async def test_words_in_place_of_a_form_are_for_one_person(store: Store, socket: bool) -> None:
    async with sam_at(store, socket=socket) as (bot, page):
        if socket:
            await bot.socket.start()
        await choose(page, "nothing")
        assert await whispers(page, 1) == ["There was nothing in it."]
        assert (await page.read("view"))["view"] is None


async def test_what_takes_long_opens_by_a_button_afterwards(store: Store) -> None:
    async with sam_at(store, patience=0.2) as (_bot, page):
        await choose(page, "slow")
        GATE.set()
        first, second = await whispers(page, 2)
        assert first.startswith("We're on it.")
        assert "Session notes." in second


async def test_a_message_has_no_other_shortcut(store: Store) -> None:
    async with sam_at(store) as (_bot, page):
        answer = await choose(page, "Anything", "something_else")
        assert answer == {"error": "This message has no such shortcut."}
