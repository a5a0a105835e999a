"""The calendar files to which a message links, for platforms that can send them with it."""

from collections.abc import Iterator
from datetime import datetime

from bot.message import Block, Bullets, Fields, File, Link, Message, Paragraph, Rich, Small
from bot.pages.links import Links, MeetingLink
from bot.wording.language import gettext as _
from bot.wording.meetings.meeting_facts import entry_of, facts_of
from jobs.meetings.diary import PastMeetingError, calendar_file
from storage.errors import NotFoundError
from storage.transaction import Transaction


def calendar_files(
    tx: Transaction, links: Links, message: Message, now: datetime
) -> tuple[File, ...]:
    """Return the file of each meeting whose calendar file the message links to, once each."""
    found = dict.fromkeys(filter(None, map(links.read_diary_address, _addresses(message))))
    files = (_file(tx, link, now) for link in found)
    return tuple(file for file in files if file)


def _file(tx: Transaction, link: MeetingLink, now: datetime) -> File | None:
    """Return the meeting's file; None where it has no time, or is over or gone."""
    try:
        meeting = tx.meetings.get(link.meeting_id, link.network_id)
        entry = entry_of(facts_of(tx, meeting, link.network_id))
        content = calendar_file(entry, now) if entry else None
    except (NotFoundError, PastMeetingError):
        return None
    return File("meeting.ics", content, _("the meeting, for your diary.")) if content else None


def _addresses(message: Message) -> Iterator[str]:
    for block in message.blocks:
        for line in _lines(block):
            yield from (part.url for part in line if isinstance(part, Link))


def _lines(block: Block) -> tuple[Rich, ...]:
    match block:
        case Paragraph(text=text) | Small(text=text):
            return (text,)
        case Bullets(items=items):
            return items
        case Fields(pairs=pairs):
            return tuple(value for _label, value in pairs)
        case _:
            return ()
