"""What a stand-in is given at wiring, and the JSON that it speaks."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

Json = dict[str, Any]
Raw = Any  # what a request or a page sends, before anybody has looked at it
Outlook = Callable[[], Awaitable[Mapping[str, str] | None]]
Outbox = Callable[[], Awaitable[Sequence[Mapping[str, Any]]]]


class Clock(Protocol):
    """The domain's time, given at wiring."""

    def now(self) -> datetime:
        """The aware moment it is now."""
        ...

    def move_to(self, moment: datetime) -> None:
        """Make it this moment."""
        ...


async def look_ahead(outlook: Outlook | None) -> Json | None:
    """The next thing that happens, {"at", "what"}, as the wiring tells it; None for nothing."""
    following = await outlook() if outlook is not None else None
    return None if following is None else dict(following)
