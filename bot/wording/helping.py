"""Help: every command with one sentence, in groups, from the table of commands."""

from collections.abc import Sequence

from bot.command import Command, Names
from bot.message import Block, Bullets, Code, Heading, Message, Rich, join, paragraph, rich, say
from bot.shortcuts import FIRST_WORDS
from bot.wording.language import gettext as _
from bot.wording.trouble import nearest

_WANTED = (
    "join",
    "status",
    "times",
    "met",
    "not yet",
    "can't",
    "rematch",
    "profile",
    "pause",
    "resume",
    "skip",
    "history",
    "avoid",
    "wrong",
    "leave",
    "organise",
    "round preview",
    "round send",
    "stats",
    "members",
)
_WANTED_OF_ALL = (
    *("notes", "digest", "teapoint join"),
    *("my data", "forget me", "privacy", "network", "organisers"),
)


def some_commands(
    commands: Sequence[Command], names: Names, *, is_member: bool, visitor: bool = False
) -> Message:
    """List what people want most of what this person may use, and how to see the rest."""
    wanted = [command for command in commands if _is_wanted(command)]
    listed = all_commands(wanted, names, is_member=is_member, visitor=visitor)
    rest = paragraph(_("To see every command, type {all}."), all=Code(names.typed("help all")))
    return Message((*listed.blocks[:-1], rest, listed.blocks[-1]))


def all_commands(
    commands: Sequence[Command], names: Names, *, is_member: bool, visitor: bool = False
) -> Message:
    """List what this person may use, what they most likely want first.

    `visitor`: a guest, or somebody from another workspace, for whom slash commands may not work.
    """
    blocks: list[Block] = [paragraph(_opening(is_member=is_member))]
    blocks += [paragraph(for_visitors())] if visitor else []
    for heading, fits in _groups():
        chosen = [command for command in commands if _group(command) == fits]
        if chosen:
            blocks += [
                Heading(heading),
                Bullets(tuple(_line(each, names) for each in sorted(chosen, key=_order))),
            ]
    more = _("For more about one command, type {help} and its name.")
    blocks.append(paragraph(more, help=Code(names.typed("help"))))
    return Message(tuple(blocks))


def for_visitors() -> str:
    """What guests and people from other workspaces can do instead of typing a slash."""
    return _(
        "You're a guest here, or your own workspace is another one, so you may not be offered "
        "commands that begin with a slash. Everything works without it: press the buttons, or "
        "write the words to Teapoint alone, such as “join” or “status”."
    )


def one_command(command: Command, names: Names) -> Message:
    """Explain one command, with the other words for it."""
    typed = Code(names.typed(f"{command.line} {command.usage}".strip()))
    blocks: list[Rich | str] = [rich("{typed}", typed=typed), command.help]
    if "[" in command.usage:
        blocks.append(_("You can leave out what is in [brackets]."))
    if command.example:
        sample = Code(names.typed(command.sample))
        blocks.append(rich(_("For example: {sample}"), sample=sample))
    others = [Code(names.typed(" ".join(words))) for words in command.aliases]
    if others:
        blocks.append(rich(_("Other words for it: {words}."), words=join(others, ", ")))
    return say(*blocks)


def no_such_command(words: str, commands: Sequence[Command], names: Names) -> Message:
    """The word after help is no command; the nearest, if any."""
    near = nearest(words, [command.line for command in commands])
    blocks: list[Rich | str] = [rich(_("There is no command “{words}”."), words=words[:80])]
    if near:
        blocks.append(rich(_("Did you mean {command}?"), command=Code(names.typed(near))))
    help_ = Code(names.typed("help"))
    blocks.append(rich(_("For all commands, type {help}."), help=help_))
    return say(*blocks)


def _opening(*, is_member: bool) -> str:
    if is_member:
        return _(
            "This is what you can type. Where you write to us alone, the last words are enough."
        )
    return _("We introduce people across organisations. This is what you can type.")


def _groups() -> list[tuple[str, str]]:
    return [
        (_("Introductions"), "unmentor"),
        (_("Session notes"), "notes"),
        (_("Blog digests"), "digest"),
        (_("You and your data"), "yours"),
        (_("For organisers"), "organiser"),
    ]


def _group(command: Command) -> str:
    if command.who == "organiser":
        return "organiser"
    first = command.words[0]
    return first if first in FIRST_WORDS else "yours"


def _is_wanted(command: Command) -> bool:
    first, *rest = command.words
    return " ".join(rest) in _WANTED if first == "unmentor" else command.line in _WANTED_OF_ALL


def _order(command: Command) -> tuple[int, str]:
    """What people want most comes first; what is not listed here follows by name."""
    word = " ".join(command.words[1:])
    place = _WANTED.index(word) if word in _WANTED else len(_WANTED)
    return place, command.line


def _line(command: Command, names: Names) -> Rich:
    typed = Code(names.typed(f"{command.line} {command.usage}".strip()))
    return rich("{typed}: {help}", typed=typed, help=command.help)
