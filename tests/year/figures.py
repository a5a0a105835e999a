"""What became of everybody in a simulated year, counted over the rounds of the monthly scheme."""

from itertools import combinations
from typing import TYPE_CHECKING

from storage.round_records import Group, Round
from storage.transaction import Transaction
from storage.types import MemberId
from tests.year.outcome import Outcome
from tests.year.people import do_meet, is_away

if TYPE_CHECKING:
    from tests.year.year import Year

Known = dict[tuple[MemberId, MemberId], int]


def count_round(
    year: "Year", round_: Round, groups: list[Group], number: int, known: Known, outcome: Outcome
) -> None:
    """Add one round; `known` is who met when, and is brought up to date. `number`: from 0."""
    month = year.month_of(round_.introduce_at)
    talked: set[MemberId] = set()
    for group in sorted(groups, key=lambda group: group.wave):
        people = [year.by_member[member] for member in group.members]
        outcome.introductions += 1
        outcome.rematched += group.wave > 0
        if group.state == "active" and do_meet(people, month, year.seed):
            outcome.met += 1
            talked.update(group.members)
        for pair in combinations(sorted(group.members), 2):
            outcome.repeats += pair in known
            known[pair] = number
        outcome.colleagues += len({p.organisation for p in people}) < len(people)
    wanted = [p for p in year.people.values() if not is_away(p, month, year.seed)]
    outcome.person_rounds += len(wanted)
    outcome.person_rounds_met += len(talked)


def count_the_rest(tx: Transaction, year: "Year", rounds: list[Round], outcome: Outcome) -> None:
    """Add what is counted once: rounds, messages, those left out, those paused for silence."""
    outcome.rounds = len(rounds)
    outcome.messages = len(year.ears.told)
    outcome.left_out = sum(len(tx.rounds.left_out(round_.id)) for round_ in rounds)
    parts = tx.enrolments.all(year.programme.id)
    outcome.paused_silent = sum(part.paused_why == "silent" for part in parts)
