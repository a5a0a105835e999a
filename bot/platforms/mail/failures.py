"""What a mail server's refusal means, as a table: not sent yet, or refused for good.

Codes: RFC 5321 (4.2), enhanced codes: RFC 3463. What is refused for our own sake (relaying, policy,
a bad sender) says nothing about the address, so that nobody is paused for our fault.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from jobs.delivery.voice import NotSentError, RefusedError

FULL_FOR = timedelta(days=1)
"""How long a full mailbox is tried before its address counts as refused."""

_FULL_AGAIN = 3 * 3_600.0
_LONGEST_WAIT = 3_600.0
_FIRST_WAIT = 60.0
_ENHANCED = re.compile(r"\s*#?([245]\.(\d{1,3}\.\d{1,3}))\b")
_FULL = "2.2"
_TOO_LONG = frozenset({"2.3", "3.4"})
# No other subject 1: 1.7 to 1.9 are about the sender, and servers invent more. 4.1 is how Exchange
# Online says that it knows no such mailbox.
_NO_MAILBOX = frozenset({"1.1", "1.2", "1.3", "1.6", "1.10", "2.1", "4.1"})

Sorted = NotSentError | RefusedError


def sort_refusal(code: int, words: str, first_tried: datetime | None, now: datetime) -> Sorted:
    """Return what it means that a server would not take a mail for this one address.

    `first_tried`: when the mail was first tried, for mailboxes that are full.
    """
    bare: Mapping[int, str] = {550: "1.1", 551: "1.6", 552: _FULL, 553: "1.3"}
    return _sort(code, words, bare, first_tried, now)


def sort_content_refusal(
    code: int, words: str, first_tried: datetime | None, now: datetime
) -> Sorted:
    """Return what it means that a server did not take a mail after it had read it."""
    return _sort(code, words, {552: "3.4"}, first_tried, now)


def no_server(why: str, attempts: int) -> NotSentError:
    """Return what it means that no mail can be sent to anybody now: all wait, longer each time."""
    wait = min(_FIRST_WAIT * 2 ** min(attempts, 10), _LONGEST_WAIT)
    return NotSentError(why, wait, "space")


def _sort(
    code: int, words: str, bare: Mapping[int, str], first_tried: datetime | None, now: datetime
) -> Sorted:
    """`bare`: what a code means where no enhanced one comes with it."""
    found = _ENHANCED.match(words)
    meant = found[2] if found else bare.get(code, "")
    said = f"{code} {found[1]}" if found else str(code)
    if meant == _FULL:
        return _sort_full(said, now - (first_tried or now))
    if code < 500:
        return NotSentError(said)
    if meant in _NO_MAILBOX:
        return RefusedError("bounced", said)
    return RefusedError("too long" if meant in _TOO_LONG else "not allowed", said)


def _sort_full(said: str, waited: timedelta) -> Sorted:
    if waited >= FULL_FOR:
        return RefusedError("bounced", f"full {said}")
    return NotSentError(f"full {said}", _FULL_AGAIN)
