"""Which of a scheme's figures may be shown: totals of at least five, and none to be worked out.

Where a total is shown beside its parts, a part below five is left out, and then at least one other
part with it: else it could be had by subtraction. Nothing can be done about somebody who asks
twice and compares; figures change by the round, seldom by one person. Pure.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.figures import Between, RoundFigures, SchemeFigures

LEAST = 5
Shown = int | None
"""A figure, or None where it is left out."""


@dataclass(frozen=True, slots=True)
class ShownRound:
    """A round: introductions and how many met (both or neither), and what was new in it.

    `again`: introductions of later waves. `first`: pairs of organisations that talked for the
    first time; `sectors` and `regions`: those of them between two different ones.
    """

    introduced_at: datetime
    introductions: Shown
    met: Shown
    again: Shown
    first: Shown
    sectors: Shown
    regions: Shown


@dataclass(frozen=True, slots=True)
class ShownFigures:
    """What organisers are told of a scheme; None: too few to say, or left out with what is.

    `between_sectors` and `between_regions` are first conversations, most first; each holds only
    what may be shown. `more_*`: how many other pairs of sectors or regions there are.
    """

    joined: Shown
    now_in: Shown
    paused: Shown
    silent: Shown
    blocked: Shown
    left: Shown
    waiting: Shown
    rounds: tuple[ShownRound, ...]
    first: Shown
    sectors: Shown
    regions: Shown
    between_sectors: tuple[tuple[Between, int], ...]
    between_regions: tuple[tuple[Between, int], ...]
    more_sectors: int
    more_regions: int


def is_few(count: int) -> bool:
    """Whether a figure is one that could point at somebody: 1 to 4."""
    return 0 < count < LEAST


def guard(parts: Sequence[int], also: Collection[int] = ()) -> list[Shown]:
    """Leave out what is of too few, and (by place) `also`, so that their sum says nothing.

    What is left out is at least five together and of at least two parts, or all that there is.
    """
    hidden = {place for place, count in enumerate(parts) if is_few(count) or place in also}
    others = sorted((p for p in range(len(parts)) if p not in hidden), key=lambda p: parts[p])
    for place in others:
        if not hidden or _says_nothing([parts[p] for p in hidden]):
            break
        if parts[place]:
            hidden.add(place)
    return [None if place in hidden else count for place, count in enumerate(parts)]


def _says_nothing(hidden: Sequence[int]) -> bool:
    several = sum(count > 0 for count in hidden)
    return several > 1 and sum(hidden) >= max(LEAST, several + 1)


def few_left_out(count: int) -> Shown:
    """A figure that stands alone, left out where it is of too few."""
    return None if is_few(count) else count


def choose_figures(figures: SchemeFigures) -> ShownFigures:
    """Decide what of a scheme's figures is shown."""
    parts = figures.parts
    standing = (parts.now_in, parts.paused, parts.silent, parts.blocked, parts.left)
    now_in, paused, silent, blocked, left = guard(standing)
    sectors, regions = _pairs(figures, 0), _pairs(figures, 1)
    shown_sectors, shown_regions = _shown_pairs(sectors), _shown_pairs(regions)
    return ShownFigures(
        joined=few_left_out(parts.joined),
        now_in=now_in,
        paused=paused,
        silent=silent,
        blocked=blocked,
        left=left,
        waiting=few_left_out(figures.waiting),
        rounds=_rounds(figures.rounds),
        first=few_left_out(sum(sectors.values())),
        sectors=_apart(sectors),
        regions=_apart(regions),
        between_sectors=shown_sectors,
        between_regions=shown_regions,
        more_sectors=len(sectors) - len(shown_sectors),
        more_regions=len(regions) - len(shown_regions),
    )


def _rounds(rounds: Sequence[RoundFigures]) -> tuple[ShownRound, ...]:
    first = guard([len(round_.first) for round_ in rounds])
    sectors = _across(rounds, 0, first)
    regions = _across(rounds, 1, first)
    again = guard([round_.again for round_ in rounds])
    return tuple(
        ShownRound(
            round_.introduced_at,
            *_met(round_),
            again[place],
            first[place],
            sectors[place],
            regions[place],
        )
        for place, round_ in enumerate(rounds)
    )


def _met(round_: RoundFigures) -> tuple[Shown, Shown]:
    """As where a round's totals are posted: both, or neither where they are of few people."""
    if round_.people < LEAST or is_few(round_.people_met):
        return None, None
    return round_.introductions, round_.met


def _across(rounds: Sequence[RoundFigures], which: int, first: Sequence[Shown]) -> list[Shown]:
    """First conversations between two different sectors (0) or regions (1), round by round.

    Beside the round's total, what is left of it must not be of too few either.
    """
    counts = [sum(_is_apart(pairs[which]) for pairs in round_.first) for round_ in rounds]
    unsafe = [
        place
        for place, round_ in enumerate(rounds)
        if first[place] is None or is_few(len(round_.first) - counts[place])
    ]
    return guard(counts, unsafe)


def _pairs(figures: SchemeFigures, which: int) -> Counter[Between]:
    return Counter(pairs[which] for round_ in figures.rounds for pairs in round_.first)


def _shown_pairs(counts: Counter[Between]) -> tuple[tuple[Between, int], ...]:
    """Pairs that may be shown beside their total; blank ones are in the total only."""
    ordered = sorted(counts, key=lambda pair: (-counts[pair], pair))
    shown = guard([counts[pair] for pair in ordered], _blank(ordered))
    return tuple((p, n) for p, n in zip(ordered, shown, strict=True) if n is not None)


def _blank(pairs: Sequence[Between]) -> list[int]:
    return [place for place, pair in enumerate(pairs) if not all(pair)]


def _apart(counts: Counter[Between]) -> Shown:
    """The total between different ones, where neither it nor its parts give anything away."""
    apart = sum(count for pair, count in counts.items() if _is_apart(pair))
    shown = dict(_shown_pairs(counts))
    hidden = [n for pair, n in counts.items() if pair not in shown and _is_apart(pair)]
    others = [n for pair, n in counts.items() if pair not in shown and not _is_apart(pair)]
    gives_away = any(part and not _says_nothing(part) for part in (hidden, others))
    if gives_away or is_few(apart) or is_few(sum(counts.values()) - apart):
        return None
    return apart


def _is_apart(pair: Between) -> bool:
    return all(pair) and pair[0] != pair[1]
