"""The errand "blogs": a list of blogs, by file, web address or ready-made, is followed.

The list is read outside any transaction; one transaction follows what is in it. Polling then asks
each website in its turn: the schedule kind `blogs` (subject: the errand) looks how far that is, and
tells whoever asked what came of each line once all is known, or after an hour.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jobs.delivery.files import NotFetchedError
from jobs.digests.blog_lists import (
    Report,
    finish,
    follow_all,
    in_groups,
    look_again,
    look_now,
    read_report,
    ready_made,
    write_report,
)
from jobs.digests.given import NONE, Trouble, trouble_of
from jobs.errands.telling import tell_asker
from jobs.errands.work import Aid, Work
from jobs.feeds.linked_documents import LinkRefusedError, fetch_linked
from jobs.feeds.opml import FeedList
from jobs.feeds.trouble import FetchError, ReadError
from jobs.polling.answers import Answer
from storage.digest_records import Digest, DigestId
from storage.errors import NotFoundError
from storage.notices.following import BlogLookFailed, BlogsImported, BlogsImporting
from storage.queue_records import Errand, Schedule
from storage.transaction import Transaction
from storage.types import AccountId, NetworkId, SpaceId

KIND = "blogs"
LOOK_EVERY = timedelta(seconds=15)
LOOK_LATER = timedelta(minutes=1)
GIVE_UP_AFTER = timedelta(hours=1)

_SEPARATOR = "\n"
_SOON = 10


@dataclass(frozen=True, slots=True)
class Given:
    """A list as somebody gave it: a file by its id, a web address, or groups of the ready-made."""

    file_id: str = ""
    url: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Which list is to be followed in which digest; then what is in it, or why it is none."""

    digest_id: DigestId
    given: Given
    platform: str
    space_id: SpaceId
    listed: FeedList | None = None
    trouble: Trouble = NONE


def ask(
    tx: Transaction,
    digest: Digest,
    space_id: SpaceId,
    given: Given,
    asked_by: AccountId,
    now: datetime,
) -> None:
    """Put the import of a list in the queue."""
    body = {
        "digest": digest.id,
        "space": space_id,
        "file": given.file_id,
        "url": given.url,
        "groups": _SEPARATOR.join(given.groups),
    }
    tx.errands.ask(digest.network_id, KIND, body, asked_by, now)


def read(tx: Transaction, errand: Errand, now: datetime) -> Facts:
    """Return the facts."""
    body, space = errand.body, tx.spaces.get(SpaceId(errand.body["space"]))
    groups = tuple(group for group in body["groups"].split(_SEPARATOR) if group)
    given = Given(body["file"], body["url"], groups)
    return Facts(DigestId(body["digest"]), given, space.platform, space.id)


async def prepare(facts: Facts, aid: Aid) -> Facts:
    """Fetch the list and read it; NotFetchedError where another try may help."""
    given = facts.given
    if not given.file_id and not given.url:
        return replace(facts, listed=in_groups(ready_made(), given.groups))
    try:
        body = await _fetch(facts, aid)
        return replace(facts, listed=await aid.reader.read_opml(body))
    except NotFetchedError as error:
        if error.why == "later":
            raise
        return replace(facts, trouble=Trouble("file", error.why))
    except LinkRefusedError as error:
        return replace(facts, trouble=_refused(error))
    except FetchError as error:
        return replace(facts, trouble=trouble_of(Answer(error, "")))
    except ReadError:
        return replace(facts, trouble=Trouble("not a list"))


async def _fetch(facts: Facts, aid: Aid) -> bytes:
    given = facts.given
    if given.file_id:
        return await aid.fetch_file(facts.platform, facts.space_id, given.file_id)
    return await fetch_linked(given.url, aid)


def _refused(error: LinkRefusedError) -> Trouble:
    if error.kind == "status":
        return Trouble("status", error.why)
    return Trouble("not a list")


def compute(facts: Facts) -> FeedList | None:
    """Return the list: it was read already. Pure."""
    return facts.listed


def record(
    tx: Transaction, errand: Errand, facts: Facts, listed: FeedList | None, now: datetime
) -> None:
    """Follow what is in the list, and say so; what came of it is told later."""
    digest = tx.digests.get(facts.digest_id, errand.network_id)
    trouble = facts.trouble
    if listed is not None and not listed.feeds:
        trouble = Trouble("no lines")
    if listed is None or trouble.kind:
        _end(tx, errand, Report(digest.id, "", now.isoformat(), trouble=trouble), now)
        return
    report = follow_all(tx, digest, listed, errand.asked_by, now)
    if not report.count("waiting"):
        _end(tx, errand, report, now)
        return
    tx.errands.keep_result(errand, write_report(report))
    _tell(tx, errand, BlogsImporting(errand.id), now)
    tx.schedules.set(errand.network_id, KIND, errand.id, "1", now + LOOK_EVERY)


def look(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Look how far polling is; once all is known, or after an hour, tell whoever asked."""
    try:
        errand = tx.errands.get(schedule.subject, schedule.network_id)
        before = read_report(tx, errand.id, schedule.network_id)
        tx.digests.get(DigestId(before.digest), schedule.network_id)
    except NotFoundError:  # whoever asked was forgotten, and their digest with them
        return
    report = look_again(tx, before)
    late = now - datetime.fromisoformat(report.begun) >= GIVE_UP_AFTER
    if late or not report.count("waiting"):
        _end(tx, errand, finish(tx, report), now)
        return
    tx.errands.keep_result(errand, write_report(report))
    number = int(schedule.label) + 1
    later = now + (LOOK_EVERY if number <= _SOON else LOOK_LATER)
    tx.schedules.set(schedule.network_id, KIND, errand.id, str(number), later)


def importing(tx: Transaction, digest: Digest) -> Report | None:
    """Return how far an import into a digest is that is not done yet; None where there is none."""
    mine = (one for one in reports(tx, digest.network_id) if one.digest == digest.id)
    report = next(mine, None)
    return look_now(tx, report) if report else None


def reports(tx: Transaction, network_id: NetworkId) -> Iterator[Report]:
    """Return the imports of a network that are not done yet, as far as was last written down."""
    for schedule in tx.schedules.of_kind(network_id, KIND):
        try:
            yield read_report(tx, schedule.subject, network_id)
        except NotFoundError:
            continue


def _end(tx: Transaction, errand: Errand, report: Report, now: datetime) -> None:
    tx.errands.keep_result(errand, write_report(report))
    for page in range(report.pages):
        _tell(tx, errand, BlogsImported(errand.id, page), now)


def _tell(
    tx: Transaction, errand: Errand, notice: BlogsImporting | BlogsImported, now: datetime
) -> None:
    tell_asker(tx, errand, notice, now)


def tell_failed(tx: Transaction, errand: Errand, now: datetime) -> None:
    """Tell whoever asked that nothing came of it, because of trouble on our side."""
    if errand.asked_by:
        notice = BlogLookFailed(errand.asked_by)
        tell_asker(tx, errand, notice, now, occasion=now.isoformat())


WORK = Work(read, compute, record, tell_failed, prepare)
