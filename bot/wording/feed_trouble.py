"""What should have been a feed and is none, or cannot be read: what it is, and what to do now.

In sentences that stand alone: in an answer to whoever gave the address, in a channel whose feed
went wrong, on the command line.
"""

from typing import assert_never

from bot.wording.language import gettext as _
from jobs.feeds.trouble import (
    NotAFeed,
    NotAFeedError,
    ParseCrashedError,
    ParseTimeoutError,
    ReadError,
    WrongStatusError,
)

_GONE = frozenset({404, 410})
_CLOSED = frozenset({401, 402, 403, 407, 451})
_BUSY = frozenset({429, 503})


def say_unreadable(error: ReadError) -> str:
    """What came instead of a feed, and what to do now."""
    match error:
        case NotAFeedError():
            return say_other(error.kind)
        case WrongStatusError():
            return say_status(error.status)
        case ParseTimeoutError() | ParseCrashedError():
            return _(
                "What is at that address is too much for us to read. Whoever looks after the feed "
                "can make it shorter."
            )
        case _:
            return _("We could not read what is at that address. Try again later.")


def say_other(kind: NotAFeed) -> str:
    """What a document is that is no feed."""
    match kind:
        case "empty":
            return _("There is nothing at that address just now. Try again later.")
        case "web page":
            return _(
                "That is a web page, and not a feed that we can read. Look for the word RSS, Atom "
                "or feed on the website, and give us that address."
            )
        case "blocked":
            return _(
                "The website is blocking programs such as this one, so we cannot read its feed. "
                "Whoever looks after it can let feed readers in."
            )
        case "list of feeds":
            return _(
                "That is a list of feeds. Import it, or give us the address of one feed in it."
            )
        case "too odd":
            return _(
                "What is at that address is written in a way that no feed is. We did not read on."
            )
        case "something else":
            return _("What is at that address is not a feed.")
    assert_never(kind)


def say_status(status: int) -> str:
    """What a website's answer means, where it gave no document."""
    if status in _GONE:
        return _("The website says that there is nothing at that address.")
    if status in _CLOSED:
        return _("The website does not let us read that address.")
    if status in _BUSY:
        return _("The website asks us to come back later.")
    return _("The website couldn't answer us just now ({status}). Try again later.").format(
        status=status
    )
