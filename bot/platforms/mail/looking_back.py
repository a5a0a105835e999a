"""Asking GOV.UK Notify what it could not deliver of what it took, for three days after."""

import logging
from datetime import timedelta

from bot.platforms.mail.notify import Failed, Failure, NotifyPost
from jobs.aside import Aside
from jobs.clock import Clock
from jobs.delivery.bounces import CameBack, Why, take_back
from jobs.delivery.voice import NotSentError

logger = logging.getLogger(__name__)

LOOKS_BACK = timedelta(hours=72)
"""How long Notify tries a mail before it says that it failed."""

_SLACK = timedelta(hours=6)
_WHY: dict[Failure, Why] = {
    "permanent-failure": "refused",
    "temporary-failure": "full",
    "technical-failure": "not sent",
}


class LookingBack:
    """A job: all failures of the last days in one question, a page of them at a time."""

    def __init__(self, post: NotifyPost, aside: Aside, clock: Clock) -> None:
        self._post = post
        self._aside = aside
        self._clock = clock

    async def run_once(self) -> int:
        """Settle what came back since the last look; return how many. A failed look is repeated."""
        now = self._clock.now()
        try:
            failed = await self._post.failed(now - LOOKS_BACK - _SLACK)
        except NotSentError as error:
            logger.warning("GOV.UK Notify did not say what it could not deliver: %s", error)
            return 0
        back = [_came_back(each) for each in failed]
        if not back:
            return 0
        return await self._aside.write(lambda tx: take_back(tx, back, now))


def _came_back(failed: Failed) -> CameBack:
    return CameBack(failed.key, failed.ref, _WHY[failed.status])
