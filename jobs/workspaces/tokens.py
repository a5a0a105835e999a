"""Tokens that run out are renewed two hours before, by one refresher at a time.

A refresh token can be used once. Whoever exchanges it holds a lease; where no answer comes, the
same refresh token is tried again soon, which the platform allows for a short while. One that is
refused for good is told to the organisers and to whoever installed the bot while the old token
still works; when that has ended, sending to the workspace is paused until it is installed again.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from jobs.aside import Aside
from jobs.attempt import attempt
from jobs.clock import Clock
from jobs.delivery.reaching import direct, organisers_to
from jobs.delivery.voice import NotSentError, RefusedError
from jobs.workspaces import installs
from storage.installations import Expiring
from storage.notices.workspaces import InstallNeeded
from storage.transaction import Transaction
from storage.types import AccountId, NetworkId

logger = logging.getLogger(__name__)

AHEAD = timedelta(hours=2)
LEASE = timedelta(seconds=60)
AGAIN = timedelta(seconds=45)


@dataclass(frozen=True, slots=True)
class Renewed:
    """A token and the refresh token for the next one; `lasts` is None where it never runs out."""

    token: str
    refresh: str
    lasts: timedelta | None


# Raises NotSentError (try again with the same one) or RefusedError (it is worth nothing).
Renew = Callable[[str], Awaitable[Renewed]]


class TokenKeeper:
    """Renews what runs out soon. Any number of processes may run one."""

    def __init__(
        self,
        aside: Aside,
        clock: Clock,
        renew: Renew,
        again: timedelta = AGAIN,
    ) -> None:
        self._aside = aside
        self._clock = clock
        self._renew = renew
        self._again = again

    async def run_once(self) -> int:
        """Renew what runs out soon, and pause what has run out; return how many were tried."""
        before = self._clock.now() + AHEAD
        claimed = await self._aside.write(lambda tx: tx.installations.claim(before, LEASE))
        for each in claimed:
            # Its lease ends by itself.
            await attempt(self._renew_one(each), "renewing the token of %s", each.space_id)
        await self._aside.write(self._pause_ended)
        return len(claimed)

    async def _renew_one(self, claimed: Expiring) -> None:
        try:
            renewed = await self._renew(claimed.refresh)
        except NotSentError as error:
            wait = max(self._again, timedelta(seconds=error.after or 0))
            logger.warning("the token of %s is tried again: %s", claimed.space_id, error)
            await self._aside.write(lambda tx: tx.installations.hold(claimed, wait))
            return
        except RefusedError as error:
            logger.warning("the token of %s is refused: %s", claimed.space_id, error)
            await self._aside.write(lambda tx: self._give_up(tx, claimed))
            return
        await self._aside.write(lambda tx: self._keep(tx, claimed, renewed))

    def _keep(self, tx: Transaction, claimed: Expiring, renewed: Renewed) -> None:
        """Token and refresh token are written together, or not at all."""
        ends = self._clock.now() + renewed.lasts if renewed.lasts else None
        if tx.installations.renew(claimed, renewed.refresh, ends):
            tx.spaces.renew_token(claimed.space_id, renewed.token)

    def _give_up(self, tx: Transaction, claimed: Expiring) -> None:
        if not tx.installations.give_up(claimed):
            return
        installation = tx.installations.find(claimed.space_id)
        by = installation.installed_by if installation else None
        spaces = [claimed.space_id, *(space.id for space in tx.spaces.below(claimed.space_id))]
        for network in {n.id for each in spaces for n in tx.networks.living_in(each)}:
            self._tell(tx, claimed, network, by)

    def _tell(
        self, tx: Transaction, claimed: Expiring, network: NetworkId, by: AccountId | None
    ) -> None:
        to = {each.account_id: each for each in organisers_to(tx, network)}
        if by:
            to[by] = direct(tx.accounts.get(by))
        now = self._clock.now()
        notice = InstallNeeded(claimed.space_id, claimed.expires_at.isoformat())
        tx.notices.queue(network, notice, list(to.values()), now)

    def _pause_ended(self, tx: Transaction) -> None:
        now = self._clock.now()
        for space_id in tx.installations.ended(now):
            installs.pause_family(tx, space_id, "token_expired", now)
