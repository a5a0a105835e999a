"""Socket Mode: each envelope to one connection, again where it closes, and asked to reconnect."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot.playground.slack import app_token
from tests.support.playground import (
    HALL,
    SAM,
    TEAM,
    hub_of,
    make_playground,
    page_of,
    serving,
    slack_client,
)


@asynccontextmanager
async def socket_to(origin: str) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A socket of the app, past its greeting."""
    async with aiohttp.ClientSession() as session:
        opened = await slack_client(origin).apps_connections_open(app_token=app_token())
        async with session.ws_connect(opened["url"]) as socket:
            assert (await socket.receive_json())["type"] == "hello"
            yield socket


async def test_each_envelope_goes_to_exactly_one_of_two_sockets() -> None:
    app = make_playground()
    heard: list[str] = []

    async def serve(socket: aiohttp.ClientWebSocketResponse, name: str) -> None:
        async for frame in socket:
            envelope = json.loads(frame.data)
            heard.append(name)
            payload = {"text": envelope["payload"]["text"]}
            await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": payload})

    async with (
        serving(app) as origin,
        page_of(origin, SAM) as page,
        socket_to(origin) as one,
        socket_to(origin) as two,
    ):
        tasks = [asyncio.create_task(serve(one, "one")), asyncio.create_task(serve(two, "two"))]
        for n in range(4):
            answer = await page.act("say", channel=HALL, text=f"/unmentor {n}")
            assert answer["answer"] == str(n)
        assert sorted(heard) == ["one", "one", "two", "two"]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_socket_that_closes_before_it_answers_gets_the_event_again_elsewhere() -> None:
    app = make_playground(time_scale=10_000.0)
    async with serving(app) as origin, page_of(origin, SAM) as page:
        direct = hub_of(app).world.open_direct(TEAM, SAM)
        async with socket_to(origin) as first:
            await page.act("say", channel=direct.id, text="hello")
            lost = await first.receive_json()
        async with socket_to(origin) as second:
            again = await second.receive_json()
            await second.send_json({"envelope_id": again["envelope_id"]})
            await hub_of(app).courier.settle()
        assert lost["payload"] == again["payload"]
        assert lost["retry_attempt"] == 0
        assert again["retry_attempt"] >= 1


async def test_refresh_asks_sockets_to_reconnect() -> None:
    async with (
        serving(make_playground()) as origin,
        page_of(origin, SAM) as page,
        socket_to(origin) as socket,
    ):
        await page.act("fault", name="refresh")
        notice = await socket.receive_json()
        assert (notice["type"], notice["reason"]) == ("disconnect", "refresh_requested")


@pytest.mark.parametrize("ticket", ["used", "made-up"])
async def test_a_ticket_opens_one_socket_once(ticket: str) -> None:
    async with serving(make_playground()) as origin, aiohttp.ClientSession() as session:
        opened = await slack_client(origin).apps_connections_open(app_token=app_token())
        address: str = opened["url"]
        if ticket == "used":
            await (await session.ws_connect(address)).close()
        else:
            address = address.partition("=")[0] + "=made-up"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(address)
