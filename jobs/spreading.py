"""Nobody is introduced by two schemes on one day: the later one waits for the next free day."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time

from jobs import dates
from jobs.calendar import add_working_days, to_utc
from storage.store import Transaction
from storage.types import Group, GroupId, MemberId, Programme

MOST_DAYS_LATER = 5

Taken = Mapping[MemberId, AbstractSet[date]]


def when_told(
    tx: Transaction, programme: Programme, groups: Sequence[Group], first: datetime
) -> dict[GroupId, datetime]:
    """Return when each group is told: at first, or on a day when nobody of it hears of another.

    `first` is in working hours. Nobody is dropped: where five working days later are taken as
    well, a group is told at first.
    """
    today = dates.local_day(first, programme)
    midnight = to_utc(today, time(), programme.timing.zone)
    told = tx.introductions.told_elsewhere(programme.network_id, programme.id, midnight)
    taken = {m: {dates.local_day(each, programme) for each in at} for m, at in told.items()}
    moments = {today: first} | {
        dates.local_day(moment, programme): moment for moment in _later(programme, today)
    }
    return {group.id: _choose(group.members, moments, taken) for group in groups}


def _choose(
    members: Sequence[MemberId], moments: Mapping[date, datetime], taken: Taken
) -> datetime:
    busy = {day for member in members for day in taken.get(member, ())}
    free = (moment for day, moment in moments.items() if day not in busy)
    return next(free, next(iter(moments.values())))


def _later(programme: Programme, today: date) -> list[datetime]:
    """The next working days at the scheme's time; quiet periods are waited out."""
    timing, calendar = programme.timing, dates.calendar_of(programme.timing)
    at = time.fromisoformat(timing.at)
    days = [add_working_days(today, n, calendar) for n in range(1, MOST_DAYS_LATER + 1)]
    moments = (to_utc(day, at, timing.zone) for day in days)
    return [dates.in_working_hours(programme, moment) for moment in moments]
