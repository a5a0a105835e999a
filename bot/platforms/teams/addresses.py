"""Members' work addresses, where the operator wants them read: they confirm where people work.

Teams tells a bot the addresses of whoever it talks with. One is believed only where it is the
person's sign-in name, whose domain Microsoft has checked: an administrator may write anything else.
"""

from collections import OrderedDict

from bot.platforms.teams.people import Person
from jobs.aside import Aside
from jobs.clock import Clock
from jobs.organisations.verifying import keep_address
from storage.transaction import Transaction
from storage.types import AccountKey

_MOST_KEPT = 10_000


class Addresses:
    """Keeps the address of each member once; of whoever is none, nothing."""

    def __init__(self, aside: Aside, clock: Clock) -> None:
        self._aside = aside
        self._clock = clock
        self._done: OrderedDict[AccountKey, str] = OrderedDict()

    async def learn(self, key: AccountKey, person: Person) -> None:
        """Keep somebody's address, once they are a member, and what it proves of them."""
        address = person.address
        if not address or person.guest or self._done.get(key) == address:
            return
        if await self._aside.write(lambda tx: self._keep(tx, key, address)):
            self._done[key] = address
            if len(self._done) > _MOST_KEPT:
                self._done.popitem(last=False)

    def _keep(self, tx: Transaction, key: AccountKey, address: str) -> bool:
        account, now = tx.accounts.find(key), self._clock.now()
        if account is None or not tx.members.of_account(account.id):
            return False
        keep_address(tx, account.id, address, "teams", now)
        return True
