"""Who is looking: every open page hears what changed for its person."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from bot.playground.common.given import Json

BACKLOG = 1_000


class Followed(Protocol):
    """A conversation of any platform; its members' ids are what pages are open for."""

    @property
    def id(self) -> str: ...

    @property
    def members(self) -> Mapping[str, None]: ...


@dataclass(slots=True)
class Watchers:
    """The open pages; `version` counts every change of the world."""

    version: int = 0
    queues: dict[asyncio.Queue[Json | None], str] = field(default_factory=dict)

    @contextmanager
    def watching(self, user_id: str) -> Iterator[asyncio.Queue[Json | None]]:
        """Give a queue of changes for this user; None in it means that the server stops."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue(BACKLOG)
        self.queues[queue] = user_id
        try:
            yield queue
        finally:
            self.queues.pop(queue, None)

    def tell_members(self, conversation: Followed, only: str | None = None) -> None:
        """Something was said or changed in a conversation; to one member if `only` is given."""
        audience = conversation.members if only is None else {only: None}
        self._tell(audience, conversation.id, view=False)

    def tell_view(self, user_id: str) -> None:
        """A modal or the Home tab of this user changed."""
        self._tell({user_id: None}, None, view=True)

    def tell_all(self) -> None:
        """Everything may have changed: the clock moved or the world was reset."""
        self._tell(set(self.queues.values()), None, view=False)

    def close(self) -> None:
        """End every open page's stream."""
        for queue in self.queues:
            _put(queue, None)

    def _tell(self, audience: Iterable[str], conversation_id: str | None, *, view: bool) -> None:
        self.version += 1
        change: Json = {"version": self.version, "conversation": conversation_id, "view": view}
        for queue, user_id in self.queues.items():
            if user_id in audience:
                _put(queue, change)


def _put(queue: asyncio.Queue[Json | None], change: Json | None) -> None:
    # A page that reads nothing for a thousand changes loses the oldest: it reloads by version.
    if queue.full():
        queue.get_nowait()
    queue.put_nowait(change)
