"""How workspaces install the app: codes and tokens that Slack gives, each used once.

Shapes and error names: docs.slack.dev, oauth.v2.access and token rotation. How long a used refresh
token may be used again is not documented: here it is two minutes, and gives the same answer.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.playground.common.given import Json
from bot.playground.slack.errors import SlackError
from bot.playground.slack.records import User, Workspace
from bot.playground.slack.seed import APP_ID

CLIENT_ID = "1000.2000"
CLIENT_SECRET = "playground-client-secret"  # noqa: S105 - it opens the playground only
CODE_LIVES = timedelta(minutes=10)
TOKEN_LIVES = timedelta(hours=12)
GRACE = timedelta(minutes=2)


@dataclass(slots=True)
class Code:
    """What a person agreed to, to be exchanged for a token once."""

    space: Workspace
    user: User
    redirect_uri: str
    until: datetime
    used: bool = False


@dataclass(slots=True)
class Refresh:
    """A refresh token; `given` is what it was exchanged for, and until when that is repeated."""

    team_id: str
    given: tuple[Json, datetime] | None = None


@dataclass(slots=True)
class Grants:
    """All codes and refresh tokens; `rotates`: tokens run out, as the app is set up.

    `organisation` ({"id", "name"}): all workspaces are its own, and it installs the app as a whole.
    """

    rotates: bool = False
    organisation: Json | None = None
    codes: dict[str, Code] = field(default_factory=dict)
    refreshes: dict[str, Refresh] = field(default_factory=dict)
    ends: dict[str, datetime] = field(default_factory=dict)

    def agree(self, space: Workspace, user: User, redirect_uri: str, now: datetime) -> str:
        """Return a code for what somebody agreed to."""
        code = f"{secrets.randbelow(10**13)}.{secrets.token_hex(16)}"
        self.codes[code] = Code(space, user, redirect_uri, now + CODE_LIVES)
        return code

    def take(self, code: str, redirect_uri: str, now: datetime) -> Code:
        """Take a code back, once; raises what Slack answers otherwise."""
        found = self.codes.get(code)
        if found is None or found.until < now:
            raise SlackError("invalid_code")
        if found.used:
            raise SlackError("code_already_used")
        if found.redirect_uri != redirect_uri:
            raise SlackError("bad_redirect_uri")
        found.used = True
        return found

    def give(self, space: Workspace, tokens: dict[str, str], now: datetime) -> Json:
        """A new token of a workspace, with the one that renews it where tokens run out."""
        rotating = "xoxe." if self.rotates else ""
        token = f"{rotating}xoxb-{space.id}-{secrets.token_hex(8)}"
        tokens[token] = space.id
        if not self.rotates:
            return {"access_token": token}
        refresh = f"xoxe-1-{secrets.token_hex(16)}"
        self.refreshes[refresh] = Refresh(space.id)
        self.ends[token] = now + TOKEN_LIVES
        seconds = int(TOKEN_LIVES.total_seconds())
        return {"access_token": token, "refresh_token": refresh, "expires_in": seconds}

    def renew(
        self,
        refresh: str,
        spaces: Mapping[str, Workspace],
        tokens: dict[str, str],
        now: datetime,
    ) -> tuple[Workspace, Json]:
        """Exchange a refresh token: once, or again within its grace for the same answer."""
        found = self.refreshes.get(refresh)
        if found is None:
            raise SlackError("invalid_refresh_token")
        space = spaces[found.team_id]
        if space.token_error is not None:
            raise SlackError("invalid_refresh_token")
        if found.given is None:
            found.given = self.give(space, tokens, now), now + GRACE
        given, until = found.given
        if until < now:
            raise SlackError("invalid_refresh_token")
        return space, given

    def check(self, token: str, now: datetime) -> None:
        """Refuse a token that has run out."""
        if token in self.ends and self.ends[token] <= now:
            raise SlackError("token_expired")


def describe(
    space: Workspace, scopes: set[str], given: Json, organisation: Json | None = None
) -> Json:
    """The answer of oauth.v2.access about a bot's token."""
    team = None if organisation else {"id": space.id, "name": space.name}
    return {
        "app_id": APP_ID,
        "token_type": "bot",
        "scope": ",".join(sorted(scopes)),
        "bot_user_id": space.bot_user_id,
        "team": team,
        "enterprise": organisation,
        "is_enterprise_install": organisation is not None,
        **given,
    }


def check_client(arguments: Mapping[str, Any]) -> None:
    """Refuse whoever is not the app."""
    if arguments.get("client_id") != CLIENT_ID:
        raise SlackError("invalid_client_id")
    if arguments.get("client_secret") != CLIENT_SECRET:
        raise SlackError("bad_client_secret")
