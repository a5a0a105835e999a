"""Which call for examples and tips is meant."""

from bot.command import Call, Refusal
from bot.wording.notes import calls
from jobs.sessions.finding import choose_alike
from storage.calls import CallEntry, NoteCall


def pick_call(call: Call, words: str, *, closed_too: bool = False) -> NoteCall:
    """Return the pressed call, the one of this title, or the only open one; Refusal."""
    if call.ref:
        return call.tx.calls.get(call.ref, call.network.id)
    here = call.network.id
    known = call.tx.calls.all(here) if closed_too else call.tx.calls.open_ones(here)
    if not words and known:
        return known[0]
    alike = choose_alike(words, [one.title for one in known])
    if not alike:
        raise Refusal(calls.no_such_call(words))
    return next(one for one in known if one.title == alike[0])


def pick_entry(call: Call) -> CallEntry:
    """Return the member's own entry: the pressed one, or their newest; Refusal without any."""
    here = call.network.id
    entry = call.tx.calls.own(call.me.id, here, call.ref)
    if entry is None:
        raise Refusal(calls.nothing_added())
    return entry
