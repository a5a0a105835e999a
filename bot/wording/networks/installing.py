"""What a person reads who installs Teapoint in their workspace: pages, and a first message."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.command import Names
from bot.message import Bullets, Code, Message, rich, say
from bot.wording.language import gettext as _
from bot.wording.language import say_all
from storage.types import Network


@dataclass(frozen=True, slots=True)
class Page:
    """A small page: a title, sentences, and what can be done next."""

    title: str
    sentences: tuple[str, ...]
    button: str = ""


def offer() -> Page:
    """Before it: what it is."""
    return Page(
        _("Add Teapoint to your Slack workspace"),
        (
            _(
                "Teapoint introduces people of different organisations who should meet. Nobody "
                "hears from it until they use it, or join a scheme."
            ),
            _(
                "You need the right to install apps in your workspace. If you don't have it, "
                "Slack asks your administrators for you."
            ),
            _("You can take it out again at any time, in Slack, under Manage apps."),
        ),
        _("Continue to Slack"),
    )


def rights() -> str:
    """Over the list of what it may do."""
    return _("What Teapoint may do, and why")


def skip() -> str:
    """The first link of a page, for whoever uses a keyboard."""
    return _("Skip to main content")


def installed(workspace: str) -> Page:
    """It is done; the rest happens in Slack."""
    return Page(
        _("Teapoint is in {workspace}").format(workspace=workspace),
        (
            _("Teapoint has sent you a direct message in Slack, which says what to do next."),
            _(
                "If no message arrives, open Teapoint under Apps in Slack and type the word "
                "“network”. You can close this page."
            ),
        ),
    )


def cancelled() -> Page:
    """The person said no at Slack."""
    return Page(
        _("Teapoint was not added"),
        (_("You chose not to add it, so nothing has changed."), _again()),
        _start_again(),
    )


def stale() -> Page:
    """The way back from Slack was too late, used before, or from another browser."""
    return Page(
        _("This link can't be used any more"),
        (
            _(
                "It works once, for ten minutes, in the browser in which you began. Nothing was "
                "changed by opening it now."
            ),
            _("If you added Teapoint just before, it is there: look under Apps in Slack."),
            _again(),
        ),
        _start_again(),
    )


def refused(code: str) -> Page:
    """Slack would not take the code."""
    return Page(
        _("Slack did not add Teapoint"),
        (
            _("Slack gave this reason: {code}. Nothing has changed.").format(
                code=code or _("none")
            ),
            _again(),
        ),
        _start_again(),
    )


def wrong_client(contact: str) -> Page:
    """Our own settings are wrong: only whoever runs it can mend that."""
    return Page(
        _("Teapoint can't be added just now"),
        (
            _(
                "Something is wrong in how Teapoint is set up, not in what you did. Nothing has "
                "changed."
            ),
            _("Please tell the people who run it: {contact}.").format(contact=contact),
        ),
    )


def unreachable() -> Page:
    """Slack, or our own database, did not answer."""
    return Page(
        _("We can't tell whether Teapoint was added"),
        (
            _("We got no answer in time. To add Teapoint twice does no harm."),
            _("Wait a minute, then start again."),
        ),
        _start_again(),
    )


def next_steps(networks: Sequence[Network], names: Names) -> Message:
    """The first message to whoever installed it: what to do next, or that all goes on."""
    if networks:
        named = say_all([network.name for network in networks])
        return say(
            rich(_("Teapoint is connected to this workspace again, with {names}."), names=named),
            _("What waited to be sent is being sent now. Nothing is lost."),
        )
    code, found = names.typed("network connect"), names.typed('network found "Name"')
    return say(
        _("Thank you for adding Teapoint. It introduces people of different organisations."),
        _("One thing is needed before people can join:"),
        Bullets(
            (
                rich(
                    _("To join a network that exists, ask its organisers for a code and type {c}"),
                    c=Code(f"{code} CODE"),
                ),
                rich(_("To start a network of your own, type {c}"), c=Code(found)),
            )
        ),
        _("Until then nobody here hears from Teapoint."),
    )


def _again() -> str:
    return _("You can start again whenever you like.")


def _start_again() -> str:
    return _("Start again")
