"""A small invented network, a clock to move, and servers on loopback, to test the playground."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import uvicorn
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.types import ASGIApp

from bot.playground.common.given import Raw
from bot.playground.slack import Hub, bot_token, create_app

SECRET = "signed and sealed"
TEAM, OTHER_TEAM = "T0TEAPOINT", "T0HARBOURS"
SAM, PRIYA, ADE, GUS, DEE = "U0SAM", "U0PRIYA", "U0ADE", "U0GUS", "U0DEE"
NIA, OWEN = "U1NIA", "U1OWEN"
HALL, SHARED, QUIET, HARBOUR = "C0UNMENTOR", "C0SHARED", "C0QUIET", "C1HARBOUR"
NOON = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
COMMANDS = (
    {"command": "/unmentor", "words": "join", "usage": "/unmentor join", "help": "Join in."},
    {"command": "/teapoint", "words": "help", "usage": "/teapoint help", "help": "What it does."},
)


def _person(user: str, team: str, name: str, **more: Raw) -> dict[str, Any]:
    first = name.split()[0].lower()
    return {"id": user, "workspace": team, "name": name, "email": f"{first}@example.org"} | more


NETWORK: dict[str, Any] = {
    "workspaces": [
        {"id": TEAM, "name": "Public services together"},
        {"id": OTHER_TEAM, "name": "Department for Harbours"},
    ],
    "people": [
        _person(SAM, TEAM, "Sam Okafor", title="Service designer", menu="newcomer"),
        _person(PRIYA, TEAM, "Priya Raman", menu="organiser"),
        _person(ADE, TEAM, "Ade Bello", menu="partner"),
        _person(GUS, TEAM, "Gus Moran", menu="guest", guest=True),
        _person(DEE, TEAM, "Dee Lark", deactivated=True),
        _person(NIA, OTHER_TEAM, "Nia Prosser", menu="elsewhere"),
        _person(OWEN, OTHER_TEAM, "Owen Pike"),
    ],
    "channels": [
        {
            "id": HALL,
            "workspace": TEAM,
            "name": "unmentoring",
            "purpose": "Meet somebody new",
            "talk": [
                {
                    "user": PRIYA,
                    "text": "Welcome",
                    "at": "2026-11-25T09:00:00+00:00",
                    "replies": [{"user": ADE, "text": "Hello", "at": "2026-11-25T09:05:00+00:00"}],
                },
                {"user": ADE, "text": "Lunch?", "at": "2026-11-25T12:00:00+00:00"},
            ],
        },
        {
            "id": SHARED,
            "workspace": TEAM,
            "name": "shared",
            "shared_with": [OTHER_TEAM],
            "members": [PRIYA, ADE, NIA],
        },
        {"id": QUIET, "workspace": TEAM, "name": "quiet", "members": [PRIYA], "bot": False},
        {"id": HARBOUR, "workspace": OTHER_TEAM, "name": "harbour-digital"},
    ],
}


@dataclass(slots=True)
class MovableClock:
    """A clock that stands still until it is moved."""

    moment: datetime = NOON

    def now(self) -> datetime:
        """The moment it shows."""
        return self.moment

    def move_to(self, moment: datetime) -> None:
        """Show another moment."""
        self.moment = moment


class StillClock(MovableClock):
    """A clock for programs that may wait: here nothing does."""

    async def sleep_until(self, moment: object) -> None:
        """Return at once."""


def make_playground(**options: Raw) -> Starlette:
    """The playground over the small network; options are those of create_app."""
    options.setdefault("clock", MovableClock())
    options.setdefault("bot_url", None)
    options.setdefault("commands", COMMANDS)
    network = options.pop("network", NETWORK)
    return create_app(network, signing_secret=SECRET, **options)


def hub_of(app: Starlette) -> Hub:
    """The playground's parts, to look at."""
    hub: Hub = app.state.hub
    return hub


async def wait_until(holds: Callable[[], bool]) -> None:
    """Wait up to a minute for something to become true."""
    for _ in range(6_000):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


@asynccontextmanager
async def serving(app: ASGIApp) -> AsyncIterator[str]:
    """Serve an app on a free port of loopback; yields "http://127.0.0.1:PORT"."""
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=1)
    )
    task = asyncio.create_task(server.serve())
    await wait_until(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await task


def slack_client(origin: str, team: str = TEAM, timeout: int = 5) -> AsyncWebClient:
    """The real SDK's client, pointed at the playground and without its own retries."""
    return AsyncWebClient(
        token=bot_token(team),
        base_url=f"{origin}/playground/slack/api/",
        timeout=timeout,
        retry_handlers=[],
    )


@dataclass(slots=True)
class Page:
    """The page of one person."""

    client: httpx.AsyncClient
    person: str

    async def read(self, name: str, /, **query: str) -> Raw:
        """What the page reads."""
        answer = await self.client.get(
            f"/playground/api/{name}", params={"as": self.person, **query}
        )
        answer.raise_for_status()
        return answer.json()

    async def act(self, name: str, /, **body: Raw) -> Raw:
        """What the page does; the answer whatever its status."""
        answer = await self.client.post(f"/playground/api/{name}", json={"as": self.person, **body})
        return answer.json()


@asynccontextmanager
async def page_of(origin: str, user: str, team: str = TEAM) -> AsyncIterator[Page]:
    """The page of a person at a running playground."""
    nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # reading all certificates takes 20 ms
    async with httpx.AsyncClient(base_url=origin, timeout=60, verify=nobody) as client:
        yield Page(client, f"{team}:{user}")


@asynccontextmanager
async def opened(app: Starlette, user: str = SAM, team: str = TEAM) -> AsyncIterator[Page]:
    """The page over the app itself, without a network."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8080") as client:
        yield Page(client, f"{team}:{user}")
