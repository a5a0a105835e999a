"""Trouble that is on: how often it strikes, and what.

Which kinds a platform has, and what each of them strikes, is in its own `faults`.
"""

import random
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.playground.common.given import Clock, Json
from bot.playground.common.page_errors import PageError

SECONDS = {"slow": 2.0, "late answer": 15.0, "late effect": 1.4}
MINUTES = {"down": 60}


@dataclass(slots=True)
class Fault:
    """One kind of trouble; `times` None goes on until it is taken away.

    `calls`: what it strikes, as its kind does where none is named; `where`: in one Slack workspace
    or tenant of Teams only. `minutes`: how long it is on, by the playground's clock; 0 for ever.
    """

    kind: str
    calls: tuple[str, ...] = ()
    where: str = ""
    rate: float = 1.0
    times: int | None = None
    seconds: float = 0.0
    retry_after: int = 2
    status: int = 500
    minutes: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Kinds:
    """What can go wrong on a platform: each kind with what the page says of it.

    `switches`: those that the page always shows. Of those that name no call, what is `on_posts`
    strikes `post` alone, what is `on_delivery` no call, and the others all calls but the `spared`.
    """

    help: Mapping[str, str]
    switches: tuple[str, ...]
    post: str
    on_posts: Set[str]
    on_delivery: Set[str]
    spared: Set[str]

    def strikes(self, fault: Fault, call: str) -> bool:
        """Does it concern this call?"""
        if fault.kind in self.on_delivery:
            return False
        if fault.calls:
            return call in fault.calls
        return call == self.post if fault.kind in self.on_posts else call not in self.spared


@dataclass(slots=True)
class Faults:
    """The trouble that is on, drawn by a seeded chance; `struck` counts what happened."""

    kinds: Kinds
    clock: Clock
    seed: int
    chance: random.Random = field(init=False)
    active: list[Fault] = field(default_factory=list)
    struck: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clear()

    def add(self, fault: Fault) -> None:
        """Switch a trouble on; raises ValueError for an unknown kind."""
        if fault.kind not in self.kinds.help:
            raise ValueError(f"There is no fault named {fault.kind!r}.")
        fault.seconds = fault.seconds or SECONDS.get(fault.kind, 0.0)
        minutes = fault.minutes or MINUTES.get(fault.kind, 0)
        fault.until = self.clock.now() + timedelta(minutes=minutes) if minutes else None
        self.active.append(fault)

    def remove(self, kind: str) -> None:
        """Switch every trouble of this kind off."""
        self.active = [fault for fault in self.active if fault.kind != kind]

    def clear(self) -> None:
        """Switch all trouble off, forget what it did, and draw as at first."""
        self.active.clear()
        self.struck.clear()
        self.chance = random.Random(self.seed)

    def draw_for_call(self, call: str, where: str = "") -> Fault | None:
        """What goes wrong with this call, if anything."""
        return self._draw(fault for fault in self._on(where) if self.kinds.strikes(fault, call))

    def draw_for_delivery(self, kind: str, where: str = "") -> Fault | None:
        """What of this kind goes wrong with a delivery to the bot, if anything."""
        return self._draw(fault for fault in self._on(where) if fault.kind == kind)

    def rows(self) -> list[Json]:
        """The page's switches, and whatever else is on."""
        on = {fault.kind for fault in self.active}
        shown = dict.fromkeys((*self.kinds.switches, *sorted(on)))
        return [{"name": kind, "on": kind in on, "help": self.kinds.help[kind]} for kind in shown]

    def _on(self, where: str) -> list[Fault]:
        now = self.clock.now()
        self.active = [each for each in self.active if each.until is None or now < each.until]
        return [fault for fault in self.active if fault.where in ("", where)]

    def _draw(self, faults: Iterable[Fault]) -> Fault | None:
        return next((fault for fault in faults if self._happens(fault)), None)

    def _happens(self, fault: Fault) -> bool:
        if fault.times == 0 or (fault.rate < 1 and self.chance.random() >= fault.rate):
            return False
        if fault.times is not None:
            fault.times -= 1
        self.struck[fault.kind] = self.struck.get(fault.kind, 0) + 1
        return True


def switch(faults: Faults, body: Mapping[str, Any], calls: str, where: str) -> None:
    """Switch a trouble on or off, as a page or a test asks; raises PageError.

    `calls` and `where` are the platform's words for what it strikes, and where.
    """
    faults.remove(str(body.get("name", "")))
    if body.get("on", True):
        try:
            faults.add(_read(body, calls, where))
        except ValueError as error:
            raise PageError(str(error)) from None


def _read(body: Mapping[str, Any], calls: str, where: str) -> Fault:
    times = body.get("times")
    return Fault(
        str(body.get("name", "")),
        calls=tuple(body.get(calls) or ()),
        where=str(body.get(where) or ""),
        rate=float(body.get("rate", 1.0)),
        times=None if times is None else int(times),
        seconds=float(body.get("seconds", 0.0)),
        retry_after=int(body.get("retry_after", 2)),
        status=int(body.get("status", 500)),
        minutes=int(body.get("minutes", 0)),
    )
