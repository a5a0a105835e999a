"""What a form of a scheme showed when it was opened, so that nobody undoes another's change."""

import hashlib
import json
from collections.abc import Mapping

from bot.command import Call
from bot.form import Value, Values
from bot.wording.schemes.scheme_fields import PLACE, Filled, say_value
from storage.round_records import Programme


def mark_of(shown: Filled) -> str:
    """Return a short mark of what a form shows: another one means that something was changed."""
    document = json.dumps(dict(shown), sort_keys=True)
    return hashlib.sha256(document.encode()).hexdigest()[:12]


def differences(
    call: Call, programme: Programme, shown: Mapping[str, Value], typed: Values
) -> tuple[str, ...]:
    """Return what the scheme says now, wherever that is not what was typed."""
    changed = [name for name, value in shown.items() if value != typed.get(name, "")]
    now = dict(shown)
    if PLACE in now:
        now[PLACE] = call.tx.places.get(programme.place_id).name
    return tuple(say_value(name, now[name]) for name in changed)
