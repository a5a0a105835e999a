"""The addresses of the playground: the page, its API, Slack's Web API, sockets and hooks."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from starlette.websockets import WebSocket

from bot.playground.common.given import Json
from bot.playground.common.page_errors import PageError
from bot.playground.common.streams import follow, read_body
from bot.playground.slack import agreeing, forms, given, page, pressing, saying, stage
from bot.playground.slack.acting import Actor
from bot.playground.slack.api import answer_call, receive_upload
from bot.playground.slack.hooks import answer_hook
from bot.playground.slack.hub import Hub
from bot.playground.web import list_pages

PAGE = Path(__file__).resolve().parent.parent / "page"
POLICY = {
    "content-security-policy": "default-src 'self'; img-src 'self' data:",
    "cache-control": "no-cache",
}

Body = Mapping[str, Any]
Act = Callable[[Actor, Body], Awaitable[Json]]
Tend = Callable[[Hub, Body], Awaitable[Json]]


# reading


async def read_world(request: Request) -> Response:
    """GET world."""
    actor = page.read_actor(request, request.query_params.get("as"))
    return JSONResponse(await page.show_world(actor, request.query_params.get("q", "")))


async def read_people(request: Request) -> Response:
    """GET people."""
    query = request.query_params.get("q", "")
    return JSONResponse(page.show_people(request.app.state.hub, query))


async def read_conversation(request: Request) -> Response:
    """GET conversation."""
    actor = page.read_actor(request, request.query_params.get("as"))
    query = request.query_params
    return JSONResponse(page.show_talk(actor, query.get("id", ""), query.get("thread")))


async def read_home(request: Request) -> Response:
    """GET home."""
    actor = page.read_actor(request, request.query_params.get("as"))
    return JSONResponse(page.show_home(actor, opening=request.query_params.get("open") != "0"))


async def read_picture(request: Request) -> Response:
    """GET picture: the bytes of a file, for whoever is where a message shows it."""
    actor = page.read_actor(request, request.query_params.get("as"))
    content = page.find_picture(actor, request.query_params.get("id", ""))
    return Response(content, media_type="image/png", headers={"cache-control": "private"})


async def read_shared(request: Request) -> Response:
    """GET shared: the bytes of a file that a message links to; always saved, never shown."""
    name, content = page.find_shared(request.app.state.hub, request.path_params["file_id"])
    saved = f"attachment; filename*=utf-8''{quote(name)}"
    headers = {"content-disposition": saved, "x-content-type-options": "nosniff"}
    return Response(content, media_type="application/octet-stream", headers=headers)


async def read_view(request: Request) -> Response:
    """GET view."""
    actor = page.read_actor(request, request.query_params.get("as"))
    return JSONResponse(page.show_top_view(actor))


async def read_scenes(request: Request) -> Response:
    """GET scenes."""
    return JSONResponse(await stage.show_scenes(request.app.state.hub))


async def read_tally(request: Request) -> Response:
    """GET tally."""
    return JSONResponse(stage.show_tally(request.app.state.hub))


async def follow_events(request: Request) -> Response:
    """GET events: server-sent events for one person."""
    actor = page.read_actor(request, request.query_params.get("as"))
    return follow(actor.hub.world.watchers, actor.user.id)


# acting


def _as_person(act: Act) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        body = await read_body(request)
        actor = page.read_actor(request, body.get("as"))
        if actor.user.deleted:
            raise PageError("This account is deactivated, so it cannot do anything.", 403)
        return JSONResponse(await act(actor, body))

    return endpoint


def _on_stage(tend: Tend) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return JSONResponse(await tend(request.app.state.hub, await read_body(request)))

    return endpoint


async def _speak(actor: Actor, body: Body) -> Json:
    text, thread = str(body.get("text") or ""), body.get("thread")
    files = body.get("files")
    named = [str(one) for one in files] if isinstance(files, list) else []
    return await saying.speak(actor, str(body.get("channel")), text, thread, named)


async def _reset(hub: Hub, _: Body) -> Json:
    return await stage.reset(hub)


# the rest


async def show_page(_: Request) -> Response:
    """The page itself."""
    index = PAGE / "index.html"
    if not index.is_file():
        return Response("The page has not been built into this copy.", 404)
    return FileResponse(index, headers=POLICY)


class PageFiles(StaticFiles):
    """The page's files, always checked for a newer version."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """As Starlette's, with the page's policy."""
        response = await super().get_response(path, scope)
        response.headers.update(POLICY)
        return response


async def hold_socket(socket: WebSocket) -> None:
    """Socket Mode."""
    hub: Hub = socket.app.state.hub
    await hub.sockets.serve(socket)


def list_routes() -> list[BaseRoute]:
    """Every address of the playground."""
    reads = {
        "world": read_world,
        "people": read_people,
        "conversation": read_conversation,
        "home": read_home,
        "view": read_view,
        "picture": read_picture,
        "scenes": read_scenes,
        "tally": read_tally,
        "events": follow_events,
    }
    writes = {
        "say": _as_person(_speak),
        "press": _as_person(pressing.press),
        "shortcut": _as_person(pressing.choose_shortcut),
        "suggest": _as_person(pressing.suggest),
        "give": _as_person(given.give),
        "submit": _as_person(forms.submit),
        "close": _as_person(forms.close),
        "clock": _on_stage(stage.move_clock),
        "fault": _on_stage(stage.switch_fault),
        "change": _on_stage(stage.change_world),
        "web": _on_stage(stage.switch_blog),
        "reset": _on_stage(_reset),
    }
    api = "/playground/api"
    return [
        *(Route(f"{api}/{name}", read, methods=["GET"]) for name, read in reads.items()),
        *(Route(f"{api}/{name}", write, methods=["POST"]) for name, write in writes.items()),
        *_slack_routes(),
        Route("/playground", show_page),
        Route("/playground/", show_page),
        *list_pages(lambda request: request.app.state.hub.web),
        Mount("/playground", PageFiles(directory=PAGE, check_dir=False)),
    ]


def _slack_routes() -> list[BaseRoute]:
    """What an app calls, and where people are sent from there."""
    return [
        Route("/playground/slack/api/{method}", answer_call, methods=["GET", "POST"]),
        Route("/playground/slack/upload/{secret}", receive_upload, methods=["POST"]),
        Route("/playground/slack/oauth/v2/authorize", agreeing.ask, methods=["GET"]),
        Route("/playground/slack/oauth/v2/authorize", agreeing.answer, methods=["POST"]),
        Route("/playground/slack/files/{file_id}", given.download, methods=["GET"]),
        Route("/playground/slack/files/{file_id}/download", given.download, methods=["GET"]),
        Route("/playground/slack/shared/{file_id}/{name}", read_shared, methods=["GET"]),
        Route("/playground/slack/response/{secret}", answer_hook, methods=["POST"]),
        WebSocketRoute("/playground/slack/socket", hold_socket),
    ]
