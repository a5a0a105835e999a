"""Rounds that last: when a set meets, when mentoring is asked about, and when such a round ends.

Pure. All moments are at the scheme's time of an open day: no bank holiday, no quiet period.
"""

from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from jobs.calendars.workdays import Calendar, add_working_days, find_zone, is_open_day, to_utc
from storage.round_records import Timing

FIRST_MEETING_WEEKS = 2
CLOSE_DAYS_AFTER = 5
"""Working days after the last meeting, or the last month, in which people may still answer."""


def meeting_dates(
    timing: Timing, calendar: Calendar, introduced_at: datetime, meetings: int, weeks_between: int
) -> tuple[datetime, ...]:
    """Return when a set meets (UTC): first two weeks after its introduction, then in its rhythm.

    A day that is not open moves to the next one; the days after it keep their own place.
    """
    first = _local(introduced_at, timing) + timedelta(weeks=FIRST_MEETING_WEEKS)
    days = (first + timedelta(weeks=weeks_between * n) for n in range(meetings))
    return tuple(_open_moment(day, timing, calendar) for day in days)


def monthly_dates(
    timing: Timing, calendar: Calendar, introduced_at: datetime, months: int
) -> tuple[datetime, ...]:
    """Return the end of each month of mentoring (UTC), counted from the introduction."""
    first = _local(introduced_at, timing)
    days = (first + relativedelta(months=n + 1) for n in range(months))
    return tuple(_open_moment(day, timing, calendar) for day in days)


def end_after(timing: Timing, calendar: Calendar, last: datetime) -> datetime:
    """Return when a round ends whose last meeting or month was then."""
    day = add_working_days(_local(last, timing), CLOSE_DAYS_AFTER, calendar)
    return to_utc(day, time.fromisoformat(timing.at), timing.zone)


def last_before(timing: Timing, calendar: Calendar, end: datetime) -> datetime:
    """Return when the last meeting or month was of a round that ends then."""
    day = add_working_days(_local(end, timing), -CLOSE_DAYS_AFTER, calendar)
    return to_utc(day, time.fromisoformat(timing.at), timing.zone)


def day_before(timing: Timing, calendar: Calendar, moment: datetime) -> datetime:
    """Return the scheme's time on the working day before."""
    day = add_working_days(_local(moment, timing), -1, calendar)
    return to_utc(day, time.fromisoformat(timing.at), timing.zone)


def _open_moment(day: date, timing: Timing, calendar: Calendar) -> datetime:
    while not is_open_day(day, calendar):
        day += timedelta(days=1)
    return to_utc(day, time.fromisoformat(timing.at), timing.zone)


def _local(moment: datetime, timing: Timing) -> date:
    return moment.astimezone(find_zone(timing.zone)).date()
