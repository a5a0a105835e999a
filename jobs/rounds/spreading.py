"""Nobody is introduced, or asked how it went, twice on one day: the later one waits for a free day.

Within one network, over all of its schemes. Nothing of one network shows in another, so a person
in two of them may hear from both on one day.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta

from jobs.calendars.calendar import add_working_days, to_utc
from jobs.rounds import dates
from storage.notice_queue import To
from storage.notices import Notice
from storage.round_records import Group, Programme, Round
from storage.transaction import Transaction
from storage.types import GroupId, MemberId, ProgrammeId

MOST_DAYS_LATER = 5

Taken = Mapping[MemberId, AbstractSet[date]]


def when_told(
    tx: Transaction, programme: Programme, groups: Sequence[Group], first: datetime
) -> dict[GroupId, datetime]:
    """Return when each group is told: at first, or on a day when nobody of it hears of another.

    `first` is in working hours. Nobody is dropped: where five working days later are taken as
    well, a group is told at first.
    """
    taken = _taken(tx, programme, programme.id, first)
    moments = _moments(programme, first)
    return {group.id: _choose(group.members, moments, taken) for group in groups}


def when_asked(
    tx: Transaction,
    programme: Programme,
    members: Sequence[MemberId],
    first: datetime,
    before: datetime,
) -> dict[MemberId, datetime]:
    """Return when each member is asked how it went: at first, or on a day that is free of others.

    A day on which they are introduced, by this scheme or another, is not free. `first` is in
    working hours; where no day before that moment is free, they are asked at first.
    """
    taken = _taken(tx, programme, None, first)
    later = {day: at for day, at in _moments(programme, first).items() if at < before}
    moments = later or {dates.local_day(first, programme): first}
    return {member: _choose([member], moments, taken) for member in members}


def queue_spread(
    tx: Transaction,
    round_: Round,
    items: Mapping[datetime, Sequence[tuple[Notice, To]]],
    now: datetime,
    *,
    lasts: timedelta | None = None,
    occasion: str = "",
) -> None:
    """Queue what is told of a round, each at its moment; what `lasts` so long is then too late."""
    for moment, some in items.items():
        tx.notices.queue_all(
            round_.network_id,
            some,
            now,
            round_id=round_.id,
            not_before=moment,
            expires_at=moment + lasts if lasts else None,
            occasion=occasion,
        )


def _taken(
    tx: Transaction, programme: Programme, but: ProgrammeId | None, first: datetime
) -> Taken:
    today = dates.local_day(first, programme)
    midnight = to_utc(today, time(), programme.timing.zone)
    told = tx.introductions.told_elsewhere(programme.network_id, but, midnight)
    return {m: {dates.local_day(each, programme) for each in at} for m, at in told.items()}


def _moments(programme: Programme, first: datetime) -> dict[date, datetime]:
    today = dates.local_day(first, programme)
    later = _later(programme, today)
    return {today: first} | {dates.local_day(moment, programme): moment for moment in later}


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
