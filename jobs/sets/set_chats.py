"""Who is in a set changed: all are told at once, in a chat of who is in it now.

Nobody can be added to a group chat or taken out of one, so the set gets a new one. Where no
workspace reaches everybody, each is told directly, as they were introduced.
"""

from datetime import datetime

from jobs.delivery.reaching import read_addresses
from jobs.rounds import dates
from storage.notices.introductions import Introduced
from storage.notices.terms import SetChanged
from storage.round_records import Group, Programme
from storage.transaction import Transaction
from storage.types import MemberId


def tell_changed(
    tx: Transaction,
    programme: Programme,
    group: Group,
    left: MemberId | None,
    joined: MemberId | None,
    now: datetime,
) -> None:
    """Tell who is in the set now who left and who joined; who joined is introduced, too."""
    book = read_addresses(tx, group.members)
    chat = book.chat_of(group)
    stayed = [member for member in group.members if member != joined]
    items = [(SetChanged(group.id, None, left, joined), chat)] if chat else []
    told = [] if chat else stayed
    direct = [item for m in told for item in book.tell(m, SetChanged(group.id, m, left, joined))]
    hello = list(book.tell(joined, Introduced(group.id, joined))) if joined else []
    tx.notices.queue_all(
        programme.network_id,
        [*items, *direct, *hello],
        now,
        round_id=group.round_id,
        not_before=dates.in_working_hours(programme, now),
        occasion=f"{left}:{joined}:{now.isoformat()}",
    )
