"""Which request to take something out of notes is meant."""

from bot.command import Call, Refusal
from bot.wording.notes import removals
from bot.wording.notes.removals import Asked
from storage.removals import Removal


def waiting(call: Call) -> list[Asked]:
    """Return the network's open requests with their sessions, as the list numbers them."""
    return [_asked(call, one) for one in call.tx.removals.open(call.network.id)]


def pick_removal(call: Call) -> Asked:
    """Return the request that was pressed, or numbered as in the list; Refusal."""
    if call.ref:
        return _asked(call, call.tx.removals.get(call.ref, call.network.id))
    found = waiting(call)
    number = call.args[0] if call.args else ("1" if len(found) == 1 else "")
    if not number.isdecimal() or not 1 <= int(number[:6]) <= len(found):
        raise Refusal(*removals.no_such(len(found)))
    return found[int(number) - 1]


def _asked(call: Call, removal: Removal) -> Asked:
    return removal, call.tx.sessions.get(removal.session_id, call.network.id)
