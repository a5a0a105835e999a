"""What a mail server's refusal means, as a table: not sent yet, or refused for good.

Codes: RFC 5321 (4.2), enhanced codes: RFC 3463. What is refused for our own sake (relaying, policy,
a bad sender) says nothing about the address, so that nobody is paused for our fault.
"""

import re
from datetime import datetime, timedelta

from jobs.delivery.voice import NotSentError, RefusedError

FULL_FOR = timedelta(days=1)
"""How long a full mailbox is tried before its address counts as refused."""

_FULL_AGAIN = 3 * 3_600.0
_LONGEST_WAIT = 3_600.0
_FIRST_WAIT = 60.0
_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")

Sorted = NotSentError | RefusedError


def sort_refusal(code: int, words: str, first_tried: datetime | None, now: datetime) -> Sorted:
    """Return what it means that a server would not take a mail for this one address.

    `first_tried`: when the mail was first tried, for mailboxes that are full.
    """
    subject, detail, said = _read(code, words)
    if _is_full(code, subject, detail):
        waited = now - (first_tried or now)
        if waited >= FULL_FOR:
            return RefusedError("bounced", f"full {said}")
        return NotSentError(f"full {said}", _FULL_AGAIN)
    if code < 500:
        return NotSentError(said)
    if subject in ("1", "2") or (not subject and code in (550, 551, 553)):
        return RefusedError("bounced", said)
    return RefusedError("too long" if detail == "4" and subject == "3" else "not allowed", said)


def sort_content_refusal(code: int, words: str) -> Sorted:
    """Return what it means that a server did not take a mail after it had read it."""
    subject, detail, said = _read(code, words)
    if code < 500:
        return NotSentError(said)
    if subject == "1":
        return RefusedError("bounced", said)
    if code == 552 or (subject, detail) == ("3", "4"):
        return RefusedError("too long", said)
    return RefusedError("not allowed", said)


def no_server(why: str, attempts: int) -> NotSentError:
    """Return what it means that no mail can be sent to anybody now: all wait, longer each time."""
    wait = min(_FIRST_WAIT * 2 ** min(attempts, 10), _LONGEST_WAIT)
    return NotSentError(why, wait, "space")


def _is_full(code: int, subject: str, detail: str) -> bool:
    if subject:
        return (subject, detail) == ("2", "2")
    return code in (452, 552)


def _read(code: int, words: str) -> tuple[str, str, str]:
    """Return subject and detail of an enhanced status code, empty where there is none, and all."""
    found = _ENHANCED.search(words)
    if found is None:
        return "", "", str(code)
    return found[2], found[3], f"{code} {found[2]}.{found[3]}"
