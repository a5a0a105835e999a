"""Whoever asked for slow work is told what came of it, by direct message."""

from datetime import datetime

from jobs.delivery.reaching import direct
from storage.notices import Notice
from storage.queue_records import Errand
from storage.transaction import Transaction


def tell_asker(
    tx: Transaction, errand: Errand, notice: Notice, now: datetime, *, occasion: str = ""
) -> None:
    """Tell whoever asked, if somebody did and was not forgotten since."""
    if errand.asked_by:
        to = [direct(tx.accounts.get(errand.asked_by))]
        tx.notices.queue(errand.network_id, notice, to, now, occasion=occasion)
