"""The errand "note file": a dropped document, or a public one at a link, becomes a text.

It is fetched and read outside any transaction; whoever gave it is told, and looks at what was
understood before anything of it is kept as notes.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime

from jobs.delivery.files import NotFetchedError
from jobs.errands.telling import tell_asker
from jobs.errands.work import Aid, Work
from jobs.feeds.linked_documents import LinkRefusedError, fetch_linked, name_error
from jobs.feeds.trouble import FetchError
from jobs.notes import parse_notes
from jobs.notes.documents import UnreadableNotesError, read_document
from storage.notices.notes import NotesRead, NotesUnread
from storage.queue_records import Errand
from storage.transaction import Transaction
from storage.types import AccountId, NetworkId, SpaceId

KIND = "note file"
_LINKED = "notes.txt"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why there is no text: the kind of trouble, and more of it where there is more."""

    kind: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class GivenNotes:
    """What somebody gave: a file by its id and name, or a link."""

    name: str = ""
    file_id: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is to be read, and from where."""

    given: GivenNotes
    platform: str
    space_id: SpaceId
    text: str = ""
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class NotesText:
    """What came of it: the text and how many sessions it seems to hold, or why there is none."""

    name: str
    text: str = ""
    titles: tuple[str, ...] = ()
    trouble: Trouble | None = None


def ask(
    tx: Transaction,
    network_id: NetworkId,
    space_id: SpaceId,
    given: GivenNotes,
    asked_by: AccountId,
    now: datetime,
) -> None:
    """Put the reading of a document in the queue."""
    body = {"file": given.file_id, "name": given.name, "url": given.url, "space": space_id}
    tx.errands.ask(network_id, KIND, body, asked_by, now)


def read(tx: Transaction, errand: Errand, now: datetime) -> Facts:
    """Return the facts."""
    body = errand.body
    space = tx.spaces.get(SpaceId(body["space"]))
    given = GivenNotes(body["name"], body["file"], body["url"])
    return Facts(given, space.platform, space.id)


async def prepare(facts: Facts, aid: Aid) -> Facts:
    """Fetch the document and read its text; NotFetchedError where another try may help."""
    try:
        name, data = await _fetch(facts, aid)
        text = await aid.compute(read_document, name, data)
    except NotFetchedError as error:
        if error.why == "later":
            raise
        return replace(facts, trouble=Trouble("file", error.why))
    except FetchError as error:
        return replace(facts, trouble=Trouble(*name_error(error)))
    except UnreadableNotesError as error:
        return replace(facts, trouble=Trouble("document", error.why))
    except LinkRefusedError as error:
        return replace(facts, trouble=Trouble(error.kind, error.why))
    return replace(facts, text=text)


async def _fetch(facts: Facts, aid: Aid) -> tuple[str, bytes]:
    given = facts.given
    if given.file_id:
        return given.name, await aid.fetch_file(facts.platform, facts.space_id, given.file_id)
    return _LINKED, await fetch_linked(given.url, aid)


def compute(facts: Facts) -> NotesText:
    """See what the text seems to hold. Pure; run in a worker process."""
    name = facts.given.name or facts.given.url
    if facts.trouble:
        return NotesText(name, trouble=facts.trouble)
    titles = tuple(one.title or "" for one in parse_notes(facts.text).sessions)
    return NotesText(name, facts.text, titles)


def record(tx: Transaction, errand: Errand, facts: Facts, found: NotesText, now: datetime) -> None:
    """Keep the text, sealed, and tell whoever gave it."""
    trouble = [found.trouble.kind, found.trouble.why] if found.trouble else None
    kept = {"name": found.name, "text": found.text, "titles": found.titles, "trouble": trouble}
    tx.errands.keep_result(errand, json.dumps(kept))
    if errand.asked_by:
        tell_asker(tx, errand, NotesRead(errand.asked_by, errand.id), now)


def read_text(tx: Transaction, errand_id: str, network_id: NetworkId) -> NotesText:
    """Return what came of a document; NotFoundError once it was purged."""
    said = json.loads(tx.errands.result(errand_id, network_id))
    trouble = Trouble(*said["trouble"]) if said["trouble"] else None
    return NotesText(said["name"], said["text"], tuple(said["titles"]), trouble)


def tell_failed(tx: Transaction, errand: Errand, now: datetime) -> None:
    """Tell whoever gave it that we could not read it, because of trouble on our side."""
    if errand.asked_by:
        notice = NotesUnread(errand.asked_by)
        tell_asker(tx, errand, notice, now, occasion=now.isoformat())


WORK = Work(read, compute, record, tell_failed, prepare)
