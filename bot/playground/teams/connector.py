"""The addresses that a bot calls: the connector service and the identity provider."""

import time
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.playground.common.faults import Fault
from bot.playground.common.given import Json, Raw
from bot.playground.common.sever import Severed, sever
from bot.playground.common.trouble import meet_with_effect
from bot.playground.teams import posting
from bot.playground.teams.errors import (
    ConnectorError,
    LoginError,
    blocked,
    gone,
    too_large,
    too_many,
)
from bot.playground.teams.hub import CONNECTOR, Hub
from bot.playground.teams.keys import ISSUER
from bot.playground.teams.world import THREAD

LONGEST_WAIT = 60.0
LOGIN = "/playground/teams/login"
OPENID = "/v1/.well-known/openidconfiguration"
Effect = Callable[[Hub, Request, Json], Raw]
Endpoint = Callable[[Request], Awaitable[Response]]


# one call


def _offer(operation: str, effect: Effect, status: int = 200) -> Endpoint:
    """An endpoint that checks the token, meets trouble, keeps to the limits and does its work."""

    async def endpoint(request: Request) -> Response:
        hub: Hub = request.app.state.hub
        started = time.perf_counter()
        body = await _read_body(request)
        tenant_id = find_tenant(hub, request, body)

        def run() -> Response:
            try:
                hub.limits.allow_tenant(tenant_id)
                return JSONResponse(effect(hub, request, body), status)
            except ConnectorError as error:
                return _refuse(error)

        response = await _answer(hub, request, operation, tenant_id, run)
        _record(hub, request, operation, body, response, started)
        return response

    return endpoint


async def _answer(
    hub: Hub, request: Request, operation: str, tenant_id: str, run: Callable[[], Response]
) -> Response:
    try:
        hub.keys.check(request.headers.get("authorization", ""))
    except ConnectorError as error:
        return _refuse(error)
    fault = hub.faults.draw_for_call(operation, tenant_id)
    return await meet(fault, request, run) if fault else run()


async def _read_body(request: Request) -> Json:
    try:
        body = await request.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def find_tenant(hub: Hub, request: Request, body: Json) -> str:
    """The tenant that a call concerns, "" where it names none that we know."""
    named = str(request.path_params.get("conversation", "")).partition(THREAD)[0]
    talk, team = hub.world.talks.get(named), hub.world.teams.get(named)
    if talk or team:
        return (talk or team).tenant_id  # type: ignore[union-attr]  # one of them is there
    data = body.get("channelData") or {}
    channel = hub.world.talks.get(str((data.get("channel") or {}).get("id")))
    if channel:
        return channel.tenant_id
    return str(body.get("tenantId") or (data.get("tenant") or {}).get("id") or "")


def _refuse(error: ConnectorError) -> Response:
    return JSONResponse(error.answer(), error.status, error.headers)


def _record(
    hub: Hub, request: Request, operation: str, body: Json, response: Response, started: float
) -> None:
    hub.calls[operation] += 1
    ms = (time.perf_counter() - started) * 1_000
    status = 0 if isinstance(response, Severed) else response.status_code
    what = f"{request.method} {request.url.path.partition('/v3/')[2]}"
    answer = bytes(response.body).decode() if status else None
    hub.wire.record_call(hub.world.clock.now(), what, ms, status, body, answer)


# trouble


async def meet(fault: Fault, request: Request, run: Callable[[], Response]) -> Response:
    """Let a trouble happen before, after or instead of the effect."""
    refused = _refusal(fault)
    if refused:
        return _refuse(refused)
    if fault.kind in ("drop before", "stopped"):
        return await sever(request)
    failure = _refuse(_failure(fault.status))
    return await meet_with_effect(fault, request, run, failure, LONGEST_WAIT)


def _refusal(fault: Fault) -> ConnectorError | None:
    refusals = {
        "429": too_many(fault.retry_after),
        "412": ConnectorError(412, "PreconditionFailed", "Precondition failed."),
        "blocked": blocked(),
        "gone": gone(),
        "too large": too_large(),
        "500": _failure(fault.status),
        "down": _failure(502),
    }
    return refusals.get(fault.kind)


def _failure(status: int) -> ConnectorError:
    return ConnectorError(status, "ServiceError", "Unknown.")


# what each address does


def _send(hub: Hub, request: Request, body: Json) -> Raw:
    targeted = request.query_params.get("isTargetedActivity", "").lower() == "true"
    return posting.send(hub, request.path_params["conversation"], body, targeted=targeted)


def _reply(hub: Hub, request: Request, body: Json) -> Raw:
    named = {"replyToId": request.path_params["activity"]}
    return posting.send(hub, request.path_params["conversation"], body | named)


def _update(hub: Hub, request: Request, body: Json) -> Raw:
    where = request.path_params
    return posting.update(hub, where["conversation"], where["activity"], body)


def _delete(hub: Hub, request: Request, _: Json) -> Raw:
    return posting.delete(hub, request.path_params["conversation"], request.path_params["activity"])


def _create(hub: Hub, request: Request, body: Json) -> Raw:
    return posting.create(hub, body, f"{str(request.base_url).rstrip('/')}{CONNECTOR}")


def _members(hub: Hub, request: Request, _: Json) -> Raw:
    return posting.list_members(hub, request.path_params["conversation"])


def _member(hub: Hub, request: Request, _: Json) -> Raw:
    where = request.path_params
    return posting.find_member(hub, where["conversation"], where["member"])


def _paged(hub: Hub, request: Request, _: Json) -> Raw:
    query = request.query_params
    size = min(500, max(1, int(query.get("pageSize", "200"))))
    token = query.get("continuationToken", "")
    return posting.page_members(hub, request.path_params["conversation"], size, token)


def _team(hub: Hub, request: Request, _: Json) -> Raw:
    return posting.show_team(hub, request.path_params["conversation"])


def _channels(hub: Hub, request: Request, _: Json) -> Raw:
    return posting.list_channels(hub, request.path_params["conversation"])


# the identity provider


async def issue_token(request: Request) -> Response:
    """POST a client's credentials for a token."""
    hub: Hub = request.app.state.hub
    form = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
    tenant = request.path_params["tenant"]

    def run() -> Response:
        try:
            return JSONResponse(hub.keys.issue(tenant, form))
        except LoginError as error:
            return JSONResponse(error.answer(), error.status)

    hub.calls["token"] += 1
    fault = hub.faults.draw_for_call("token")
    return await meet(fault, request, run) if fault else run()


async def describe_login(request: Request) -> Response:
    """GET where the keys are with which Teams signs."""
    base = f"{str(request.base_url).rstrip('/')}{LOGIN}"
    return JSONResponse(
        {
            "issuer": ISSUER,
            "jwks_uri": f"{base}/v1/.well-known/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }
    )


async def publish_keys(request: Request) -> Response:
    """GET those keys."""
    hub: Hub = request.app.state.hub
    hub.calls["keys"] += 1
    return JSONResponse(hub.keys.published())


def list_routes() -> list[BaseRoute]:
    """Every address that a bot calls."""
    v3 = f"{CONNECTOR}v3"
    place = f"{v3}/conversations/{{conversation}}"
    one = f"{place}/activities/{{activity}}"
    return [
        Route(f"{v3}/conversations", _offer("create", _create, 201), methods=["POST"]),
        Route(f"{place}/activities", _offer("send", _send, 201), methods=["POST"]),
        Route(one, _offer("send", _reply, 201), methods=["POST"]),
        Route(one, _offer("update", _update), methods=["PUT"]),
        Route(one, _offer("delete", _delete), methods=["DELETE"]),
        Route(f"{place}/members", _offer("members", _members), methods=["GET"]),
        Route(f"{place}/members/{{member}}", _offer("members", _member), methods=["GET"]),
        Route(f"{place}/pagedMembers", _offer("members", _paged), methods=["GET"]),
        Route(f"{place}/pagedmembers", _offer("members", _paged), methods=["GET"]),
        Route(f"{v3}/teams/{{conversation}}", _offer("team", _team), methods=["GET"]),
        Route(f"{v3}/teams/{{conversation}}/conversations", _offer("team", _channels)),
        Route(f"{LOGIN}/{{tenant}}/oauth2/v2.0/token", issue_token, methods=["POST"]),
        Route(f"{LOGIN}{OPENID}", describe_login),
        Route(f"{LOGIN}/v1/.well-known/keys", publish_keys),
    ]
