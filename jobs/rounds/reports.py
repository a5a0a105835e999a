"""What organisers are told by itself: how a round's sending went, and what waits for a press."""

from datetime import datetime, timedelta

from jobs.delivery.reaching import keepers_to, organisers_to
from storage.notices.rounds import DeliveryReport, UnsureList
from storage.transaction import Transaction

UNSURE_EVERY = timedelta(hours=1)


def report_due(tx: Transaction, now: datetime) -> None:
    """Tell who keeps it, once, of every sent round whose introductions have all settled."""
    for round_ in tx.totals.to_report():
        programme = tx.programmes.get(round_.programme_id, round_.network_id)
        to = keepers_to(tx, programme)
        tx.notices.queue(round_.network_id, DeliveryReport(round_.id), to, now, round_id=round_.id)


def unsure_due(tx: Transaction, now: datetime) -> None:
    """Tell organisers, hourly at most, that messages became unsure since they were last told."""
    for network_id, newest in tx.totals.unsure().items():
        last = tx.totals.last_told(network_id, UnsureList.__name__)
        if last and (newest <= last or now - last < UNSURE_EVERY):
            continue
        to = organisers_to(tx, network_id)
        tx.notices.queue(network_id, UnsureList(), to, now, occasion=now.isoformat())
