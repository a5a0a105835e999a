"""What a failed call to Teams means, as a table: not sent, unsure, or refused for good.

Codes: "Status codes from bot conversational APIs" and "Send proactive messages",
learn.microsoft.com. Teams has no key by which a repeat is known, and a conversation cannot be read
back: what may have arrived is never sent again by itself.
"""

import math
from collections.abc import Mapping
from typing import Literal

import httpx

from jobs.delivery.voice import NotSentError, RefusalReason, RefusedError, UnsureError

# Whatever a call can end in: an answer that is no success, the network, or a body that is none.
CALL_ERRORS = (httpx.HTTPError, httpx.InvalidURL, OSError, TimeoutError, ValueError, KeyError)

# The request never reached Teams.
_NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
    httpx.InvalidURL,
)

_FOR_GOOD: dict[RefusalReason, frozenset[str]] = {
    "blocked": frozenset({"ConversationBlockedByUser", "MessageWritesBlocked", "UserBlockedBot"}),
    "space revoked": frozenset({"BotDisabledByAdmin", "BotNotRegistered", "TenantNotAllowed"}),
    "account gone": frozenset({"MemberNotFoundInConversation", "MemberNotFound", "UserNotFound"}),
    "message gone": frozenset({"ActivityNotFoundInConversation", "ActivityNotFound"}),
    "too long": frozenset({"MessageSizeTooBig", "BadSyntax"}),
    "unchangeable": frozenset({"ActivityNotEditable", "MethodNotAllowed"}),
}
_REASONS: dict[str, RefusalReason] = {
    code: reason for reason, codes in _FOR_GOOD.items() for code in codes
}
_GONE = frozenset({"ConversationNotFound", "ConversationNotFoundOrAccessDenied"})
"""The conversation of a stored reference is no more."""

_NOT_THERE = frozenset({"BotNotInConversationRoster", "Forbidden", "ForbiddenOperationException"})
"""We are not in that conversation (any more)."""

_LONGEST_WAIT = 3_600.0
_SHORTEST_WAIT = 1.0
Sorted = NotSentError | RefusedError | UnsureError
Scope = Literal["place", "space"]


def sort_failure(error: Exception, *, personal: bool, scope: Scope = "place") -> Sorted:
    """Return what a failed post, change or removal means. `scope`: what a limit holds back.

    `personal`: it was a chat with one person, who may have taken us out of it.
    """
    if isinstance(error, NotSentError | RefusedError | UnsureError):
        return error
    if isinstance(error, _NEVER_LEFT):
        return NotSentError(type(error).__name__)
    if not isinstance(error, httpx.HTTPStatusError):
        return UnsureError(type(error).__name__)
    status, code = error.response.status_code, code_of(error)
    if status in (412, 429):
        return NotSentError(code or str(status), retry_after(error.response), scope)
    if status >= 500:
        return UnsureError(code or str(status))
    if status == 401 or not code:  # a token to renew; or a page of a proxy, not of Teams
        return RefusedError("too long", "413") if status == 413 else NotSentError(str(status))
    return RefusedError(_reason(code, personal=personal), code)


def sort_opening(error: Exception) -> NotSentError | RefusedError:
    """Return what a failed opening means: to open the same chat again is harmless."""
    meant = sort_failure(error, personal=True, scope="space")
    return NotSentError(str(meant)) if isinstance(meant, UnsureError) else meant


def code_of(error: Exception) -> str:
    """Return Teams' name of an error; empty where the body was none of its."""
    if not isinstance(error, httpx.HTTPStatusError):
        return ""
    try:
        body = error.response.json()
    except ValueError:
        return ""
    inner = body.get("error") if isinstance(body, Mapping) else None
    code = inner.get("code") if isinstance(inner, Mapping) else None
    return code if isinstance(code, str) else ""


def is_gone(error: Exception) -> bool:
    """Whether the conversation that was called is no more."""
    return code_of(error) in _GONE


def is_unauthorised(error: Exception) -> bool:
    """Whether our token was refused."""
    return status_of(error) == 401


def status_of(error: Exception) -> int:
    """Return the HTTP status that a call was answered with; 0 where there was no answer."""
    return error.response.status_code if isinstance(error, httpx.HTTPStatusError) else 0


def retry_after(response: httpx.Response) -> float | None:
    """Return how many seconds to wait, from 1 to an hour; None where nothing usable is said."""
    try:
        seconds = float(response.headers.get("retry-after", ""))
    except ValueError:
        return None
    if math.isnan(seconds) or seconds < 0:
        return None
    return min(max(seconds, _SHORTEST_WAIT), _LONGEST_WAIT)


def _reason(code: str, *, personal: bool) -> RefusalReason:
    if code in _NOT_THERE | _GONE:
        return "blocked" if personal else "place closed"
    return _REASONS.get(code, "not allowed")
