"""What a Web API method refuses with.

SlackError            {"ok": false, "error": name}
└── RateLimitedError       the same with status 429 and Retry-After
"""

from bot.playground.common.given import Json


class SlackError(Exception):
    """A refusal by Slack's own error name; `extra` is merged into the answer."""

    def __init__(self, name: str, **extra: object) -> None:
        super().__init__(name)
        self.name = name
        self.extra = extra

    def answer(self) -> Json:
        """The body of the answer."""
        return {"ok": False, "error": self.name, **self.extra}


class RateLimitedError(SlackError):
    """Too many requests; `retry_after` in whole seconds of Slack's time."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


def invalid(name: str, problems: list[str]) -> SlackError:
    """Refuse with the list of problems where Slack gives it: response_metadata.messages."""
    return SlackError(name, response_metadata={"messages": problems})
