"""What a failed call to Slack means, as a table: not sent, unsure, or refused for good.

Error names: docs.slack.dev, chat.postMessage, chat.update, chat.delete, conversations.open,
conversations.history and conversations.replies.
"""

import math
from collections.abc import Mapping
from typing import Literal

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from jobs.delivery.voice import (
    CannotLookError,
    NotSentError,
    RefusalReason,
    RefusedError,
    UnsureError,
)

# Whatever a call can end in: Slack's answer, the network, or a body that is no answer of Slack's.
CALL_ERRORS = (
    SlackClientError,
    aiohttp.ClientError,
    OSError,
    TimeoutError,
    ValueError,
    AttributeError,  # slack_sdk reads `.get` of a body that is not an object
    TypeError,
)

# The request never reached Slack: no name, no connection, no trust, no way through the proxy.
_NEVER_LEFT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ServerFingerprintMismatch,
    aiohttp.InvalidURL,
)

# Slack says that it did nothing, and that it may do it later.
_LATER = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "message_limit_exceeded",
        "service_unavailable",
        "team_added_to_org",
        "org_login_required",
        "request_timeout",
    }
)

# Slack says that something broke, perhaps after it was done; or that it has seen this id before.
_PERHAPS = frozenset(
    {
        "fatal_error",
        "internal_error",
        "duplicate_client_msg_id",
        "duplicate_message_not_found",
        "duplicate_channel_not_found",
    }
)

_FOR_GOOD: dict[RefusalReason, frozenset[str]] = {
    "account gone": frozenset({"user_not_found", "user_disabled", "users_not_found"}),
    "place closed": frozenset(
        {"channel_not_found", "is_archived", "not_in_channel", "channel_is_archived"}
    ),
    "cannot meet": frozenset(
        {
            "invalid_user_combination",
            "user_not_visible",
            "too_many_users",
            "not_enough_users",
            "cannot_dm_bot",
        }
    ),
    "space revoked": frozenset(
        {
            "token_revoked",
            "token_expired",
            "invalid_auth",
            "not_authed",
            "account_inactive",
            "team_access_not_granted",
            "access_denied",
        }
    ),
    "message gone": frozenset({"message_not_found", "thread_not_found", "invalid_thread_ts"}),
    "unchangeable": frozenset(
        {
            "cant_update_message",
            "cant_delete_message",
            "edit_window_closed",
            "compliance_exports_prevent_deletion",
        }
    ),
    "too long": frozenset(
        {
            "msg_too_long",
            "msg_blocks_too_long",
            "invalid_blocks",
            "invalid_blocks_format",
            "no_text",
            "metadata_too_large",
        }
    ),
}
_REASONS: dict[str, RefusalReason] = {
    code: reason for reason, codes in _FOR_GOOD.items() for code in codes
}
_UNREADABLE = frozenset(
    {
        "missing_scope",
        "not_allowed_token_type",
        "channel_not_found",
        "not_in_channel",
        "no_permission",
        "method_not_supported_for_channel_type",
    }
)

_LONGEST_WAIT = 3_600.0
_SHORTEST_WAIT = 1.0
Scope = Literal["place", "space"]
Sorted = NotSentError | RefusedError | UnsureError


def sort_post_failure(error: Exception, scope: Scope = "place") -> Sorted:
    """Return what a failed post means. `scope` is what a limit on it holds back."""
    if isinstance(error, _NEVER_LEFT):
        return NotSentError(type(error).__name__)
    if not isinstance(error, SlackApiError):
        return UnsureError(type(error).__name__)
    status, code = status_of(error), code_of(error)
    if status == 429 or code in _LATER:
        return NotSentError(code or "429", retry_after(error), scope)
    if code in _PERHAPS or status >= 500 or (not code and status < 400):
        return UnsureError(code or str(status))
    if not code:  # a proxy's page: nothing of it came from Slack
        return NotSentError(str(status))
    return RefusedError(_REASONS.get(code, "not allowed"), code)


def sort_open_failure(error: Exception) -> NotSentError | RefusedError:
    """Return what a failed opening means: to open the same conversation again is harmless."""
    meant = sort_post_failure(error, "space")
    return NotSentError(str(meant)) if isinstance(meant, UnsureError) else meant


def sort_look_failure(error: Exception) -> NotSentError | RefusedError | CannotLookError:
    """Return what a failed look means: it can be repeated, unless it is not permitted at all.

    RefusedError: the workspace revoked us, or the first message of the thread is gone.
    """
    if isinstance(error, SlackApiError) and code_of(error) in _UNREADABLE:
        return CannotLookError(code_of(error))
    meant = sort_post_failure(error, "place")
    if isinstance(meant, RefusedError) and meant.reason not in ("space revoked", "message gone"):
        return CannotLookError(meant.code)
    return NotSentError(str(meant)) if isinstance(meant, UnsureError) else meant


def code_of(error: Exception) -> str:
    """Return Slack's name of an error, empty where the body was not Slack's."""
    body = getattr(getattr(error, "response", None), "data", None)
    code = body.get("error") if isinstance(body, Mapping) else None
    return code if isinstance(code, str) else ""


def status_of(error: SlackApiError) -> int:
    """Return the HTTP status; slack_sdk hands on two kinds of response."""
    response = error.response
    status = getattr(response, "status_code", None) or getattr(response, "status", 0)
    return status if isinstance(status, int) else 0


def retry_after(error: SlackApiError) -> float | None:
    """Return how many seconds to wait, from 1 to an hour; None where Slack says nothing usable."""
    headers = getattr(error.response, "headers", None) or {}
    said = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    try:
        seconds = float(said or "")
    except ValueError:  # missing, or a date
        return None
    if math.isnan(seconds) or seconds < 0:
        return None
    return min(max(seconds, _SHORTEST_WAIT), _LONGEST_WAIT)
