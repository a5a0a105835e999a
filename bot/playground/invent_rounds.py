"""Twelve past rounds for the invented network: who was introduced to whom, and what they answered.

Nobody meets a colleague, somebody they avoid, or anybody from the six rounds before.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

Record = dict[str, Any]
Pair = frozenset[str]
Answers = dict[str, str]

MONTHS = [date(2025, 12, 1), *(date(2026, month, 1) for month in range(1, 12))]
NO_REPEAT_WITHIN = 6
TAKING_PART = 0.6
TRIES = 200
# The last round is still running: its introductions, and how many of them have led to what.
NOVEMBER_GROUPS = 41
NOVEMBER = {"met": 23, "not yet": 10, "can't": 3, "silent": 5}
LONDON = ZoneInfo("Europe/London")


class History:
    """Who may be introduced to whom, as the rounds go by."""

    def __init__(
        self, people: list[Record], organisations: list[Record], avoid: list[list[str]]
    ) -> None:
        self.people = {person["id"]: person for person in people}
        self.sectors = {each["name"]: each["sector"] for each in organisations}
        self.avoided = {frozenset(pair) for pair in avoid}
        self.met: dict[Pair, int] = {}

    def may_meet(self, a: str, b: str, number: int) -> bool:
        """Neither colleagues, nor avoided, nor introduced in the six rounds before `number`."""
        pair = frozenset((a, b))
        colleagues = self.people[a]["organisation"] == self.people[b]["organisation"]
        recent = number - self.met.get(pair, -99) <= NO_REPEAT_WITHIN
        return not (colleagues or recent or pair in self.avoided)

    def fit(self, a: str, b: str) -> int:
        """How well two people suit: shared interests, another profession, another sector."""
        one, other = self.people[a], self.people[b]
        shared: int = len(set(one["interests"]) & set(other["interests"]))
        different = one["profession"] != other["profession"]
        across = self.sectors[one["organisation"]] != self.sectors[other["organisation"]]
        return 3 * shared + 2 * int(different) + 2 * int(across)

    def remember(self, groups: list[list[str]], number: int) -> None:
        """Note who was introduced in round `number`."""
        for group in groups:
            for pair in pairs_of(group):
                self.met[pair] = number


def invent_rounds(
    people: list[Record],
    organisations: list[Record],
    november: list[Record],
    avoid: list[list[str]],
    rng: Random,
) -> list[Record]:
    """The rounds, oldest first; `november` holds the groups of the last one that were written."""
    history = History(people, organisations, avoid)
    rounds = []
    for number, month in enumerate(MONTHS):
        last = number == len(MONTHS) - 1
        written = [group["members"] for group in november] if last else []
        kept = {frozenset(pair) for group in november for pair in pairs_of(group["members"])}
        takers = taking_part(people, month, written, rng)
        groups = written + introduce(takers, history, number, set() if last else kept, rng)
        history.remember(groups, number)
        told = running(groups, november, rng) if last else finished(groups, rng)
        rounds.append(
            {"month": f"{month:%Y-%m}", "introduced_at": first_tuesday(month), "groups": told}
        )
    return rounds


def pairs_of(group: list[str]) -> list[Pair]:
    """Every two people of a group."""
    return [frozenset((a, b)) for i, a in enumerate(group) for b in group[i + 1 :]]


def first_tuesday(month: date) -> str:
    """10:00 in London on the month's first Tuesday, as an instant."""
    day = month + timedelta(days=(1 - month.weekday()) % 7)
    return datetime.combine(day, time(10), tzinfo=LONDON).astimezone(UTC).isoformat()


def taking_part(
    people: list[Record], month: date, written: list[list[str]], rng: Random
) -> list[str]:
    """About 60 % of those who were members by then; in the last round the rest of its 41 pairs."""
    placed = {member for group in written for member in group}
    then = [person for person in people if person["joined"] and person["joined"] < f"{month:%Y-%m}"]
    free = [
        person["id"]
        for person in then
        if person["id"] not in placed and not (written and person["paused_until"])
    ]
    if written:
        return rng.sample(free, 2 * (NOVEMBER_GROUPS - len(written)))
    return rng.sample(free, round(len(then) * (TAKING_PART + rng.uniform(-0.04, 0.04))))


def introduce(
    takers: list[str], history: History, number: int, kept: set[Pair], rng: Random
) -> list[list[str]]:
    """Pairs (and one trio for an odd number) of people who may meet; `kept` pairs are for later."""
    for _ in range(TRIES):
        waiting = rng.sample(takers, len(takers))
        groups: list[list[str]] = []
        while len(waiting) > 1:
            person = waiting.pop()
            legal = [
                other
                for other in waiting
                if history.may_meet(person, other, number)
                and frozenset((person, other)) not in kept
            ]
            if not legal:
                break
            partner = max(legal, key=lambda other: history.fit(person, other) + rng.uniform(0, 5))
            waiting.remove(partner)
            groups.append([person, partner])
        if seat_last(waiting, groups, history, number):
            return groups
    raise RuntimeError(f"No way to introduce everybody in round {number} was found.")


def seat_last(waiting: list[str], groups: list[list[str]], history: History, number: int) -> bool:
    """Whether everybody has a group, after the one person left over has joined a pair."""
    if not waiting:
        return True
    if len(waiting) > 1:
        return False
    for group in groups:
        if all(history.may_meet(waiting[0], member, number) for member in group):
            group.append(waiting[0])
            return True
    return False


def finished(groups: list[list[str]], rng: Random) -> list[Record]:
    """Answers of a round that is over: about four introductions in five led to a conversation."""
    met = round(len(groups) * rng.uniform(0.76, 0.85))
    others = rng.choices(["not yet", "can't", "silent"], [2, 3, 5], k=len(groups) - met)
    outcomes = rng.sample(["met"] * met + others, len(groups))
    return [
        {"members": group, "answers": answers(group, outcome, rng)}
        for group, outcome in zip(groups, outcomes, strict=True)
    ]


def running(groups: list[list[str]], november: list[Record], rng: Random) -> list[Record]:
    """Answers so far of the round that is not over: those we wrote, and the rest of the counts."""
    left = dict(NOVEMBER)
    for group in november:
        left[outcome_of(group["answers"])] -= 1
    outcomes = [outcome for outcome, count in left.items() for _ in range(count)]
    rng.shuffle(outcomes)
    rest = [
        {"members": group, "answers": answers(group, outcome, rng)}
        for group, outcome in zip(groups[len(november) :], outcomes, strict=True)
    ]
    return november + rest


def outcome_of(given: Answers) -> str:
    """What a group's answers come to: somebody met, or can't, or not yet, or nobody answered."""
    return next((each for each in ("met", "can't", "not yet") if each in given.values()), "silent")


def answers(group: list[str], outcome: str, rng: Random) -> Answers:
    """Who answered what: at least one person says the outcome, the others may say nothing."""
    if outcome == "silent":
        return {}
    first = rng.choice(group)
    others = {
        member: "not yet" if outcome == "can't" else outcome
        for member in group
        if member != first and rng.random() < (0.65 if outcome == "met" else 0.25)
    }
    said = {first: outcome, **others}
    return {member: said[member] for member in group if member in said}
