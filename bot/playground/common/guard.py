"""Only this machine may use the playground: the Host and Origin of a request are checked."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

NAMES = {"127.0.0.1", "localhost", "::1"}
REFUSAL = "The playground answers only on this machine, at 127.0.0.1 or localhost."


class LoopbackOnly:
    """Refuses (403) what was not addressed to this machine, or comes from another site's page.

    The Host header stops a foreign name that resolves to us; Origin stops a foreign page that posts
    to us.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check, then pass on."""
        if scope["type"] in {"http", "websocket"} and not is_local(Headers(scope=scope)):
            if scope["type"] == "websocket":
                await WebSocketClose(1008)(scope, receive, send)
            else:
                await JSONResponse({"error": REFUSAL}, 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def is_local(headers: Headers) -> bool:
    """Are Host, and Origin where there is one, names of this machine?"""
    origin = headers.get("origin")
    hosts = [f"//{headers.get('host', '')}", *([origin] if origin is not None else [])]
    return all(_hostname(host) in NAMES for host in hosts)


def _hostname(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
