"""Which network is meant, and that the choice is remembered."""

from collections.abc import Sequence
from dataclasses import replace

from bot.command import Command, Names
from bot.form import Answer, Form
from bot.message import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Code,
    Message,
    Paragraph,
    paragraph,
    rich,
    say,
)
from bot.stamps import add_stamp
from bot.wording.language import gettext as _
from bot.wording.networks.connecting import lives_in
from bot.wording.trouble import MOST_CONTROLS
from storage.types import Network

_LONGEST = 500  # letters of a command line that a button carries


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


def also_says(answer: Message, now: Network, before: Network, names: Names) -> Message:
    """An answer after which another network is meant than before: that, and the way back."""
    words = _(
        "From now on, what you type is about {network}. To go back to {before}, press its name "
        "or type {command}."
    )
    line = paragraph(
        words,
        network=Bold(now.name),
        before=before.name,
        command=Code(f"{names.typed('network')} {before.name}"),
    )
    back = Buttons((Button(before.name, "network", add_stamp("", before.id)),))
    return Message((*answer.blocks, line, back))


def _others(others: Sequence[Network], names: Names) -> list[Bullets | Buttons | str]:
    if len(others) > MOST_CONTROLS:
        typed = Code(names.typed("network"))
        lines = tuple((typed, f" {network.name}") for network in others)
        return [_("To choose another, type one of these:"), Bullets(lines)]
    buttons = tuple(Button(each.name, "network", add_stamp("", each.id)) for each in others)
    return [_("You can choose another:"), Buttons(buttons)]


def which_command(text: str, commands: Sequence[Command], names: Names) -> Message:
    """A word that means several things here: each, with its full command line to press."""
    rest = " ".join(text.split())
    lines = [f"{command.words[0]} {rest}" for command in commands]
    meanings = Bullets(
        tuple(
            (Code(names.typed(line)[:80]), f": {command.help}")
            for line, command in zip(lines, commands, strict=True)
        )
    )
    question = rich(
        _("“{words}” can mean more than one thing. Which do you mean?"), words=rest[:80]
    )
    if len(rest) > _LONGEST:
        return say(question, meanings, _("Nothing has changed. Type it again with its first word."))
    buttons = tuple(Button(names.typed(line)[:75], line) for line in lines[:MOST_CONTROLS])
    return say(question, meanings, Buttons(buttons))


def chosen(network: Network, names: Names) -> Message:
    """The choice is remembered."""
    return say(
        rich(_("From now on we take you to mean {network}."), network=Bold(network.name)),
        rich(_("To choose another, type {command}."), command=Code(names.typed("network"))),
    )


def lead(chosen: Message, answer: Answer | None) -> Answer | None:
    """The choice is remembered, and what was asked for before it is done."""
    first = chosen.blocks[:1]
    if isinstance(answer, Message):
        return replace(answer, blocks=(*first, *answer.blocks))
    if isinstance(answer, Form):
        return replace(answer, intro=(*first, *answer.intro))
    return answer


def ask_again(chosen: Message) -> Message:
    """The choice is remembered; what was asked for before it is too long ago to be done now."""
    words = _("What you asked for before was a while ago, so we've not done it. Please ask again.")
    return Message((*chosen.blocks, Paragraph((words,))))
