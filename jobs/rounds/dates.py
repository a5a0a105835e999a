"""When a programme's rounds and their steps are. Pure."""

from datetime import date, datetime, time, timedelta

from jobs.calendars.calendar import (
    Calendar,
    Occurrence,
    QuietPeriod,
    Rhythm,
    add_working_days,
    find_zone,
    is_open_day,
    midpoint,
    next_occurrence,
    occurrences,
    to_utc,
    working_moment,
)
from jobs.rounds import terms
from storage.round_records import Programme, Timing
from storage.rounds import Dates

PREVIEW_DAYS_BEFORE = 3
CLOSE_DAYS_BEFORE_NEXT = 1
ASK_DAYS_BEFORE = 5
ASK_AGAIN_DAYS_BEFORE_PLAN = 1
REMIND_DAYS_BEFORE_CLOSE = 3
LONGEST_DOWN = timedelta(days=400)
_TIME_TO_TALK = timedelta(hours=6)


def rhythm_of(timing: Timing) -> Rhythm:
    """Return the timing as a rhythm; CalendarError where it is none."""
    return Rhythm(
        kind=timing.kind,
        every=timing.every,
        weekday=timing.weekday,
        nth=timing.nth,
        at=time.fromisoformat(timing.at),
        zone=timing.zone,
        starts=timing.starts,
    )


def calendar_of(timing: Timing) -> Calendar:
    """Return whose holidays and which quiet periods count; CalendarError where unknown."""
    quiet = tuple(QuietPeriod(q.first, q.last, q.why) for q in timing.quiet)
    return Calendar(timing.nation, quiet)  # type: ignore[arg-type]  # Calendar checks the nation


def next_period(programme: Programme, after: datetime) -> Occurrence:
    """Return the programme's first period that is due later than a moment."""
    timing = programme.timing
    return next_occurrence(rhythm_of(timing), calendar_of(timing), after)


def latest_due(programme: Programme, label: str, now: datetime) -> Occurrence | None:
    """Return the period to plan now: this one, or the latest of those missed while we were down.

    None where the rhythm was edited so that nothing is due yet.
    """
    found: Occurrence | None = None
    timing = programme.timing
    for due in occurrences(rhythm_of(timing), calendar_of(timing), now - LONGEST_DOWN):
        if preview_at(programme, due) > now:
            break
        if due.label >= label:
            found = due
    return found


def dates_of(programme: Programme, introduce_at: datetime) -> Dates:
    """Return the steps of a round that begins then: all in the working day.

    It ends before the next one; sets and mentoring last for their meetings or months instead.
    """
    if programme.format.kind != "pairs":
        return _dates_of_term(programme, introduce_at)
    timing, calendar = programme.timing, calendar_of(programme.timing)
    at = time.fromisoformat(timing.at)
    following = next_period(programme, introduce_at + timedelta(days=2))
    close_day = add_working_days(following.date, -CLOSE_DAYS_BEFORE_NEXT, calendar)
    remind_day = add_working_days(close_day, -REMIND_DAYS_BEFORE_CLOSE, calendar)
    half_way = midpoint(introduce_at, to_utc(close_day, at, timing.zone), timing.zone, calendar, at)
    first_day = introduce_at + timedelta(hours=1)
    return Dates(
        introduce_at=introduce_at,
        check_in_at=max(half_way, first_day),
        remind_at=max(to_utc(remind_day, at, timing.zone), first_day),
        close_at=max(to_utc(close_day, at, timing.zone), first_day),
    )


def milestones(programme: Programme, introduce_at: datetime) -> tuple[datetime, ...]:
    """Return when a set meets, or when each month of mentoring ends; for a round of that time."""
    timing, calendar, plan = programme.timing, calendar_of(programme.timing), programme.format
    if plan.kind == "mentors":
        return terms.monthly_dates(timing, calendar, introduce_at, plan.meetings)
    return terms.meeting_dates(timing, calendar, introduce_at, plan.meetings, plan.weeks_between)


def _dates_of_term(programme: Programme, introduce_at: datetime) -> Dates:
    """The steps of sets or mentoring; half-way and the last question are asked by themselves."""
    points = milestones(programme, introduce_at)
    end = terms.end_after(programme.timing, calendar_of(programme.timing), points[-1])
    return Dates(introduce_at, points[len(points) // 2], points[-1], end)


def lasts_beyond(programme: Programme, close_at: datetime, moment: datetime) -> bool:
    """Return whether sets or mentoring of a round that closes then still go on at a moment.

    The days in which people may still answer do not count.
    """
    timing = programme.timing
    return terms.last_before(timing, calendar_of(timing), close_at) > moment


def ask_late_at(
    programme: Programme, introduced_at: datetime, close_at: datetime
) -> datetime | None:
    """Return when those are asked who are introduced shortly before a round closes.

    Half of what is left later, or on the same day where the round closes on the next; None where
    no working hour is left.
    """
    asked = in_working_hours(programme, introduced_at + (close_at - introduced_at) / 2)
    if local_day(asked, programme) == local_day(close_at, programme):
        asked = in_working_hours(programme, introduced_at + _TIME_TO_TALK)
    return asked if asked < close_at else None


def preview_at(programme: Programme, due: Occurrence) -> datetime:
    """Return when the round of this period is planned: days ahead where an organiser approves."""
    if not programme.approve:
        return due.due
    timing = programme.timing
    day = add_working_days(due.date, -PREVIEW_DAYS_BEFORE, calendar_of(timing))
    return to_utc(day, time.fromisoformat(timing.at), timing.zone)


def plan_at(programme: Programme, introduce_at: datetime) -> datetime:
    """Return when a round that begins then is planned, as `preview_at` does for a period."""
    if not programme.approve:
        return introduce_at
    return _days_before(programme, introduce_at, PREVIEW_DAYS_BEFORE)


def ask_at(programme: Programme, introduce_at: datetime) -> datetime:
    """Return when members are asked "in this month?": never before the last weekly round began."""
    weekly = programme.timing.kind == "weeks" and programme.timing.every == 1
    return _days_before(programme, introduce_at, ASK_DAYS_BEFORE - weekly)


def ask_again_at(programme: Programme, introduce_at: datetime) -> datetime:
    """Return when those who said nothing are asked once more: a working day before the plan."""
    return _days_before(programme, plan_at(programme, introduce_at), ASK_AGAIN_DAYS_BEFORE_PLAN)


def _days_before(programme: Programme, moment: datetime, days: int) -> datetime:
    timing = programme.timing
    day = add_working_days(local_day(moment, programme), -days, calendar_of(timing))
    return to_utc(day, time.fromisoformat(timing.at), timing.zone)


def in_working_hours(programme: Programme, moment: datetime) -> datetime:
    """Return the moment, or the next one in the programme's working hours."""
    return working_moment(moment, programme.timing.zone, calendar_of(programme.timing))


def next_wave(programme: Programme, moment: datetime) -> datetime:
    """Return the first open day's moment at the scheme's time, not before this one."""
    timing, calendar = programme.timing, calendar_of(programme.timing)
    day = local_day(moment, programme)
    at = time.fromisoformat(timing.at)
    while not is_open_day(day, calendar) or to_utc(day, at, timing.zone) < moment:
        day += timedelta(days=1)
    return to_utc(day, at, timing.zone)


def after_working_days(programme: Programme, moment: datetime, days: int) -> datetime:
    """Return the same time on the clock so many working days later."""
    timing = programme.timing
    clock = moment.astimezone(find_zone(timing.zone)).time()
    day = add_working_days(local_day(moment, programme), days, calendar_of(timing))
    return to_utc(day, clock, timing.zone)


def local_day(moment: datetime, programme: Programme) -> date:
    """Return the day that a moment is in the programme's zone."""
    return moment.astimezone(find_zone(programme.timing.zone)).date()
