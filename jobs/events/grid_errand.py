"""The errand "grid": a sheet, by file or web address, becomes the sessions of an event.

Fetched and read outside any transaction; one transaction takes it over. What was read by itself
tells its organisers only of trouble, once, and of sessions that vanished.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from jobs.delivery.files import NotFetchedError
from jobs.delivery.reaching import organisers_to
from jobs.errands.paging import count_pages, take_page
from jobs.errands.telling import tell_asker
from jobs.errands.work import Aid, Work
from jobs.events import gridding
from jobs.feeds.linked_documents import LinkRefusedError, fetch_linked, name_error
from jobs.feeds.trouble import FetchError
from jobs.grids import Grid, GridDay, GridFinding, NotAGridError, read_grid
from jobs.importing.findings import UnreadableError
from jobs.importing.rows import Row, read_rows
from storage.events import Event
from storage.grids import Trouble
from storage.notices.camps import GridFailed, GridReport, GridShrank, GridTrouble
from storage.queue_records import Errand
from storage.transaction import Transaction
from storage.types import EventId, NetworkId, SpaceId

FINDINGS_A_MESSAGE = 15


@dataclass(frozen=True, slots=True)
class Facts:
    """Which grid of which event, and its rows or why there are none."""

    event: Event
    file_id: str
    url: str
    platform: str
    space_id: SpaceId | None
    rows: tuple[Row, ...] = ()
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """A grid, or why it is none."""

    grid: Grid | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a grid, as it is told."""

    event_id: EventId
    trouble: Trouble | None = None
    rows: int = 0
    new: int = 0
    changed: int = 0
    moved: int = 0
    same: int = 0
    free: int = 0
    vanished: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    findings: tuple[GridFinding, ...] = ()

    @property
    def pages(self) -> int:
        """How many messages it takes."""
        return count_pages(self.findings, FINDINGS_A_MESSAGE)

    def page(self, number: int) -> Sequence[GridFinding]:
        """Return the findings of one message."""
        return take_page(self.findings, number, FINDINGS_A_MESSAGE)


# The work


def read(tx: Transaction, errand: Errand, now: datetime) -> Facts:
    """Return the facts."""
    body = errand.body
    event = tx.events.get(EventId(body["event"]), errand.network_id)
    space = tx.spaces.get(SpaceId(body["space"])) if body["space"] else None
    return Facts(
        event,
        body["file"],
        body["url"],
        space.platform if space else "",
        space.id if space else None,
    )


async def prepare(facts: Facts, aid: Aid) -> Facts:
    """Fetch the sheet and read its rows; NotFetchedError where another try may help."""
    try:
        data = await _fetch(facts, aid)
        rows = await aid.compute(read_rows, data)
    except NotFetchedError as error:
        if error.why == "later":
            raise
        return replace(facts, trouble=Trouble("file", error.why))
    except FetchError as error:
        return replace(facts, trouble=trouble_of(error))
    except UnreadableError as error:
        return replace(facts, trouble=Trouble("sheet", error.why))
    except LinkRefusedError as error:
        return replace(facts, trouble=Trouble(error.kind, error.why))
    return replace(facts, rows=tuple(rows))


async def _fetch(facts: Facts, aid: Aid) -> bytes:
    if facts.space_id:
        return await aid.fetch_file(facts.platform, facts.space_id, facts.file_id)
    return await fetch_linked(facts.url, aid)


def trouble_of(error: FetchError) -> Trouble:
    """Return what went wrong with a web address, by its name."""
    return Trouble(*name_error(error))


def compute(facts: Facts) -> Understood:
    """Understand the rows. Pure; run in a worker process."""
    if facts.trouble:
        return Understood(trouble=facts.trouble)
    try:
        grid = read_grid(facts.rows, GridDay(facts.event.day, facts.event.zone))
    except NotAGridError:
        return Understood(trouble=Trouble("no titles"))
    if not grid.sessions and not grid.free:
        return Understood(grid, Trouble("no sessions"))
    return Understood(grid)


def record(
    tx: Transaction, errand: Errand, facts: Facts, result: Understood, now: datetime
) -> None:
    """Take the grid over, or note why not, and tell whoever asked or has to know."""
    event = tx.events.get(facts.event.id, errand.network_id)
    if result.trouble or result.grid is None:
        _record_trouble(tx, errand, event, result.trouble or Trouble("no sessions"), now)
        return
    if facts.url:
        event = replace(event, grid_url=facts.url)
        tx.events.change(event)
    taken = gridding.take_grid(tx, event, result.grid, errand.asked_by, now)
    if errand.asked_by:
        _report(tx, errand, _report_of(event, result.grid, taken), now)
    elif taken.vanished:
        notice = GridShrank(event.id, " ".join(taken.vanished))
        _tell_organisers(tx, event, notice, now)


def _report_of(event: Event, grid: Grid, taken: gridding.Taken) -> Report:
    return Report(
        event.id,
        rows=grid.rows,
        new=taken.new,
        changed=taken.changed,
        moved=taken.moved,
        same=taken.same,
        free=len(grid.free),
        vanished=taken.vanished,
        missing=grid.missing,
        unused=grid.unused,
        findings=grid.findings,
    )


def _record_trouble(
    tx: Transaction, errand: Errand, event: Event, trouble: Trouble, now: datetime
) -> None:
    """What there was stays as it is; who asked is told each time, the others once."""
    if errand.asked_by:
        _report(tx, errand, Report(event.id, trouble), now)
    elif tx.grids.note_trouble(event.id, trouble):
        _tell_organisers(tx, event, GridTrouble(event.id), now)


def _tell_organisers(
    tx: Transaction, event: Event, notice: GridTrouble | GridShrank, now: datetime
) -> None:
    to = organisers_to(tx, event.network_id)
    tx.notices.queue(event.network_id, notice, to, now, occasion=now.isoformat())


def _report(tx: Transaction, errand: Errand, report: Report, now: datetime) -> None:
    tx.errands.keep_result(errand, json.dumps(asdict(report)))
    for page in range(report.pages):
        tell_asker(tx, errand, GridReport(errand.id, page), now)


def read_report(tx: Transaction, errand_id: str, network_id: NetworkId) -> Report:
    """Return what came of a grid; NotFoundError once it was purged."""
    said = json.loads(tx.errands.result(errand_id, network_id))
    said["findings"] = tuple(GridFinding(**each) for each in said["findings"])
    said["trouble"] = Trouble(**said["trouble"]) if said["trouble"] else None
    for name in ("vanished", "missing", "unused"):
        said[name] = tuple(said[name])
    return Report(**said)


def tell_failed(tx: Transaction, errand: Errand, now: datetime) -> None:
    """Tell whoever asked that nothing came of it, because of trouble on our side."""
    event = tx.events.get(EventId(errand.body["event"]), errand.network_id)
    if errand.asked_by is None:
        _record_trouble(tx, errand, event, Trouble("ours"), now)
        return
    notice = GridFailed(event.id)
    tell_asker(tx, errand, notice, now, occasion=now.isoformat())


WORK = Work(read, compute, record, tell_failed, prepare)
