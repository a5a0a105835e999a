"""What the connector and the identity provider refuse with.

ConnectorError        {"error": {"code", "message"}} with a status, and headers if any
LoginError            {"error", "error_description"} as the identity provider says it
Sentences for the page are bot.playground.common.page_errors.PageError.
"""

from collections.abc import Mapping

from bot.playground.common.given import Json


class ConnectorError(Exception):
    """A refusal in the words of Teams' connector."""

    def __init__(
        self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.headers = dict(headers or {})

    def answer(self) -> Json:
        """The body of the answer."""
        return {"error": {"code": self.code, "message": self.message}}


class LoginError(Exception):
    """A refusal in the words of the identity provider."""

    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.description = description

    def answer(self) -> Json:
        """The body of the answer."""
        return {"error": self.error, "error_description": self.description}


def denied(why: str = "Authorization has been denied for this request.") -> ConnectorError:
    """No token, or none that counts."""
    return ConnectorError(401, "Unauthorized", why)


def not_in_roster() -> ConnectorError:
    """The bot is not, or no longer, where it speaks."""
    message = "The bot is not part of the conversation roster."
    return ConnectorError(403, "BotNotInConversationRoster", message)


def blocked() -> ConnectorError:
    """The person wants to hear nothing."""
    message = "User blocked the conversation with the bot."
    return ConnectorError(403, "ConversationBlockedByUser", message)


def gone() -> ConnectorError:
    """There is no such conversation, or no longer."""
    return ConnectorError(404, "ConversationNotFound", "Conversation not found.")


def too_many(retry_after: int) -> ConnectorError:
    """Too many requests; `retry_after` in whole seconds."""
    message = f"API calls quota exceeded. Retry after {retry_after} seconds."
    return ConnectorError(429, "TooManyRequests", message, {"retry-after": str(retry_after)})


def too_large() -> ConnectorError:
    """More than Teams takes in one message."""
    return ConnectorError(413, "MessageSizeTooBig", "Message size too large.")
