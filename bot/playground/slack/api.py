"""The Web API's one endpoint: who calls, may they, what goes wrong, then the method."""

import time
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.playground.common.faults import Fault
from bot.playground.common.given import Json
from bot.playground.common.sever import Severed, sever
from bot.playground.common.trouble import meet_with_effect
from bot.playground.slack.arguments import Arguments, read_arguments, read_basic, read_token
from bot.playground.slack.call import Call, Method
from bot.playground.slack.errors import RateLimitedError, SlackError
from bot.playground.slack.hub import Hub
from bot.playground.slack.methods import list_methods
from bot.playground.slack.records import Workspace
from bot.playground.slack.seed import app_token

METHODS = list_methods()
LONGEST_WAIT = 120.0
UPLOAD = "upload"


async def answer_call(request: Request) -> Response:
    """Answer /playground/slack/api/METHOD."""
    hub: Hub = request.app.state.hub
    name: str = request.path_params["method"]
    started = time.perf_counter()
    arguments = Arguments()
    try:
        arguments = await read_arguments(request)
        token = read_token(request, arguments)
        team = hub.world.tokens.get(token, "")
        response = await meet_trouble(
            hub, request, name, lambda: _run(hub, name, token, arguments, request), team
        )
    except SlackError as error:
        response = _refuse(error)
    ms = (time.perf_counter() - started) * 1_000
    status = 0 if isinstance(response, Severed) else response.status_code
    hub.wire.record_call(hub.world.clock.now(), name, ms, status, arguments, _shown(response))
    return response


async def receive_upload(request: Request) -> Response:
    """Take the bytes of a file at the address that was given for it; POST, raw."""
    hub: Hub = request.app.state.hub
    started = time.perf_counter()
    content = await request.body()

    def keep() -> Response:
        kept = hub.world.uploads.receive(request.path_params["secret"], content)
        return PlainTextResponse("OK" if kept else "No such upload", 200 if kept else 404)

    response = await meet_trouble(hub, request, UPLOAD, keep)
    ms = (time.perf_counter() - started) * 1_000
    status = 0 if isinstance(response, Severed) else response.status_code
    size = {"bytes": len(content)}
    hub.wire.record_call(hub.world.clock.now(), UPLOAD, ms, status, size, _shown(response))
    return response


def _run(hub: Hub, name: str, token: str, arguments: Arguments, request: Request) -> Response:
    """The effect: raise nothing, answer as Slack does."""
    method = METHODS.get(name)
    try:
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        workspace = _authenticate(hub, method, token)
        if method.public:
            arguments.update(read_basic(request))
        call = Call(hub, workspace, arguments, str(request.base_url).rstrip("/"))
        call.need(*method.scopes)
        if method.tier is not None:
            hub.limits.allow_method(name, workspace.id, method.tier)
        return JSONResponse({"ok": True, **method.run(call)})
    except SlackError as error:
        return _refuse(error)


def _authenticate(hub: Hub, method: Method, token: str) -> Workspace:
    if method.public:
        return next(iter(hub.world.workspaces.values()))
    if not token:
        raise SlackError("not_authed")
    if method.app_level:
        if token != app_token():
            raise SlackError(
                "not_allowed_token_type" if token.startswith("xoxb") else "invalid_auth"
            )
        return next(iter(hub.world.workspaces.values()))
    team_id = hub.world.tokens.get(token)
    if team_id is None:
        raise SlackError("invalid_auth")
    hub.world.grants.check(token, hub.world.clock.now())
    workspace = hub.world.workspaces[team_id]
    if workspace.token_error is not None:
        raise SlackError(workspace.token_error)
    return workspace


def _refuse(error: SlackError) -> Response:
    if isinstance(error, RateLimitedError):
        headers = {"retry-after": str(error.retry_after)}
        return JSONResponse(error.answer(), 429, headers)
    return JSONResponse(error.answer())


async def meet_trouble(
    hub: Hub, request: Request, name: str, run: Callable[[], Response], team: str = ""
) -> Response:
    """Run the method, or let the trouble that is drawn happen before, after or instead."""
    fault = hub.faults.draw_for_call(name, team)
    if fault is None:
        return run()
    if fault.kind in BEFORE:
        return await BEFORE[fault.kind](request, fault)
    return await meet_with_effect(fault, request, run, _fail(fault), LONGEST_WAIT)


async def _limit(_: Request, fault: Fault) -> Response:
    return _refuse(RateLimitedError(fault.retry_after))


async def _break(_: Request, fault: Fault) -> Response:
    return _fail(fault)


async def _drop(request: Request, _: Fault) -> Response:
    return await sever(request)


def _fail(fault: Fault) -> Response:
    return Response("Something went wrong.", fault.status, media_type="text/plain")


BEFORE = {"429": _limit, "500": _break, "drop before": _drop, "stopped": _drop}


def _shown(response: Response) -> Json | str:
    body = bytes(response.body)
    return body.decode() if len(body) < 20_000 else f"{len(body)} bytes"
