"""The two ways in which Slack reaches us: signed HTTP requests, and Socket Mode."""

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.platforms.slack.api import SlackApi

PATH = "/slack/events"

_LARGEST = 1_000_000
_SIGNED = ("x-slack-signature", "x-slack-request-timestamp")


def create_routes(app: AsyncApp, signing_secret: str) -> list[Route]:
    """Return the route for everything that Slack sends over HTTP."""
    verifier = SignatureVerifier(signing_secret)

    async def receive(request: Request) -> Response:
        body = await _read(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        if not _is_signed(request, body, verifier):
            return PlainTextResponse("not signed by Slack", 401)
        heard = _parse(body, request)
        if heard is None:
            return PlainTextResponse("not readable", 400)
        return to_starlette_response(await app.async_dispatch(heard))

    return [Route(PATH, receive, methods=["POST"])]


async def _read(request: Request) -> bytes | None:
    """Return the body; None as soon as it is longer than anything that Slack sends."""
    chunks = bytearray()
    async for chunk in request.stream():
        chunks += chunk
        if len(chunks) > _LARGEST:
            return None
    return bytes(chunks)


def _is_signed(request: Request, body: bytes, verifier: SignatureVerifier) -> bool:
    """Whether Slack signed exactly this body within five minutes: known before it is parsed."""
    signature, timestamp = (request.headers.getlist(name) for name in _SIGNED)
    if len(signature) != 1 or len(timestamp) != 1 or not timestamp[0].isdigit():
        return False
    try:
        return bool(verifier.is_valid(body, timestamp[0], signature[0]))
    except UnicodeDecodeError:  # slack_sdk signs text; what is no text, Slack has not signed
        return False


def _parse(body: bytes, request: Request) -> AsyncBoltRequest | None:
    """Return the request as bolt reads it; None for a body that is none of Slack's."""
    try:
        return AsyncBoltRequest(body=body.decode(), headers=dict(request.headers.items()))
    except (ValueError, RecursionError, AttributeError, TypeError):
        return None


class SocketMode:
    """Slack over a connection that we open: needs an app token and no address of our own."""

    def __init__(self, app: AsyncApp, api: SlackApi, app_token: str) -> None:
        self._app = app
        self._api = api
        self._app_token = app_token
        self._handler: AsyncSocketModeHandler | None = None

    async def start(self) -> None:
        """Connect, and stay connected until `stop`; bolt reconnects by itself."""
        client = self._api.bare_client()
        self._handler = AsyncSocketModeHandler(self._app, self._app_token, web_client=client)
        await self._handler.connect_async()  # type: ignore[no-untyped-call]  # bolt's

    async def stop(self) -> None:
        """Take nothing more."""
        if self._handler is not None:
            await self._handler.close_async()  # type: ignore[no-untyped-call]  # bolt's
            self._handler = None
