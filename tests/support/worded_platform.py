"""A scripted platform that shows what is really said, in words."""

from datetime import datetime

from bot.message import plain_text
from jobs.delivery.voice import Composed
from storage.queue_records import Delivery
from storage.transaction import Transaction
from tests.support.chat import World
from tests.support.scripted_platform import JumpingClock, ScriptedPlatform


class WordedPlatform(ScriptedPlatform):
    """A platform that shows what is really said."""

    __slots__ = ("world",)

    def __init__(self, clock: JumpingClock, world: World) -> None:
        super().__init__(clock)
        self.world = world

    def compose(self, tx: Transaction, delivery: Delivery, now: datetime) -> Composed | None:
        message = self.world.word(tx, delivery)
        return Composed(plain_text(message), {}) if message else None
