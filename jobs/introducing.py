"""How groups are introduced, in a round's first wave and in later ones: who is told, and when."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from jobs import dates
from jobs.reaching import read_addresses
from storage.notices import LeftOutOfRound
from storage.store import Transaction
from storage.types import Group, LeftOut, Programme, Round

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

    The groups are active already; they are told in the programme's working hours.
    """
    placed = [member for group in groups for member in group.members]
    book = read_addresses(tx, [*placed, *(out.member_id for out in left_out)])
    items = [item for group in groups for item in book.introduce(group)]
    for out in left_out:
        items += book.tell(out.member_id, LeftOutOfRound(round_.id, out.member_id))
    not_before = dates.in_working_hours(programme, now)
    tx.notices.queue_all(
        round_.network_id,
        items,
        now,
        round_id=round_.id,
        not_before=not_before,
        expires_at=not_before + INTRODUCTION_EXPIRES,
    )
