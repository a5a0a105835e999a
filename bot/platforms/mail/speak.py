"""The voice by e-mail: one mail a delivery, to an address that is confirmed and takes mail.

The conversation with somebody is the name of their account: the address itself is looked up when a
mail is sent, so that it is kept in one place only, sealed.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.platforms.mail.letters import Desk, Letter
from jobs.aside import Aside
from jobs.clock import Clock
from jobs.delivery.files import MOST_BYTES, NotFetchedError
from jobs.delivery.voice import Composed, RefusedError
from storage.addresses import MAIL, Address
from storage.errors import NotFoundError
from storage.queue_records import Delivery
from storage.transaction import Transaction
from storage.types import AccountKey, SpaceId


class Post(Protocol):
    """Who carries mails. `attaches`: files can come with them."""

    @property
    def attaches(self) -> bool: ...

    async def send(self, letter: Letter, address: str, thread: str | None, now: datetime) -> str:
        """Send a letter to one address; return its reference. The port's errors."""
        ...

    async def find(self, key: str, since: datetime) -> str | None:
        """Return the reference of the letter with this key, or None: it was never taken."""
        ...

    async def check(self) -> None:
        """Find out whether mails could be sent now; NotSentError in words."""
        ...

    async def close(self) -> None:
        """Let connections go."""
        ...


class MailVoice:
    """Fills `jobs.delivery.voice.Voice` and `jobs.delivery.files.Files`."""

    def __init__(self, post: Post, desk: Desk, aside: Aside, clock: Clock) -> None:
        self._post = post
        self._desk = desk
        self._aside = aside
        self._clock = clock

    def compose(self, tx: Transaction, delivery: Delivery, now: datetime) -> Composed | None:
        """Write the letter; None when there is nothing to say any more."""
        letter = self._desk.write(tx, delivery, now)
        if letter is None:
            return None
        return Composed(f"{letter.subject}\n\n{letter.text}", {"letter": letter})

    async def open(self, space: SpaceId, users: Sequence[str]) -> str:
        """Return who it goes to: one person, since nobody sees another's address."""
        if len(users) != 1:
            raise RefusedError("cannot meet", "e-mail is to one person")
        return users[0]

    async def post(
        self, space: SpaceId, place: str, composed: Composed, key: str, thread: str | None = None
    ) -> str:
        """Send the letter once; its Message-ID is made of the key, so that doubles can be folded.

        `thread`: the reference of the mail that it follows.
        """
        letter = _letter(composed)
        known = await self._aside.read(lambda tx: _find_address(tx, space, place))
        return await self._post.send(letter, _open(known, letter), thread, self._clock.now())

    async def find(
        self, space: SpaceId, place: str, key: str, since: datetime, thread: str | None = None
    ) -> str | None:
        """Return the reference of the mail with this key; CannotLookError with SMTP."""
        return await self._post.find(key, since)

    async def change(self, space: SpaceId, place: str, ref: str, composed: Composed) -> None:
        """Leave a sent mail as it is; what takes one back is a short mail after it."""
        letter = _letter(composed)
        if letter.act == "remove":
            await self.post(space, place, composed, letter.key, ref)

    async def remove(self, space: SpaceId, place: str, ref: str) -> None:
        """No mail can be taken out of a mailbox: refused, and `change` says so by another one."""
        raise RefusedError("unchangeable", "it is in their mailbox")

    async def fetch_file(self, space: SpaceId, file_id: str) -> bytes:
        """Return a file that somebody gave on a page; NotFetchedError."""
        content = await self._aside.read(lambda tx: _read_upload(tx, space, file_id))
        if content is None:
            raise NotFetchedError("gone", file_id)
        if len(content) > MOST_BYTES:
            raise NotFetchedError("too large")
        return content


def _letter(composed: Composed) -> Letter:
    letter = composed.payload["letter"]
    if not isinstance(letter, Letter):
        raise TypeError("not a letter of ours")
    return letter


def _read_upload(tx: Transaction, space: SpaceId, file_id: str) -> bytes | None:
    """Return the file, if somebody who lives there gave it."""
    found = tx.uploads.find(file_id)
    here = found is not None and tx.accounts.get(found.account_id).space_id == space
    return found.content if found and here else None


def _find_address(tx: Transaction, space: SpaceId, user: str) -> Address | None:
    try:
        authority = tx.spaces.get(space).authority
    except NotFoundError:
        return None
    account = tx.accounts.find(AccountKey(MAIL, authority, user))
    return tx.addresses.of(account.id) if account else None


def _open(known: Address | None, letter: Letter) -> str:
    """Return where the letter may go; RefusedError where it must not."""
    if known is None:
        raise RefusedError("account gone", "no address")
    if letter.asked:
        return known.address
    if known.verified_at is None:
        raise RefusedError("not allowed", "not confirmed")
    if known.bounced_at is not None:
        raise RefusedError("bounced", known.bounced_why)
    if known.stopped_at is not None:
        raise RefusedError("blocked", "stopped")
    return known.address
