"""Saying something, and giving the bot files."""

import base64
import binascii
from collections.abc import Sequence
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.playground.common.given import Json
from bot.playground.common.page_errors import PageError
from bot.playground.teams.acting import Actor, Body, read_page_ts
from bot.playground.teams.activities import FILE_INFO, build_message, find_mentions
from bot.playground.teams.hub import Hub
from bot.playground.teams.records import GivenFile, Post, Talk

MOST_BYTES = 5_000_000
FILES = "/playground/teams/files"
NOT_HERE = "Teapoint is not in this chat yet. Add it first."


async def say(actor: Actor, body: Body) -> Json:
    """Say something in a conversation: {channel, text, thread?, files?}."""
    talk = actor.enter(str(body.get("channel")))
    text, files = str(body.get("text") or "").strip(), _find_files(actor, body)
    if not text and not files:
        raise PageError("There is nothing to send yet. Write something first.")
    if talk.kind == "personal" and not talk.has_bot:
        raise PageError(NOT_HERE, 409)
    if files and talk.kind != "personal":
        raise PageError("Here, files go only to Teapoint, in your own chat with it.", 409)
    world = actor.hub.world
    text, entities = find_mentions(world, talk, text)
    thread = _find_thread(talk, body.get("thread"))
    said = Post(0, actor.person.id, text, entities=entities, files=files, thread=thread)
    post = world.post(talk, said)
    if talk.has_bot and _is_heard(actor.hub, talk, entities):
        attachments = [_attach(actor, one) for one in files]
        actor.hub.courier.send(build_message(actor.at(talk), post, attachments))
    return {"ok": True, "answer": "", "ts": post.ts}


def _is_heard(hub: Hub, talk: Talk, entities: Sequence[Json]) -> bool:
    mentioned = [each["mentioned"]["id"] for each in entities]
    return talk.kind == "personal" or hub.world.bot_id in mentioned


def _find_thread(talk: Talk, ts: object) -> int | None:
    if not ts:
        return None
    root = talk.find(read_page_ts(str(ts)))
    if root is None:
        raise PageError("The message you are answering is no longer there.", 404)
    return root.thread or root.ms


# files


async def give(actor: Actor, body: Body) -> Json:
    """Keep a file that a person chose: {name, content in base64}."""
    name = str(body.get("name") or "").replace("/", "_").strip()
    try:
        content = base64.b64decode(str(body.get("content") or ""), validate=True)
    except binascii.Error:
        raise PageError("The page sent a file that cannot be read.") from None
    if not name or len(content) > MOST_BYTES:
        raise PageError("This file is too large here. Choose one of at most 5 MB.")
    world = actor.hub.world
    given = GivenFile(world.make_id("F"), actor.person.id, name, content)
    world.given[given.id] = given
    return {"file": {"id": given.id, "name": name, "size": len(content)}}


def _find_files(actor: Actor, body: Body) -> list[GivenFile]:
    named = body.get("files")
    known = (actor.hub.world.given.get(str(one)) for one in named) if named else ()
    return [each for each in known if each and each.person_id == actor.person.id]


def _attach(actor: Actor, given: GivenFile) -> Json:
    """A file as Teams attaches it: whoever has the downloadUrl may fetch it."""
    address = f"{actor.origin}{FILES}/{given.id}"
    return {
        "contentType": FILE_INFO,
        "contentUrl": f"{address}/{quote(given.name)}",
        "name": given.name,
        "content": {
            "downloadUrl": f"{address}?tempauth={given.id}",
            "uniqueId": given.id,
            "fileType": given.name.rpartition(".")[2].lower(),
        },
    }


async def download(request: Request) -> Response:
    """GET the bytes of a file, at the address that came with it."""
    hub: Hub = request.app.state.hub
    file_id = request.path_params["file_id"]
    given = hub.world.given.get(file_id)
    if given is None or request.query_params.get("tempauth") != file_id:
        return PlainTextResponse("not found", 404)
    return Response(given.content, media_type="application/octet-stream")
