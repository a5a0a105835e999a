"""Where workspaces are on the web, by which links lead to posts: asked where nobody knows it yet.

Workspaces that were installed before we kept it have none; each start asks for what is missing.
Shape: docs.slack.dev, auth.test (no scope is needed).
"""

import asyncio
import logging

from bot.platforms.slack.api import SlackApi
from bot.platforms.slack.failures import CALL_ERRORS, code_of
from bot.platforms.slack.hear import PLATFORM
from jobs.aside import Aside
from storage.transaction import Transaction

logger = logging.getLogger(__name__)

_AGAIN_SECONDS = 3.0
"""The playground's Slack, in the same process, answers once that serves."""


class Addresses:
    """Learns the missing ones beside what goes on: links can wait, and hearing cannot."""

    def __init__(self, api: SlackApi, aside: Aside) -> None:
        self._api = api
        self._aside = aside
        self._learning: asyncio.Task[None] | None = None

    def learn_soon(self) -> None:
        """Begin to ask, one workspace after the other."""
        self._learning = asyncio.create_task(self._learn_twice())

    async def _learn_twice(self) -> None:
        await self.learn(level=logging.DEBUG)
        await asyncio.sleep(_AGAIN_SECONDS)
        await self.learn()

    async def learn(self, level: int = logging.WARNING) -> None:
        """Ask for what is missing; what Slack does not say now is asked at the next start."""
        for external_id, token in await self._aside.read(_without_address):
            try:
                answer = await self._api.client(token).auth_test()
            except CALL_ERRORS as error:
                logger.log(level, "Slack did not say where a workspace is: %s", code_of(error))
                continue
            if answer.get("team_id") == external_id:
                await self._keep(external_id, str(answer.get("url") or ""))

    async def stop(self) -> None:
        """Ask no more."""
        if self._learning:
            self._learning.cancel()
            await asyncio.gather(self._learning, return_exceptions=True)

    async def _keep(self, external_id: str, url: str) -> None:
        await self._aside.write(lambda tx: tx.spaces.found_at(PLATFORM, external_id, url))


def _without_address(tx: Transaction) -> list[tuple[str, str]]:
    """Return the workspaces that we can ask about, each with its token."""
    spaces = [one for one in tx.spaces.all() if one.platform == PLATFORM and not one.url]
    open_ones = [one for one in spaces if one.paused_why is None]
    asked = [(one.external_id, tx.spaces.token(one.id)) for one in open_ones]
    return [(external_id, token) for external_id, token in asked if token]
