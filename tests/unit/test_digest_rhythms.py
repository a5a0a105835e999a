"""How people say how often they want a digest, and what is not clear."""

from datetime import date

import pytest

from bot.meaning.digest_rhythms import Wanted, apply, read_rhythm
from storage.digest_records import DigestPlan

TODAY = date(2026, 11, 26)
"""A Thursday."""


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("daily 09:00", Wanted("daily", None, "09:00")),
        ("weekdays at 8:30", Wanted("daily", None, "08:30")),
        ("every weekday at 8.30am", Wanted("daily", None, "08:30")),
        ("every day", Wanted("daily")),
        ("weekly mon 09:00", Wanted("weekly", 0, "09:00")),
        ("Weekly, on Tuesdays at 2pm", Wanted("weekly", 1, "14:00")),
        ("monday 9am", Wanted("weekly", 0, "09:00")),
        ("mondays at noon", Wanted("weekly", 0, "12:00")),
        ("every wed morning", Wanted("weekly", 2, "09:00")),
        ("once a week", Wanted("weekly")),
        ("fortnightly", Wanted("fortnightly")),
        ("every two weeks on thurs", Wanted("fortnightly", 3)),
        ("every other friday at 4pm", Wanted("fortnightly", 4, "16:00")),
        ("weds 9am", Wanted("weekly", 2, "09:00")),
        ("weekly on sunday", Wanted("weekly", 6)),
        ("at 10", Wanted(None, None, "10:00")),
        ("off", Wanted("off")),
        ("stop please", Wanted("off")),
    ],
)
def test_what_people_say(said: str, wanted: Wanted) -> None:
    assert read_rhythm(said) == wanted


@pytest.mark.parametrize(
    "said", ["", "weekly mon 25:00", "5 january", "tomorrow", "daily monday", "whenever", "hourly"]
)
def test_what_is_not_clear_is_not_guessed(said: str) -> None:
    assert read_rhythm(said) is None


def test_an_hour_alone_changes_the_hour_alone() -> None:
    plan = DigestPlan("weekly", weekday=2)
    assert apply(Wanted(None, None, "10:00"), plan, TODAY) == DigestPlan(
        "weekly", weekday=2, at="10:00"
    )
    assert apply(Wanted(None, None, "10:00"), DigestPlan(), TODAY) is None, "it is off"


def test_a_fortnight_begins_with_the_first_such_day_to_come() -> None:
    plan = apply(Wanted("fortnightly", 0), DigestPlan(), TODAY)
    assert plan
    assert plan.starts == date(2026, 11, 30)
    later = apply(Wanted("fortnightly"), plan, date(2026, 12, 9))
    assert later == plan, "saying it again moves nothing"
