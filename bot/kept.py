"""What was typed or pressed before we asked which network is meant: the answer's press does it.

It travels in the reference of that button, so that nothing of it is stored. After an hour the
press chooses the network only: nobody should set off something that they have forgotten.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.heard import Heard
from bot.stamps import add_stamp, read_stamp
from storage.types import NetworkId

CHOOSE = "network"
KEPT_FOR = timedelta(hours=1)

_MARK = "kept"
_LONGEST = 250  # of the 2,000 characters that Slack's buttons carry, however they are escaped


@dataclass(frozen=True, slots=True)
class Kept:
    """Choosing the network, and what was asked for before; None where that is too long ago."""

    choice: Heard
    asked: Heard | None


def keep(heard: Heard, network_id: NetworkId, now: datetime) -> tuple[str, str]:
    """Return a button's command line and reference: what was asked for, in this network.

    A form's values and what is too long are not kept: then the button chooses only.
    """
    if heard.values is not None or len(heard.text) + len(heard.ref) > _LONGEST:
        return CHOOSE, add_stamp("", network_id)
    how = "press" if heard.pressed else "typed"
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
    return Kept(choice, replace(heard, event_id="", ref=ref, pressed=how == "press"))
