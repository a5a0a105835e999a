"""Somebody at the playground's page of Slack."""

import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx

from bot.playground.slack import Hub
from tests.support.playground import Page

Settle = Callable[[], Awaitable[None]]
Json = dict[str, Any]


@dataclass(slots=True)
class OnSlack:
    """At the page of Slack."""

    hub: Hub
    client: httpx.AsyncClient
    user: str
    team: str
    settle: Settle

    @property
    def page(self) -> Page:
        return Page(self.client, f"{self.team}:{self.user}")

    @property
    def direct(self) -> str:
        """Their own talk with the bot."""
        return self.hub.world.open_direct(self.team, self.user).id

    async def say(self, line: str, channel: str = "") -> str:
        """Type a slash command; what was open is closed before."""
        await self.page.act("close", clear=True)
        answer = await self.page.act("say", channel=channel or self.direct, text=f"/{line}")
        assert answer.get("ok"), answer
        await self.settle()
        return await self._form() or await self._newest(channel)

    async def press(self, label: str, channel: str = "") -> str:
        source, block, element = await self._find(label, channel)
        where = {"block_id": block["block_id"], "action_id": element["action_id"]}
        answer = await self.page.act("press", **source, **where)
        assert answer.get("ok"), answer
        await self.settle()
        return await self._form() or await self._newest(channel)

    async def fill(self, label: str, **values: str) -> str:
        shown = await self.page.read("view")
        view = shown["view"]
        assert view["submit"]["text"] == label, view["submit"]
        given: dict[str, Json] = {}
        for name, typed in values.items():
            (block,) = [one for one in view["blocks"] if one.get("block_id") == name]
            element = block["element"]
            entry = await self._entry(shown["view_id"], name, element, typed)
            given[name] = {element["action_id"]: entry}
        answer = await self.page.act("submit", view_id=shown["view_id"], values=given)
        assert "error" not in answer, answer
        if "errors" in answer:
            return "\n".join(answer["errors"].values())
        await self.settle()
        return await self._form() or await self._newest()

    async def heard(self) -> list[str]:
        talks = (await self.page.read("world"))["conversations"]
        found: list[Json] = []
        for talk in talks:
            found += await self._messages(talk["id"])
        return [_words_on_slack(each) for each in sorted(found, key=lambda one: one["ts"])]

    def raw(self) -> str:
        world = self.hub.world
        talks = world.conversations_of(self.user)
        posts = [post for talk in talks for post in talk.messages.values()]
        whispers = [post for talk in talks for post in talk.ephemerals.get(self.user, [])]
        said = [[post.text, post.blocks] for post in (*posts, *whispers) if post.user != self.user]
        return json.dumps(said, ensure_ascii=False)

    async def seen(self, channel: str) -> list[str]:
        """What stands in a channel, threads too."""
        return [_words_on_slack(each) for each in await self._messages(channel)]

    async def _messages(self, channel: str) -> list[Json]:
        found = []
        for top in (await self.page.read("conversation", id=channel))["messages"]:
            found.append(top)
            if top["reply_count"]:
                thread = await self.page.read("conversation", id=channel, thread=top["ts"])
                found += thread["messages"][1:]
        return found

    async def _newest(self, channel: str = "") -> str:
        return _words_on_slack((await self._messages(channel or self.direct))[-1])

    async def _form(self) -> str:
        """What stands on the form that is open, or on the answer that came in its place."""
        view = (await self.page.read("view"))["view"]
        return "\n".join(_texts(view)) if view else ""

    async def _find(self, label: str, channel: str) -> tuple[Json, Json, Json]:
        view = (await self.page.read("view"))["view"]
        for block, element in _elements(view["blocks"] if view else []):
            if _label(element).startswith(label):
                return {"source": "view"}, block, element
        await self.page.act("close", clear=True)
        talks = [channel or self.direct]
        if not channel:
            talks = [each["id"] for each in (await self.page.read("world"))["conversations"]]
        found = [(one["ts"], talk, one) for talk in talks for one in await self._messages(talk)]
        for ts, talk, message in sorted(found, key=lambda each: each[0], reverse=True):
            for block, element in _elements(message["blocks"]):
                if _label(element).startswith(label):
                    return {"channel": talk, "ts": ts}, block, element
        raise AssertionError(f"no button {label!r} in {await self.heard()}")

    async def _entry(self, view_id: str, block: str, element: Json, typed: str) -> Json:
        kind = element["type"]
        if kind.endswith("external_select"):
            asked = {"source": "view", "view_id": view_id, "block_id": block}
            offered = await self.page.act(
                "suggest", **asked, action_id=element["action_id"], value=typed
            )
            chosen = _pick(offered["options"], typed)
        elif kind.endswith(("select", "radio_buttons", "checkboxes")) and "options" in element:
            chosen = _pick(element["options"], typed)
        elif kind == "conversations_select":
            return {"type": kind, "selected_conversation": typed}
        elif kind in ("datepicker", "timepicker"):
            return {"type": kind, f"selected_{kind.removesuffix('picker')}": typed}
        else:
            return {"type": kind, "value": typed}
        several = kind.startswith("multi_") or kind == "checkboxes"
        key = "selected_options" if several else "selected_option"
        return {"type": kind, key: [chosen] if several else chosen}


def _pick(options: list[Json], typed: str) -> Json:
    for option in options:
        if option["text"]["text"] == typed or option["value"] in (typed, f"new:{typed}"):
            return option
    raise AssertionError(f"no option {typed!r} in {options}")


def _elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    for block in blocks:
        for element in [*block.get("elements", []), block.get("accessory")]:
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def _label(element: Json) -> str:
    return str(element.get("text", {}).get("text", ""))


def _words_on_slack(message: Json) -> str:
    return "\n".join([message["text"], *_texts(message["blocks"])])


def _texts(node: Any) -> list[str]:  # noqa: ANN401 - JSON
    if isinstance(node, list):
        return [text for each in node for text in _texts(each)]
    if not isinstance(node, dict):
        return []
    own = [node["text"]] if isinstance(node.get("text"), str) else []
    return own + [text for each in node.values() for text in _texts(each)]
