"""What is wrong with a blog: a sentence that says what now, and a few words for a list."""

from bot.wording.feed_trouble import say_other, say_status, say_unreadable
from bot.wording.language import gettext as _
from bot.wording.web_addresses import named_error, say_refusal, say_trouble
from jobs.digests.given import KEYED, Trouble
from jobs.feeds.trouble import (
    AddressRefusedError,
    CircularError,
    FetchError,
    GarbledError,
    NotAFeed,
    ParseTimeoutError,
    TooLargeError,
    UnreachableError,
)
from storage.feed_records import Feed

_BUSY = 503


def say_what(trouble: Trouble) -> str:
    """What happened, and what to do now, in a sentence or two that stand alone."""
    match trouble.kind:
        case "file" | "not a list" | "no lines":
            return _of_lists()[trouble.kind]
        case "refused":
            return _keyed() if trouble.why == KEYED else say_refusal(_refusal(trouble).why)
        case "status" | "busy" | "blocked" | "not a feed" | "too slow to read" | "too hard to read":
            return _of_reading(trouble)
        case _:
            return _of_fetching(trouble)


def _of_lists() -> dict[str, str]:
    return {
        "file": _("We couldn't get that file. Give it to us again."),
        "not a list": _(
            "That is no list of feeds that we can read. Readers of feeds save one as a file "
            "that ends in .opml: look for “export” there."
        ),
        "no lines": _("There are no feeds in that list."),
    }


def _keyed() -> str:
    return _(
        "The address has a key or password in it, and we use no such address. Give one that is "
        "open to everybody."
    )


def _of_reading(trouble: Trouble) -> str:
    match trouble.kind:
        case "status":
            return say_status(int(trouble.why)) if trouble.why.isdigit() else _later()
        case "busy":
            return say_status(_BUSY)
        case "blocked":
            return say_other("blocked")
        case "not a feed":
            return say_other(_other(trouble.why))
        case _:
            return say_unreadable(ParseTimeoutError())


def in_a_word(feed: Feed) -> str:
    """A few words for a line of a list; blank where nothing is wrong."""
    if feed.state == "gone":
        return _("taken down")
    if feed.state == "stopped":
        return _("stopped")
    if not feed.trouble:
        return "" if feed.began else _("not read yet")
    return _words().get(feed.trouble, _("can't be read just now"))


def _words() -> dict[str, str]:
    return {
        "refused": _("address not allowed"),
        "unreachable": _("can't be reached"),
        "too large": _("too large"),
        "circular": _("leads nowhere"),
        "status": _("is out of order"),
        "busy": _("asks us to wait"),
        "blocked": _("blocks programs"),
        "not a feed": _("no feed there"),
        "too slow to read": _("too much to read"),
        "too hard to read": _("too much to read"),
    }


def _of_fetching(trouble: Trouble) -> str:
    errors: dict[str, FetchError] = {
        "too large": TooLargeError(),
        "circular": CircularError(),
        "garbled": GarbledError(),
    }
    if trouble.kind == "unreachable":
        error = named_error(UnreachableError.__name__, trouble.why)
        return say_trouble(error) if error else _later()
    return say_trouble(errors[trouble.kind]) if trouble.kind in errors else _later()


def _refusal(trouble: Trouble) -> AddressRefusedError:
    error = named_error(AddressRefusedError.__name__, trouble.why)
    return error if isinstance(error, AddressRefusedError) else AddressRefusedError("not public")


def _other(why: str) -> NotAFeed:
    kinds: tuple[NotAFeed, ...] = ("empty", "web page", "blocked", "list of feeds", "too odd")
    return next((kind for kind in kinds if kind == why), "something else")


def _later() -> str:
    return _("We could not open what is at that address. Try again later.")
