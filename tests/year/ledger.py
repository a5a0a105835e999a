"""What people of a simulated year did, as they know it themselves: nothing is read of the bot's.

The promises are checked against it: who was due in a round, and who must not be introduced.
"""

from dataclasses import dataclass, field
from datetime import datetime

Span = tuple[datetime, datetime]


@dataclass(slots=True)
class Acts:
    """What one person did. `silent`: when they were told that they are paused for silence, and
    came back, by scheme; `said`: what they answered when they were asked about a round."""

    came: datetime | None = None
    went: datetime | None = None
    forgotten: datetime | None = None
    breaks: list[Span] = field(default_factory=list)
    skips: list[datetime] = field(default_factory=list)
    avoids: dict[str, datetime] = field(default_factory=dict)
    every: dict[str, int] = field(default_factory=dict)
    silent: dict[str, list[tuple[datetime, datetime | None]]] = field(default_factory=dict)
    asked: dict[str, datetime] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def take_break(self, now: datetime, back: datetime) -> None:
        """Take a break until a day; it replaces a pause for silence, since it is a sign of life."""
        self.breaks.append((now, back))
        for spans in self.silent.values():
            spans[:] = [(at, end or now) for at, end in spans]

    def is_here(self, moment: datetime) -> bool:
        """Return whether they take part at all at a moment."""
        return self.came is not None and self.came <= moment and not self.is_gone(moment)

    def is_gone(self, moment: datetime) -> bool:
        """Return whether they had left, or were forgotten, by then."""
        return any(end is not None and end <= moment for end in (self.went, self.forgotten))

    def is_on_break(self, moment: datetime) -> bool:
        """Return whether they had said that they take a break then."""
        return any(first <= moment < last for first, last in self.breaks)

    def is_paused(self, scheme: str, moment: datetime) -> bool:
        """Return whether they were told that silence paused them, and had not come back."""
        spans = self.silent.get(scheme, [])
        return any(at <= moment and (back is None or moment < back) for at, back in spans)

    def declined(self, scheme: str, round_id: str, moment: datetime) -> bool:
        """Return whether they were asked about a round and had not said that they are in.

        Whoever comes back from a break after the asking is in.
        """
        if round_id not in self.asked or self.said.get(round_id) == "in":
            return False
        asked = self.asked[round_id]
        came_back = any(back and asked <= back <= moment for _, back in self.silent.get(scheme, []))
        return round_id in self.said or not came_back

    def skips_between(self, last: datetime | None, moment: datetime) -> bool:
        """Return whether they asked to sit out the first round after they said so."""
        return any((last is None or last < at) and at <= moment for at in self.skips)
