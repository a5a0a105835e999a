"""The addresses of the playground's Teams: its page API and what a bot calls."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.playground.common.given import Json
from bot.playground.common.streams import follow, read_body
from bot.playground.teams import connector, extensions, installing, page, pressing, saying, stage
from bot.playground.teams.acting import Actor, Body
from bot.playground.teams.hub import Hub

API = "/playground/teams/api"
Act = Callable[[Actor, Body], Awaitable[Json]]
Endpoint = Callable[[Request], Awaitable[Response]]


def _actor_of(request: Request) -> Actor:
    return page.read_actor(request, request.query_params.get("as"))


# reading


async def read_world(request: Request) -> Response:
    """GET world."""
    found = await page.show_world(_actor_of(request), request.query_params.get("q", ""))
    return JSONResponse(found)


async def read_people(request: Request) -> Response:
    """GET people."""
    query = request.query_params.get("q", "")
    return JSONResponse(page.show_people(request.app.state.hub, query))


async def read_conversation(request: Request) -> Response:
    """GET conversation."""
    query = request.query_params
    return JSONResponse(
        page.show_talk(_actor_of(request), query.get("id", ""), query.get("thread"))
    )


async def read_home(_: Request) -> Response:
    """GET home: Teams shows none."""
    return JSONResponse({"view": None})


async def read_view(request: Request) -> Response:
    """GET view: the dialog that is open."""
    return JSONResponse(extensions.show_dialog(_actor_of(request)))


async def read_scenes(request: Request) -> Response:
    """GET scenes."""
    return JSONResponse(await stage.show_scenes(request.app.state.hub))


async def read_tally(request: Request) -> Response:
    """GET tally."""
    return JSONResponse(stage.show_tally(request.app.state.hub))


async def follow_events(request: Request) -> Response:
    """GET events: server-sent events for one person."""
    actor = _actor_of(request)
    return follow(actor.hub.world.watchers, actor.person.id)


# acting


def _as_person(act: Act) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        body = await read_body(request)
        return JSONResponse(await act(page.read_actor(request, body.get("as")), body))

    return endpoint


async def switch_fault(request: Request) -> Response:
    """POST fault."""
    body = await read_body(request)
    return JSONResponse(await stage.switch_fault(request.app.state.hub, body))


async def change_world(request: Request) -> Response:
    """POST change."""
    hub: Hub = request.app.state.hub
    origin = str(request.base_url).rstrip("/")
    body = await read_body(request)
    return JSONResponse(await installing.change_world(hub, body, origin))


READS: dict[str, Endpoint] = {
    "world": read_world,
    "people": read_people,
    "conversation": read_conversation,
    "home": read_home,
    "view": read_view,
    "scenes": read_scenes,
    "tally": read_tally,
    "events": follow_events,
}
ACTS: dict[str, Act] = {
    "say": saying.say,
    "give": saying.give,
    "press": pressing.press,
    "submit": pressing.press,
    "shortcut": extensions.choose,
    "close": extensions.close,
    "search": extensions.search,
    "share": extensions.share,
    "install": installing.install,
    "uninstall": installing.uninstall,
}


def list_routes() -> list[BaseRoute]:
    """Every address of the playground's Teams."""
    return [
        *(Route(f"{API}/{name}", read, methods=["GET"]) for name, read in READS.items()),
        *(Route(f"{API}/{name}", _as_person(act), methods=["POST"]) for name, act in ACTS.items()),
        Route(f"{API}/fault", switch_fault, methods=["POST"]),
        Route(f"{API}/change", change_world, methods=["POST"]),
        Route(f"{saying.FILES}/{{file_id}}", saying.download, methods=["GET"]),
        *connector.list_routes(),
    ]
