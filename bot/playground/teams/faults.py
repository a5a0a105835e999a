"""Trouble on purpose: what goes wrong, in which tenant, with which operations, how often.

Between bot and Teams (drawn once a call):
  429           refused before the effect, with Retry-After
  412           a precondition failed, to be tried again
  blocked       403: the person has blocked the bot
  gone          404: the conversation is no longer there
  too large     413
  500           fails before the effect (`status` may be 502, 503, 504)
  500 after     fails after the effect
  drop before   the connection drops before the effect
  lost answer   the connection drops after the effect
  late answer   the effect at once, the answer `seconds` later
  late effect   `seconds` after the client gave up comes the effect, and no answer
  slow          `seconds` pass, then effect and answer
  down          a tenant answers 502 and sends nothing, for `minutes` of the playground's clock
Between Teams and bot (drawn once an activity):
  stopped           the bot cannot be reached, nor does it reach Teams
  duplicate event   the same activity is delivered twice
"""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.playground.common.given import Json

HELP = {
    "slow": "Teams takes its time over every answer",
    "429": "Teams says 429: too many requests",
    "lost answer": "Messages arrive, but the answer is lost",
    "500": "Teams fails and does nothing",
    "down": "A tenant cannot be reached for an hour",
    "stopped": "The bot is stopped",
    "412": "Teams says 412: try again",
    "blocked": "People have blocked the bot",
    "gone": "Conversations are no longer there",
    "too large": "Messages are too large",
    "500 after": "Teams fails, but did what was asked",
    "drop before": "The connection drops before anything happens",
    "late answer": "Messages arrive, the answer comes too late",
    "late effect": "Messages arrive after the bot gave up",
    "duplicate event": "Everything that people do arrives twice",
}
SWITCHES = ("slow", "429", "lost answer", "500", "down", "stopped")
OPERATIONS = ("send", "update", "delete", "create", "members", "team", "token")
ONLY_ON_DELIVERY = {"duplicate event"}
ONLY_POSTS = {"blocked", "gone", "too large", "lost answer", "500 after", "late answer",
              "late effect"}  # fmt: skip
BOTH_WAYS = {"down", "stopped"}
SECONDS = {"slow": 2.0, "late answer": 15.0, "late effect": 1.4}
DOWN_MINUTES = 60


@dataclass(slots=True)
class Fault:
    """One kind of trouble; `times` None goes on until it is taken away, or `until` has come."""

    kind: str
    operations: tuple[str, ...] = ()
    tenant: str = ""
    rate: float = 1.0
    times: int | None = None
    seconds: float = 0.0
    retry_after: int = 2
    status: int = 500
    minutes: int = DOWN_MINUTES
    until: datetime | None = None

    def strikes(self, operation: str, tenant_id: str) -> bool:
        """Does it concern this operation in this tenant?"""
        if self.kind in ONLY_ON_DELIVERY or self.tenant not in ("", tenant_id):
            return False
        if self.operations:
            return operation in self.operations
        if self.kind in ONLY_POSTS:
            return operation == "send"
        # Signing on stays possible, else nothing else is seen.
        return operation != "token"

    def row(self) -> Json:
        """As the page and the test read it."""
        return {
            "name": self.kind,
            "on": True,
            "help": HELP[self.kind],
            "tenant": self.tenant,
            "operations": list(self.operations),
            "rate": self.rate,
            "times": self.times,
        }


@dataclass(slots=True)
class Faults:
    """The trouble that is on, drawn by a seeded chance; `struck` counts what happened."""

    chance: random.Random
    active: list[Fault] = field(default_factory=list)
    struck: dict[str, int] = field(default_factory=dict)

    def add(self, fault: Fault, now: datetime) -> None:
        """Switch a trouble on; raises ValueError for an unknown kind or operation."""
        if fault.kind not in HELP:
            raise ValueError(f"There is no fault named {fault.kind!r}.")
        unknown = set(fault.operations) - set(OPERATIONS)
        if unknown:
            raise ValueError(f"There is no operation named {min(unknown)!r}.")
        fault.seconds = fault.seconds or SECONDS.get(fault.kind, 0.0)
        if fault.kind == "down":
            fault.until = now + timedelta(minutes=fault.minutes)
        self.active.append(fault)

    def remove(self, kind: str) -> None:
        """Switch every trouble of this kind off."""
        self.active = [fault for fault in self.active if fault.kind != kind]

    def clear(self) -> None:
        """Switch all trouble off, and forget what it did."""
        self.active.clear()
        self.struck.clear()

    def draw_for_call(self, operation: str, tenant_id: str, now: datetime) -> Fault | None:
        """What goes wrong with this call, if anything."""
        self._end(now)
        for fault in self.active:
            if fault.strikes(operation, tenant_id) and self._draw(fault):
                return fault
        return None

    def draw_for_delivery(self, kind: str, tenant_id: str, now: datetime) -> Fault | None:
        """What of this kind goes wrong with an activity on its way to the bot, if anything."""
        self._end(now)
        for fault in self.active:
            if fault.kind == kind and fault.tenant in ("", tenant_id) and self._draw(fault):
                return fault
        return None

    def rows(self) -> list[Json]:
        """The page's switches, and whatever else is on."""
        on = {fault.kind: fault.row() for fault in self.active}
        switches = [on.pop(k, {"name": k, "on": False, "help": HELP[k]}) for k in SWITCHES]
        return switches + list(on.values())

    def _end(self, now: datetime) -> None:
        self.active = [each for each in self.active if each.until is None or now < each.until]

    def _draw(self, fault: Fault) -> bool:
        if fault.times == 0 or (fault.rate < 1 and self.chance.random() >= fault.rate):
            return False
        if fault.times is not None:
            fault.times -= 1
        self.struck[fault.kind] = self.struck.get(fault.kind, 0) + 1
        return True
