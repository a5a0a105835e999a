"""A platform whose every answer is scripted: it fills the Voice port and counts what arrived."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jobs.clock import Clock
from jobs.delivery.voice import (
    CannotLookError,
    Composed,
    NotSentError,
    RefusalReason,
    RefusedError,
    UnsureError,
)
from storage.queue_records import Delivery
from storage.transaction import Transaction
from storage.types import SpaceId


@dataclass(frozen=True, slots=True)
class Answer:
    """What happens to one post: whether it arrives (`late` seconds after), what is said of it."""

    arrives: bool = True
    late: float = 0.0
    error: Exception | None = None


OK = Answer()
LOST_ANSWER = Answer(error=UnsureError("connection reset"))
NEVER_ARRIVED = Answer(arrives=False, error=UnsureError("read timeout"))
LATE = Answer(late=20.0, error=UnsureError("read timeout"))
BUSY = Answer(arrives=False, error=NotSentError("ratelimited", after=30.0))


def refused(reason: RefusalReason) -> Answer:
    """Refused for good."""
    return Answer(arrives=False, error=RefusedError(reason, "scripted"))


class JumpingClock:
    """Domain time that is wherever somebody waits for."""

    def __init__(self, start: datetime) -> None:
        self.moment = start

    def now(self) -> datetime:
        return self.moment

    async def sleep_until(self, moment: datetime) -> None:
        self.moment = max(self.moment, moment)

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@dataclass(slots=True)
class ScriptedPlatform:
    """Answers posts from a script, then always "ok"; `can_look`: history may be read back.

    Changes and removals have a script of their own: `deeds` are those that had an effect,
    `shown` is what a reader finds there, `under` is the message in whose thread a key arrived.
    """

    clock: Clock
    script: Iterator[Answer] = field(default_factory=lambda: iter(()))
    can_look: bool = True
    open_refused: RefusalReason | None = None
    gone: frozenset[str] = frozenset()
    arrived: list[tuple[datetime, str, str]] = field(default_factory=list)
    acts: Iterator[Answer] = field(default_factory=lambda: iter(()))
    deeds: list[str] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    under: dict[str, str | None] = field(default_factory=dict)

    def compose(self, tx: Transaction, delivery: Delivery, now: datetime) -> Composed | None:
        notice = tx.deliveries.notice(delivery)
        act = "" if delivery.act == "post" else f" {delivery.act}d"
        return Composed(f"{type(notice).__name__} {delivery.seq}{act}", {})

    async def open(self, space: SpaceId, users: Sequence[str]) -> str:
        if self.gone.intersection(users):
            raise RefusedError("account gone", "scripted")
        if self.open_refused and len(users) > 1:
            raise RefusedError(self.open_refused, "scripted")
        return "D-" + "-".join(sorted(users))

    async def post(
        self, space: SpaceId, place: str, composed: Composed, key: str, thread: str | None = None
    ) -> str:
        answer = next(self.script, OK)
        if answer.arrives:
            when = self.clock.now() + timedelta(seconds=answer.late)
            self.arrived.append((when, place, key))
            self.shown[f"ts-{key}"] = composed.text
            self.under[key] = thread
        if answer.error:
            raise answer.error
        return f"ts-{key}"

    async def find(
        self, space: SpaceId, place: str, key: str, since: datetime, thread: str | None = None
    ) -> str | None:
        if not self.can_look:
            raise CannotLookError("missing_scope")
        now = self.clock.now()
        for when, where, posted in self.arrived:
            here = where == place and self.under.get(posted) == thread
            if posted == key and here and when <= now:
                return f"ts-{key}"
        return None

    async def change(self, space: SpaceId, place: str, ref: str, composed: Composed) -> None:
        self._act(f"change {ref}", ref, composed.text)

    async def remove(self, space: SpaceId, place: str, ref: str) -> None:
        self._act(f"remove {ref}", ref, "")

    def _act(self, deed: str, ref: str, text: str) -> None:
        answer = next(self.acts, OK)
        if answer.arrives:
            if ref not in self.shown:
                raise RefusedError("message gone", "scripted")
            self.deeds.append(deed)
            self.shown[ref] = text
            if not text:
                del self.shown[ref]
        if answer.error:
            raise answer.error

    def counts(self) -> Counter[str]:
        """Return how often each key arrived."""
        return Counter(key for _, _, key in self.arrived)
