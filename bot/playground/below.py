"""Several stand-ins in one app, each below its own address."""

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send


class Below(BaseRoute):
    """Hands everything below an address to an app that sees the whole address.

    Starlette's Mount would take the address away, and with it what the app says of itself in links.
    """

    def __init__(self, address: str, app: ASGIApp) -> None:
        self.address = f"{address.rstrip('/')}/"
        self.app = app

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether it is below."""
        below = scope["type"] == "http" and scope["path"].startswith(self.address)
        return (Match.FULL if below else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer."""
        await self.app(scope, receive, send)
