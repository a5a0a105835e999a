"""A file on Slack: shared by one post to whoever reads it, and told in words where it cannot be."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import httpx
from starlette.applications import Starlette

from bot.message import File, Message, plain_text, say
from bot.platforms.slack.api import SlackApi
from bot.platforms.slack.fit import fit
from bot.platforms.slack.render import render_message
from bot.platforms.slack.speak import SlackVoice
from bot.playground.common.given import Json
from bot.playground.slack import bot_token
from jobs.delivery.voice import Composed
from storage.queue_records import Delivery
from storage.transaction import Transaction
from storage.types import SpaceId
from tests.support.block_oracle import check_message
from tests.support.playground import HALL, TEAM, hub_of, make_playground, serving

NOTES = File("TeaCamp notes.md", "# Café\n".encode(), "All notes of TeaCamp, to read.")
TABLE = File("TeaCamp.csv", b"title\r\n", "The same as a table.")
MESSAGE = Message((*say("Here are the notes.").blocks, NOTES, TABLE))


async def _token(_space: SpaceId) -> str:
    return bot_token(TEAM)


def _word(_tx: Transaction, _delivery: Delivery, _now: datetime) -> Message | None:
    return MESSAGE


@asynccontextmanager
async def speaking(**options: object) -> AsyncIterator[tuple[SlackVoice, Starlette, str]]:
    app = make_playground(limits=False, **options)
    async with serving(app) as origin:
        api = SlackApi(f"{origin}/playground/slack/api/", timeout=2.0, connect=0.5)
        try:
            yield SlackVoice(api, _token, _word), app, origin
        finally:
            await api.close()


async def post(voice: SlackVoice, app: Starlette) -> list[Json]:
    """Post the message once; return its blocks."""
    payload = render_message(MESSAGE, TEAM) | {"message": MESSAGE, "authority": TEAM}
    await voice.post(SpaceId("s_1"), HALL, Composed(str(payload["text"]), payload), "key-1")
    messages = hub_of(app).world.conversations[HALL].messages.values()
    [blocks] = [message.blocks for message in messages if message.metadata]
    check_message({"text": "x", "blocks": blocks})
    return blocks


def links_in(blocks: list[Json]) -> list[tuple[str, str]]:
    parts = [one for block in blocks[1:] for one in block["elements"][0]["elements"]]
    return [(one["text"], one["url"]) for one in parts if one["type"] == "link"]


async def test_each_file_is_linked_by_its_name_and_opens_with_its_own_bytes() -> None:
    async with speaking() as (voice, app, origin), httpx.AsyncClient() as browser:
        links = links_in(await post(voice, app))
        assert [name for name, _url in links] == ["TeaCamp notes.md", "TeaCamp.csv"]
        assert all(url.startswith(origin) for _name, url in links)
        answers = [await browser.get(url) for _name, url in links]
    assert [answer.content for answer in answers] == [NOTES.content, TABLE.content]
    assert "attachment" in answers[0].headers["content-disposition"]
    assert "TeaCamp%20notes.md" in answers[0].headers["content-disposition"]


async def test_before_a_message_links_to_a_file_nobody_can_open_it() -> None:
    async with speaking() as (voice, app, origin), httpx.AsyncClient() as browser:
        await post(voice, app)
        hub_of(app).world.conversations[HALL].messages.clear()
        file_id = next(iter(hub_of(app).world.uploads.by_id))
        answer = await browser.get(f"{origin}/playground/slack/shared/{file_id}/notes.md")
    assert answer.status_code == 404


async def test_a_workspace_that_takes_no_files_gets_the_words() -> None:
    async with speaking(scopes=("chat:write", "im:write", "channels:history")) as (voice, app, _):
        blocks = await post(voice, app)
    assert links_in(blocks) == []
    assert "We can't send files here." in str(blocks)


def test_in_words_alone_a_file_is_its_name_and_what_it_is() -> None:
    assert plain_text(MESSAGE).endswith("TeaCamp.csv: The same as a table.")
    long = Message((*say("word " * 2_000).blocks, NOTES))
    assert NOTES in fit(long.blocks, 12_000, 50)
