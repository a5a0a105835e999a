"""Trouble on purpose: what the playground's mail server refuses, and where it breaks off."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.playground.common.given import Json

REFUSALS = {
    "unknown": "550 5.1.1 There is no such mailbox",
    "full": "452 4.2.2 The mailbox is full",
    "blocked": "554 5.7.1 Refused by our policy",
    "busy": "421 4.3.2 Too busy, come back later",
}
HELP = {
    "unknown": "There is no such mailbox",
    "full": "The mailbox is full",
    "blocked": "The mail is refused by policy",
    "busy": "The mail server says: come back later",
    "drop after": "Mails arrive, but the answer is lost",
    "drop before": "The connection drops before the mail is read",
}


@dataclass(slots=True)
class Fault:
    """One kind of trouble for one address, or all; `times` None: until it is taken away."""

    kind: str
    address: str = ""
    times: int | None = None

    def strikes(self, address: str) -> bool:
        """Does it concern this address, now?"""
        return self.address in ("", address) and self.times != 0


@dataclass(slots=True)
class Faults:
    """What is switched on, and how often each struck."""

    on: list[Fault] = field(default_factory=list)
    struck: Counter[str] = field(default_factory=Counter)

    def add(self, fault: Fault) -> None:
        """Switch one on, in the place of the same one."""
        self.remove(fault.kind, fault.address)
        self.on.append(fault)

    def remove(self, kind: str, address: str = "") -> None:
        """Switch it off."""
        self.on = [each for each in self.on if (each.kind, each.address) != (kind, address)]

    def clear(self) -> None:
        """No trouble, and none remembered."""
        self.on.clear()
        self.struck.clear()

    def draw(self, address: str, kinds: tuple[str, ...]) -> str | None:
        """Return the kind that strikes now, counted; None: all goes well."""
        for fault in self.on:
            if fault.kind in kinds and fault.strikes(address):
                if fault.times is not None:
                    fault.times -= 1
                self.struck[fault.kind] += 1
                return fault.kind
        return None

    def rows(self) -> Iterator[Json]:
        """As the page shows them."""
        here = {each.kind for each in self.on if each.times != 0}
        for name, help_ in HELP.items():
            yield {"name": name, "on": name in here, "help": help_}
