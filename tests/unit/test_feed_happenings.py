"""Events and closing dates are found where they are sure, and nowhere else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.feeds.happenings import Happening, Kind, find_happening

PUBLISHED = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "text", "kind", "day"),
    [
        ("Join the team", "Applications close on 3 December.", "closing", date(2026, 12, 3)),
        ("Join the team", "Closing date: 5pm on Thursday 3 December 2026.", "closing",
         date(2026, 12, 3)),
        ("Join us", "The deadline for applications is midnight on 3rd December.", "closing",
         date(2026, 12, 3)),
        ("Fund", "Apply by 15 January 2027 to take part.", "closing", date(2027, 1, 15)),
        ("Fund", "Nominations are open until 2026-12-09.", "closing", date(2026, 12, 9)),
        ("Have your say by 4 January", "", "closing", date(2027, 1, 4)),
        ("The consultation closes at 11:59pm on Friday 8 January", "", "closing",
         date(2027, 1, 8)),
        ("A camp", "Event: 14 January 2027, Leeds.", "event", date(2027, 1, 14)),
        ("Save the date: 14 January 2027", "", "event", date(2027, 1, 14)),
        ("Webinar on Tuesday 1 December at 2pm", "", "event", date(2026, 12, 1)),
        ("A day of talks", "It takes place on Thursday the 14th of January.", "event",
         date(2027, 1, 14)),
        ("Join us in Leeds on December 9, 2026", "", "event", date(2026, 12, 9)),
        ("The camp is back", "It will take place in Leeds on 14-15 January 2027.", "event",
         date(2027, 1, 14)),
        ("Both", "Event: 14 January 2027. Register by 10 December.", "closing",
         date(2026, 12, 10)),
        ("Longer", "Applications close on 3 December. Extended until 10 December.", "closing",
         date(2026, 12, 10)),
        ("Today", "Applications close on 20 November.", "closing", date(2026, 11, 20)),
    ],
)  # fmt: skip
def test_what_is_announced_is_found(title: str, text: str, kind: Kind, day: date) -> None:
    assert find_happening(title, text, PUBLISHED) == Happening(day, kind)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Weeknotes, 27 November 2026", "On 3 December we are all away."),
        ("What we learned", "The event on 14 January 2026 was a good one."),
        ("What we learned", "The webinar on 14 January was full."),
        ("News", "Applications closed on 3 December."),
        ("News", "The event that takes place on 14 January has been cancelled."),
        ("News", "The deadline is not 3 December."),
        ("News", "Applications no longer close on 3 December."),
        ("News", "Event: Thursday 15 January 2027."),
        ("News", "Event: 14 January 2025."),
        ("News", "Event: 31 February 2027."),
        ("News", "The event is in January."),
        ("News", "Applications close soon. On 3 December we rest."),
        ("Two of them", "Event: 14 January 2027. Event: 18 February 2027."),
        ("Registers", "The register has been open since 3 December 2025."),
        ("Far away", "Event: 14 January 2093."),
        ("Far in a year that is not said", "Applications close on 19 November."),
    ],
)
def test_what_is_not_sure_is_not_taken(title: str, text: str) -> None:
    assert find_happening(title, text, PUBLISHED) is None


def test_a_post_without_a_date_needs_the_year() -> None:
    assert find_happening("Event: 14 January", "", None) is None
    assert find_happening("Event: 14 January 2027", "", None) == Happening(
        date(2027, 1, 14), "event"
    )


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)),
    st.integers(0, 290),
    st.sampled_from(("Applications close on {}.", "Event: {}", "Join us on {} in Leeds.")),
)
def test_a_day_to_come_is_found_without_its_year(
    published: datetime, ahead: int, text: str
) -> None:
    published = published.replace(tzinfo=UTC)
    day = published.date() + timedelta(days=ahead)
    found = find_happening("", text.format(f"{day:%A} {day.day} {day:%B}"), published)
    assert found is not None
    assert found.day == day


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_text_is_fine_and_no_day_is_past(title: str, text: str) -> None:
    found = find_happening(title, f"{text} event: 3 May {text}", PUBLISHED)
    assert found is None or found.day >= PUBLISHED.date()
