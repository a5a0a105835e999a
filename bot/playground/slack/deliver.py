"""Brings events, commands and interactions to the app: signed HTTP or Socket Mode."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx

from bot.playground.common.background import Background
from bot.playground.common.calling import open_client
from bot.playground.common.faults import Faults
from bot.playground.common.given import Clock, Json, Raw
from bot.playground.common.pace import Pace
from bot.playground.common.wire import Wire
from bot.playground.slack.sockets import Sockets

RETRIES = (0.0, 60.0, 300.0)  # seconds of Slack's time before the first, second, third retry
STALE_SECONDS = 360
SOCKET_KINDS = {"event": "events_api", "command": "slash_commands", "press": "interactive"}


@dataclass(frozen=True, slots=True)
class Ack:
    """What the app answered: status 0 means none within three seconds, or no connection.

    `body` is the JSON or text it carried, or None; `reason` is Slack's name for a failure.
    """

    status: int
    body: Raw = None
    reason: str = ""
    no_retry: bool = False

    @property
    def ok(self) -> bool:
        """Did the app take it?"""
        return 200 <= self.status < 300


@dataclass(slots=True)
class Courier:
    """Delivers, measures, records; event deliveries run in the background until `aclose`."""

    bot_url: str | None
    signing_secret: str
    clock: Clock
    pace: Pace
    faults: Faults
    wire: Wire
    sockets: Sockets
    ack_seconds: float = 3.0
    transport: httpx.AsyncBaseTransport | None = None
    client: httpx.AsyncClient | None = None
    background: Background = field(default_factory=Background)

    async def send(
        self, kind: str, what: str, payload: Json, retry: tuple[int, str] | None = None
    ) -> Ack:
        """Deliver once; kind is "event", "command" or "press", `what` names it for people."""
        started = time.perf_counter()
        ack = await self._attempt(kind, payload, retry)
        ms = (time.perf_counter() - started) * 1_000
        self.wire.record_delivery(self.clock.now(), what, ms, ack.status, payload, ack.body)
        return ack

    def send_event(self, what: str, payload: Json) -> None:
        """Deliver an event in the background, with Slack's three retries."""
        self.background.spawn(self._deliver_event(what, payload))

    async def settle(self) -> None:
        """Wait until every event under way has been delivered or given up."""
        await self.background.settle()

    async def aclose(self) -> None:
        """Stop what is under way and close the connection to the app."""
        await self.background.end()
        if self.client is not None:
            await self.client.aclose()
            self.client = None

    async def _deliver_event(self, what: str, payload: Json) -> None:
        ack = await self.send("event", what, payload)
        if ack.ok and self.faults.draw_for_delivery("duplicate event"):
            await self.send("event", what, payload, (1, "http_timeout"))
        for number, wait in enumerate(RETRIES, start=1):
            if ack.ok or ack.no_retry:
                return
            await asyncio.sleep(self.pace.real(wait))
            ack = await self.send("event", what, payload, (number, ack.reason))

    async def _attempt(self, kind: str, payload: Json, retry: tuple[int, str] | None) -> Ack:
        if self.faults.draw_for_delivery("stopped"):
            return Ack(0, reason="connection_failed")
        try:
            async with asyncio.timeout(self.ack_seconds):
                if self.bot_url is not None:
                    return await self._post(self.bot_url, kind, payload, retry)
                return Ack(200, await self.sockets.ask(SOCKET_KINDS[kind], payload, retry))
        except (TimeoutError, httpx.TimeoutException):
            return Ack(0, reason="http_timeout")
        except (httpx.TransportError, ConnectionError):
            return Ack(0, reason="connection_failed")

    async def _post(self, url: str, kind: str, payload: Json, retry: tuple[int, str] | None) -> Ack:
        body, content_type = _encode(kind, payload)
        headers = self._sign(body) | {"content-type": content_type}
        if retry is not None:
            headers |= {"x-slack-retry-num": str(retry[0]), "x-slack-retry-reason": retry[1]}
        if self.client is None:
            self.client = open_client(url, self.ack_seconds, self.transport)
        answer = await self.client.post(url, content=body, headers=headers)
        return Ack(
            answer.status_code,
            _read_answer(answer),
            "" if answer.is_success else "http_error",
            answer.headers.get("x-slack-no-retry") == "1",
        )

    def _sign(self, body: bytes) -> dict[str, str]:
        stale = STALE_SECONDS if self.faults.draw_for_delivery("stale signature") else 0
        return sign(self.signing_secret, body, int(time.time()) - stale)


def sign(secret: str, body: bytes, timestamp: int) -> dict[str, str]:
    """The headers of Slack's v0 signature (HMAC-SHA256 over "v0:timestamp:body")."""
    base = b"v0:%d:%b" % (timestamp, body)
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": str(timestamp), "x-slack-signature": f"v0={digest}"}


def _encode(kind: str, payload: Mapping[str, Any]) -> tuple[bytes, str]:
    if kind == "event":
        return json.dumps(payload).encode(), "application/json"
    form = payload if kind == "command" else {"payload": json.dumps(payload)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def _read_answer(answer: httpx.Response) -> Raw:
    if not answer.content:
        return None
    try:
        return answer.json()
    except ValueError:
        return answer.text
