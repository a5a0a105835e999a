"""Which network is meant, and that the choice is remembered."""

from collections.abc import Sequence
from gettext import gettext as _

from bot.command import Names
from bot.message import Bold, Bullets, Button, Buttons, Code, Message, rich, say
from bot.stamps import add_stamp
from bot.wording.connecting import lives_in
from bot.wording.trouble import MOST_CONTROLS
from storage.types import Network


def networks(
    now: Network, choices: Sequence[Network], names: Names, spaces: Sequence[str], asked: str = ""
) -> Message:
    """The network that is meant at present, where it lives, and the others."""
    first = rich(_("What you type here is about {network}."), network=Bold(now.name))
    others = [network for network in choices if network.id != now.id]
    unknown = (
        [rich(_("There is no network called “{name}” here."), name=asked[:80])] if asked else []
    )
    if not others:
        return say(
            *unknown, first, lives_in(spaces), _("It is the only one here for you to choose.")
        )
    return say(*unknown, first, lives_in(spaces), *_others(others, names))


def _others(others: Sequence[Network], names: Names) -> list[Bullets | Buttons | str]:
    if len(others) > MOST_CONTROLS:
        typed = Code(names.typed("network"))
        lines = tuple((typed, f" {network.name}") for network in others)
        return [_("To choose another, type one of these:"), Bullets(lines)]
    buttons = tuple(Button(each.name, "network", add_stamp("", each.id)) for each in others)
    return [_("You can choose another:"), Buttons(buttons)]


def chosen(network: Network, names: Names) -> Message:
    """The choice is remembered."""
    return say(
        rich(_("From now on we take you to mean {network}."), network=Bold(network.name)),
        rich(_("To choose another, type {command}."), command=Code(names.typed("network"))),
    )
