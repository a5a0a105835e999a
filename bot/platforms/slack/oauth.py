"""Slack's OAuth 2, as we use it: an address to agree at, a code to exchange, a token to renew.

Shapes and error names: docs.slack.dev, oauth.v2.access and token rotation.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from slack_sdk.errors import SlackApiError

from bot.platforms.slack.api import SlackApi
from bot.platforms.slack.failures import CALL_ERRORS, code_of, sort_open_failure
from bot.platforms.slack.hear import PLATFORM
from jobs.delivery.voice import NotSentError, RefusedError
from jobs.workspaces.installs import Install
from jobs.workspaces.tokens import Renewed
from storage.installations import Granted

logger = logging.getLogger(__name__)

# The refresh token itself is refused; whatever else Slack says is about us, or about its own day.
_WORTHLESS = frozenset(
    {
        "invalid_refresh_token",
        "invalid_grant",
        "token_expired",
        "token_revoked",
        "account_inactive",
        "org_login_required",
        "team_not_found",
    }
)


@dataclass(frozen=True, slots=True)
class OAuthClient:
    """Our app at Slack. `redirect` is where Slack sends people back to."""

    client_id: str
    client_secret: str
    authorize: str
    redirect: str


class InstallError(Exception):
    """Slack did not grant it; `code` is its reason, empty where it could not be reached."""

    def __init__(self, code: str) -> None:
        super().__init__(code or "no answer")
        self.code = code


class OAuth:
    """Asks Slack for tokens. Each request is made once; what may be repeated, the caller does."""

    def __init__(self, api: SlackApi, client: OAuthClient) -> None:
        self._api = api
        self._client = client

    @property
    def client(self) -> OAuthClient:
        """Our app at Slack."""
        return self._client

    def address(self, state: str, scopes: list[str]) -> str:
        """Return where somebody agrees to the installation."""
        query = {
            "client_id": self._client.client_id,
            "scope": ",".join(scopes),
            "redirect_uri": self._client.redirect,
            "state": state,
        }
        return f"{self._client.authorize}?{urlencode(query)}"

    async def exchange(self, code: str, now: datetime) -> Install:
        """Return what a code grants; InstallError."""
        try:
            body = await self._ask(code=code, redirect_uri=self._client.redirect)
            install = read_install(body, now)
        except (*CALL_ERRORS, KeyError) as error:
            raise InstallError(code_of(error)) from error
        return replace(install, url=await self._url(install.token))

    async def _url(self, token: str) -> str:
        """Where the workspace is on the web; empty where Slack does not say: links can wait."""
        try:
            return str((await self._api.client(token).auth_test()).get("url") or "")
        except CALL_ERRORS as error:
            logger.warning("Slack did not say where a workspace is: %s", code_of(error))
            return ""

    async def renew(self, refresh: str) -> Renewed:
        """Exchange a refresh token; NotSentError (try the same one again), RefusedError."""
        try:
            return _renewed(await self._ask(grant_type="refresh_token", refresh_token=refresh))
        except (*CALL_ERRORS, KeyError) as error:
            raise _sort(error) from error

    async def _ask(self, **what: str) -> Mapping[str, Any]:
        # Not slack_sdk's own method: it uses a part of aiohttp that is going away.
        us = {"client_id": self._client.client_id, "client_secret": self._client.client_secret}
        answer = await self._api.client(None).api_call("oauth.v2.access", data={**us, **what})
        if not isinstance(answer.data, Mapping):
            raise TypeError("not an object")
        return answer.data


def read_install(body: Mapping[str, Any], now: datetime) -> Install:
    """Return the installation in Slack's answer; KeyError where something needed is missing.

    The team is null where a whole organisation installed it.
    """
    team, enterprise = body.get("team") or {}, body.get("enterprise") or {}
    org_wide = bool(body.get("is_enterprise_install"))
    lasts = _lasts(body)
    granted = Granted(
        str(body["bot_user_id"]),
        org_wide,
        str(body.get("refresh_token") or ""),
        now + lasts if lasts else None,
    )
    return Install(
        PLATFORM,
        "" if org_wide else str(team["id"]),
        str(enterprise["id"]) if org_wide else str(enterprise.get("id") or ""),
        str((enterprise if org_wide else team).get("name") or ""),
        str(body["authed_user"]["id"]),
        str(body["access_token"]),
        granted,
    )


def _renewed(body: Mapping[str, Any]) -> Renewed:
    return Renewed(str(body["access_token"]), str(body["refresh_token"]), _lasts(body))


def _lasts(body: Mapping[str, Any]) -> timedelta | None:
    seconds = body.get("expires_in")
    return timedelta(seconds=int(seconds)) if seconds else None


def _sort(error: Exception) -> NotSentError | RefusedError:
    code = code_of(error)
    if isinstance(error, SlackApiError) and code in _WORTHLESS:
        return RefusedError("space revoked", code)
    meant = sort_open_failure(error)
    return meant if isinstance(meant, NotSentError) else NotSentError(code or type(error).__name__)
