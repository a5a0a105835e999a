"""Whether people's own posts are asked about once more, because the network is quiet."""

from dataclasses import replace

from bot.command import Call
from bot.message import Button, Message
from bot.refs import pack_ref, read_ref
from bot.wording.language import gettext as _
from bot.wording.organisers import quiet_periods
from bot.wording.view import view_of
from jobs.calendars.quiet_days import quiet_now
from storage.naming import clean

ANYWAY = "anyway"
"""Typed at the end of a line that posts: the asker knows that the network is quiet."""

_TITLE = "t"
_QUOTES = "\"'\u201c\u201d"


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


def read_title(call: Call, longest: int) -> tuple[str, bool]:
    """Return the title that was typed or is pressed, and whether it is posted all the same.

    Behind a title of several words only where that stands in quotation marks: "… anyway" may be
    how it ends.
    """
    pressed = read_ref(call.ref).get(_TITLE, "")
    if pressed:
        return clean(pressed, longest), call.args[-1:] == (ANYWAY,)
    shorter, sure = without_anyway(call)
    sure = sure and len(shorter.args) == 1
    return clean((shorter if sure else call).rest.strip(_QUOTES), longest), sure


def ask_titled(call: Call, line: str, title: str, **ref: str) -> Message | None:
    """Ask first whether something of this title is posted; None where nothing is quiet."""
    typed = title.replace('"', "'")
    return ask_first(call, line, f'{line} "{typed}"', pack_ref(**{_TITLE: title, **ref}))
