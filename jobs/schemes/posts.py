"""What a scheme posts in its channel by itself: that a round comes, and a reminder half-way.

Schedule kinds: `announce` (subject: the programme; label: the round's period), `post_reminder`
(subject: the round). Each is posted once a round: a period is used up with what it starts, and a
notice is queued once for an occasion.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import islice

from jobs.calendars.calendar import add_working_days, is_open_day, occurrences, to_utc
from jobs.calendars.quiet_days import after_quiet
from jobs.rounds import dates
from storage.notice_queue import To
from storage.notices import Notice
from storage.notices.channels import Announcement, ReminderPost
from storage.queue_records import Schedule
from storage.round_records import Programme, Round
from storage.rounds import Dates
from storage.transaction import Transaction
from storage.types import ProgrammeId, RoundId

ANNOUNCE_DAYS_BEFORE = 5
_ONE_DAY = timedelta(days=1)
_PERIODS_AHEAD = 24


def may_post(programme: Programme) -> bool:
    """Return whether the channel is told of rounds at all."""
    return programme.format.posts and programme.ended_at is None


def announce_at(programme: Programme, introduce_at: datetime) -> datetime:
    """Return when a round is announced: five working days ahead, and before a quiet period.

    Where rounds come every week, four: not at the very moment of the last one.
    """
    timing, calendar = programme.timing, dates.calendar_of(programme.timing)
    weekly = timing.kind == "weeks" and timing.every == 1
    day = dates.local_day(introduce_at, programme)
    day = add_working_days(day, -(ANNOUNCE_DAYS_BEFORE - weekly), calendar)
    while not is_open_day(day, calendar):
        day -= _ONE_DAY
    return to_utc(day, time.fromisoformat(timing.at), timing.zone)


def schedule_announcement(tx: Transaction, programme: Programme, now: datetime) -> None:
    """Say when the next round that can still be announced is; nothing where posts are off.

    An announcement that is due already is left to be made: what opens its round may come first.
    """
    set_already = tx.schedules.find("announce", programme.id)
    if set_already and set_already.next_due <= now and may_post(programme):
        return
    label, due = _next(tx, programme, now) if may_post(programme) else ("", None)
    if due or set_already:
        tx.schedules.set(programme.network_id, "announce", programme.id, label, due)


def schedule_reminder(tx: Transaction, round_: Round, steps: Dates) -> None:
    """Say when the channel is reminded of a round that was sent: with the half-way question."""
    tx.schedules.set(round_.network_id, "post_reminder", round_.id, round_.label, steps.check_in_at)


def coming(tx: Transaction, programme: Programme, label: str, now: datetime) -> datetime | None:
    """Return when the round of a period begins; None where that is past, or it was dropped."""
    ahead = (each for each in _ahead(tx, programme, now) if each[0] == label)
    return next((moment for _label, moment in ahead), None)


def announce(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Post that a round comes, in working hours, and say when the one after is announced."""
    programme = tx.programmes.get(ProgrammeId(schedule.subject), schedule.network_id)
    moment = coming(tx, programme, schedule.label, now)
    if moment and may_post(programme):
        notice = Announcement(programme.id, schedule.label)
        _post(tx, programme, notice, now, expires_at=moment)
    schedule_announcement(tx, programme, now)


def remind(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Post that a round is half-way, while it is open."""
    round_ = tx.rounds.get(RoundId(schedule.subject), schedule.network_id)
    programme = tx.programmes.get(round_.programme_id, schedule.network_id)
    if round_.state == "open" and may_post(programme):
        _post(tx, programme, ReminderPost(round_.id), now, expires_at=round_.close_at)


def _post(
    tx: Transaction, programme: Programme, notice: Notice, now: datetime, *, expires_at: datetime
) -> None:
    place = tx.places.get(programme.place_id)
    tx.notices.queue(
        programme.network_id,
        notice,
        [To(place.space_id, place_id=place.id)],
        now,
        not_before=after_quiet(tx, programme.network_id, dates.in_working_hours(programme, now)),
        expires_at=expires_at,
    )


def _next(tx: Transaction, programme: Programme, now: datetime) -> tuple[str, datetime | None]:
    for label, moment in _ahead(tx, programme, now):
        at = announce_at(programme, moment)
        if at > now and not tx.schedules.used("announce", programme.id, label):
            return label, at
    return "", None


def _ahead(tx: Transaction, programme: Programme, now: datetime) -> Iterator[tuple[str, datetime]]:
    """The rounds to come that were neither sent nor dropped: their periods and when they begin."""
    timing = programme.timing
    dues = occurrences(dates.rhythm_of(timing), dates.calendar_of(timing), now)
    for due in islice(dues, _PERIODS_AHEAD):
        round_ = tx.rounds.of_period(programme.id, due.label)
        if round_ is None:
            yield due.label, due.due
        elif round_.state == "proposed" and round_.introduce_at > now:
            yield due.label, round_.introduce_at
