"""The token with which we speak: asked for with our client id and secret, and kept until it ends.

The SDK would ask through msal, which runs in threads and takes no login service but Microsoft's;
this is one form that is posted, the same to Microsoft as to the playground.
Source: OAuth 2.0 client credentials, learn.microsoft.com (identity platform).
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from jobs.delivery.voice import NotSentError

_EARLY_SECONDS = 300.0
_PATIENCE_SECONDS = 8.0
_FRESH_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Client:
    """Who we are at the login service of our own tenant, and for what we ask."""

    login: str
    tenant: str
    client_id: str
    secret: str
    scope: str

    @property
    def address(self) -> str:
        """Where tokens are asked for."""
        return f"{self.login.rstrip('/')}/{self.tenant}/oauth2/v2.0/token"


class Login:
    """One token for all tenants; whoever comes while it is fetched waits for the same one."""

    def __init__(self, client: Client, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._token = ""
        self._fetched_at = self._ends_at = float("-inf")
        self._fetching = asyncio.Lock()

    async def token(self) -> str:
        """Return a token that lasts a while; NotSentError where there is none to be had."""
        async with self._fetching:
            if self._clock() >= self._ends_at - _EARLY_SECONDS:
                await self._fetch()
            return self._token

    def refused(self) -> bool:
        """Note that the token was refused; return whether it was a fresh one, so that no other
        would be taken either.
        """
        fresh = self._clock() - self._fetched_at < _FRESH_SECONDS
        self._ends_at = float("-inf")
        return fresh

    async def _fetch(self) -> None:
        try:
            async with httpx.AsyncClient(timeout=_PATIENCE_SECONDS) as http:
                answer = (await http.post(self._client.address, data=self._form())).json()
            if "access_token" not in answer:
                raise NotSentError(f"no token for Teams: {answer.get('error', 'no reason')}")
            self._token, lasts = str(answer["access_token"]), float(answer.get("expires_in", 3600))
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, AttributeError, TypeError) as error:
            raise NotSentError(f"no token for Teams: {type(error).__name__}") from error
        self._fetched_at = self._clock()
        self._ends_at = self._fetched_at + lasts

    def _form(self) -> dict[str, str]:
        return {
            "grant_type": "client_credentials",
            "client_id": self._client.client_id,
            "client_secret": self._client.secret,
            "scope": self._client.scope,
        }
