"""A bot on Slack with a few commands of its own, beside the playground: for tests of listening."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import httpx
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette

from bot.command import Call, Command, Commands, Names, Policy, Refusal
from bot.dispatch import Dispatcher
from bot.form import (
    Answer,
    Form,
    FormErrors,
    MultiChoiceInput,
    Option,
    PlaceChoice,
    SearchInput,
    TextInput,
    Values,
)
from bot.message import Bullets, Button, Buttons, Message, say
from bot.platforms.slack.api import SlackApi
from bot.platforms.slack.asking import Ways
from bot.platforms.slack.hear import Install
from bot.platforms.slack.listen import Happened, build_app
from bot.platforms.slack.serve import SocketMode, create_routes
from bot.playground.common.given import Raw
from bot.playground.slack import Hub, bot_token
from jobs.aside import Aside
from jobs.organisations.learning import Learner
from jobs.workspaces.installs import find_token
from storage.errors import UnavailableError
from storage.store import Store
from storage.types import AccountKey, PlaceId
from tests.support.playground import (
    NOON,
    OTHER_TEAM,
    SECRET,
    TEAM,
    StillClock,
    hub_of,
    make_playground,
    serving,
)

# Slow commands wait here until the test has seen what it wants to see meanwhile.
GATE = threading.Event()
NAMES = Names("/teapoint", {"unmentor": "/unmentor"})


def _form(call: Call, name: str = "") -> Form:
    place = call.place.id if call.place and call.place.kind == "channel" else ""
    return Form(
        "Join unmentoring",
        "unmentor join",
        (
            TextInput("name", "Your name", value=name or call.account.name),
            SearchInput("interests", "Interests", "interests", multiple=True, optional=True),
            MultiChoiceInput("rules", "Rules", (Option("a", "One"), Option("b", "Two"))),
            PlaceChoice("place", "Channel", value=place, optional=True),
        ),
        "Join",
        ref=call.ref,
        intro=(Buttons((Button("What we keep", "unmentor privacy"),)),),
    )


def _joined(call: Call, values: Values) -> Answer:
    name = values["name"]
    if name == "?":
        return FormErrors({"name": "Enter the name people know.", "elsewhere": "And this."})
    if name == "again":
        return replace(_form(call, "again, please"), title="Once more")
    if name == "no":
        raise Refusal("You cannot join just now.")
    if name == "slow":
        GATE.wait(5)
    place = values["place"]
    channel = call.tx.places.get(PlaceId(str(place))).external_id if place else "nowhere"
    return say(f"{name} joined from {channel} with {','.join(values['rules']) or 'no rules'}.")


def _pasted(call: Call, values: Values) -> Answer:
    """Notes made of a message: a form with its words, or words where there are none."""
    text = str(values["paste"])
    if text == "slow":
        GATE.wait(5)
    if text == "nothing":
        return say("There was nothing in it.")
    inputs = (TextInput("notes", "Notes", value=text, multiline=True, limit=3_000),)
    return Form("Session notes", "notes correct", inputs, "Save", ref="d=nd_1")


def _slow(call: Call) -> Answer:
    GATE.wait(5)
    return say("That took a while.")


def _long(call: Call) -> Answer:
    rows = tuple((f"Row {number}" + ("\n" + "x" * 40),) for number in range(200))
    return Message((Bullets(rows),))


def _break(call: Call) -> Answer:
    raise RuntimeError("it broke")


def _home(call: Call) -> Answer:
    buttons = Buttons((Button("Join", "unmentor join"), Button("Met", "unmentor met", "g_1")))
    return Message((*say(f"Hello, {call.account.name}.").blocks, buttons))


def _told(words: str) -> Callable[[Call], Answer]:
    return lambda _call: say(words)


def _who(call: Call) -> Answer:
    guest = "a guest" if call.account.guest else "not a guest"
    return say(f"{call.account.key} {call.account.name} {guest}: {call.rest}")


def make_table() -> Commands:
    """The few commands of the bot."""

    def command(words: str, run: Callable[[Call], Answer], **more: Raw) -> Command:
        return Command(tuple(words.split()), "Does it.", run, who="anyone", **more)

    return Commands(
        (
            command("unmentor join", _form, submit=_joined),
            command("unmentor met", lambda call: say(f"Met {call.ref or 'somebody'}.")),
            command("unmentor privacy", _told("We keep your name.")),
            command("unmentor card", lambda _call: replace(say("All see this."), public=True)),
            command("unmentor slow", _slow),
            command("unmentor long", _long),
            command("unmentor break", _break),
            command("unmentor who", _who),
            command("notes paste", _told("Paste them."), submit=_pasted),
            command("home", _home),
            command("help", _told("Type join.")),
        )
    )


@dataclass(slots=True)
class Log:
    """What Slack told of itself."""

    rows: list[tuple[str, ...]] = field(default_factory=list)
    fails: bool = False

    def happened(self) -> Happened:
        """Callbacks that note what they hear."""

        async def note(*facts: str | AccountKey | Sequence[str]) -> None:
            if self.fails:
                raise UnavailableError("the database is locked")
            self.rows.append(tuple(map(str, facts)))

        return Happened(note, note, note, note, note, note)


@dataclass(slots=True)
class SlackBot:
    """The bot, what it needs to stop, and the playground it is in."""

    routes: Starlette
    hub: Hub
    origin: str
    log: Log
    socket: SocketMode
    store: Store

    async def receive(self, body: str, **headers: str) -> httpx.Response:
        """Send it a body as Slack would, signed now unless the headers say otherwise."""
        signed = sign(body) | headers
        transport = httpx.ASGITransport(app=self.routes)
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
            return await client.post("/slack/events", content=body.encode(), headers=signed)


def sign(body: str, *, secret: str = SECRET, age: float = 0.0) -> dict[str, str]:
    """The headers that Slack puts on a body."""
    moment = str(int(time.time() - age))
    signature = SignatureVerifier(secret).generate_signature(timestamp=moment, body=body)
    kind = "application/json" if body.startswith("{") else "application/x-www-form-urlencoded"
    return {
        "x-slack-signature": signature or "",
        "x-slack-request-timestamp": moment,
        "content-type": kind,
    }


def _install(store: Store) -> None:
    with store.begin() as tx:
        network = tx.networks.add("Public services together")
        for team in (TEAM, OTHER_TEAM):
            space = tx.spaces.install("slack", team, team, team, bot_token(team))
            tx.networks.link(network.id, space.id, default=True)


def _reading(
    aside: Aside,
) -> tuple[Callable[[Install], Awaitable[str]], Callable[[str], Awaitable[str]]]:
    async def token_of(install: Install) -> str:
        return await aside.read(lambda tx: find_token(tx, "slack", install.team))

    async def channel_of(place: str) -> str:
        return await aside.read(lambda tx: tx.places.get(PlaceId(place)).external_id)

    return token_of, channel_of


@asynccontextmanager
async def slack_bot(
    store: Store, *, patience: float = 2.0, socket: bool = False, **options: Raw
) -> AsyncIterator[SlackBot]:
    """A bot and its playground, over signed HTTP or over Socket Mode."""
    _install(store)
    GATE.clear()
    routes = Starlette()
    transport = httpx.ASGITransport(app=routes)
    bot_url = None if socket else "http://bot/slack/events"
    playground = make_playground(bot_url=bot_url, transport=transport, **options)
    aside, log = Aside(store), Log()
    policy = Policy("Us", "us@example.org", 24)
    dispatcher = Dispatcher(make_table(), aside, lambda: NOON, policy, NAMES)
    async with serving(playground) as origin:
        api = SlackApi(f"{origin}/playground/slack/api/", timeout=5.0)
        learn = Learner(aside, StillClock(), "slack").learn
        ways = Ways(dispatcher, api, NAMES, *_reading(aside), learn, patience)
        app = build_app(ways, log.happened(), SECRET)
        routes.router.routes.extend(create_routes(app, SECRET))
        mode = SocketMode(app, api, "xapp-playground")
        try:
            yield SlackBot(routes, hub_of(playground), origin, log, mode, store)
        finally:
            GATE.set()
            await mode.stop()
            await asyncio.sleep(0)
            await hub_of(playground).aclose()
            await api.close()
            aside.close()
