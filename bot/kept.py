"""What was typed or pressed before we asked something first: it is done after the answer.

We ask which network is meant, or whether somebody would like to join it. What they wanted travels
in the reference of the button, so that nothing of it is stored. After an hour it is not done any
more: nobody should set off something that they have forgotten. A web address with a password in it
never travels: chat tools keep what a button carries.
"""

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.heard import Heard
from bot.stamps import add_stamp, read_stamp
from storage.types import NetworkId

CHOOSE = "network"
KEPT_FOR = timedelta(hours=1)

_MARK = "kept"
_AFTER = "after"
_PRESS, _TYPED = "press", "typed"
_LONGEST = 250  # of the 2,000 characters that Slack's buttons carry, however they are escaped
_LONGEST_WRITTEN = 1_600  # of the same, with everything as it is escaped

_ESCAPED = frozenset("&<>")
_SECRET = re.compile(r"://[^\s/?#]*@|(?<!\S)(?!mailto:)[^\s:/?#@]+:[^\s/?#@]+@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kept:
    """Choosing the network, and what was asked for before; None where that is too long ago."""

    choice: Heard
    asked: Heard | None


def keep(heard: Heard, network_id: NetworkId, now: datetime) -> tuple[str, str]:
    """Return a button's command line and reference: what was asked for, in this network.

    A form's values, secrets and what is too long are not kept: then the button chooses only.
    """
    is_long = len(heard.text) + len(heard.ref) > _LONGEST
    if heard.values is not None or is_long or holds_secret(heard.text):
        return CHOOSE, add_stamp("", network_id)
    how = _PRESS if heard.pressed else _TYPED
    ref = f"{_MARK}:{int(now.timestamp())}:{how}:{heard.ref}"
    return heard.text, add_stamp(ref, network_id)


def read_kept(heard: Heard, now: datetime) -> Kept | None:
    """Return what a press on such a button means; None for any other."""
    bare, network_id = read_stamp(heard.ref)
    mark, *parts = bare.split(":", 3)
    if mark != _MARK or len(parts) != 3 or network_id is None:
        return None
    at, how, ref = parts
    choice = replace(heard, text=CHOOSE, ref=add_stamp("", network_id), pressed=True)
    if now - datetime.fromtimestamp(int(at), UTC) > KEPT_FOR:
        return Kept(choice, None)
    return Kept(choice, replace(heard, event_id="", ref=ref, pressed=how == _PRESS))


@dataclass(frozen=True, slots=True)
class Waiting:
    """What somebody wanted before they were a member; `is_old`: too long ago to be done unasked."""

    asked: Heard
    is_old: bool


def keep_until_joined(heard: Heard, network_id: NetworkId, now: datetime) -> str:
    """Return the reference of a button to join: what was asked for, in this network.

    A form's values, secrets and what is too long are not kept: then the button joins only.
    """
    if not can_wait(heard):
        return add_stamp("", network_id)
    how = _PRESS if heard.pressed else _TYPED
    bare, _network = read_stamp(heard.ref)
    text = _hide_marks(heard.text)
    ref = f"{_AFTER}:{int(now.timestamp())}:{how}:{len(text)}:{text}{bare}"
    return add_stamp(ref, network_id)


def can_wait(heard: Heard) -> bool:
    """Return whether what was typed or pressed fits into a button, and may be in one."""
    if holds_secret(heard.text):
        return False
    carried = _hide_marks(heard.text) + heard.ref
    written = sum(6 if c in _ESCAPED else len(json.dumps(c)) - 2 for c in carried)
    return heard.values is None and written <= _LONGEST_WRITTEN


def holds_secret(text: str) -> bool:
    """Return whether a web address with a sign-in name or password is in it."""
    return _SECRET.search(text) is not None


def read_waiting(heard: Heard, now: datetime) -> Waiting | None:
    """Return what a button or form to join carries with it, if it carries anything."""
    bare, network_id = read_stamp(heard.ref)
    carried = _unpack(bare)
    if carried is None or network_id is None:
        return None
    at, how, text, ref = carried
    asked = replace(
        heard,
        event_id="",
        text=text,
        ref=add_stamp(ref, network_id),
        pressed=how == _PRESS,
        values=None,
        places={},
    )
    return Waiting(asked, now - at > KEPT_FOR)


def read_asked(bare_ref: str) -> tuple[str, bool]:
    """Return the command line that a bare reference carries, if any, and whether it was pressed."""
    carried = _unpack(bare_ref)
    return (carried[2], carried[1] == _PRESS) if carried else ("", False)


def _unpack(bare: str) -> tuple[datetime, str, str, str] | None:
    """Return when and how it was asked for, its command line and its reference."""
    mark, *parts = bare.split(":", 4)
    if mark != _AFTER or len(parts) != 4:
        return None
    at, how, length, rest = parts
    text, ref = rest[: int(length)], rest[int(length) :]
    return datetime.fromtimestamp(int(at), UTC), how, _show_marks(text), ref


def _hide_marks(text: str) -> str:
    """What somebody typed must not read as the stamp of a network."""
    return text.replace("%", "%25").replace("@", "%40")


def _show_marks(text: str) -> str:
    return text.replace("%40", "@").replace("%25", "%")
