"""What happens by itself, and when: APScheduler only ticks, the database decides what is due.

A schedule row names a kind and a subject; its period is used up in the same transaction as what
it starts, so that restarts, replicas and moved clocks fire it exactly once.

| kind | subject | then |
|---|---|---|
| plan | programme | its next round is opened and planned |
| ask | programme | its next round is opened early, and members are asked whether they are in |
| ask_again | round | those who said nothing are asked once more |
| introduce | round | sent, or its organisers are reminded that it waits for them |
| check_in, remind | round | those who have not said whether they met are asked |
| suggest | round | where nobody suggested or pressed a time, the others are invited to |
| times_again | meeting | called off and no new time suggested: its people are invited to |
| meeting | meeting | its people are reminded, on the morning of the day |
| wave | round | whoever waits for another partner is matched again |
| meeting_soon, meeting_after | meeting | a set is reminded; its facilitator is asked |
| mentor_check_in | round | mentoring is asked about each month, and ends with thanks |
| share | introduction and member | what they shared is posted |
| carry_on, carry_event | session, event | its people are asked who carries it on |
| carry_list | event | its channel reads what is carried on and what is open |
| carry_nudge | session | whoever carries it on is asked how it goes |
| write_up | session | its leaders are asked for a write-up |
| close | round | its totals are posted |
| announce | programme | its channel reads that a round comes |
| post_reminder | round | its channel is reminded half-way |
| slot | event | its channel reads which sessions begin, with links to their notes |
| unwritten | event | its channel reads once what nobody has written up |
| grid | event | its grid is read again |
| blogs | errand | how far a list of blogs is that somebody imports; in the end they are told |
| digest | digest | a channel's or a member's edition is sent, where something is new |
| write | member | they are reminded to write, as they asked |
| purge | network | what is kept no longer is deleted |
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from jobs.aside import Aside
from jobs.attempt import attempt
from jobs.carrying_on import following_up
from jobs.clock import Clock
from jobs.delivery.reaching import read_addresses
from jobs.digests import blogs_errand, editions, settling, writing
from jobs.events import camps
from jobs.meetings import feedback, meeting_reminders
from jobs.mentoring import mentoring
from jobs.rounds import asking, checking_in, dates, reports, rounds, seating_changes
from jobs.schemes import posts
from jobs.sets import sets
from jobs.waves import waiting
from storage.notices.taking_part import PauseEnded
from storage.purging import Retention
from storage.queue_records import Schedule
from storage.round_records import Programme, Round
from storage.transaction import Transaction
from storage.types import ProgrammeId, RoundId

Fire = Callable[[Transaction, Schedule, datetime], None]
PURGE_EVERY = timedelta(days=1)
TRY_AGAIN = timedelta(minutes=5)
_AT_ONCE = 20


class Ticker:
    """Starts whatever is due. Any number of replicas may tick."""

    def __init__(self, aside: Aside, clock: Clock, retention_months: int) -> None:
        self._aside = aside
        self._clock = clock
        self._fires = _fires(retention_months)

    async def run_once(self) -> int:
        """Fire everything that is due, one transaction each; return how many were fired."""
        due = await self._aside.read(lambda tx: tx.schedules.upcoming(_AT_ONCE))
        due = [schedule for schedule in due if schedule.next_due <= self._clock.now()]
        for schedule in due:
            await self._guard(schedule)
        await self._aside.write(lambda tx: tidy(tx, self._clock.now()))
        return len(due)

    async def _guard(self, schedule: Schedule) -> None:
        """One schedule that fails never holds up the others: it is tried again a little later."""
        firing = self._aside.write(lambda tx: self._fire(tx, schedule))
        if await attempt(firing, "schedule %s (%s)", schedule.id, schedule.kind):
            later = self._clock.now() + TRY_AGAIN
            await self._aside.write(lambda tx: tx.schedules.put_off(schedule, later))

    def _fire(self, tx: Transaction, seen: Schedule) -> None:
        now = self._clock.now()
        schedule = tx.schedules.take(seen, now)
        if schedule and tx.schedules.use(schedule, now):
            self._fires[schedule.kind](tx, schedule, now)


def tidy(tx: Transaction, now: datetime) -> None:
    """What needs no period of its own: pauses that end, reports that are complete, editions."""
    _end_pauses(tx, now)
    settling.settle_due(tx, now)
    reports.report_due(tx, now)
    reports.unsure_due(tx, now)


def start_purging(tx: Transaction, now: datetime) -> None:
    """Make sure that every network's kept data is looked at daily."""
    for network in tx.networks.all():
        if not tx.schedules.find("purge", network.id):
            tx.schedules.set(network.id, "purge", network.id, f"{now:%Y-%m-%d}", now)


def _fires(retention_months: int) -> Mapping[str, Fire]:
    def purge(tx: Transaction, schedule: Schedule, now: datetime) -> None:
        tx.erasure.purge(now, Retention(months=retention_months))
        due = now + PURGE_EVERY
        tx.schedules.set(schedule.network_id, "purge", schedule.subject, f"{due:%Y-%m-%d}", due)

    return {
        "plan": _plan,
        "ask": asking.ask,
        "share": feedback.post,
        "ask_again": asking.ask_again,
        "introduce": _introduce,
        "check_in": lambda tx, schedule, now: _check_in(tx, schedule, now, last=False),
        "remind": lambda tx, schedule, now: _check_in(tx, schedule, now, last=True),
        "suggest": meeting_reminders.invite_others,
        "times_again": meeting_reminders.invite_again,
        "meeting": meeting_reminders.remind,
        "wave": waiting.start,
        "meeting_soon": sets.remind,
        "meeting_after": sets.ask,
        "mentor_check_in": mentoring.check_in,
        "carry_on": following_up.ask_of_session,
        "carry_event": following_up.ask_of_event,
        "carry_list": following_up.list_event,
        "carry_nudge": following_up.nudge,
        "write_up": following_up.ask_for_write_up,
        "close": _close,
        "announce": posts.announce,
        "post_reminder": posts.remind,
        "slot": camps.announce_slot,
        "unwritten": camps.list_unwritten,
        "grid": camps.refresh,
        "blogs": blogs_errand.look,
        "digest": editions.come,
        "write": writing.come,
        "purge": purge,
    }


def _plan(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    programme = tx.programmes.get(ProgrammeId(schedule.subject), schedule.network_id)
    if programme.ended_at:
        return
    due = dates.latest_due(programme, schedule.label, now)
    if due is None:
        rounds.schedule_next(tx, programme, now)
        return
    round_ = rounds.open_period(tx, programme, due, now)
    if round_.state == "proposed":
        rounds.ask_for_plan(tx, round_, None, now)


def _introduce(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    round_, programme = _round(tx, schedule)
    if round_.state != "proposed":
        return
    if round_.percent is None:  # both were due at once: its plan says so as soon as it is made
        return
    # Whoever joined or left since it was planned is looked at again, as when somebody previews it.
    day = dates.local_day(max(now, round_.introduce_at), programme)
    round_ = seating_changes.reseat(tx, programme, round_, day)
    if programme.approve:
        rounds.tell_due(tx, programme, round_, now)
    elif tx.rounds.groups(round_.id):
        rounds.send(tx, programme, round_, now)


def _check_in(tx: Transaction, schedule: Schedule, now: datetime, *, last: bool) -> None:
    round_, programme = _round(tx, schedule)
    if round_.state == "open":
        checking_in.check_in(tx, programme, round_, now, last=last)


def _close(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    round_, programme = _round(tx, schedule)
    rounds.close(tx, programme, round_, now)


def _round(tx: Transaction, schedule: Schedule) -> tuple[Round, Programme]:
    round_ = tx.rounds.get(RoundId(schedule.subject), schedule.network_id)
    return round_, tx.programmes.get(round_.programme_id, schedule.network_id)


def _end_pauses(tx: Transaction, now: datetime) -> None:
    ended = tx.enrolments.end_pauses(now.date())
    book = read_addresses(tx, [enrolment.member_id for enrolment in ended])
    members = tx.members.many([enrolment.member_id for enrolment in ended])
    for enrolment in ended:
        network_id = members[enrolment.member_id].network_id
        programme = tx.programmes.get(enrolment.programme_id, network_id)
        waiting.arrive(tx, programme, members[enrolment.member_id], now)
        notice = PauseEnded(enrolment.programme_id, enrolment.member_id)
        tx.notices.queue_all(
            network_id,
            book.tell(enrolment.member_id, notice),
            now,
            not_before=dates.in_working_hours(programme, now),  # a pause ends at midnight
            occasion=f"{now:%Y-%m-%d}",
        )
