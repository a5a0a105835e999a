"""A small invented Teams beside a bot: two tenants, people who type and press, what they see."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx
from starlette.types import ASGIApp

from bot.playground.common.given import Raw
from bot.playground.teams import CLIENT_ID, CLIENT_SECRET, HOME_TENANT, Hub, Keyring, create_app
from bot.playground.teams.keys import SigningKey, make_key
from tests.support.card_words import find_all, find_input, read_card
from tests.support.playground import MovableClock, serving

COUNCIL = "0c0c0c0c-0000-4000-8000-000000000001"
TRUST = "0a0a0a0a-0000-4000-8000-000000000002"
JO, SIAN, TOM = (f"0c0c0c0c-0000-4000-8000-0000000000a{n}" for n in (1, 2, 3))
JOHAR, BEE, KIT = (f"0a0a0a0a-0000-4000-8000-0000000000a{n}" for n in (1, 2, 3))
COUNCIL_TEAM, COUNCIL_CHANNEL = "19:council@thread.tacv2", "19:coffee@thread.tacv2"
TRUST_TEAM, TRUST_CHANNEL = "19:trust@thread.tacv2", "19:tea@thread.tacv2"
COUNCIL_CHAT = "19:biscuits@thread.v2"
LEEWAY = 60.0


def _person(user: str, tenant: str, name: str, nick: str, **more: Raw) -> dict[str, Any]:
    domain = "council.example" if tenant == COUNCIL else "trust.example"
    return {
        "id": user, "tenant": tenant, "user": nick, "name": name, "email": f"{nick}@{domain}",
        "installed": True, **more,
    }  # fmt: skip


def _team(team: str, tenant: str, name: str, channel: str, title: str) -> dict[str, Any]:
    channels = [{"id": team, "name": "General"}, {"id": channel, "name": title}]
    group = tenant[:-1] + "f"
    return {
        "id": team, "tenant": tenant, "name": name, "aad_group": group, "installed": True,
        "channels": channels,
    }  # fmt: skip


TEAMS: dict[str, Any] = {
    "teams": {
        "tenants": [
            {"id": COUNCIL, "name": "Tynewick Borough Council", "domain": "council.example"},
            {"id": TRUST, "name": "Tarnside Community NHS Trust", "domain": "trust.example"},
        ],
        # The first of each tenant has the same user name: only the tenant tells them apart.
        "people": [
            _person(JO, COUNCIL, "Jo Hughes", "j.hughes", menu="newcomer"),
            _person(SIAN, COUNCIL, "Siân Pritchard", "s.pritchard"),
            _person(TOM, COUNCIL, "Tom Ó Broin", "t.obroin", installed=False),
            _person(JOHAR, TRUST, "Johar Hughes", "j.hughes"),
            _person(BEE, TRUST, "Bee Adeyemi", "b.adeyemi"),
            _person(KIT, TRUST, "Kit Sowden", "k.sowden", installed=False),
        ],
        "teams": [
            _team(COUNCIL_TEAM, COUNCIL, "Digital", COUNCIL_CHANNEL, "Coffee"),
            _team(TRUST_TEAM, TRUST, "Improvement", TRUST_CHANNEL, "Tea"),
        ],
        "chats": [
            {"id": COUNCIL_CHAT, "tenant": COUNCIL, "name": "Biscuits", "members": [JO, SIAN]},
        ],
    }
}


@dataclass(slots=True)
class TeamsBeside:
    """The playground's Teams, served on loopback beside a bot."""

    hub: Hub
    origin: str
    client: httpx.AsyncClient

    @property
    def login(self) -> str:
        """Where the bot asks for tokens."""
        return f"{self.origin}/playground/teams/login"

    @property
    def openid(self) -> str:
        """Where the bot finds the keys of Teams."""
        return f"{self.login}/v1/.well-known/openidconfiguration"

    @property
    def service_url(self) -> str:
        """Where the bot speaks."""
        return f"{self.origin}/playground/teams/connector/"

    def environ(self) -> dict[str, str]:
        """The settings of a bot that is connected to it."""
        return {
            "TEAMS_CLIENT_ID": CLIENT_ID,
            "TEAMS_CLIENT_SECRET": CLIENT_SECRET,
            "TEAMS_TENANT_ID": HOME_TENANT,
            "TEAPOINT_TEAMS_TENANTS": f"{COUNCIL},{TRUST}",
            "TEAPOINT_TEAMS_LOGIN": self.login,
            "TEAPOINT_TEAMS_OPENID": self.openid,
        }

    def person(self, user: str) -> "TeamsPerson":
        """Somebody of any tenant, by the aadObjectId."""
        return TeamsPerson(self, user)

    async def change(self, **body: Raw) -> Raw:
        """Do what an administrator or time does: see the playground's README."""
        return await self.write("change", body)

    async def trouble(self, name: str, /, **body: Raw) -> None:
        """Switch a trouble on (`on=False`: off)."""
        await self.write("fault", {"name": name, **body})

    async def read(self, name: str, /, **query: str) -> Raw:
        """What the page reads, whatever its status."""
        return (await self.client.get(f"/playground/teams/api/{name}", params=query)).json()

    async def write(self, name: str, body: Mapping[str, Raw]) -> Raw:
        """What the page does, whatever its status."""
        answer = await self.client.post(f"/playground/teams/api/{name}", json=dict(body))
        return answer.json()


@asynccontextmanager
async def teams_beside(bot: ASGIApp, **options: Raw) -> AsyncIterator[TeamsBeside]:
    """Serve the playground's Teams beside a bot's app; options are those of create_app.

    The bot takes activities at /teams/messages, unless `bot_url` says otherwise. At the end no card
    of the bot may have broken a rule: a test that sends such ones clears `hub.findings`.
    """
    options.setdefault("clock", MovableClock())
    options.setdefault("bot_url", "http://bot/teams/messages")
    options.setdefault("transport", httpx.ASGITransport(app=bot))
    options.setdefault("keys", make_keyring())
    network = options.pop("network", TEAMS)
    app = create_app(network, **options)
    nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # reading all certificates takes 20 ms
    async with (
        serving(app) as origin,
        httpx.AsyncClient(base_url=origin, timeout=60, verify=nobody) as client,
    ):
        hub: Hub = app.state.hub
        yield TeamsBeside(hub, origin, client)
        assert hub.findings == []


def make_keyring() -> Keyring:
    """The bot's registration, with keys that all tests share: making one takes a while."""
    return Keyring(CLIENT_ID, CLIENT_SECRET, HOME_TENANT, kept=dict(_share_keys()))


@cache
def _share_keys() -> Mapping[str, SigningKey]:
    return {name: make_key(name) for name in ("connector", "login", "nobody")}


@dataclass(slots=True)
class TeamsPerson:
    """One person at their Teams. `channel` "" is their own chat with the bot."""

    teams: TeamsBeside
    user: str

    @property
    def page_id(self) -> str:
        """How the page names them."""
        return self.teams.hub.world.people[self.user].person

    @property
    def chat(self) -> str:
        """Their own chat with the bot."""
        return self.teams.hub.world.personal(self.teams.hub.world.people[self.user]).id

    async def say(self, text: str, channel: str = "", thread: str = "", **more: Raw) -> Raw:
        """Type something; return once the bot has taken it, with what the page answered."""
        body = {"text": text, "channel": channel or self.chat, "thread": thread, **more}
        answer = await self.act("say", **body)
        await self.teams.hub.courier.settle()
        return answer

    async def press(self, title: str, channel: str = "", **inputs: Raw) -> Raw:
        """Press the newest button of this title (or beginning); inputs by their ids or labels."""
        message, action = await self.find_button(title, channel)
        asked = find_all(message["card"], "Input.")
        given = {find_input(asked, name): value for name, value in inputs.items()}
        body = {"channel": channel or self.chat, "ts": message["ts"], "action": action["pressId"]}
        answer = await self.act("press", **body, inputs=given)
        await self.teams.hub.courier.settle()
        return answer

    async def find_button(self, title: str, channel: str = "") -> tuple[Raw, Raw]:
        """The newest message with such a button, and the button; those in threads too."""
        for message in reversed(await self.messages(channel)):
            found = [
                action
                for card in message["cards"]
                for action in find_all(card, "Action.")
                if str(action.get("title") or "").startswith(title)
            ]
            if found:
                return message, found[0]
        raise AssertionError(f"no button {title!r} in {await self.seen(channel)}")

    async def messages(self, channel: str = "") -> list[Raw]:
        """What stands in a conversation, as the page has it, with the answers in threads."""
        where = {"id": channel or self.chat}
        tops = (await self.read("conversation", **where))["messages"]
        found = []
        for top in tops:
            rest = []
            if top["reply_count"]:
                rest = (await self.read("conversation", **where, thread=top["ts"]))["messages"][1:]
            found += [top, *rest]
        return found

    async def seen(self, channel: str = "") -> list[str]:
        """The words of a conversation, a message each: its text, its card, and a note."""
        return [words_of(message) for message in await self.messages(channel)]

    async def latest(self, channel: str = "") -> str:
        """The words of the newest message."""
        return (await self.seen(channel))[-1]

    async def wait_for(self, words: str, channel: str = "", seconds: float = LEEWAY) -> str:
        """Wait until a message has these words, and return it."""
        async with asyncio.timeout(seconds):
            while True:
                for text in reversed(await self.seen(channel)):
                    if words in text:
                        return text
                await asyncio.sleep(0.02)

    async def install(self, **body: Raw) -> None:
        """Add the bot, for oneself or (`team=`) to a team."""
        await self.act("install", **body)
        await self.teams.hub.courier.settle()

    async def uninstall(self, **body: Raw) -> None:
        """Take the bot away."""
        await self.act("uninstall", **body)
        await self.teams.hub.courier.settle()

    async def read(self, name: str, /, **query: str) -> Raw:
        """What their page reads."""
        return await self.teams.read(name, **{"as": self.page_id, **query})

    async def act(self, name: str, /, **body: Raw) -> Raw:
        """What their page does."""
        return await self.teams.write(name, {"as": self.page_id, **body})


def words_of(message: Raw) -> str:
    """Everything that a message says, in lines."""
    lines = [message["text"], *(line for card in message["cards"] for line in read_card(card))]
    return "\n".join(line for line in [*lines, message["note"]] if line)
