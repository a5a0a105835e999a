"""A platform that takes every message of a year, and remembers what arrived where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.command import Names, Policy
from bot.wording.look import Look
from bot.wording.notices import word
from jobs.delivery.voice import Composed
from storage.notices import Notice
from storage.queue_records import Delivery
from storage.transaction import Transaction
from tests.support.scripted_platform import JumpingClock

POLICY = Policy("Public Services Together", "privacy@together.example", 24)
NAMES = Names(shortcuts={"unmentor": "/unmentor"})


@dataclass(frozen=True, slots=True)
class Told:
    """One message that arrived."""

    key: str
    notice: Notice
    users: tuple[str, ...]
    at: datetime


class Ears:
    """A platform that takes everything: it fills the Voice port."""

    def __init__(self, clock: JumpingClock) -> None:
        self._clock = clock
        self._notices: dict[str, Notice] = {}
        self.told: list[Told] = []

    def compose(self, tx: Transaction, delivery: Delivery, now: datetime) -> Composed | None:
        """Word it as it would be, so that what people are told is really made."""
        notice = tx.deliveries.notice(delivery)
        network = tx.networks.get(delivery.network_id)
        message = word(Look(tx, delivery, network, now, NAMES, POLICY))
        self._notices[delivery.key] = notice
        return Composed(type(notice).__name__, {}) if message else None

    async def open(self, space: str, users: Sequence[str]) -> str:
        return " ".join(users)

    async def post(
        self, space: str, place: str, composed: Composed, key: str, thread: str | None = None
    ) -> str:
        users = tuple(each.removeprefix("D") for each in place.split())
        self.told.append(Told(key, self._notices[key], users, self._clock.now()))
        return key

    async def find(
        self, space: str, place: str, key: str, since: datetime, thread: str | None = None
    ) -> str | None:
        return None

    async def change(self, space: str, place: str, ref: str, composed: Composed) -> None:
        """Nobody reads it twice."""

    async def remove(self, space: str, place: str, ref: str) -> None:
        """Nobody misses it."""
