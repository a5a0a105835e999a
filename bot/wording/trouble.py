"""What is said when something is wrong: what happened, whether anything is lost, what now."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from bot.command import Command, Names
from bot.kept import CHOOSE
from bot.message import Block, Bullets, Button, Buttons, Code, Message, Rich, paragraph, rich, say
from bot.reading import read_words
from bot.wording.language import gettext as _
from bot.wording.language import say_all
from storage.types import Network

# Few enough that a screen reader's user hears them all, and a phone shows them all.
MOST_CONTROLS = 3

_ALIKE = 0.5
_BEFORE_VERB = "unmentor"


def our_side(code: str) -> Message:
    """Trouble that is ours: nothing was changed, and a code for the organisers."""
    return say(
        _("We couldn't save that just now, so nothing has changed."),
        paragraph(
            _(
                "Try again in a minute. If it fails again, tell the network's organisers and "
                "give them this code: {code}."
            ),
            code=code,
        ),
    )


def too_fast() -> Message:
    """One person asks more often than a person would; nothing was done this time."""
    return replace(
        say(
            _("That was a lot at once, so we've not done this last one."),
            _("Nothing else has changed. Wait a minute, then try again."),
        ),
        failed=True,
    )


def still_working() -> Message:
    """The answer takes longer than the platform waits for it."""
    return say(_("We're on it. This takes a little longer, and you'll hear from us here."))


def unknown_words(text: str, commands: tuple[Command, ...], names: Names) -> tuple[Rich, ...]:
    """Say which words were not understood, and the nearest that would be."""
    words = " ".join(read_words(text)[:4])[:80]
    lines = {command.line: command for command in commands if command.listed}
    near = nearest(words, list(lines))
    sentences = [rich(_("We don't know the words “{words}”."), words=words)]
    if near:
        typed = Code(names.typed(lines[near].sample))
        sentences.append(rich(_("Did you mean {command}?"), command=typed))
    help_ = Code(names.typed("help"))
    sentences.append(rich(_("Nothing has changed. For all commands, type {help}."), help=help_))
    return tuple(sentences)


def nearest(words: str, lines: list[str]) -> str | None:
    """Return the command line that these words resemble most, if any does.

    The word before the verb is left aside on both sides: `/unmentor paws` is about `pause`, and
    `/notes wibble` about nothing. So is what follows it: `/notes fnd cups and saucers`.
    """
    said = words.casefold().removeprefix("teapoint ").removeprefix(f"{_BEFORE_VERB} ").split()

    def likeness(line: str) -> tuple[float, int]:
        """Two letters the wrong way round are one slip; of two as near, the same length counts."""
        known = line.removeprefix(f"{_BEFORE_VERB} ").split()
        shared = len(known) > 1 and said[:1] == known[:1]
        typed = " ".join(said[1 : len(known)] if shared else said)
        meant = " ".join(known[1:] if shared else known)
        return OSA.normalized_similarity(typed, meant), -abs(len(typed) - len(meant))

    best = max(lines, key=likeness, default=None)
    return best if best and likeness(best)[0] >= _ALIKE else None


def organisers_only(organisers: list[str]) -> tuple[str, ...]:
    """Only organisers may do this; say who they are."""
    return (
        _("Only this network's organisers can do that. They are: {names}.").format(
            names=say_all(organisers)
        ),
        _("Nothing has changed."),
    )


def members_only(names: Names) -> tuple[Rich | Block, ...]:
    """Only who takes part in a scheme can do this; say how to join one."""
    return (
        (_("You're not taking part yet, so there is nothing to change."),),
        rich(_("To join, type {command}."), command=Code(names.typed("unmentor join"))),
        Buttons((Button(_("Join"), "unmentor join", "", "primary"),)),
    )


def changed_meanwhile() -> Message:
    """Somebody else changed the same thing first."""
    return say(
        _("Somebody else changed this a moment ago, so your change was not made."),
        _("Nothing is lost. Open it again to see how it is now."),
    )


def which_network(choices: Sequence[tuple[Network, str, str]]) -> Message:
    """Several networks live in this workspace: ask which one is meant, once.

    Each has the command line and the reference of its button.
    """
    if not choices:
        return say(
            _("No network uses this workspace yet."),
            _(
                "Whoever added Teapoint here can join one with a code (network connect) or start "
                "one (network found)."
            ),
        )
    question = _("Several networks use this workspace. Which one do you mean?")
    if len(choices) > MOST_CONTROLS:
        names = tuple((network.name,) for network, _line, _ref in choices)
        after = _("We'll remember your choice. Then type your command again.")
        typed = _("Type the word network and then its name:")
        return say(question, typed, Bullets(names), after)
    buttons = tuple(Button(network.name, line, ref=ref) for network, line, ref in choices)
    if any(line == CHOOSE for _network, line, _ref in choices):
        after = _("We'll remember your choice. Then type your command again.")
    else:
        after = _("We'll then do what you asked for, and remember your choice.")
    return say(question, Buttons(buttons), after)
