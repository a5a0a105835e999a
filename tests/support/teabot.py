"""A small bot as its authors would write one, to try the playground's page with.

It posts a card, opens forms, publishes a Home and answers commands: everything the page can draw.
To look at the page while you change it: `python -m tests.support.teabot`.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.support.playground import (
    SECRET,
    MovableClock,
    hub_of,
    make_playground,
    serving,
    slack_client,
)

Json = dict[str, Any]
NETWORK_FILE = Path(__file__).resolve().parents[2] / "bot" / "playground" / "network.json"
COMMANDS = tuple(
    {"command": "/unmentor", "words": words, "usage": f"/unmentor {words}", "help": help_}
    for words, help_ in (
        ("join", "Join the scheme"),
        ("pause", "Sit out until a date"),
        ("status", "See where you stand"),
        ("organise", "Set up and run rounds"),
        ("help", "Every command, with one line each"),
    )
)


def plain(text: str) -> Json:
    """Slack's plain text object."""
    return {"type": "plain_text", "text": text}


def marked(text: str) -> Json:
    """Slack's mrkdwn text object."""
    return {"type": "mrkdwn", "text": text}


def button(text: str, action: str, **more: object) -> Json:
    """A button."""
    return {"type": "button", "text": plain(text), "action_id": action, **more}


def options(*names: str) -> list[Json]:
    """Options whose values are their names."""
    return [{"text": plain(name), "value": name} for name in names]


def ask(block: str, label: str, element: Json, **more: object) -> Json:
    """An input block; its element's action is "answer"."""
    return {
        "type": "input",
        "block_id": block,
        "label": plain(label),
        "element": {"action_id": "answer", **element},
        **more,
    }


CARD: list[Json] = [
    {"type": "header", "text": plain("Meet somebody from another organisation")},
    {
        "type": "section",
        "text": marked(
            "Every month we introduce you to *one person* from another part of the public "
            "sector. You find *30 minutes* to talk. There's no agenda, and no selling.\n"
            "• Pause or leave whenever you like\n• We never read your conversations"
        ),
    },
    {
        "type": "section",
        "fields": [
            marked("*Next introductions*\nTuesday 1 December at 10am"),
            marked("*So far*\n238 people, 58 organisations"),
        ],
    },
    {
        "type": "actions",
        "block_id": "card",
        "elements": [
            button("Join", "join", style="primary"),
            button("How it works", "how"),
            button("All the fields", "everything"),
        ],
    },
    {"type": "context", "elements": [marked("Run by <@U0PRIYA>. Or type `/unmentor join`.")]},
]
INTRODUCTION: list[Json] = [
    {
        "type": "section",
        "text": marked(
            "Meet *Ade Bello*, delivery manager at Stourhampton City Council.\n\nWe matched you "
            "because you both care about *data standards*, and you work in different parts of the "
            "public sector.\n> Ade would like to talk about: getting legal teams to share data.\n"
            "Sam goes first. Thirty minutes is plenty."
        ),
    },
    {
        "type": "actions",
        "block_id": "introduction",
        "elements": [
            button("We've met", "met", style="primary"),
            button("I can't this time", "cannot"),
            button(
                "Something was wrong",
                "wrong",
                style="danger",
                confirm={
                    "title": plain("Tell the organisers?"),
                    "text": marked("They will hear of it. Your partner will not."),
                    "confirm": plain("Tell them"),
                    "deny": plain("Go back"),
                },
            ),
        ],
    },
]
JOIN: Json = {
    "type": "modal",
    "callback_id": "join",
    "title": plain("Join Unmentoring"),
    "submit": plain("Join"),
    "close": plain("Not now"),
    "blocks": [
        ask("name", "Your name", {"type": "plain_text_input", "initial_value": "Sam Okafor"}),
        ask(
            "organisation",
            "Your organisation",
            {"type": "external_select", "min_query_length": 1},
            hint=plain("Start typing, then choose."),
        ),
        ask(
            "sector",
            "Sector",
            {"type": "static_select", "options": options("Local government", "NHS", "Police")},
        ),
        ask("topics", "Topics", {"type": "plain_text_input", "multiline": True}, optional=True),
    ],
}
EVERYTHING: Json = {
    "type": "modal",
    "callback_id": "everything",
    "title": plain("Every kind of field"),
    "submit": plain("Save"),
    "blocks": [
        ask("lines", "Lines", {"type": "plain_text_input", "multiline": True, "max_length": 400}),
        ask("email", "Email", {"type": "email_text_input"}),
        ask("number", "Number", {"type": "number_input", "is_decimal_allowed": False}),
        ask("date", "Date", {"type": "datepicker", "initial_date": "2026-12-01"}),
        ask("time", "Time", {"type": "timepicker", "initial_time": "10:00"}),
        ask("ticks", "Ticks", {"type": "checkboxes", "options": options("One", "Two")}),
        ask("radio", "Radio", {"type": "radio_buttons", "options": options("Off", "Mild")}),
        ask("many", "Many", {"type": "multi_static_select", "options": options("Data", "Design")}),
        ask("people", "People", {"type": "multi_users_select", "initial_users": ["U0HUW"]}),
        ask("place", "Place", {"type": "conversations_select"}),
        {"type": "divider"},
        {
            "type": "section",
            "block_id": "rules",
            "text": marked("*Rules*\nDifferent organisation: always"),
            "accessory": button("Change the rules", "join"),
        },
        {
            "type": "actions",
            "block_id": "more",
            "elements": [{"type": "overflow", "action_id": "how", "options": options("A", "B")}],
        },
    ],
}
HOME: Json = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Good morning, Sam")},
        {
            "type": "section",
            "block_id": "standing",
            "text": marked("You have not joined *Unmentoring, monthly* yet."),
            "accessory": button("Join", "join", style="primary"),
        },
        {"type": "divider"},
        {"type": "header", "text": plain("Your profile")},
        {
            "type": "section",
            "fields": [
                marked("*Organisation*\nEastmarsh District Council"),
                marked("*Interests*\nData standards, service design"),
            ],
        },
        {
            "type": "actions",
            "block_id": "profile",
            "elements": [
                button("Change your profile", "everything"),
                {
                    "type": "static_select",
                    "action_id": "how",
                    "placeholder": plain("Pause until"),
                    "options": options("January", "February"),
                },
            ],
        },
    ],
}
ORGANISATIONS = ("Northmoor County Council", "Northgate NHS Trust", "Department for Harbours")


def make_teabot(origin: str) -> tuple[Starlette, list[Json]]:
    """The bot for the playground at `origin`; the list collects the state of every submission."""
    bolt = AsyncApp(client=slack_client(origin), signing_secret=SECRET)
    heard: list[Json] = []
    _answer_words(bolt)
    _answer_presses(bolt)
    _answer_forms(bolt, heard)
    handler = AsyncSlackRequestHandler(bolt)

    async def take(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route("/slack/events", take, methods=["POST"])]), heard


def _answer_words(bolt: AsyncApp) -> None:
    @bolt.command("/unmentor")
    async def on_command(ack: AsyncAck, command: Json) -> None:
        await ack(f"You typed *{command['text']}*. Nothing has changed.")

    @bolt.event("message")
    async def on_message(event: Json, say: AsyncSay) -> None:
        await say(f"I heard “{event['text']}”.")

    @bolt.event("app_home_opened")
    async def on_home(event: Json, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view=HOME)


def _answer_presses(bolt: AsyncApp) -> None:
    @bolt.action("join")
    async def on_join(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        on_form = body.get("view", {}).get("type") == "modal"
        opens = client.views_push if on_form else client.views_open
        await opens(trigger_id=body["trigger_id"], view=JOIN)

    @bolt.action("everything")
    async def on_everything(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=EVERYTHING)

    @bolt.action("how")
    async def on_how(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        if channel := body.get("channel"):
            text = "We introduce you to one person a month."
            await client.chat_postEphemeral(
                channel=channel["id"], user=body["user"]["id"], text=text
            )

    @bolt.action("met")
    async def on_met(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        section = {"type": "section", "text": marked("You said that you've met. Good to hear.")}
        await client.chat_update(
            channel=body["channel"]["id"],
            ts=body["message"]["ts"],
            text="You've met.",
            blocks=[INTRODUCTION[0], section],
        )


def _answer_forms(bolt: AsyncApp, heard: list[Json]) -> None:
    @bolt.options("answer")
    async def on_suggest(ack: AsyncAck, payload: Json) -> None:
        typed = payload["value"].lower()
        await ack(options=options(*(name for name in ORGANISATIONS if typed in name.lower())))

    @bolt.view("join")
    async def on_join(ack: AsyncAck, view: Json) -> None:
        values = view["state"]["values"]
        if values["name"]["answer"]["value"] == "?":
            await ack(response_action="errors", errors={"name": "Enter the name people know."})
            return
        await ack()
        heard.append(values)

    @bolt.view("everything")
    async def on_everything(ack: AsyncAck, view: Json) -> None:
        await ack()
        heard.append(view["state"]["values"])


@dataclass(frozen=True, slots=True)
class Trial:
    """A running playground over the invented network, with the small bot behind it."""

    origin: str
    app: Starlette
    heard: list[Json]
    slack: AsyncWebClient

    def url(self, person: str = "U0SAM", place: str = "", team: str = "T0TEAPOINT") -> str:
        """The page of a person at a place ("C0UNMENTOR", "home", "C0DATA/scenes")."""
        return f"{self.origin}/playground/#/{team}:{person}/{place}".rstrip("/")

    async def post(
        self, text: str, channel: str = "C0UNMENTOR", blocks: Sequence[Json] = ()
    ) -> str:
        """Let the bot say something; the message's ts."""
        answer = await self.slack.chat_postMessage(channel=channel, text=text, blocks=blocks)
        return str(answer["ts"])

    async def introduce(self) -> str:
        """Open a group chat of Sam and Ade with an introduction in it; its id."""
        answer = await self.slack.conversations_open(users=["U0SAM", "U0ADE"])
        channel = str(answer["channel"]["id"])
        await self.post("Meet Ade Bello", channel, blocks=INTRODUCTION)
        return channel


@asynccontextmanager
async def trying() -> AsyncIterator[Trial]:
    """Serve the playground with the small bot, and a Join card posted in #unmentoring."""
    network = json.loads(NETWORK_FILE.read_text("utf-8"))

    async def outlook() -> Json:
        return {"at": "2026-12-01T10:00:00+00:00", "what": "Teapoint introduces 119 pairs"}

    clock = MovableClock(datetime.fromisoformat(network["clock"]))
    app = make_playground(
        network=network, clock=clock, commands=COMMANDS, outlook=outlook, limits=False
    )
    async with serving(app) as origin:
        bot, heard = make_teabot(origin)
        async with serving(bot) as bot_origin:
            hub_of(app).courier.bot_url = f"{bot_origin}/slack/events"
            trial = Trial(origin, app, heard, slack_client(origin))
            await trial.post("Join unmentoring", blocks=CARD)
            yield trial
            hub_of(app).world.watchers.close()


async def main() -> None:
    """Serve it until it is interrupted."""
    async with trying() as trial:
        await trial.introduce()
        sys.stdout.write(f"{trial.origin}/playground\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
