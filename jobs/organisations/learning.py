"""Members' work addresses that a platform tells of: they confirm where people work.

Only those come here that the platform itself has checked; see each platform's `people`.
"""

from collections import OrderedDict
from collections.abc import Callable, Coroutine

from jobs.aside import Aside
from jobs.clock import Clock
from jobs.organisations.verifying import keep_address
from storage.addresses import How
from storage.transaction import Transaction
from storage.types import AccountKey

# Is told an account and the address that its platform has checked.
Learn = Callable[[AccountKey, str], Coroutine[object, object, None]]

_MOST_KEPT = 10_000


class Learner:
    """Keeps the address of each member once; of whoever is none, nothing."""

    def __init__(self, aside: Aside, clock: Clock, how: How) -> None:
        self._aside = aside
        self._clock = clock
        self._how = how
        self._done: OrderedDict[AccountKey, str] = OrderedDict()

    async def learn(self, key: AccountKey, address: str) -> None:
        """Keep somebody's address, once they are a member, and what it proves of them."""
        if not address or self._done.get(key) == address:
            return
        if not await self._aside.read(lambda tx: _is_member(tx, key)):
            return
        await self._aside.write(lambda tx: self._keep(tx, key, address))
        self._done[key] = address
        if len(self._done) > _MOST_KEPT:
            self._done.popitem(last=False)

    def _keep(self, tx: Transaction, key: AccountKey, address: str) -> None:
        account = tx.accounts.find(key)
        if account:
            keep_address(tx, account.id, address, self._how, self._clock.now())


def _is_member(tx: Transaction, key: AccountKey) -> bool:
    account = tx.accounts.find(key)
    return account is not None and bool(tx.members.of_account(account.id))
