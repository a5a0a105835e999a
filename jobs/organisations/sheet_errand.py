"""The errand "organisations": a register in a spreadsheet is written down, all or nothing.

The file is fetched and read outside any transaction; one transaction records what was understood
and queues the report.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from jobs.delivery.files import NotFetched, NotFetchedError
from jobs.errands.paging import count_pages, take_page
from jobs.errands.telling import tell_asker
from jobs.errands.work import Aid, Work
from jobs.importing.findings import FileProblem, UnreadableError
from jobs.importing.rows import read_rows
from jobs.organisations.recording import Recorded, record
from jobs.organisations.sheets import Finding, Sheet, read_register
from storage.notices.organisations import OrganisationsImported, OrganisationsNotImported
from storage.queue_records import Errand
from storage.transaction import Transaction
from storage.types import AccountId, NetworkId, SpaceId

KIND = "organisations"
FINDINGS_A_MESSAGE = 20

Refused = FileProblem | NotFetched


@dataclass(frozen=True, slots=True)
class Facts:
    """What is to be imported; once it was read, what it says or why it was refused (at a row)."""

    file_id: str
    platform: str
    space_id: SpaceId
    sheet: Sheet | None = None
    refused: Refused | None = None
    at_row: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What came of an import, as it is told. `at_row`: where the file as a whole was refused."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    confirmed: int = 0
    refused: Refused | None = None
    at_row: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def pages(self) -> int:
        """How many messages it takes."""
        return count_pages(self.findings, FINDINGS_A_MESSAGE)

    def page(self, number: int) -> Sequence[Finding]:
        """Return the findings of one message."""
        return take_page(self.findings, number, FINDINGS_A_MESSAGE)


def ask(
    tx: Transaction,
    network_id: NetworkId,
    space_id: SpaceId,
    file_id: str,
    asked_by: AccountId,
    now: datetime,
) -> None:
    """Put an import in the queue."""
    tx.errands.ask(network_id, KIND, {"file": file_id, "space": space_id}, asked_by, now)


def read(tx: Transaction, errand: Errand, _now: datetime) -> Facts:
    """Return the facts."""
    space = tx.spaces.get(SpaceId(errand.body["space"]))
    return Facts(errand.body["file"], space.platform, space.id)


async def prepare(facts: Facts, aid: Aid) -> Facts:
    """Fetch the file and read its rows; NotFetchedError where another try may help."""
    try:
        data = await aid.fetch_file(facts.platform, facts.space_id, facts.file_id)
        return replace(facts, sheet=await aid.compute(read_file, data))
    except NotFetchedError as error:
        if error.why == "later":
            raise
        return replace(facts, refused=error.why)
    except UnreadableError as error:
        return replace(facts, refused=error.why, at_row=error.row)


def read_file(data: bytes) -> Sheet:
    """Return what a file says; UnreadableError. Pure."""
    return read_register(read_rows(data))


def compute(facts: Facts) -> Sheet:
    """Return what is to be recorded: nothing more is to be found out."""
    return facts.sheet or Sheet()


def record_sheet(
    tx: Transaction, errand: Errand, facts: Facts, sheet: Sheet, now: datetime
) -> None:
    """Record the organisations, keep the report and queue the messages that tell it."""
    report = Report(refused=facts.refused, at_row=facts.at_row)
    if facts.refused is None:
        report = report_of(sheet, record(tx, errand.network_id, sheet, errand.asked_by, now))
    tx.errands.keep_result(errand, json.dumps(asdict(report)))
    for page in range(report.pages):
        tell_asker(tx, errand, OrganisationsImported(errand.id, page), now)


def report_of(sheet: Sheet, done: Recorded) -> Report:
    """Return what came of a sheet."""
    return Report(
        sheet.rows,
        done.new,
        done.changed,
        done.same,
        done.confirmed,
        findings=tuple(done.findings),
    )


def read_report(tx: Transaction, errand_id: str, network_id: NetworkId) -> Report:
    """Return what came of an import; NotFoundError once it was purged."""
    said = json.loads(tx.errands.result(errand_id, network_id))
    findings = tuple(Finding(**each) for each in said.pop("findings"))
    return Report(**said, findings=findings)


def tell_failed(tx: Transaction, errand: Errand, now: datetime) -> None:
    """Tell whoever asked that nothing came of it, because of trouble on our side."""
    if errand.asked_by:
        notice = OrganisationsNotImported(errand.asked_by)
        tell_asker(tx, errand, notice, now, occasion=now.isoformat())


WORK = Work(read, compute, record_sheet, tell_failed, prepare)
