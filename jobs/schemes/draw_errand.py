"""The errand "draw": a chart of totals becomes a picture, and whoever asked for it is sent it."""

from dataclasses import dataclass
from datetime import datetime

from jobs.errands.telling import tell_asker
from jobs.errands.work import Work
from jobs.schemes.charts import Chart, read_chart
from storage.notices.answers import StatsFailed, StatsReady
from storage.pictures import Drawn
from storage.queue_records import Errand
from storage.transaction import Transaction
from storage.types import AccountId, NetworkId, ProgrammeId

KIND = "draw"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is to be drawn, for whom."""

    chart: Chart
    programme_id: ProgrammeId
    asked_by: AccountId


def ask(
    tx: Transaction,
    network_id: NetworkId,
    programme_id: ProgrammeId,
    chart: str,
    asked_by: AccountId,
    now: datetime,
) -> None:
    """Have a packed chart drawn for somebody; it shows totals that may be shown, nobody's data."""
    body = {"programme_id": programme_id, "chart": chart}
    tx.errands.ask(network_id, KIND, body, asked_by, now)


def read(tx: Transaction, errand: Errand, now: datetime) -> Facts | None:
    """Return what is to be drawn; None where nobody waits for it."""
    if errand.asked_by is None:
        return None
    chart = read_chart(errand.body["chart"])
    return Facts(chart, ProgrammeId(errand.body["programme_id"]), errand.asked_by)


def compute(facts: Facts) -> bytes:
    """Draw. Pure; run in a worker process."""
    from jobs.schemes.drawing import draw  # only a worker that draws pays for matplotlib

    return draw(facts.chart)


def record(tx: Transaction, errand: Errand, facts: Facts, png: bytes, now: datetime) -> None:
    """Keep the picture, and tell who asked."""
    picture = tx.pictures.add(errand.network_id, Drawn(png, facts.chart.alt), now)
    notice = StatsReady(facts.programme_id, picture)
    tell_asker(tx, errand, notice, now, occasion=errand.id)


def tell_failed(tx: Transaction, errand: Errand, now: datetime) -> None:
    """Tell who asked that there is no picture; the figures themselves were told before."""
    notice = StatsFailed(ProgrammeId(errand.body["programme_id"]))
    tell_asker(tx, errand, notice, now, occasion=errand.id)


WORK = Work(read, compute, record, tell_failed)
