"""Agents Playground, and what its page would ask of it, over HTTP.

Its interface is undocumented; every address here was found by watching its page.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from tests.agents_playground.cards import Sight, fill_in, read_answer, read_frame
from tests.agents_playground.network import BOT, CHAT, JO, Json, describe_world
from tests.agents_playground.programs import program_running

_PATIENCE = 30.0
_STREAM = "/_ws_conversation/v1/conversations/stream"
_CONFIG = "/_internal/v1/testConfig"
_ACTIVITIES = "/_internal/v1/customActivities"


@dataclass(slots=True)
class Playground:
    """One person's page, without the page. `seen`: every message, the newest last."""

    origin: str
    session: aiohttp.ClientSession
    seen: list[Sight] = field(default_factory=list)

    async def say(self, text: str, conversation: str = CHAT) -> None:
        """Type something; in a channel the bot is mentioned."""
        body: Json = {"from": {"id": JO.id}, "text": text, "textFormat": "plain", "mentions": []}
        if conversation != CHAT:
            named = "<at>Teapoint</at>"
            body["text"] = f"{named} {text}"
            body["mentions"] = [{"mentioned": {"id": BOT, "name": "Teapoint"}, "text": named}]
        await self._post(f"/_conversation/v1/conversations/{conversation}/messages", body)

    async def press(self, sight: Sight, title: str, /, **inputs: str) -> str:
        """Press a button, with inputs by their names; return what is answered at once."""
        action = sight.find_action(title)
        if not action.get("verb"):
            raise AssertionError(f"the page sends nothing for {title!r}, which has no verb")
        filled = fill_in(sight.inputs(), inputs)
        pressed = {
            "type": "Action.Execute",
            "id": "",
            "title": action["title"],
            "verb": action["verb"],
            "data": {**action.get("data", {}), **filled},
        }
        value = {"action": pressed, "trigger": "manual"}
        return read_answer(await self.invoke("adaptiveCard/action", value, sight))

    async def invoke(self, name: str, value: Json, sight: Sight | None = None) -> Json:
        """Ask the bot for something, about a message or in Jo's chat; return its answer."""
        place = sight.conversation if sight else CHAT
        body: Json = {"name": name, "conversation": {"id": place}, "from": {"id": JO.id}}
        body |= {"replyToId": sight.id} if sight else {}
        return await self._post("/_conversation/v1/invoke", body | {"value": value})

    async def happen(self, kind: str, conversation: str = CHAT) -> None:
        """Let something happen around the bot, such as `install`, by the page's own template."""
        query = {"conversationId": conversation, "type": kind}
        async with self.session.get(f"{self.origin}{_ACTIVITIES}/template", params=query) as answer:
            activity = await answer.json()
        await self._post(_ACTIVITIES, activity)

    async def wait_for(
        self, words: str, conversation: str = CHAT, *, after: int = 0, seconds: float = 20
    ) -> Sight:
        """Wait until a message says this, of those after so many; return the newest."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while True:
                    for sight in reversed(self.seen[after:]):
                        if sight.conversation == conversation and words in sight.words:
                            return sight
                    await asyncio.sleep(0.1)
        last = [sight.words[:300] for sight in self.seen[-2:]]
        raise AssertionError(f"no message says {words!r}; the newest say {last}")

    async def _post(self, path: str, body: Json) -> Json:
        async with self.session.post(f"{self.origin}{path}", json=body) as answer:
            text = await answer.text()
        if answer.status >= 300:
            raise AssertionError(f"{path} was answered {answer.status}: {text[:300]}")
        try:
            found = json.loads(text)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


@asynccontextmanager
async def playing(program: Path, gate: str, port: int, folder: Path) -> AsyncIterator[Playground]:
    """Run Agents Playground, which sends to `gate`; at the end it alone is stopped.

    It tells Microsoft nothing (--disable-telemetry) and opens no browser. It listens on all
    interfaces, and has no option to change that.
    """
    (folder / ".m365agentsplayground.yml").write_text(describe_world())
    origin = f"http://127.0.0.1:{port}"
    words = ["node", str(program), "-e", gate, "-c", "msteams", "-p", str(port)]
    words += ["--disable-telemetry", "--service-url", f"{origin}/_connector"]
    quiet = {"TEAMSAPPTESTER_BROWSER": "none"}
    async with (
        program_running(words, folder, quiet, f"{origin}{_CONFIG}"),
        aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(force_close=True),
            timeout=aiohttp.ClientTimeout(total=_PATIENCE),
        ) as session,
        _watching(Playground(origin, session)) as playground,
    ):
        yield playground


@asynccontextmanager
async def _watching(playground: Playground) -> AsyncIterator[Playground]:
    """Keep whatever it would show, as it comes."""
    url = playground.origin.replace("http", "ws", 1) + _STREAM
    async with playground.session.ws_connect(url) as stream:

        async def keep() -> None:
            async for message in stream:
                sight = read_frame(json.loads(str(message.data)))
                if sight:
                    playground.seen.append(sight)

        keeping = asyncio.create_task(keep())
        try:
            yield playground
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
