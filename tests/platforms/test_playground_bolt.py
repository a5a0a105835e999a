"""A real slack_bolt app against the playground: over signed HTTP and over Socket Mode."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.playground.slack import app_token
from tests.support.playground import (
    HALL,
    SAM,
    SECRET,
    Page,
    hub_of,
    make_playground,
    page_of,
    serving,
    slack_client,
    wait_until,
)

Heard = Any  # what bolt hands to a listener, and what the page reads

FORM = {
    "type": "modal",
    "callback_id": "join",
    "title": {"type": "plain_text", "text": "Join"},
    "submit": {"type": "plain_text", "text": "Join"},
    "blocks": [
        {
            "type": "input",
            "block_id": "organisation",
            "label": {"type": "plain_text", "text": "Organisation"},
            "element": {"type": "plain_text_input", "action_id": "answer"},
        }
    ],
}
CARD = [
    {
        "type": "actions",
        "block_id": "card",
        "elements": [
            {
                "type": "button",
                "action_id": "join",
                "value": "r1",
                "text": {"type": "plain_text", "text": "Join"},
            },
            {
                "type": "external_select",
                "action_id": "organisation",
                "placeholder": {"type": "plain_text", "text": "Where"},
            },
        ],
    }
]


def make_bolt(origin: str) -> tuple[AsyncApp, list[Heard]]:
    """A small bot as its authors would write one; `heard` collects what reached it."""
    bolt = AsyncApp(client=slack_client(origin), signing_secret=SECRET)
    heard: list[Heard] = []

    @bolt.command("/unmentor")
    async def on_command(ack: Heard, command: Heard, client: Heard) -> None:
        await ack(f"You typed {command['text']}")
        await client.chat_postMessage(channel=command["channel_id"], text="Card", blocks=CARD)

    @bolt.action("join")
    async def on_press(ack: Heard, body: Heard, client: Heard) -> None:
        await ack()
        heard.append(body["actions"][0]["value"])
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @bolt.view("join")
    async def on_submit(ack: Heard, view: Heard) -> None:
        answer = view["state"]["values"]["organisation"]["answer"]["value"]
        if answer == "?":
            await ack(response_action="errors", errors={"organisation": "Which one?"})
            return
        await ack()
        heard.append(answer)

    @bolt.event("message")
    async def on_message(event: Heard, say: Heard) -> None:
        heard.append(event["text"])
        await say("I heard you")

    @bolt.event("app_home_opened")
    async def on_home(event: Heard, client: Heard) -> None:
        section = {"type": "section", "text": {"type": "mrkdwn", "text": "Your Home"}}
        await client.views_publish(
            user_id=event["user"], view={"type": "home", "blocks": [section]}
        )

    @bolt.options("organisation")
    async def on_suggest(ack: Heard, payload: Heard) -> None:
        option = {"text": {"type": "plain_text", "text": payload["value"]}, "value": "v"}
        await ack(options=[option])

    return bolt, heard


@asynccontextmanager
async def bolt_over_http() -> AsyncIterator[tuple[Page, list[Heard], Starlette]]:
    playground = make_playground()
    async with serving(playground) as origin:
        bolt, heard = make_bolt(origin)
        handler = AsyncSlackRequestHandler(bolt)

        async def take(request: Request) -> Response:
            return await handler.handle(request)

        listener = Starlette(routes=[Route("/slack/events", take, methods=["POST"])])
        async with serving(listener) as bot_origin, page_of(origin, SAM) as page:
            hub_of(playground).courier.bot_url = f"{bot_origin}/slack/events"
            yield page, heard, playground


@asynccontextmanager
async def bolt_over_socket() -> AsyncIterator[tuple[Page, list[Heard], Starlette]]:
    playground = make_playground()
    async with serving(playground) as origin, page_of(origin, SAM) as page:
        bolt, heard = make_bolt(origin)
        handler = AsyncSocketModeHandler(bolt, app_token(), ping_interval=0.2)
        await handler.connect_async()  # type: ignore[no-untyped-call]  # bolt leaves it so
        await wait_until(lambda: bool(hub_of(playground).sockets.connections))
        try:
            yield page, heard, playground
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]  # bolt leaves it so


Way = Callable[[], AbstractAsyncContextManager[tuple[Page, list[Heard], Starlette]]]
WAYS = [pytest.param(bolt_over_http, id="http"), pytest.param(bolt_over_socket, id="socket")]


async def wait_for_view(page: Page) -> Heard:
    for _ in range(500):
        if (shown := await page.read("view"))["view"]:
            return shown
        await asyncio.sleep(0.01)
    raise TimeoutError


async def wait_for_messages(page: Page, channel: str, count: int) -> list[Heard]:
    for _ in range(500):
        messages: list[Heard] = (await page.read("conversation", id=channel))["messages"]
        if len(messages) >= count:
            return messages
        await asyncio.sleep(0.01)
    raise TimeoutError


@pytest.mark.parametrize("way", WAYS)
async def test_a_command_a_press_and_a_form_with_an_error_then_success(way: Way) -> None:
    async with way() as (page, heard, _):
        answer = await page.act("say", channel=HALL, text="/unmentor join & go")
        assert answer == {"ok": True, "answer": "You typed join &amp; go"}

        *_, whisper, card = await wait_for_messages(page, HALL, 4)
        if whisper["blocks"]:
            whisper, card = card, whisper
        assert whisper["ephemeral"]
        assert card["user"]["name"] == "Teapoint"
        pressed = await page.act(
            "press",
            source="message",
            channel=HALL,
            ts=card["ts"],
            block_id="card",
            action_id="join",
        )
        assert pressed == {"ok": True}

        view_id = (await wait_for_view(page))["view_id"]
        values = {"organisation": {"answer": {"type": "plain_text_input", "value": ""}}}
        empty = await page.act("submit", view_id=view_id, values=values)
        assert empty == {"errors": {"organisation": "This is needed. Please fill it in."}}
        values["organisation"]["answer"]["value"] = "?"
        refused = await page.act("submit", view_id=view_id, values=values)
        assert refused == {"errors": {"organisation": "Which one?"}}
        values["organisation"]["answer"]["value"] = "Northmoor"
        assert await page.act("submit", view_id=view_id, values=values) == {"ok": True}
        assert (await page.read("view"))["view"] is None
        assert heard == ["r1", "Northmoor"]


@pytest.mark.parametrize("way", WAYS)
async def test_words_in_a_direct_message_and_opening_home_reach_the_bot(way: Way) -> None:
    async with way() as (page, heard, playground):
        world = await page.read("world")
        direct = next(c for c in world["conversations"] if c["kind"] == "im")
        assert direct["name"] == "Teapoint"
        await page.act("say", channel=direct["id"], text="status")
        messages = await wait_for_messages(page, direct["id"], 2)
        assert [m["text"] for m in messages] == ["status", "I heard you"]
        assert heard == ["status"]

        assert await page.read("home") == {"view": None}
        await wait_until(lambda: SAM in hub_of(playground).world.homes)
        home = await page.read("home", open="0")
        assert home["view"]["blocks"][0]["text"]["text"] == "Your Home"


@pytest.mark.parametrize("way", WAYS)
async def test_options_of_a_menu_come_from_the_bot(way: Way) -> None:
    async with way() as (page, _, _):
        await page.act("say", channel=HALL, text="/unmentor join")
        messages = await wait_for_messages(page, HALL, 4)
        card = next(line for line in messages if line["blocks"])
        place = {"source": "message", "channel": HALL, "ts": card["ts"], "block_id": "card"}
        got = await page.act("suggest", **place, action_id="organisation", value="North")
        assert got == {"options": [{"text": {"type": "plain_text", "text": "North"}, "value": "v"}]}


async def test_bolt_reconnects_when_slack_refreshes_its_sockets() -> None:
    async with bolt_over_socket() as (page, _, playground):
        sockets = hub_of(playground).sockets
        before = sockets.connections[0]
        await page.act("fault", name="refresh")
        await wait_until(lambda: bool(sockets.connections) and sockets.connections[0] != before)
        answer = await page.act("say", channel=HALL, text="/unmentor again")
        assert answer["answer"] == "You typed again"
