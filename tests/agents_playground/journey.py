"""What one person does, and what Agents Playground must then have been sent."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import aiohttp
import httpx

from bot.platforms.teams.hear import FIND_NOTES, MAKE_NOTES
from bot.platforms.teams.serve import PATH
from tests.agents_playground.cards import Sight, fill_in, find_inputs
from tests.agents_playground.microsoft import FEED, NEWS
from tests.agents_playground.network import BEE, CHANNEL, CHAT, DUE, TENANT_NAME
from tests.agents_playground.playground import Playground
from tests.agents_playground.stage import Stage

FAULTS = (AssertionError, aiohttp.ClientError, httpx.HTTPError, TimeoutError)

MESSAGE = """Session: Forms that nobody fears
Led by Kit Sowden
- Ask for one thing a page
- Say why you ask"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One check: what it looked at, and what was wrong; "" where it passed."""

    name: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Journey:
    """One person at Agents Playground."""

    stage: Stage

    @property
    def playground(self) -> Playground:
        """Where they sit."""
        return self.stage.playground

    async def run(self) -> list[Outcome]:
        """Do everything in order; what fails is told, and the rest is tried all the same."""
        return [await _attempt(name, check) for name, check in self._checks()]

    def _checks(self) -> Sequence[tuple[str, Callable[[], Awaitable[None]]]]:
        return (
            ("What nobody signed is refused", self.come_unsigned),
            ("Added to a chat: a welcome", self.be_welcomed),
            ("Join: words, and a form with a mistake", self.join),
            ("Profile: a form, filled in again", self.fill_profile),
            ("Round: planned, looked at, sent by a button", self.send_round),
            ("Introduction: comes unasked, as it was written", self.be_introduced),
            ("Met: a button", self.meet),
            ("Notes: typed, a form", self.write_notes),
            ("Notes: from the menu of a message, a dialog", self.make_notes),
            ("Notes: found while somebody writes", self.find_notes),
            ("Digest: a blog for a channel", self.follow_blog),
            ("Digest: comes on its day, after a restart", self.read_digest),
        )

    async def come_unsigned(self) -> None:
        """The bot itself takes nothing that comes as Agents Playground sends it."""
        async with httpx.AsyncClient() as client:
            answer = await client.post(f"{self.stage.bot.origin}{PATH}", json={"type": "message"})
        _see(answer.status_code == 401, f"the bot answered {answer.status_code}")

    async def be_welcomed(self) -> None:
        """The bot greets whoever adds it, once."""
        await self.playground.happen("install")
        welcome = await self.playground.wait_for("introduces people of different organisations")
        welcome.find_action("Join")

    async def join(self) -> None:
        """What was typed is kept where something is wrong; the answer takes the form's place."""
        await self.playground.say("unmentor join")
        form = await self.playground.wait_for("Your organisation")
        again = await self.playground.press(form, "Join", organisation="Zebra Quay")
        _see("please choose its sector" in again, f"a mistake was answered: {again}")
        done = await self.playground.press(form, "Join", organisation=TENANT_NAME.casefold())
        _see("You're in" in done, f"the form was answered: {done}")
        await self.playground.wait_for("You're in Unmentoring, monthly")

    async def fill_profile(self) -> None:
        """Several answers at once come back as one text with commas."""
        await self.playground.say("unmentor profile")
        form = await self.playground.wait_for("Tell us more")
        form = await self.playground.wait_for("What you'd like to talk about")
        days = _first_two(form, "days")
        done = await self.playground.press(form, "Save", topics="Bins & benches", days=days)
        _see("Saved" in done, f"the form was answered: {done}")
        before = len(self.playground.seen)
        await self.playground.say("unmentor profile")
        again = await self.playground.wait_for("What you'd like to talk about", after=before)
        kept = fill_in(again.inputs(), {})
        _see("Bins & benches" in kept.values(), "the topics were not kept")
        _see(kept["days~many"] == days, f"the days were kept as {kept['days~many']!r}")

    async def send_round(self) -> None:
        """The organiser plans, gets the preview unasked, and confirms by a second button."""
        await self.playground.say("unmentor round preview")
        preview = await self.playground.wait_for("2 people would be introduced, in 1 pair")
        await self.playground.press(preview, "Introduce 1 pair")
        await self.playground.wait_for("1 introduction of")

    async def be_introduced(self) -> None:
        """What a member typed is shown as letters; both got theirs, each in a chat of their own."""
        met = await self.playground.wait_for(f"Meet {BEE.name}")
        _see("**never**" in met.words, "what Bee wrote was changed")
        _see("<at>" not in met.words, "a mention that Bee typed would be one")
        await self.playground.wait_for("2 of 2 messages were delivered")

    async def meet(self) -> None:
        """The answer to a press comes as a message."""
        met = await self.playground.wait_for(f"Meet {BEE.name}")
        await self.playground.press(met, "We've met")
        await self.playground.wait_for("you and Bee have met")

    async def write_notes(self) -> None:
        """A form with many inputs; the session can be read afterwards."""
        await self.playground.say("notes new")
        form = await self.playground.wait_for("Title of the session")
        filled = {"title": "Signs in plain words", "summary": "Signs that people read."}
        await self.playground.press(form, "Save", notes="Test with a child", **filled)
        await self.playground.say("notes find plain words")
        await self.playground.wait_for("Signs in plain words")

    async def make_notes(self) -> None:
        """The menu of a message opens a dialog, which sends by Action.Submit."""
        value = {
            "commandId": MAKE_NOTES,
            "commandContext": "message",
            "messagePayload": {
                "id": "1",
                "from": {"user": {"id": BEE.id, "displayName": BEE.name}},
                "body": {"contentType": "text", "content": MESSAGE},
            },
        }
        answer = await self.playground.invoke("composeExtension/fetchTask", value)
        card = answer.get("task", {}).get("value", {}).get("card", {}).get("content", {})
        inputs = find_inputs([card])
        kept = fill_in(inputs, {}) if inputs else {}
        _see("Forms that nobody fears" in " ".join(kept.values()), f"it was answered {answer}")

    async def find_notes(self) -> None:
        """The search of the message box finds what was saved."""
        typed = [{"name": "words", "value": "plain words"}]
        value = {"commandId": FIND_NOTES, "parameters": typed}
        answer = await self.playground.invoke("composeExtension/query", value)
        _see("Signs in plain words" in str(answer), f"it was answered {answer}")

    async def follow_blog(self) -> None:
        """In a channel the bot is mentioned, and says in private what is for one person only."""
        await self.playground.say("digest here weekly", CHANNEL)
        await self.playground.wait_for("the answer is in your chat", CHANNEL)
        await self.playground.wait_for("New blog posts come to #Coffee", CHAT)
        await self.playground.say(f"digest add {self.stage.web}{FEED}", CHANNEL)
        await self.playground.wait_for("A blog to follow")

    async def read_digest(self) -> None:
        """The bot was stopped and comes back days later: it is posted in the channel by itself."""
        await self.stage.be_at(DUE)
        posted = await self.playground.wait_for(NEWS, CHANNEL, seconds=100)
        _see(not posted.thread, "it was posted under a message")


async def _attempt(name: str, check: Callable[[], Awaitable[None]]) -> Outcome:
    try:
        await check()
    except FAULTS as error:
        return Outcome(name, str(error) or type(error).__name__)
    return Outcome(name)


def _see(holds: bool, wrong: str) -> None:
    if not holds:
        raise AssertionError(wrong)


def _first_two(form: Sight, name: str) -> str:
    (asked,) = [node for node in form.inputs() if str(node["id"]).startswith(f"{name}~")]
    return ",".join(str(choice["value"]) for choice in asked["choices"][:2])
