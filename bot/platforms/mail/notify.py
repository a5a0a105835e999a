"""Mails by GOV.UK Notify: one template, whose subject and body are ours.

Notify takes a mail at once and delivers it in its own time. Its `reference` is the delivery's key,
so that what became of a mail can be looked up; what failed later is asked for by `failed`. Errors:
docs.notifications.service.gov.uk, "Error codes".
"""

import asyncio
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, Protocol, TypeVar

import requests
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from bot.platforms.mail.failures import no_server
from bot.platforms.mail.letters import Letter
from jobs.delivery.voice import CannotLookError, NotSentError, RefusedError, UnsureError

logger = logging.getLogger(__name__)

Failure = Literal["permanent-failure", "temporary-failure", "technical-failure"]
_FAILURES = ("permanent-failure", "temporary-failure", "technical-failure")
_PAGES = 20
_MINUTE = 60.0
_BUSY = 15.0
_NEVER_LEFT = (
    requests.ConnectTimeout,
    requests.exceptions.ProxyError,
    requests.exceptions.SSLError,
)
_BAD_ADDRESS = re.compile(r"email_address", re.IGNORECASE)
_TOO_LONG = re.compile(r"longer than|too long|too large", re.IGNORECASE)
_OUR_TEMPLATE = re.compile(r"template|personalisation", re.IGNORECASE)
_Result = TypeVar("_Result")


class _Client(Protocol):
    """What we use of Notify's client, which has no types of its own."""

    def send_email_notification(
        self,
        email_address: str,
        template_id: str,
        personalisation: Mapping[str, str],
        reference: str,
        *,
        one_click_unsubscribe_url: str | None,
    ) -> dict[str, Any]: ...

    def get_template(self, template_id: str) -> dict[str, Any]: ...

    def get_all_notifications(
        self,
        status: str | None = None,
        template_type: str | None = None,
        reference: str | None = None,
        older_than: str | None = None,
    ) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Account:
    """A service at Notify: its key, its template, and where its API is."""

    key: str
    template: str
    api: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A mail that Notify took and could not deliver: its delivery's key, and Notify's id of it."""

    key: str
    ref: str
    status: Failure
    sent_at: datetime


class NotifyPost:
    """Fills `Post`. Files cannot come with its mails."""

    attaches = False

    def __init__(self, account: Account, seconds: float) -> None:
        self._account = account
        self._seconds = seconds

    async def send(self, letter: Letter, address: str, thread: str | None, now: datetime) -> str:
        """Give a letter to Notify; return Notify's id of it. The port's errors."""
        words = {"subject": letter.subject, "body": letter.markdown}

        def give(client: _Client) -> str:
            answer = client.send_email_notification(
                address,
                self._account.template,
                words,
                letter.key,
                one_click_unsubscribe_url=letter.stop or None,
            )
            return str(answer["id"])

        try:
            return await self._ask(give)
        except APIError as error:
            raise sort_send_failure(error, letter.attempts, now) from error
        except (KeyError, TypeError) as error:
            raise UnsureError("an answer without an id") from error

    async def find(self, key: str, since: datetime) -> str | None:
        """Return Notify's id of the mail with this reference, or None: it never came there."""

        def look(client: _Client) -> str | None:
            found = client.get_all_notifications(reference=key)["notifications"]
            return str(found[0]["id"]) if found else None

        try:
            return await self._ask(look)
        except APIError as error:
            raise sort_look_failure(error) from error
        except (KeyError, TypeError, IndexError) as error:
            raise NotSentError("an answer that is none") from error

    async def failed(self, since: datetime) -> list[Failed]:
        """Return what could not be delivered of what was sent since, newest first; NotSentError."""
        try:
            return await self._ask(lambda client: list(_failures(client, since)))
        except APIError as error:
            raise NotSentError(str(error.status_code)) from error
        except (KeyError, TypeError, ValueError) as error:
            raise NotSentError("an answer that is none") from error

    async def check(self) -> None:
        """Look at the template; NotSentError says in words what is wrong with it or the key."""
        try:
            found = await self._ask(lambda client: client.get_template(self._account.template))
        except APIError as error:
            refused = error.response is not None and error.status_code in (400, 401, 403, 404)
            why = "refuses the key, or has no such template" if refused else "cannot be reached"
            raise NotSentError(f"GOV.UK Notify {why}") from error
        subject, body = str(found.get("subject")), str(found.get("body"))
        if "((subject))" not in subject or "((body))" not in body:
            raise NotSentError(
                "the template at GOV.UK Notify must have ((subject)) as its subject and ((body)) "
                "as its message"
            )

    async def close(self) -> None:
        """Nothing is held between mails."""

    async def _ask(self, question: Callable[[_Client], _Result]) -> _Result:
        """Ask in a thread, each question with a client of its own: none is safe to share."""
        return await asyncio.to_thread(lambda: question(self._client()))

    def _client(self) -> _Client:
        account = self._account
        client: _Client = NotificationsAPIClient(  # type: ignore[no-untyped-call]  # it has no types
            account.key, base_url=account.api, timeout=self._seconds
        )
        return client


def sort_send_failure(
    error: APIError, attempts: int, now: datetime
) -> NotSentError | RefusedError | UnsureError:
    """Return what it means that Notify did not say yes to a mail."""
    cause = error.__cause__
    if error.response is None:
        if isinstance(cause, _NEVER_LEFT) or _could_not_connect(cause):
            return no_server("Notify cannot be reached", attempts)
        return UnsureError(type(cause).__name__)
    status, kind = error.status_code, _kind(error)
    if status == 429:
        wait = _until_midnight(now) if kind == "TooManyRequestsError" else _MINUTE
        return NotSentError(f"429 {kind}", wait, "space")
    if status == 400:
        return _sort_bad_request(error, attempts)
    if status in (401, 403):
        return no_server(f"Notify refuses the key ({status})", attempts)
    if status >= 500 or status < 400:
        return UnsureError(str(status))
    return RefusedError("too long" if status == 413 else "not allowed", str(status))


def sort_look_failure(error: APIError) -> NotSentError | CannotLookError:
    """Return what it means that Notify did not say whether it has a mail."""
    if error.response is not None and error.status_code in (400, 401, 403, 404):
        return CannotLookError(str(error.status_code))
    return NotSentError(str(error.status_code), _BUSY)


def _sort_bad_request(error: APIError, attempts: int) -> NotSentError | RefusedError:
    kind, words = _kind(error), str(error.message)
    if kind == "BadRequestError" and _OUR_TEMPLATE.search(words):
        logger.error("GOV.UK Notify cannot fill our template (TEAPOINT_NOTIFY_TEMPLATE): %s", kind)
        return no_server("Notify cannot fill the template", attempts)
    if kind == "ValidationError" and _BAD_ADDRESS.search(words):
        return RefusedError("bounced", "400 no address")
    if _TOO_LONG.search(words):
        return RefusedError("too long", "400")
    if kind == "BadRequestError" and "team" in words.lower():
        return RefusedError("not allowed", "400 team-only key")
    return RefusedError("not allowed", f"400 {kind}".strip())


def _until_midnight(now: datetime) -> float:
    """Return the seconds until the limits of a day begin anew, at midnight UTC."""
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return (today + timedelta(days=1) - now).total_seconds() + _MINUTE


def _could_not_connect(cause: BaseException | None) -> bool:
    """Whether the request never left: no name, no route, refused; not a broken connection."""
    inner = cause.args[0] if cause and cause.args else None
    return isinstance(getattr(inner, "reason", None), NewConnectionError | ConnectTimeoutError)


def _kind(error: APIError) -> str:
    """Return Notify's name of an error, such as RateLimitError; empty where it names none."""
    message = error.message
    first = message[0] if isinstance(message, list) and message else None
    return str(first.get("error", "")) if isinstance(first, dict) else ""


def _failures(client: _Client, since: datetime) -> Iterator[Failed]:
    """Walk Notify's list of failures, newest first, until what is older."""
    older_than: str | None = None
    for _page in range(_PAGES):
        answer = client.get_all_notifications(
            status="failed", template_type="email", older_than=older_than
        )
        rows: list[dict[str, Any]] = answer["notifications"]
        for row in rows:
            found = _read(row)
            if found and found.sent_at < since:
                return
            if found and found.key:
                yield found
        if not rows:
            return
        older_than = str(rows[-1]["id"])


def _read(row: dict[str, Any]) -> Failed | None:
    status = row["status"]
    if status not in _FAILURES:
        return None
    made = datetime.fromisoformat(str(row["created_at"]).replace("Z", "+00:00"))
    return Failed(str(row.get("reference") or ""), str(row["id"]), status, made)
