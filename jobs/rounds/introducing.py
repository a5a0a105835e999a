"""How groups are introduced, in a round's first wave and in later ones: who is told, and when."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from jobs.delivery.reaching import read_addresses
from jobs.meetings.meeting_reminders import watch
from jobs.rounds import dates
from jobs.rounds.leading import settle
from jobs.rounds.spreading import queue_spread, when_told
from storage.notice_queue import To
from storage.notices import Notice
from storage.notices.introductions import LeftOutOfRound
from storage.round_records import Group, LeftOut, Programme, Round
from storage.transaction import Transaction

INTRODUCTION_EXPIRES = timedelta(hours=48)


def announce(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    groups: Sequence[Group],
    left_out: Sequence[LeftOut],
    now: datetime,
) -> None:
    """Queue an introduction for every group, and kind words for whoever is left out.

    Who goes first in each is settled here, and that somebody looks whether times were suggested.

    The groups are active already; they are told in the programme's working hours, and a group
    somewhat later where one of it hears of another scheme's introduction on that day.
    """
    settle(tx, groups, round_.seed)
    watch(tx, programme, round_, now)
    placed = [member for group in groups for member in group.members]
    book = read_addresses(tx, [*placed, *(out.member_id for out in left_out)])
    not_before = dates.in_working_hours(programme, now)
    moments = when_told(tx, programme, groups, not_before)
    items: dict[datetime, list[tuple[Notice, To]]] = defaultdict(list)
    for group in groups:
        items[moments[group.id]] += book.introduce(group)
    for out in left_out:
        items[not_before] += book.tell(out.member_id, LeftOutOfRound(round_.id, out.member_id))
    queue_spread(tx, round_, items, now, lasts=INTRODUCTION_EXPIRES)
