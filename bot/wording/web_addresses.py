"""Web addresses that people give us: why one is not followed, and what went wrong there.

An address that leads inside, and one that leads nowhere, are answered with the same words: nobody
learns from us what there is in somebody's network.
"""

from typing import assert_never, get_args

from bot.wording.language import gettext as _
from jobs.feeds.trouble import (
    AddressRefusedError,
    CircularError,
    FetchError,
    GarbledError,
    Refusal,
    TooLargeError,
    Unreachable,
    UnreachableError,
)


def say_trouble(error: FetchError) -> str:
    """What happened when we fetched a page or file, and what to do now."""
    match error:
        case AddressRefusedError():
            return say_refusal(error.why)
        case UnreachableError():
            return _say_unreachable(error.why)
        case TooLargeError():
            return _("What is there is larger than we can open. Ask for a shorter one.")
        case CircularError():
            return _("The website sends us from one address to the next without end.")
        case GarbledError():
            return _("The website's answer cannot be read. Try again later.")
        case _:
            return _("We could not open what is at that address. Try again later.")


def named_error(kind: str, why: str) -> FetchError | None:
    """Return the error that its name and reason stand for, as they are kept; None: none of ours."""
    if kind == AddressRefusedError.__name__ and why in get_args(Refusal):
        return AddressRefusedError(why)  # type: ignore[arg-type]  # one of them, as asked
    if kind == UnreachableError.__name__ and why in get_args(Unreachable):
        return UnreachableError(why)  # type: ignore[arg-type]  # one of them, as asked
    simple: dict[str, type[FetchError]] = {
        error.__name__: error for error in (TooLargeError, CircularError, GarbledError, FetchError)
    }
    return simple[kind]() if kind in simple else None


def say_refusal(why: Refusal) -> str:
    """Why we do not follow an address, and what to give us instead."""
    match why:
        case "not a web address":
            return _("A web address begins with https://. Copy the whole of it from your browser.")
        case "credentials":
            return _(
                "The address holds a sign-in name or password, and we use no such address. "
                "Give one that is open to everybody, without the part before the @ sign."
            )
        case "odd characters" | "odd host":
            return _(
                "The address is written in a way that web addresses usually are not. "
                "Copy it again from your browser."
            )
        case "too long":
            return _("The address is too long for us to follow. Give a shorter one.")
        case "port":
            return _(
                "The number after the colon in the address is not one that public websites use. "
                "We follow 80, 443, 8080 and 8443."
            )
        case "not public":
            return _nowhere()
        case "downgrade":
            return _(
                "The website sends us on from a secure address to one that is not. "
                "We do not follow it there."
            )
    assert_never(why)


def _say_unreachable(why: Unreachable) -> str:
    match why:
        case "not found":
            return _nowhere()
        case "no answer":
            return _("The website did not answer, or broke off. Try again later.")
        case "too slow":
            return _("The website took too long to answer. Try again later.")
        case "not secure":
            return _(
                "We could not connect to the website securely: its certificate has run out, or "
                "is another's. Whoever looks after it can put that right."
            )
    assert_never(why)


def _nowhere() -> str:
    return _(
        "We found no public website at that address. Check it for typing mistakes. We cannot open "
        "what only an organisation's own network can reach."
    )
