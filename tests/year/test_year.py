"""A simulated year keeps every promise, and does better than random pairs (`make year`: 300)."""

import pytest

from storage.store import Store
from tests.year.outcome import as_table
from tests.year.people import invent_people
from tests.year.random_pairing import run_random_year
from tests.year.year import Year

SEED = 1


# Who meets whom is decided by rules that know no database; each dialog of the year is held on
# PostgreSQL too in tests/scenario, and its sending by several processes in tests/faults.
@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_year_of_rounds_keeps_every_promise(store: Store) -> None:
    people = invent_people(28, SEED)
    year = Year(store, people, SEED)
    ours = await year.run()
    random = run_random_year(people, SEED)
    assert ours.broken == [], as_table(ours, random)
    assert ours.rounds == 12
    assert ours.colleagues == 0
    acts = year.acts.values()
    assert any(act.avoids for act in acts), "somebody avoids somebody"
    assert any(act.skips for act in acts)
    assert any(act.breaks for act in acts)
    assert any(act.forgotten for act in acts)
    assert any(act.every for act in acts)
    assert any(act.said for act in acts), "somebody is asked first, and answers"


def test_random_pairs_break_what_we_promise() -> None:
    random = run_random_year(invent_people(28, SEED), SEED)
    assert random.colleagues > 0
    assert random.repeats > 0
    assert random.left_out > 0
