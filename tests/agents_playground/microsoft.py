"""What else of Microsoft the bot needs, on loopback: sign-in, keys, and somebody who signs.

Agents Playground signs nothing that it sends, and the bot believes nothing that is not signed:
there is no mode in which it would. So what Agents Playground sends goes through here, is signed
with keys of this run alone, and passed on. The bot finds those keys by TEAPOINT_TEAMS_OPENID,
which takes no address but one of its own machine. A blog to read is served here, too.
"""

import json
from datetime import timedelta
from email.utils import format_datetime

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.platforms.teams.serve import PATH
from bot.playground.teams import CLIENT_ID, CLIENT_SECRET, HOME_TENANT, Keyring
from bot.playground.teams.keys import ISSUER
from jobs.clock import Clock
from tests.agents_playground.network import DUE, START

FEED = "/blog/feed.xml"
BEFORE = "What a borough is for"
NEWS = "How we halved the queue for blue badges"
_OPENID = "/login/v1/.well-known/openidconfiguration"
_PATIENCE = 30.0

_FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Tynewick digital</title><link>{origin}/blog</link>
<description>Notes from a borough</description>
{items}
</channel></rss>
"""
_ITEM = """<item><title>{title}</title><link>{link}</link><guid>{link}</guid>
<pubDate>{day}</pubDate><description>Two forms became one.</description></item>"""


class Microsoft:
    """Serves all of it; `bot` is where the bot is, once that is known. The clock says which posts
    the blog has."""

    def __init__(self, clock: Clock) -> None:
        self.bot = ""
        self._clock = clock
        self._keyring = Keyring(CLIENT_ID, CLIENT_SECRET, HOME_TENANT)
        self._client = httpx.AsyncClient(timeout=_PATIENCE)

    def app(self) -> Starlette:
        """Return what is to be served on loopback."""
        return Starlette(
            routes=[
                Route(PATH, self._sign, methods=["POST"]),
                Route("/login/{tenant}/oauth2/v2.0/token", self._issue, methods=["POST"]),
                Route(_OPENID, self._describe),
                Route("/login/keys", self._publish),
                Route(FEED, self._blog),
            ]
        )

    async def close(self) -> None:
        """Let the connections go."""
        await self._client.aclose()

    async def _sign(self, request: Request) -> Response:
        body = await request.body()
        service_url = str(json.loads(body).get("serviceUrl") or "")
        headers = {"content-type": "application/json"}
        headers["authorization"] = self._keyring.sign_activity(service_url) or ""
        answer = await self._client.post(f"{self.bot}{PATH}", content=body, headers=headers)
        kind = answer.headers.get("content-type")
        return Response(answer.content, answer.status_code, media_type=kind)

    async def _issue(self, request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        return JSONResponse(self._keyring.issue(request.path_params["tenant"], form))

    async def _describe(self, request: Request) -> Response:
        keys = f"{str(request.base_url).rstrip('/')}/login/keys"
        return JSONResponse({"issuer": ISSUER, "jwks_uri": keys})

    async def _publish(self, _request: Request) -> Response:
        return JSONResponse(self._keyring.published())

    async def _blog(self, request: Request) -> Response:
        origin, now = str(request.base_url).rstrip("/"), self._clock.now()
        posts = {BEFORE: START - timedelta(days=2), NEWS: DUE - timedelta(hours=1)}
        items = (
            _ITEM.format(title=title, link=f"{origin}/blog/{at:%d}", day=format_datetime(at))
            for title, at in posts.items()
            if at <= now
        )
        text = _FEED.format(origin=origin, items="\n".join(items))
        return Response(text, media_type="application/rss+xml")


def environ_of(origin: str) -> dict[str, str]:
    """Return the settings by which a bot finds what is served at `origin`."""
    return {
        "TEAMS_CLIENT_ID": CLIENT_ID,
        "TEAMS_CLIENT_SECRET": CLIENT_SECRET,
        "TEAMS_TENANT_ID": HOME_TENANT,
        "TEAPOINT_TEAMS_LOGIN": f"{origin}/login",
        "TEAPOINT_TEAMS_OPENID": f"{origin}{_OPENID}",
        "TEAPOINT_ALLOWED_HOSTS": origin.removeprefix("http://"),
    }
