"""The errand "import": an old spreadsheet becomes invitations and past pairs, all or nothing.

The file is fetched and read outside any transaction, a slice at a time, so that progress can be
told; one transaction records what was understood and queues the report.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from jobs.delivery.files import NotFetched, NotFetchedError
from jobs.errands.paging import count_pages, take_page
from jobs.errands.telling import tell_asker
from jobs.errands.work import Aid, Work
from jobs.importing.findings import FileProblem, Finding, UnreadableError
from jobs.importing.headings import Heading, read_heading
from jobs.importing.merging import Known, Sheet, put_together
from jobs.importing.people import Understood, understand
from jobs.importing.rows import Row, read_rows
from storage.invitations import Invited
from storage.notices.answers import ImportFailed, ImportReport
from storage.queue_records import Errand
from storage.round_records import Programme
from storage.transaction import Transaction
from storage.types import AccountId, NetworkId, ProgrammeId, SpaceId

KIND = "import"
AT_ONCE = 100
"""Rows between two notes of progress."""
FINDINGS_A_MESSAGE = 20

Refused = FileProblem | NotFetched


@dataclass(frozen=True, slots=True)
class Read:
    """A sheet's rows as they were understood, or why it was refused whole (at a row)."""

    heading: Heading | None = None
    understood: Understood | None = None
    rows: int = 0
    refused: Refused | None = None
    at_row: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What is to be imported, for which scheme, and who is known already."""

    file_id: str
    platform: str
    space_id: SpaceId
    programme: Programme
    today: date
    known: tuple[Known, ...]
    read: Read = Read()


@dataclass(frozen=True, slots=True)
class Report:
    """What came of an import, as it is told. `at_row`: where the file as a whole was refused."""

    scheme: str
    rows: int = 0
    invited: int = 0
    known: int = 0
    pairs: int = 0
    refused: Refused | None = None
    at_row: int = 0
    unused: tuple[str, ...] = ()
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
    programme: Programme,
    space_id: SpaceId,
    file_id: str,
    asked_by: AccountId,
    now: datetime,
) -> None:
    """Put an import in the queue."""
    body = {"file": file_id, "space": space_id, "programme": programme.id}
    tx.errands.ask(programme.network_id, KIND, body, asked_by, now)


def read(tx: Transaction, errand: Errand, now: datetime) -> Facts:
    """Return the facts."""
    programme = tx.programmes.get(ProgrammeId(errand.body["programme"]), errand.network_id)
    done = Read(refused="an ended scheme") if programme.ended_at else Read()
    space = tx.spaces.get(SpaceId(errand.body["space"]))
    today = now.astimezone(ZoneInfo(programme.timing.zone)).date()
    known = _known(tx, errand.network_id, now)
    return Facts(errand.body["file"], space.platform, space.id, programme, today, known, done)


async def prepare(facts: Facts, aid: Aid) -> Facts:
    """Fetch the file and read its rows; NotFetchedError where another try may help."""
    if facts.read.refused:
        return facts
    try:
        data = await aid.fetch_file(facts.platform, facts.space_id, facts.file_id)
        rows = await aid.compute(read_rows, data)
        return replace(facts, read=await _read_all(rows, facts.today, aid))
    except NotFetchedError as error:
        if error.why == "later":
            raise
        return replace(facts, read=Read(refused=error.why))
    except UnreadableError as error:
        return replace(facts, read=Read(refused=error.why, at_row=error.row))


async def _read_all(rows: list[Row], today: date, aid: Aid) -> Read:
    heading, findings = await aid.compute(read_heading, rows[0], today)
    if len(rows) == 1:
        raise UnreadableError("only a heading")
    whole, body = Understood(findings=findings), rows[1:]
    await aid.note_progress(0, len(body))
    for start in range(0, len(body), AT_ONCE):
        some = body[start : start + AT_ONCE]
        part = await aid.compute(understand, heading, some, today)
        whole.people += part.people
        whole.findings += part.findings
        await aid.note_progress(start + len(some), len(body))
    return Read(heading, whole, len(body))


def compute(facts: Facts) -> Sheet:
    """Put the rows together. Pure; run in a worker process."""
    done = facts.read
    if done.understood is None or done.heading is None:
        return Sheet((), (), ())
    people = done.understood.people
    sheet = put_together(people, facts.known, facts.today, pairs=done.heading.pairs)
    findings = sorted((*done.understood.findings, *sheet.findings), key=lambda each: each.row)
    return replace(sheet, findings=tuple(findings))


def record(tx: Transaction, errand: Errand, facts: Facts, sheet: Sheet, now: datetime) -> None:
    """Record invitations and past pairs, keep the report and queue the messages that tell it."""
    done, programme = facts.read, facts.programme
    report = Report(programme.name, done.rows, refused=done.refused, at_row=done.at_row)
    if done.refused is None:
        made = tx.invitations.record(
            programme.network_id, programme.id, sheet.entries, sheet.pairs, errand.asked_by, now
        )
        report = replace(
            report,
            invited=made.new,
            known=made.known,
            pairs=made.pairs,
            unused=done.heading.unused if done.heading else (),
            findings=sheet.findings,
        )
    tx.errands.keep_result(errand, json.dumps(asdict(report)))
    for page in range(report.pages):
        tell_asker(tx, errand, ImportReport(errand.id, page), now)


def read_report(tx: Transaction, errand_id: str, network_id: NetworkId) -> Report:
    """Return what came of an import; NotFoundError once it was purged."""
    said = json.loads(tx.errands.result(errand_id, network_id))
    findings = tuple(Finding(**each) for each in said.pop("findings"))
    return Report(**said | {"findings": findings, "unused": tuple(said["unused"])})


def tell_failed(tx: Transaction, errand: Errand, now: datetime) -> None:
    """Tell whoever asked that nothing came of it, because of trouble on our side."""
    if errand.asked_by:
        notice = ImportFailed(errand.asked_by)
        tell_asker(tx, errand, notice, now, occasion=now.isoformat())


def _known(tx: Transaction, network_id: NetworkId, now: datetime) -> tuple[Known, ...]:
    """Members, as their profiles say, and everybody whose invitation is open."""
    here = [
        Known(Invited(member.name, member.profile.contact.email, member.organisation), member.id)
        for member in tx.members.present(network_id)
    ]
    invited = [Known(each.invited) for each in tx.invitations.open(network_id, now)]
    return (*here, *invited)


WORK = Work(read, compute, record, tell_failed, prepare)
