"""Asked each round: "in this month?", five working days ahead; once more to those who are silent.

| schedule kind | subject | then |
|---|---|---|
| ask | programme | its next round is opened early, and whose turn it is are asked |
| ask_again | round | those who said nothing are asked once more |

Where the program was down until less than half a day before the plan, nobody is asked, so all
are in: an answer that nobody has time to give is not asked for.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from jobs.delivery.reaching import read_addresses
from jobs.rounds import dates, rounds, turns
from storage.notices.taking_part import InThisRound
from storage.queue_records import Schedule
from storage.round_records import Programme, Round
from storage.transaction import Transaction
from storage.types import MemberId, ProgrammeId, RoundId

TIME_TO_ANSWER = timedelta(hours=12)


def ask(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Open the round of this period, and ask everybody whose turn it is."""
    programme = tx.programmes.get(ProgrammeId(schedule.subject), schedule.network_id)
    if programme.ended_at or not turns.asks(programme):
        return
    round_ = _open(tx, programme, schedule.label, now)
    if round_ is None or round_.state != "proposed":
        rounds.schedule_next(tx, programme, now)
        return
    if now < dates.plan_at(programme, round_.introduce_at) - TIME_TO_ANSWER:
        _ask_all(tx, programme, round_, now)
    _plan_in_time(tx, programme, round_, now)


def ask_again(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Remind those who said nothing yet, while there is time."""
    round_ = tx.rounds.get(RoundId(schedule.subject), schedule.network_id)
    programme = tx.programmes.get(round_.programme_id, schedule.network_id)
    plan_at = dates.plan_at(programme, round_.introduce_at)
    if round_.state != "proposed" or now >= plan_at or not turns.asks(programme):
        return
    silent = [m for m, turn in tx.turns.of_round(round_.id).items() if turn.answer is None]
    day = dates.local_day(round_.introduce_at, programme)
    due = {each.member_id for each in turns.in_turn(tx, programme, round_, day)}
    _tell(tx, programme, round_, [m for m in silent if m in due], now, again=True)


def _open(tx: Transaction, programme: Programme, label: str, now: datetime) -> Round | None:
    """The round of this period, opened where it is not; None where its time went by."""
    opened = tx.rounds.of_period(programme.id, label)
    if opened:
        return opened
    due = dates.next_period(programme, now)
    if due.label != label:  # or the rhythm was changed
        return None
    return rounds.open_period(tx, programme, due, now)


def _plan_in_time(tx: Transaction, programme: Programme, round_: Round, now: datetime) -> None:
    """Have the round planned when answers are in, and the silent asked once more before that."""
    network_id, begins = round_.network_id, round_.introduce_at
    again = dates.ask_again_at(programme, begins)
    if again - TIME_TO_ANSWER > now:
        tx.schedules.set(network_id, "ask_again", round_.id, round_.label, again)
    if not tx.schedules.used("plan", programme.id, round_.label):
        plan_at = dates.plan_at(programme, begins)
        tx.schedules.set(network_id, "plan", programme.id, round_.label, plan_at)


def _ask_all(tx: Transaction, programme: Programme, round_: Round, now: datetime) -> None:
    day = dates.local_day(round_.introduce_at, programme)
    members = [each.member_id for each in turns.in_turn(tx, programme, round_, day)]
    tx.turns.ask(round_.id, members)
    _tell(tx, programme, round_, members, now, again=False)


def _tell(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    members: Sequence[MemberId],
    now: datetime,
    *,
    again: bool,
) -> None:
    book = read_addresses(tx, members)
    items = [
        item for member in members for item in book.tell(member, InThisRound(round_.id, member))
    ]
    tx.notices.queue_all(
        round_.network_id,
        items,
        now,
        round_id=round_.id,
        not_before=dates.in_working_hours(programme, now),
        expires_at=round_.introduce_at,
        occasion="again" if again else "",
    )
