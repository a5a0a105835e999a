"""Have you met? Asked half-way, and once more before a round ends; of late introductions, too."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from jobs.delivery.reaching import read_addresses
from jobs.members.belonging import has_met
from jobs.rounds import dates
from jobs.rounds.spreading import queue_spread, when_asked
from storage.notice_queue import To
from storage.notices import Notice
from storage.notices.introductions import CheckIn
from storage.round_records import Programme, Round
from storage.transaction import Transaction
from storage.types import MemberId


def check_in(
    tx: Transaction, programme: Programme, round_: Round, now: datetime, *, last: bool
) -> None:
    """Ask those who have not said whether they met, in working hours, on a day that is free."""
    groups = [g for g in tx.rounds.groups(round_.id) if g.state == "active" and not has_met(g)]
    asked = [
        (group, seat.member_id)
        for group in groups
        for seat in group.seats
        if seat.answer in (None, "not yet")
    ]
    told = [(member, CheckIn(group.id, member, last)) for group, member in asked]
    ask_all(tx, programme, round_, told, now, occasion="last" if last else "half-way")


def ask_all(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    told: Sequence[tuple[MemberId, Notice]],
    now: datetime,
    occasion: str,
) -> None:
    """Ask members of a round how it goes, in working hours, each on a day that is free."""
    members = [member for member, _notice in told]
    book = read_addresses(tx, members)
    first = dates.in_working_hours(programme, now)
    moments = when_asked(tx, programme, members, first, round_.close_at)
    items: dict[datetime, list[tuple[Notice, To]]] = defaultdict(list)
    for member, notice in told:
        items[moments[member]] += book.tell(member, notice)
    queue_spread(tx, round_, items, now, occasion=occasion)


def ask_late(tx: Transaction, programme: Programme, round_: Round, now: datetime) -> None:
    """See to it that those are asked, too, who are introduced after the others were asked last.

    Whoever was asked already is not asked again.
    """
    due = dates.ask_late_at(programme, now, round_.close_at)
    if now >= round_.remind_at and due:
        label = f"{round_.label} {due:%Y-%m-%dT%H:%M}"
        tx.schedules.set(round_.network_id, "remind", round_.id, label, due)
