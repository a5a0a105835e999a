"""Trouble on purpose: what goes wrong, with which methods, how often.

Between app and Slack (drawn once a Web API request):
  429             refused before the effect, with Retry-After
  500             fails before the effect (`status` may be 503)
  500 after       fails after the effect
  drop before     the connection drops before the effect
  lost answer     the connection drops after the effect
  late answer     the effect at once, the answer `seconds` later
  late effect     `seconds` after the client gave up comes the effect, and no answer
  slow            `seconds` pass, then effect and answer
Between Slack and app (drawn once a delivery):
  stopped         the app cannot be reached, nor does it reach Slack
  duplicate event the same event is delivered twice
  stale signature the request is signed six minutes ago
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.playground.common.given import Json

HELP = {
    "slow": "Slack takes its time over every answer",
    "429": "Slack says 429: too many requests",
    "lost answer": "Posts arrive, but the answer is lost",
    "500": "Slack fails and does nothing",
    "stopped": "The bot is stopped",
    "500 after": "Slack fails, but did what was asked",
    "drop before": "The connection drops before anything happens",
    "late answer": "Posts arrive, the answer comes too late",
    "late effect": "Posts arrive after the bot gave up",
    "duplicate event": "Every event arrives twice",
    "stale signature": "Requests are signed six minutes ago",
}
SWITCHES = ("slow", "429", "lost answer", "500", "stopped")
ONLY_ON_DELIVERY = {"duplicate event", "stale signature"}
SECONDS = {"slow": 2.0, "late answer": 15.0, "late effect": 1.4}
POSTS = ("chat.postMessage",)
# What a switch strikes where no method is named: signing on stays possible, else nothing is seen.
SPARED = {"auth.test", "apps.connections.open"}
ONLY_POSTS = {"lost answer", "500 after", "late answer", "late effect"}


@dataclass(slots=True)
class Fault:
    """One kind of trouble; `times` None goes on until it is taken away.

    `team`: it strikes the calls of one workspace's token only.
    """

    kind: str
    methods: tuple[str, ...] = ()
    rate: float = 1.0
    times: int | None = None
    seconds: float = 0.0
    retry_after: int = 2
    status: int = 500
    team: str = ""

    def strikes(self, method: str) -> bool:
        """Does it concern this method?"""
        if self.kind in ONLY_ON_DELIVERY:
            return False
        if self.methods:
            return method in self.methods
        if self.kind in ONLY_POSTS:
            return method in POSTS
        return method not in SPARED

    def row(self) -> Json:
        """As the page and the test read it."""
        return {
            "name": self.kind,
            "on": True,
            "help": HELP[self.kind],
            "methods": list(self.methods),
            "rate": self.rate,
            "times": self.times,
        }


@dataclass(slots=True)
class Faults:
    """The trouble that is on, drawn by a seeded chance; `struck` counts what happened."""

    chance: random.Random
    active: list[Fault] = field(default_factory=list)
    struck: dict[str, int] = field(default_factory=dict)

    def add(self, fault: Fault) -> None:
        """Switch a trouble on; raises ValueError for an unknown kind."""
        if fault.kind not in HELP:
            raise ValueError(f"There is no fault named {fault.kind!r}.")
        fault.seconds = fault.seconds or SECONDS.get(fault.kind, 0.0)
        self.active.append(fault)

    def remove(self, kind: str) -> None:
        """Switch every trouble of this kind off."""
        self.active = [fault for fault in self.active if fault.kind != kind]

    def clear(self) -> None:
        """Switch all trouble off."""
        self.active.clear()

    def draw_for_call(self, method: str, team: str = "") -> Fault | None:
        """What goes wrong with this request of a method, if anything."""
        for fault in self.active:
            if fault.team in ("", team) and fault.strikes(method) and self._draw(fault):
                return fault
        return None

    def draw_for_delivery(self, kind: str) -> Fault | None:
        """What of this kind goes wrong with a delivery, if anything."""
        for fault in self.active:
            if fault.kind == kind and self._draw(fault):
                return fault
        return None

    def rows(self) -> list[Json]:
        """The page's switches, and whatever else is on."""
        on = {fault.kind: fault.row() for fault in self.active}
        switches = [on.pop(k, {"name": k, "on": False, "help": HELP[k]}) for k in SWITCHES]
        return switches + list(on.values())

    def _draw(self, fault: Fault) -> bool:
        if fault.times == 0 or (fault.rate < 1 and self.chance.random() >= fault.rate):
            return False
        if fault.times is not None:
            fault.times -= 1
        self.struck[fault.kind] = self.struck.get(fault.kind, 0) + 1
        return True


def plan_chaos(client_timeout: float) -> Iterable[Fault]:
    """The mix that a round has to survive (shares of requests), given the client's time-out."""
    return (
        Fault("429", rate=0.01, retry_after=1),
        Fault("500", rate=0.01, status=503),
        Fault("drop before", rate=0.005),
        Fault("500 after", POSTS, rate=0.005),
        Fault("lost answer", POSTS, rate=0.015),
        Fault("late answer", POSTS, rate=0.005, seconds=client_timeout * 1.2),
        Fault("late effect", POSTS, rate=0.002, seconds=1.4),
        Fault("duplicate event", rate=0.02),
    )
