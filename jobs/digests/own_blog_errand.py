"""The errand "own blog": a member gave the address of a blog of theirs, and it is looked for.

It is looked for as any blog is (discover_errand.py); nothing is kept of it until the member has
seen what was found, and said what may be shown.
"""

from datetime import datetime

from jobs.digests import discover_errand
from jobs.digests.discover_errand import Facts
from jobs.digests.looked import Looked, SeenBlog, keep_looked
from jobs.errands.telling import tell_asker
from jobs.errands.work import Work
from storage.notices.following import OwnBlogLooked
from storage.queue_records import Errand
from storage.transaction import Transaction
from storage.types import AccountId, NetworkId

KIND = "own blog"


def ask(
    tx: Transaction, network_id: NetworkId, url: str, asked_by: AccountId, now: datetime
) -> None:
    """Put the search in the queue."""
    body = {"url": url, "topics": "", "digest": "", "place": ""}
    tx.errands.ask(network_id, KIND, body, asked_by, now)


def record(
    tx: Transaction, errand: Errand, facts: Facts, blogs: tuple[SeenBlog, ...], now: datetime
) -> None:
    """Keep what was found until it is told, and tell whoever asked."""
    if errand.asked_by is None:
        return
    trouble = facts.trouble
    keep_looked(
        tx, errand, Looked("trouble" if trouble.kind else "choose", "", "", "", blogs, trouble)
    )
    tell_asker(tx, errand, OwnBlogLooked(errand.asked_by, errand.id), now)


WORK = Work(
    discover_errand.read,
    discover_errand.compute,
    record,
    discover_errand.tell_failed,
    discover_errand.prepare,
)
