"""The one address that Teams calls: what comes is believed, or refused before anything reads it."""

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.platforms.teams.keys import Key, Keys
from bot.platforms.teams.rooms import Rooms
from bot.platforms.teams.trust import (
    Body,
    NotTrustedError,
    check_body,
    key_id_of,
    read_claims,
    tenant_of,
)
from bot.platforms.teams.wire import read_scene

PATH = "/teams/messages"

_LARGEST = 1_000_000
_SCHEME = "Bearer "

logger = logging.getLogger(__name__)

# An activity that is believed, and its token: returns the status and the body of the answer.
Take = Callable[[Body, str], Awaitable[tuple[int, object]]]
Refuse = Callable[[Body], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in. `audience`: our client id; `loopback`: for the playground."""

    keys: Keys
    audience: str
    issuer: str
    tenants: frozenset[str]
    rooms: Rooms
    loopback: bool = False


def create_routes(door: Door, take: Take, refuse: Refuse) -> list[Route]:
    """Return the route. `refuse` answers somebody whose tenant is not on our list."""

    async def receive(request: Request) -> Response:
        if not await door.keys.ready():
            return PlainTextResponse("not ready", 503, {"Retry-After": "30"})
        try:
            token = _read_token(request)
            claims, key = _check_token(door, token)
            body = await _read(request)
            check_body(body, claims, key, loopback=door.loopback)
        except NotTrustedError as error:
            logger.warning("a request in the name of Teams was refused: %s", error.why)
            return PlainTextResponse("not sent by Teams", 401)
        except ValueError as error:
            return PlainTextResponse(str(error), 413 if "large" in str(error) else 400)
        return await _enter(door, body, token, take, refuse)

    return [Route(PATH, receive, methods=["POST"])]


async def _enter(door: Door, body: Body, token: str, take: Take, refuse: Refuse) -> Response:
    try:
        tenant = tenant_of(body)
        if tenant not in door.tenants:
            logger.warning("the tenant %s is not on our list", tenant)
            return _answer(200, await refuse(body))
        await door.rooms.admit(read_scene(body))
    except NotTrustedError as error:
        logger.warning("an activity that contradicts itself was refused: %s", error.why)
        return PlainTextResponse("another tenant", 403)
    return _answer(*await take(body, token))


def _read_token(request: Request) -> str:
    given = request.headers.getlist("authorization")
    if len(given) != 1 or not given[0].startswith(_SCHEME):
        raise NotTrustedError("no token")
    return given[0].removeprefix(_SCHEME)


def _check_token(door: Door, token: str) -> tuple[Body, Key]:
    key = door.keys.find(key_id_of(token))
    if key is None:
        raise NotTrustedError("unknown key")
    return read_claims(token, key, door.audience, door.issuer), key


async def _read(request: Request) -> Body:
    """Return the activity; ValueError where it is too large, or none."""
    chunks = bytearray()
    async for chunk in request.stream():
        chunks += chunk
        if len(chunks) > _LARGEST:
            raise ValueError("too large")
    try:
        body = json.loads(bytes(chunks))
    except (ValueError, RecursionError) as error:
        raise ValueError("not readable") from error
    if not isinstance(body, dict):
        raise ValueError("not readable")
    return body


def _answer(status: int, body: object) -> Response:
    return Response(status_code=status) if body is None else JSONResponse(body, status)
