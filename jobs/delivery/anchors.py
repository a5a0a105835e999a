"""What a delivery hangs on: the message that it changes or removes, or the thread it is part of.

The outbox claims such a delivery only once the other one is settled; here it is seen how.
"""

from dataclasses import dataclass

from storage.deliveries import PARENT_FAILED
from storage.outbox import Settled
from storage.queue_records import Delivery
from storage.transaction import Transaction

UNKNOWN_MESSAGE = "message unknown"
"""An organiser said that it arrived, but which message it is, nobody could look up."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A message on the platform: the conversation, and the platform's reference of it there."""

    place: str
    ref: str


def find_anchor(tx: Transaction, delivery: Delivery) -> Anchor | Settled | None:
    """Return the message that a delivery hangs on, or what becomes of it where there is none.

    None: it hangs on nothing. A change of what was never sent is cancelled, as is a part of a
    thread whose first message failed; where it is not known which message it is, it is given up.
    """
    key = delivery.thread_key if delivery.act == "post" else delivery.about_key
    if key is None:
        return None
    other = tx.deliveries.by_key(key)
    if other is None or other.state != "sent":
        return Settled("cancelled", error=_why(delivery))
    if other.remote_ref is None or other.remote_place is None:
        return Settled("dead", error=UNKNOWN_MESSAGE)
    return Anchor(other.remote_place, other.remote_ref)


def _why(delivery: Delivery) -> str:
    return PARENT_FAILED if delivery.act == "post" else "never sent"
