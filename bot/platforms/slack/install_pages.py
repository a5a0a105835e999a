"""The pages by which a workspace installs us: what it is, to Slack and back, and how it ended.

What somebody takes to Slack is kept as a hash, works once within ten minutes, and only in the
browser that began: nobody can be made to finish what another person started.
"""

import hashlib
import hmac
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.platforms.slack.install_look import draw_page
from bot.platforms.slack.manifest import REDIRECT_PATH, SCOPES
from bot.platforms.slack.oauth import InstallError, OAuth
from bot.wording.networks import installing
from bot.wording.networks.installing import Page
from jobs.aside import Aside
from jobs.clock import Clock
from jobs.workspaces.installs import Install, Installed, record_install
from storage.errors import StorageError

logger = logging.getLogger(__name__)

INSTALL_PATH = "/slack/install"
STATE_LIVES = timedelta(minutes=10)

_COOKIE = "teapoint_install"
_NONE: Mapping[str, str] = {}
_OURS = frozenset(
    {"bad_client_secret", "invalid_client_id", "bad_redirect_uri", "invalid_scope", "no_scopes"}
)

Welcome = Callable[[Install, Installed], Awaitable[None]]


class InstallPages:
    """Serves the pages; `welcome` sends the installer their first message, if it can."""

    def __init__(
        self, oauth: OAuth, aside: Aside, clock: Clock, contact: str, welcome: Welcome
    ) -> None:
        self._oauth = oauth
        self._aside = aside
        self._clock = clock
        self._contact = contact
        self._welcome = welcome
        self._base = oauth.client.redirect.removesuffix(REDIRECT_PATH)

    def routes(self) -> list[Route]:
        """Return the two addresses."""
        return [
            Route(INSTALL_PATH, self._offer, methods=["GET"]),
            Route(INSTALL_PATH, self._begin, methods=["POST"]),
            Route(REDIRECT_PATH, self._end, methods=["GET"]),
        ]

    async def _offer(self, _request: Request) -> Response:
        return self._show(installing.offer(), scopes=SCOPES)

    async def _begin(self, _request: Request) -> Response:
        """Give a state, to the browser and on the way to Slack."""
        state = secrets.token_urlsafe(32)
        until = self._clock.now() + STATE_LIVES
        try:
            await self._aside.write(lambda tx: tx.installations.give_state(_hash(state), until))
        except StorageError:
            return self._show(installing.unreachable(), 503)
        answer = RedirectResponse(self._oauth.address(state, sorted(SCOPES)), 303)
        answer.set_cookie(
            _COOKIE,
            state,
            max_age=int(STATE_LIVES.total_seconds()),
            path=urlsplit(self._base).path + REDIRECT_PATH,
            secure=self._base.startswith("https:"),
            httponly=True,
            samesite="lax",
        )
        return answer

    async def _end(self, request: Request) -> Response:
        try:
            page, status = await self._finish(request)
        except StorageError:
            logger.exception("an installation could not be kept")
            page, status = installing.unreachable(), 503
        answer = self._show(page, status)
        answer.delete_cookie(_COOKIE, path=urlsplit(self._base).path + REDIRECT_PATH)
        return answer

    async def _finish(self, request: Request) -> tuple[Page, int]:
        """Take the state back first: whatever follows, it is used up."""
        query, now = request.query_params, self._clock.now()
        state = query.get("state", "")
        if not _is_same(state, request.cookies.get(_COOKIE, "")):
            return installing.stale(), 400
        if not await self._aside.write(lambda tx: tx.installations.take_state(_hash(state), now)):
            return installing.stale(), 400
        if query.get("error") or not query.get("code"):
            return _not_granted(query.get("error", ""))
        return await self._exchange(query["code"], now)

    async def _exchange(self, code: str, now: datetime) -> tuple[Page, int]:
        try:
            install = await self._oauth.exchange(code, now)
        except InstallError as error:
            logger.warning("Slack did not grant an installation: %s", error)
            return self._refused(error.code)
        installed = await self._aside.write(lambda tx: record_install(tx, install, now))
        await self._welcome(install, installed)
        return installing.installed(installed.space.name), 200

    def _refused(self, code: str) -> tuple[Page, int]:
        if not code:
            return installing.unreachable(), 502
        if code in _OURS:
            return installing.wrong_client(self._contact), 502
        return installing.refused(code), 400

    def _show(self, page: Page, status: int = 200, scopes: Mapping[str, str] = _NONE) -> Response:
        html = draw_page(page, self._base + INSTALL_PATH, scopes)
        return HTMLResponse(html, status, headers=self._headers())

    def _headers(self) -> dict[str, str]:
        """The page may send its form to us, and follow to Slack; nothing else."""
        slack = "{0.scheme}://{0.netloc}".format(urlsplit(self._oauth.client.authorize))
        return {
            "content-security-policy": (
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                f"frame-ancestors 'none'; form-action 'self' {slack}"
            ),
            "cache-control": "no-store",
            "referrer-policy": "no-referrer",
            "x-content-type-options": "nosniff",
        }


def _not_granted(code: str) -> tuple[Page, int]:
    return (
        (installing.cancelled(), 200)
        if code == "access_denied"
        else (installing.refused(code), 400)
    )


def _is_same(state: str, kept: str) -> bool:
    return bool(state) and hmac.compare_digest(state.encode(), kept.encode())


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
