"""The one port through which jobs speak, filled by each platform.

What a platform answers is sorted into four: sent, certainly not sent, refused for good, and
nobody knows. The errors here say which; see docs/decisions for why nothing else will do.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from storage.queue_records import Delivery
from storage.transaction import Transaction
from storage.types import SpaceId

RefusalReason = Literal[
    "account gone",
    "blocked",
    "bounced",
    "place closed",
    "cannot meet",
    "space revoked",
    "too long",
    "not allowed",
    "message gone",
    "unchangeable",
]


@dataclass(frozen=True, slots=True)
class Composed:
    """A message ready for a platform: its words for the record, its payload for the wire."""

    text: str
    payload: Mapping[str, object]


class NotSentError(Exception):
    """Certainly not sent, worth trying again; `after` in seconds where the platform said so.

    `scope` is what must wait: this place, or the whole space.
    """

    def __init__(
        self, why: str, after: float | None = None, scope: Literal["place", "space"] = "place"
    ) -> None:
        super().__init__(why)
        self.after = after
        self.scope = scope


class RefusedError(Exception):
    """Refused for good: trying again the same way changes nothing.

    "bounced": an e-mail address takes nothing from us: it is wrong, gone, or full for a day.
    "message gone": what was to be changed or answered is no longer there; "unchangeable": it is,
    but we may not change or delete it.

    `gone` are the users of a group whose accounts are gone, where that was the reason.
    """

    def __init__(self, reason: RefusalReason, code: str, gone: Collection[str] = ()) -> None:
        super().__init__(f"{reason} ({code})")
        self.reason: RefusalReason = reason
        self.code = code
        self.gone = gone


class UnsureError(Exception):
    """The request left and no answer came back: it may have arrived, now or later."""


class CannotLookError(Exception):
    """The bot may not read this conversation back, so it can never find out by itself."""


class Voice(Protocol):
    """Says a delivery on its platform. Async methods raise the errors of this module only."""

    def compose(self, tx: Transaction, delivery: Delivery, now: datetime) -> Composed | None:
        """Word and render the delivery's notice; None when there is nothing to say any more."""
        ...

    async def open(self, space: SpaceId, users: Sequence[str]) -> str:
        """Return the conversation with these users (platform ids); the same set, the same one."""
        ...

    async def post(
        self, space: SpaceId, place: str, composed: Composed, key: str, thread: str | None = None
    ) -> str:
        """Post once, marked with the opaque key; return the platform's reference.

        `thread`: the reference of the message under which it goes, and nowhere else.
        """
        ...

    async def find(
        self, space: SpaceId, place: str, key: str, since: datetime, thread: str | None = None
    ) -> str | None:
        """Return the reference of the post with this key, or None when it is not there."""
        ...

    async def change(self, space: SpaceId, place: str, ref: str, composed: Composed) -> None:
        """Put other words in the place of a message; twice is as good as once."""
        ...

    async def remove(self, space: SpaceId, place: str, ref: str) -> None:
        """Delete a message; refused as "unchangeable" where it may not be deleted."""
        ...
