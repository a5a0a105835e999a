"""Reminders to write: by direct message, to members who asked for one, once a week.

Schedule kind `write` (subject: the member; label: the nominal week). A week whose day is a bank
holiday, or lies in a quiet period of the network or in a break of the member, is left out: nobody
is asked to write in public then, and a reminder that is a day late is none. What it tells is read
when it is sent, in the words of bot/wording/digests/writing_prompts.py.

After a session that they led, members who asked for it are reminded to write about that. It is the
question of jobs/carrying_on/following_up.py, a week after the session instead of four.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from jobs.calendars.calendar import period_label
from jobs.calendars.quiet_days import calendar_for
from jobs.calendars.workdays import Calendar, bank_holidays, find_zone, is_quiet, to_utc
from jobs.delivery.reaching import address_all
from jobs.digests.periods import Period
from storage.digest_records import WritePrompt
from storage.errors import NotFoundError
from storage.notices.digests import WritingReminder
from storage.past_weeks import PastWeek
from storage.queue_records import Schedule
from storage.round_records import Enrolment
from storage.transaction import Transaction
from storage.types import Member, MemberId

KIND = "write"
WEEK = timedelta(weeks=1)
EXPIRES = timedelta(hours=24)

_ONE_DAY = timedelta(days=1)
_MOST_WEEKS_AHEAD = 104


def remind(tx: Transaction, member: Member, prompt: WritePrompt, now: datetime) -> datetime | None:
    """Remind a member from now on as this says; return when first, None where no week is free."""
    tx.writing.set(prompt, now)
    return schedule_next(tx, member, now)


def stop(tx: Transaction, member: Member) -> bool:
    """Remind a member no more, neither weekly nor after sessions; return whether they were."""
    _unschedule(tx, member)
    return tx.writing.drop(member.id)


def skip(tx: Transaction, member: Member, now: datetime, label: str = "") -> datetime | None:
    """Leave the coming reminder out, and return when the one after it comes.

    `label`: the week that is meant; where its reminder has come, nothing else is left out.
    """
    due = tx.schedules.find(KIND, member.id)
    if due and label in ("", due.label):
        tx.schedules.use(due, now)
        return schedule_next(tx, member, now)
    return due.next_due if due else None


def ask_after_sessions(tx: Transaction, member: Member, wanted: bool, now: datetime) -> bool:
    """Remind a member after sessions that they led, or no more; return whether that is new."""
    known = tx.writing.get(member.id)
    if (known and known.sessions == wanted) or not (known or wanted):
        return False
    if known and not wanted and not known.at:
        tx.writing.drop(member.id)
        return True
    prompt = known or WritePrompt(member.id, "", 4, "", sessions=False)
    tx.writing.set(replace(prompt, sessions=wanted), now)
    return True


def wants_after_sessions(tx: Transaction, members: list[MemberId]) -> list[MemberId]:
    """Return those of these members who asked to be reminded after sessions."""
    found = {member: tx.writing.get(member) for member in members}
    return [member for member, prompt in found.items() if prompt and prompt.sessions]


def come(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """A reminder is due: send it where it fits, and say when the next one is due."""
    member = _present(tx, schedule)
    if member is None:
        return
    zone, calendar = zone_of(tx, member), _calendar(tx, member)
    day = now.astimezone(find_zone(zone)).date()
    in_time = day == schedule.next_due.astimezone(find_zone(zone)).date()
    if in_time and may_come(now, zone, calendar) and not has_break(tx, member, now):
        notice = WritingReminder(member.id, schedule.label, schedule.next_due.isoformat())
        told = address_all(tx, [(member.id, notice)])
        tx.notices.queue_all(member.network_id, told, now, expires_at=now + EXPIRES)
    schedule_next(tx, member, now)


def schedule_next(tx: Transaction, member: Member, now: datetime) -> datetime | None:
    """Say when a member is reminded next, and return it; None where they are not, each week."""
    prompt = tx.writing.get(member.id)
    if prompt is None or not prompt.at:
        _unschedule(tx, member)
        return None
    period = next_week(
        prompt,
        zone_of(tx, member),
        _calendar(tx, member),
        now,
        lambda label: tx.schedules.used(KIND, member.id, label),
    )
    label, due = (period.label, period.due) if period else ("", None)
    tx.schedules.set(member.network_id, KIND, member.id, label, due)
    return due


def next_due(tx: Transaction, member: Member) -> datetime | None:
    """Return when a member is reminded next, if they are."""
    schedule = tx.schedules.find(KIND, member.id)
    return schedule.next_due if schedule else None


def next_week(
    prompt: WritePrompt,
    zone: str,
    calendar: Calendar,
    after: datetime,
    used: Callable[[str], bool] = lambda _label: False,
) -> Period | None:
    """Return the first week later than `after` whose day is free and that is not `used`. Pure.

    `zone`: where its wall time is read. None where there is none within two years.
    """
    today = after.astimezone(find_zone(zone)).date()
    day = today + (prompt.weekday - today.weekday()) % 7 * _ONE_DAY
    for _week in range(_MOST_WEEKS_AHEAD):
        due, label = to_utc(day, time.fromisoformat(prompt.at), zone), period_label("weeks", day)
        if due > after and may_come(due, zone, calendar) and not used(label):
            return Period(label, day, due)
        day += WEEK
    return None


def may_come(moment: datetime, zone: str, calendar: Calendar) -> bool:
    """Return whether somebody may be reminded on the day of a moment. Pure."""
    day = moment.astimezone(find_zone(zone)).date()
    return day not in bank_holidays(calendar.nation, day.year) and not is_quiet(day, calendar)


def has_break(tx: Transaction, member: Member, now: datetime) -> bool:
    """Return whether a member takes a break: from questions, or from every scheme of theirs."""
    pause = tx.note_reminders.find(member.id)
    if pause and pause.holds_on(now.date()):
        return True
    parts = [one for one in tx.enrolments.of_member(member.id) if one.state != "left"]
    return bool(parts) and all(_rests(one, now.date()) for one in parts)


def _rests(part: Enrolment, day: date) -> bool:
    return part.state == "paused" and (part.paused_until is None or day < part.paused_until)


def week_of(tx: Transaction, member: Member, until: datetime) -> PastWeek:
    """Return what a member took part in within the week before a moment."""
    return tx.past_weeks.find(member.network_id, member.id, until - WEEK, until)


def zone_of(tx: Transaction, member: Member) -> str:
    """Return where a member's wall time is read."""
    return member.profile.zone or tx.networks.get(member.network_id).zone


def _calendar(tx: Transaction, member: Member) -> Calendar:
    return calendar_for(tx, tx.networks.get(member.network_id))


def _unschedule(tx: Transaction, member: Member) -> None:
    if found := tx.schedules.find(KIND, member.id):
        tx.schedules.set(member.network_id, KIND, member.id, found.label, None)


def _present(tx: Transaction, schedule: Schedule) -> Member | None:
    """The member who is reminded; who left is asked no more, also after coming back."""
    try:
        member = tx.members.get(MemberId(schedule.subject), schedule.network_id)
    except NotFoundError:
        return None
    if member.left_at is not None:
        tx.writing.drop(member.id)
        return None
    return member
