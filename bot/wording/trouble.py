"""What is said when something is wrong: what happened, whether anything is lost, what now."""

from gettext import gettext as _

from rapidfuzz import process

from bot.command import Command, Names
from bot.heard import Heard
from bot.message import Button, Buttons, Message, Paragraph, paragraph, say
from bot.reading import read_words
from bot.wording.language import say_all
from storage.store import Transaction


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


def still_working() -> Message:
    """The answer takes longer than the platform waits for it."""
    return say(_("We're on it. This takes a little longer, and you'll hear from us here."))


def unknown_words(text: str, commands: tuple[Command, ...], names: Names) -> tuple[str, ...]:
    """Say which words were not understood, and the nearest that would be."""
    words = " ".join(read_words(text)[:4])
    lines = {command.line: command for command in commands if command.listed}
    near = _nearest(words, list(lines))
    sentences = [_("We don't know the words “{words}”.").format(words=words)]
    if near:
        typed = names.typed(f"{near} {lines[near].usage}".strip())
        sentences.append(_("Did you mean {command}?").format(command=typed))
    sentences.append(
        _("Nothing has changed. For all commands, type {help}.").format(help=names.typed("help"))
    )
    return tuple(sentences)


def _nearest(words: str, lines: list[str]) -> str | None:
    spoken = {line: line for line in lines}
    spoken |= {line: line.partition(" ")[2] for line in lines if line.startswith("unmentor ")}
    best = process.extractOne(words.casefold(), spoken, score_cutoff=55)
    return str(best[2]) if best else None


def organisers_only(organisers: list[str]) -> tuple[str, ...]:
    """Only organisers may do this; say who they are."""
    return (
        _("Only this network's organisers can do that. They are: {names}.").format(
            names=say_all(organisers)
        ),
        _("Nothing has changed."),
    )


def members_only(names: Names) -> tuple[str, ...]:
    """Only members can do this; say how to join."""
    return (
        _("You're not taking part yet, so there is nothing to change."),
        _("To join, type {command}.").format(command=names.typed("unmentor join")),
    )


def which_network(tx: Transaction, heard: Heard) -> Message:
    """Several networks live in this workspace: ask which one is meant, once."""
    space = tx.spaces.find(heard.platform, heard.space_external_id)
    networks = tx.networks.in_space(space.id)
    if not networks:
        return say(_("No network uses this workspace yet. Ask an organiser to set one up."))
    buttons = tuple(
        Button(network.name, "teapoint network", ref=network.id) for network in networks
    )
    question = _("Several networks use this workspace. Which one do you mean?")
    after = _("We'll remember your choice. Then type your command again.")
    return Message((Paragraph((question,)), Buttons(buttons), Paragraph((after,))))
