"""Answers worth coming back to go to the direct message: private ones in a channel vanish."""

from bot.command import Call
from bot.message import Message
from bot.wording.members import status
from jobs.delivery.reaching import direct
from storage.notices.taking_part import Kept


def keep(call: Call, command: str) -> Message | None:
    """Asked in a channel or group: send the answer by direct message, and say so; else None."""
    if call.place is None or call.place.kind == "direct":
        return None
    send_kept(call, command)
    return status.sent_to_you()


def send_kept(call: Call, command: str) -> None:
    """Have this command line answered to the asker by direct message."""
    notice = Kept(call.account.id, command)
    to = [direct(call.account)]
    call.tx.notices.queue(call.network.id, notice, to, call.now, occasion=call.now.isoformat())
