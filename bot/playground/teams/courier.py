"""Brings activities to the bot, signed as Teams signs them, or forged as nobody should."""

import time
from dataclasses import dataclass, field

import httpx

from bot.playground.common.background import Background
from bot.playground.common.calling import open_client
from bot.playground.common.faults import Faults
from bot.playground.common.given import Clock, Json, Raw
from bot.playground.common.wire import Wire
from bot.playground.teams.faults import BOTH_WAYS
from bot.playground.teams.keys import Forgery, Keyring


@dataclass(frozen=True, slots=True)
class Ack:
    """What the bot answered: status 0 means none in time, or no connection; `body` its JSON."""

    status: int
    body: Raw = None

    @property
    def ok(self) -> bool:
        """Did the bot take it?"""
        return 200 <= self.status < 300


@dataclass(slots=True)
class Courier:
    """Delivers, measures, records; what people say goes in the background until `aclose`."""

    bot_url: str
    keys: Keyring
    clock: Clock
    faults: Faults
    wire: Wire
    ack_seconds: float = 15.0
    transport: httpx.AsyncBaseTransport | None = None
    client: httpx.AsyncClient | None = None
    background: Background = field(default_factory=Background)

    async def deliver(self, activity: Json, forge: Forgery = "") -> Ack:
        """Send one activity now, forged in one way if asked, and return the answer."""
        if forge == "tenant":
            activity = pretend_tenant(activity, "00000000-0000-4000-8000-0000000ba5ed")
        started = time.perf_counter()
        ack = await self._attempt(activity, forge)
        ms = (time.perf_counter() - started) * 1_000
        what = str(activity.get("name") or activity["type"])
        self.wire.record_delivery(self.clock.now(), what, ms, ack.status, activity, ack.body)
        return ack

    def send(self, *activities: Json) -> None:
        """Deliver activities one after another, in the background."""
        self.background.spawn(self._send_all(activities))

    async def settle(self) -> None:
        """Wait until everything under way has been delivered or given up."""
        await self.background.settle()

    async def aclose(self) -> None:
        """Stop what is under way and close the connection to the bot."""
        await self.background.end()
        if self.client is not None:
            await self.client.aclose()
            self.client = None

    async def _send_all(self, activities: tuple[Json, ...]) -> None:
        for activity in activities:
            await self.deliver(activity)
            if self.faults.draw_for_delivery("duplicate event", tenant_of(activity)):
                await self.deliver(activity)

    async def _attempt(self, activity: Json, forge: Forgery) -> Ack:
        tenant = tenant_of(activity)
        if any(self.faults.draw_for_delivery(kind, tenant) for kind in sorted(BOTH_WAYS)):
            return Ack(0)
        try:
            return await self._post(
                activity, self.keys.sign_activity(activity["serviceUrl"], forge)
            )
        except (httpx.TransportError, ConnectionError):
            return Ack(0)

    async def _post(self, activity: Json, authorization: str | None) -> Ack:
        if self.client is None:
            self.client = open_client(self.bot_url, self.ack_seconds, self.transport)
        headers = {"authorization": authorization} if authorization else {}
        answer = await self.client.post(self.bot_url, json=activity, headers=headers)
        return Ack(answer.status_code, _read(answer))


def _read(answer: httpx.Response) -> Raw:
    if not answer.content:
        return None
    try:
        return answer.json()
    except ValueError:
        return answer.text


def tenant_of(activity: Json) -> str:
    """The tenant that an activity says it comes from."""
    return str(activity["conversation"].get("tenantId", ""))


def pretend_tenant(activity: Json, tenant_id: str) -> Json:
    """The same activity with another tenant in every place where it stands."""
    data = {**activity["channelData"], "tenant": {"id": tenant_id}}
    conversation = {**activity["conversation"], "tenantId": tenant_id}
    return {**activity, "conversation": conversation, "channelData": data}
