"""When sets meet, mentoring is asked about, and such rounds end; who facilitates."""

from collections import Counter
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.calendars.workdays import Calendar, QuietPeriod, find_zone, is_open_day
from jobs.rounds.terms import end_after, meeting_dates, monthly_dates
from jobs.sets.sets import take_turns
from storage.round_records import Timing
from storage.types import MemberId

TIMING, PLAIN = Timing(at="10:00"), Calendar()


def test_meetings_are_in_their_rhythm_and_skip_holidays() -> None:
    begun = datetime(2026, 12, 1, 10, tzinfo=UTC)
    found = meeting_dates(TIMING, PLAIN, begun, 5, 4)
    assert [f"{each:%a %d %b %Y}" for each in found] == [
        "Tue 15 Dec 2026",
        "Tue 12 Jan 2027",
        "Tue 09 Feb 2027",
        "Tue 09 Mar 2027",
        "Tue 06 Apr 2027",
    ]
    assert found[-1].hour == 9, "10am in London, in summer"
    quiet = Calendar(quiet=(QuietPeriod(date(2027, 1, 11), date(2027, 1, 15), "An election"),))
    moved = meeting_dates(TIMING, quiet, begun, 3, 4)
    assert [f"{each:%d %b}" for each in moved] == ["15 Dec", "18 Jan", "09 Feb"]


def test_a_month_ends_on_an_open_day_and_the_round_a_week_later() -> None:
    found = monthly_dates(TIMING, PLAIN, datetime(2026, 11, 26, 10, tzinfo=UTC), 2)
    assert [f"{each:%d %b %Y}" for each in found] == ["29 Dec 2026", "26 Jan 2027"]
    assert f"{end_after(TIMING, PLAIN, found[-1]):%d %b %Y}" == "02 Feb 2027"


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1)),
    st.integers(1, 12),
    st.integers(1, 8),
)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_every_meeting_is_on_an_open_day_at_the_time_and_they_are_in_order(
    begun: datetime, meetings: int, weeks: int
) -> None:
    found = meeting_dates(TIMING, PLAIN, begun.replace(tzinfo=UTC), meetings, weeks)
    local = [each.astimezone(find_zone("Europe/London")) for each in found]
    assert len(found) == meetings
    assert all(is_open_day(each.date(), PLAIN) and each.hour == 10 for each in local)
    assert list(found) == sorted(set(found))


@given(st.integers(2, 6), st.integers(1, 12), st.integers(0, 5))
def test_facilitators_take_turns_and_who_did_least_begins(
    people: int, meetings: int, seed: int
) -> None:
    members = [MemberId(f"m{number}") for number in range(people)]
    led = {member: number for number, member in enumerate(members)}
    turns = take_turns(members, led, meetings, seed)
    assert turns[0] == members[0]
    counts = Counter(turns)
    assert max(counts.values()) - min(counts[member] for member in members) <= 1
    assert turns == take_turns(members[::-1], led, meetings, seed)
