"""What became of a year: the figures that are set beside each other."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Outcome:
    """Counts over all rounds. `person_rounds`: for each round, everybody who wanted to take part.

    `broken` names every promise that was not kept; it must be empty.
    """

    rounds: int = 0
    person_rounds: int = 0
    person_rounds_met: int = 0
    introductions: int = 0
    rematched: int = 0
    met: int = 0
    repeats: int = 0
    colleagues: int = 0
    left_out: int = 0
    paused_silent: int = 0
    messages: int = 0
    seconds: float = 0.0
    broken: list[str] = field(default_factory=list)

    @property
    def met_share(self) -> float:
        """The share of people who had a conversation in a round that they wanted to be in."""
        return self.person_rounds_met / self.person_rounds if self.person_rounds else 0.0


def as_table(ours: Outcome, random: Outcome) -> str:
    """Return both years side by side, as text."""
    rows = [
        ("", "Teapoint", "random pairs"),
        ("people who talked, of those who took part", _share(ours), _share(random)),
        ("introductions", str(ours.introductions), str(random.introductions)),
        ("of these in later waves", str(ours.rematched), "-"),
        ("introductions that led to a conversation", str(ours.met), str(random.met)),
        ("repeated pairs", str(ours.repeats), str(random.repeats)),
        ("pairs of colleagues", str(ours.colleagues), str(random.colleagues)),
        ("left out, times", str(ours.left_out), str(random.left_out)),
        ("paused after three silent rounds", str(ours.paused_silent), "-"),
    ]
    return "\n".join(f"{what:<44}{one:>12}{other:>14}" for what, one, other in rows)


def _share(outcome: Outcome) -> str:
    return f"{100 * outcome.met_share:.1f} %"
