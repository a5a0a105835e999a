"""The next rounds, planned ahead with nothing sent: when new partners run out, and what would help.

Everybody is assumed to take part each time, or as often as they chose. Each round's introductions
are history for the next, and so are scores and debts, as `jobs.rounds.fairness` settles them. What
would help is never guessed: each answer was planned again, with that many invented people or that
memory, and held for all of the rounds looked at. Pure: the same question gives the same answer.
"""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean
from typing import Literal

from jobs import matching
from jobs.schemes.paper_rounds import Ahead, Question, play

HelpKind = Literal["people", "elsewhere", "sector", "memory"]

_SECTORS_TRIED = 4
_WORTH_NAMING = 1.01  # a sector is named where its people make rounds at least so much better
_WEAKER = 0.9  # of the first round's mean: below this, better partners are worth asking for
_INVENTED = "invented "


@dataclass(frozen=True, slots=True)
class Help:
    """What would keep every round good: `count` more people, or a memory of `count` rounds.

    `name`: the sector they are from, or the organisation that they are not from.
    """

    kind: HelpKind
    count: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The rounds to come. `dry`: the first (from 0) in which new partners run out.

    `asked`: how many rounds were asked for; fewer are looked at where there are many people.
    `tried`: whether it was worked out what would help, which takes too long for very many.
    """

    people: int
    rounds: tuple[Ahead, ...]
    dry: int | None
    helps: tuple[Help, ...]
    asked: int
    tried: bool


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is worked out: rounds ahead, how often all is planned again, and how closely."""

    rounds: int
    trials: int
    mode: str


def effort_for(people: int) -> Effort:
    """Return what a worker does in a few seconds (300 people) to half a minute (5,000)."""
    if people <= 150:
        return Effort(6, 24, "auto")
    if people <= 600:
        return Effort(6, 12, "auto")
    if people <= 2_000:
        return Effort(6, 5, "auto")
    return Effort(3, 3, "fast") if people <= 8_000 else Effort(2, 0, "fast")


def look_ahead(question: Question) -> Outlook:
    """Plan the rounds to come, and find out what would help where new partners run out."""
    effort = effort_for(len(question.people))
    now = replace(question, seeds=question.seeds[: effort.rounds])
    rounds = play(now, effort.mode)
    dry = next((place for place, ahead in enumerate(rounds) if ahead.is_dry), None)
    trials = _Trials(now, effort)
    helps = _what_helps(trials, rounds, dry) if question.people else ()
    return Outlook(
        people=len(question.people),
        rounds=rounds,
        dry=dry,
        helps=helps,
        asked=len(question.seeds),
        tried=effort.trials > 0,
    )


# What would help


@dataclass(slots=True)
class _Trials:
    """Plans the same rounds under other conditions, as often as the effort allows."""

    question: Question
    effort: Effort
    done: int = 0
    known: dict[tuple[int, str, int], tuple[Ahead, ...]] = field(default_factory=dict)

    @property
    def may_go_on(self) -> bool:
        return self.done < self.effort.trials

    def play(self, count: int = 0, sector: str = "", memory: int | None = None) -> Sequence[Ahead]:
        """The rounds with so many newcomers (of a sector), or with another memory."""
        rules = self.question.rules
        memory = rules.no_repeat_within if memory is None else memory
        key = (count, sector, memory)
        if key not in self.known:
            self.done += 1
            people = (*self.question.people, *invent(self.question, count, sector))
            rules = replace(rules, no_repeat_within=memory)
            trial = replace(self.question, people=people, rules=rules)
            self.known[key] = play(trial, self.effort.mode)
        return self.known[key]

    def holds(self, count: int = 0, sector: str = "", memory: int | None = None) -> bool:
        """Whether nobody runs out of new partners then."""
        return not any(ahead.is_dry for ahead in self.play(count, sector, memory))


def invent(question: Question, count: int, sector: str) -> list[matching.Person]:
    """Newcomers who resemble those who are here (of this sector), each of another organisation."""
    likes = [p for p in question.people if not sector or p.sector == sector]
    likes = sorted(likes or question.people, key=lambda person: person.id)
    random.Random(question.seeds[0] if question.seeds else 0).shuffle(likes)
    return [
        replace(
            likes[number % len(likes)],
            id=f"{_INVENTED}{number}",
            organisation=f"{_INVENTED}{number}",
            sector=sector or likes[number % len(likes)].sector,
            last_score=None,
            debt=0.0,
            sat_out=False,
            same_as="",
        )
        for number in range(count)
    ]


def _what_helps(trials: _Trials, rounds: Sequence[Ahead], dry: int | None) -> tuple[Help, ...]:
    if not trials.may_go_on:
        return ()
    if dry is None:
        return _better_partners(trials, rounds)
    found = [_more_people(trials, rounds), _shorter_memory(trials)]
    return tuple(each for each in found if each)


def _more_people(trials: _Trials, rounds: Sequence[Ahead]) -> Help | None:
    """The fewest newcomers found with which every round holds, and where from they help most."""
    people = trials.question.people
    short = max(max(ahead.left_out, ahead.repeats) for ahead in rounds)
    spare = min(_SECTORS_TRIED, trials.effort.trials // 4)
    count = fewest(
        lambda number: trials.holds(number),
        guess=max(1, short),
        most=max(40, 2 * len(people)),
        may_go_on=lambda: trials.done < trials.effort.trials - 2 * spare,
    )
    if count is None:
        return None
    crowd = _crowd(people, trials.question.rules)
    if crowd:
        return Help("elsewhere", count, crowd)
    sector = _best_sector(trials, count)
    return Help("sector", count, sector) if sector else Help("people", count)


def fewest(
    holds: Callable[[int], bool], guess: int, most: int, may_go_on: Callable[[], bool]
) -> int | None:
    """The smallest number found that holds: away from a guess in doubling steps, then by halves.

    Every number returned was tried and held; None: none was found. With tries left it is one more
    than one that failed. A guess that is right costs two tries.
    """
    low, high, step = 0, guess, 1
    while not holds(high):
        low, high = high, high * 2
        if low >= most or not may_go_on():
            return None
    while high - step > low and may_go_on():
        if not holds(high - step):
            low = high - step
            break
        high, step = high - step, step * 2
    while high - low > 1 and may_go_on():
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _crowd(people: Sequence[matching.Person], rules: matching.Rules) -> str:
    """The organisation of more than half of all people, where colleagues are not matched."""
    names = Counter(p.organisation.strip() for p in people if p.organisation.strip())
    if not names or not rules.different_organisation:
        return ""
    name, held = names.most_common(1)[0]
    return name if held > 1 and 2 * held > len(people) else ""


def _best_sector(trials: _Trials, count: int) -> str:
    """The sector whose people make the rounds clearly better than anybody's would, if any does."""
    usual = _mean(trials.play(count))
    means = {
        sector: _mean(trials.play(count, sector))
        for sector in _sectors(trials.question.people)
        if trials.may_go_on and trials.holds(count, sector)
    }
    best = max(means, key=lambda sector: (means[sector], sector), default="")
    return best if best and means[best] >= _WORTH_NAMING * usual else ""


def _shorter_memory(trials: _Trials) -> Help | None:
    """The longest memory, shorter than the rule's, with which every round holds."""
    low, high = 0, trials.question.rules.no_repeat_within
    if high <= 1 or not trials.may_go_on or not trials.holds(memory=1):
        return None
    low = 1
    while high - low > 1 and trials.may_go_on:
        middle = (low + high) // 2
        low, high = (middle, high) if trials.holds(memory=middle) else (low, middle)
    return Help("memory", low)


def _better_partners(trials: _Trials, rounds: Sequence[Ahead]) -> tuple[Help, ...]:
    """Where scores sink though partners last: a tenth more people, of the sector that helps."""
    if not rounds or rounds[-1].mean >= _WEAKER * rounds[0].mean:
        return ()
    count = max(2, len(trials.question.people) // 10)
    sector = _best_sector(trials, count)
    better = sector and _mean(trials.play(count, sector)) >= _WORTH_NAMING * _mean(rounds)
    return (Help("sector", count, sector),) if better else ()


def _sectors(people: Sequence[matching.Person]) -> list[str]:
    counted = Counter(person.sector for person in people if person.sector.strip())
    ordered = sorted(counted, key=lambda sector: (-counted[sector], sector))
    return ordered[:_SECTORS_TRIED]


def _mean(rounds: Sequence[Ahead]) -> float:
    return fmean(ahead.mean for ahead in rounds) if rounds else 0.0


def as_counts(outlook: Outlook) -> Mapping[str, object]:
    """Return the outlook as JSON can keep it."""
    return {
        "people": outlook.people,
        "asked": outlook.asked,
        "tried": outlook.tried,
        "dry": outlook.dry,
        "rounds": [
            [ahead.introduced, ahead.left_out, ahead.repeats, ahead.mean]
            for ahead in outlook.rounds
        ],
        "helps": [[each.kind, each.count, each.name] for each in outlook.helps],
    }
