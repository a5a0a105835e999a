"""Files that people give in forms and messages: put there by the page, found and downloaded.

A download needs the workspace's bot token; Slack sends whoever has none to a page to sign in.
"""

import base64
import binascii
import time
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from bot.playground.common.given import Json
from bot.playground.common.page_errors import PageError
from bot.playground.common.sever import Severed
from bot.playground.slack.acting import Actor
from bot.playground.slack.api import meet_trouble
from bot.playground.slack.arguments import Arguments, read_token
from bot.playground.slack.hub import Hub
from bot.playground.slack.records import Given, Workspace
from bot.playground.slack.shapes import read_kind, show_given

MOST_BYTES = 5_000_000
SCOPE = "files:read"
DOWNLOAD = "download"


async def give(actor: Actor, body: Mapping[str, Any]) -> Json:
    """Keep a file that a person chose: {"name", "content"} in base64; Slack's file object."""
    name = str(body.get("name") or "").replace("/", "_").strip()
    try:
        content = base64.b64decode(str(body.get("content") or ""), validate=True)
    except binascii.Error:
        raise PageError("The page sent a file that cannot be read.") from None
    if not name or len(content) > MOST_BYTES:
        raise PageError("This file is too large here. Choose one of at most 5 MB.")
    world = actor.hub.world
    given = Given(world.make_id("F"), actor.user.team_id, actor.user.id, name, content)
    world.given[given.id] = given
    return {"file": show_given(given, actor.origin)}


def resolve(actor: Actor, values: Mapping[str, Any]) -> Json:
    """The values of a form with its files as we know them: a page cannot make one up."""
    return {
        block: {action: _resolve_one(actor, entry) for action, entry in entries.items()}
        for block, entries in values.items()
    }


def _resolve_one(actor: Actor, entry: Any) -> Any:  # noqa: ANN401 - a JSON value from outside
    if not isinstance(entry, dict) or entry.get("type") != "file_input":
        return entry
    asked: Iterable[Any] = entry.get("files") or []
    named = [str(each.get("id")) for each in asked if isinstance(each, dict)]
    own = find_own(actor, named)
    return {"type": "file_input", "files": [show_given(each, actor.origin) for each in own]}


def find_own(actor: Actor, ids: Iterable[str]) -> list[Given]:
    """The person's own files of these ids; others are left out."""
    known = (actor.hub.world.given.get(each) for each in ids)
    return [each for each in known if each and each.user_id == actor.user.id]


async def download(request: Request) -> Response:
    """GET the bytes of a file, with the workspace's token."""
    hub: Hub = request.app.state.hub
    started = time.perf_counter()
    file_id = request.path_params["file_id"]

    def answer() -> Response:
        space = _whose(hub, read_token(request, Arguments()))
        found = hub.world.given.get(file_id)
        if space is None or SCOPE not in space.scopes:
            return RedirectResponse("/playground", 302)
        if found is None or found.team_id != space.id:
            return PlainTextResponse("not found", 404)
        return Response(found.content, media_type=read_kind(found.name))

    response = await meet_trouble(hub, request, DOWNLOAD, answer)
    ms = (time.perf_counter() - started) * 1_000
    status = 0 if isinstance(response, Severed) else response.status_code
    now = hub.world.clock.now()
    hub.wire.record_call(now, DOWNLOAD, ms, status, {"file": file_id}, f"{status}")
    return response


def _whose(hub: Hub, token: str) -> Workspace | None:
    team_id = hub.world.tokens.get(token)
    space = hub.world.workspaces.get(team_id) if team_id else None
    return space if space and space.token_error is None else None
