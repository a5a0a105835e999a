"""Looks back on a simulated year and names every promise that was not kept."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from jobs.calendar import working_moment
from jobs.dates import calendar_of
from storage.notices import CheckIn, Introduced
from storage.store import Transaction
from storage.types import Group, MemberId, Round
from tests.year.outcome import Outcome
from tests.year.people import do_meet

if TYPE_CHECKING:
    from tests.year.year import Year

Known = dict[tuple[MemberId, MemberId], int]


def judge(tx: Transaction, year: "Year") -> Outcome:
    """Count what became of everybody, and check what was promised."""
    outcome = Outcome(messages=len(year.ears.told))
    rounds = _rounds(tx, year)
    outcome.rounds = len(rounds)
    known: Known = {}
    for number, round_ in enumerate(rounds):
        _judge_round(tx, year, round_, number, known, outcome)
    outcome.broken += [*_doubled(year), *_out_of_hours(year), *_not_told(tx)]
    enrolments = tx.enrolments.all(year.programme.id)
    outcome.paused_silent = sum(e.paused_why == "silent" for e in enrolments)
    return outcome


def _rounds(tx: Transaction, year: "Year") -> list[Round]:
    labels = [f"2026-{month:02}" for month in range(1, 13)]
    found = [tx.rounds.of_period(year.programme.id, label) for label in labels]
    return [round_ for round_ in found if round_ and round_.sent_at]


def _judge_round(
    tx: Transaction,
    year: "Year",
    round_: Round,
    month: int,
    known: Known,
    outcome: Outcome,
) -> None:
    groups = [group for group in _introduced(tx, year) if group.round_id == round_.id]
    here = [p for p in year.people.values() if p.joins <= month < p.leaves]
    talked: set[MemberId] = set()
    soon, within = 0, year.programme.rules.no_repeat_within
    for group in sorted(groups, key=lambda group: group.wave):
        people = [year.by_member[member] for member in group.members]
        outcome.introductions += 1
        outcome.rematched += group.wave > 0
        if group.state == "active" and do_meet(people, month, year.seed):
            outcome.met += 1
            talked.update(group.members)
        for pair in combinations(sorted(group.members), 2):
            outcome.repeats += pair in known
            soon += month - known.get(pair, -99) <= within
            known[pair] = month
        outcome.colleagues += len({p.organisation for p in people}) < len(people)
    outcome.person_rounds += len(here)
    outcome.person_rounds_met += len(talked)
    outcome.left_out += len(tx.rounds.left_out(round_.id))
    outcome.broken += [*_seated_twice(round_, groups), *_colleagues(round_, outcome)]
    if soon > len(round_.relaxed):
        listed = len(round_.relaxed)
        outcome.broken.append(f"{round_.label}: {soon} repeats within the rule, {listed} listed")


def _introduced(tx: Transaction, year: "Year") -> list[Group]:
    """Every group that anybody was told of, those that were called off since as well."""
    told = (each.notice for each in year.ears.told)
    ids = dict.fromkeys(notice.group_id for notice in told if isinstance(notice, Introduced))
    return [tx.rounds.group(group_id, year.network.id) for group_id in ids]


def _seated_twice(round_: Round, groups: list[Group]) -> Iterator[str]:
    active = Counter(m for g in groups if g.state == "active" for m in g.members)
    in_wave = Counter((g.wave, m) for g in groups for m in g.members)
    for found in (active, in_wave):
        yield from (f"{round_.label}: {who} is in two groups" for who, n in found.items() if n > 1)


def _colleagues(round_: Round, outcome: Outcome) -> Iterator[str]:
    if outcome.colleagues:
        yield f"{round_.label}: colleagues were introduced"


def _doubled(year: "Year") -> Iterator[str]:
    told = Counter(told.key for told in year.ears.told)
    yield from (f"{key} was told {n} times" for key, n in told.items() if n > 1)


def _out_of_hours(year: "Year") -> Iterator[str]:
    calendar = calendar_of(year.programme.timing)
    for told in year.ears.told:
        if isinstance(told.notice, Introduced | CheckIn):
            best = working_moment(told.at, year.programme.timing.zone, calendar)
            if best != told.at:
                yield f"{type(told.notice).__name__} at {told.at:%A %d %B %H:%M}"


def _not_told(tx: Transaction) -> Iterator[str]:
    for delivery in tx.deliveries.waiting(10_000):
        yield f"delivery {delivery.seq} is still {delivery.state}"
