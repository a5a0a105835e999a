"""What Teapoint says on Teams around its answers: where they are, how to add it, who may."""

from bot.command import Names
from bot.message import Button, Buttons, Code, Message, paragraph, rich, say
from bot.wording.language import gettext as _


def answered_below() -> str:
    """Under a card, to whoever pressed a button on it."""
    return _("The answer is below.")


def answered_in_chat() -> str:
    """Under a card in a channel, to whoever pressed a button on it."""
    return _("The answer is in your chat with Teapoint.")


def answered_privately(name: str) -> Message:
    """In a channel, to all: somebody's answer is theirs alone."""
    if not name:
        return say(_("The answer is in your chat with Teapoint."))
    return say(rich(_("{name}, the answer is in your chat with Teapoint."), name=name))


def add_first() -> Message:
    """In a channel: Teapoint has no chat with somebody whose answer is theirs alone."""
    return say(
        _("Teapoint answers this in a chat with you, and there is none yet."),
        _("In Teams, choose Apps, look for Teapoint and choose Add. Then write to it there."),
    )


def not_told(name: str) -> Message:
    """In a channel: Teams did not take somebody's answer, which is theirs alone, for now."""
    lost = _("Nothing is lost. Ask again in a few minutes.")
    if not name:
        words = _("Teams did not take the answer that we sent to your chat with Teapoint.")
        return say(words, lost)
    words = _("{name}, Teams did not take the answer that we sent to your chat with Teapoint.")
    return say(rich(words, name=name), lost)


def not_for_you() -> Message:
    """To somebody of an organisation for which Teapoint was not set up."""
    return say(
        _("Teapoint is not set up for your organisation yet, so nothing was done or kept."),
        _("Ask the people who run this network to add your organisation."),
    )


def welcome(names: Names) -> Message:
    """The first message in somebody's chat with Teapoint."""
    help_, join = names.typed("help"), names.typed("teapoint join")
    return say(
        _("Teapoint introduces people of different organisations who should meet."),
        _("You hear from it when you use it, or once you join. It reads nothing else."),
        paragraph(_("To join your network, type {join}."), join=Code(join)),
        paragraph(_("To see everything you can do here, type {help}."), help=Code(help_)),
        Buttons(
            (
                Button(_("Join"), "teapoint join", "", "primary"),
                Button(_("What can I do here?"), "help"),
            )
        ),
    )


def what_to_search() -> str:
    """Over an empty search for session notes."""
    return _("Type words, a leader, an event or a theme to find session notes.")


def search_again() -> str:
    """In place of what a search found, which comes too late to be shown."""
    return _("This search takes a little longer. Type the words again in a moment.")


def no_dialog() -> str:
    """In place of a dialog whose answer comes later."""
    return _("We're on it. You'll hear from us in your chat with Teapoint.")
