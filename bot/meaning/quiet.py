"""Whether people's own posts are asked about once more, because the network is quiet."""

from dataclasses import replace
from gettext import gettext as _

from bot.command import Call
from bot.message import Button, Message
from bot.wording.organisers import quiet_periods
from bot.wording.view import view_of
from jobs.calendars.quiet_days import quiet_now

ANYWAY = "anyway"
"""Typed at the end of a line that posts: the asker knows that the network is quiet."""


def without_anyway(call: Call) -> tuple[Call, bool]:
    """Return the call without that last word, and whether it was there."""
    sure = tuple(word.casefold() for word in call.args[-1:]) == (ANYWAY,)
    return (replace(call, args=call.args[:-1]) if sure else call), sure


def ask_first(call: Call, line: str, typed: str, ref: str = "") -> Message | None:
    """Return the question whether to post all the same; None where the network is not quiet.

    `line` with the `ref` is what the button does, `typed` the same line as a person types it.
    """
    quiet = quiet_now(call.tx, call.network, call.now)
    if quiet is None:
        return None
    button = Button(_("Post all the same"), f"{line} {ANYWAY}", ref)
    return quiet_periods.ask_before_posting(view_of(call), quiet, button, f"{typed} {ANYWAY}")
