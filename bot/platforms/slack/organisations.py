"""The workspaces of an organisation that installed us as a whole, as Slack names them.

Shapes: docs.slack.dev, auth.teams.list (no scope is needed), team_access_granted.
"""

import asyncio
import logging
from collections.abc import Sequence

from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.api import SlackApi
from bot.platforms.slack.failures import CALL_ERRORS, code_of
from bot.platforms.slack.hear import PLATFORM
from jobs.aside import Aside
from jobs.clock import Clock
from jobs.workspaces.installs import grant_workspaces, organisation_token, revoke_workspaces

logger = logging.getLogger(__name__)

_PATIENCE_SECONDS = 2.0
_A_PAGE = 200
_MOST_PAGES = 20


class Organisations:
    """Keeps which workspaces of an organisation we may work in, and what they are called."""

    def __init__(self, api: SlackApi, aside: Aside, clock: Clock) -> None:
        self._api = api
        self._aside = aside
        self._clock = clock
        self._learning: set[asyncio.Task[None]] = set()

    async def granted(self, enterprise: str, teams: Sequence[str]) -> None:
        """We may work in these workspaces now; sending to them goes on."""
        token = await self._aside.read(lambda tx: organisation_token(tx, PLATFORM, enterprise))
        if not token:
            return
        names = await self._names(token)
        named = {team: names.get(team, "") for team in teams}
        await self._aside.write(lambda tx: grant_workspaces(tx, PLATFORM, enterprise, named))

    async def revoked(self, teams: Sequence[str]) -> None:
        """We may not work in these workspaces any more."""
        now = self._clock.now()
        await self._aside.write(lambda tx: revoke_workspaces(tx, PLATFORM, teams, now))

    async def learn(self, enterprise: str, token: str) -> None:
        """Record all its workspaces by name; where Slack does not say, each is met by itself."""
        names = await self._names(token)
        if names:
            await self._aside.write(lambda tx: grant_workspaces(tx, PLATFORM, enterprise, names))

    def learn_soon(self, enterprise: str, token: str) -> None:
        """Learn its workspaces' names beside what goes on: somebody waits for an answer there."""
        task = asyncio.create_task(self.learn(enterprise, token))
        self._learning.add(task)
        task.add_done_callback(self._learning.discard)

    async def stop(self) -> None:
        """Let what is being learnt come to its end; it takes seconds at most."""
        await asyncio.gather(*self._learning)

    async def _names(self, token: str) -> dict[str, str]:
        """Slack waits three seconds for us to keep an event, so we wait for it less than that."""
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await list_workspaces(self._api.client(token))
        except CALL_ERRORS as error:
            logger.warning("workspaces could not be listed: %s", code_of(error) or type(error))
            return {}


async def list_workspaces(client: AsyncWebClient) -> dict[str, str]:
    """Return the names of the workspaces that a token may be used in, by their ids."""
    found: dict[str, str] = {}
    cursor = ""
    for _page in range(_MOST_PAGES):
        answer = await client.auth_teams_list(cursor=cursor or None, limit=_A_PAGE)
        teams = answer.get("teams") or []
        found |= {str(team["id"]): str(team.get("name") or "") for team in teams}
        cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            break
    return found
