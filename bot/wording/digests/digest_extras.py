"""What stands under a post besides its own facts: which member wrote it, and notes it is about."""

from collections.abc import Mapping, Sequence

from bot.message import Bold, Link, Part, Rich, join, rich
from bot.wording.language import gettext as _
from bot.wording.people import say_name
from bot.wording.view import View
from jobs.delivery.reaching import AddressBook, read_addresses
from jobs.digests.about_sessions import sessions_of
from jobs.digests.authors import find_writers
from jobs.digests.records import Item
from storage.feed_records import PostId
from storage.session_records import EventSession
from storage.types import Member


def extra_lines(view: View, items: Sequence[Item]) -> Mapping[PostId, tuple[Rich, ...]]:
    """Return the lines of each post that has some, read in as few statements as there are kinds."""
    entries = [item.entry for item in items]
    wrote = find_writers(view.tx, view.network.id, entries)
    rooms = view.names.room("") if view.names.room else ""
    about = sessions_of(view.tx, view.network.id, entries, rooms)
    book = read_addresses(view.tx, [one.id for members in wrote.values() for one in members])
    lines: dict[PostId, tuple[Rich, ...]] = {}
    for item in items:
        written = _written_by(view, book, wrote.get(item.entry.post_id, ()))
        notes = [_notes(view, one) for one in about.get(item.entry.post_id, ())]
        lines[item.post_id] = (*written, *notes)
    return {post_id: found for post_id, found in lines.items() if found}


def _written_by(view: View, book: AddressBook, members: Sequence[Member]) -> tuple[Rich, ...]:
    """ "by Ade Bello, Leeds City Council", with who wrote it linked to their profile."""
    if not members:
        return ()
    people = join([_person(view, book, one) for one in members], " · ")
    return (rich(_("by {people}"), people=people),)


def _person(view: View, book: AddressBook, member: Member) -> Rich:
    """Never a mention: a digest pings nobody."""
    name = say_name(member)
    address = _profile(view, book, member)
    shown: Part = Link(name, address) if address else name
    if not member.organisation:
        return (shown,)
    return rich(_("{name}, {organisation}"), name=shown, organisation=member.organisation)


def _profile(view: View, book: AddressBook, member: Member) -> str:
    """Where the reader's workspace shows who somebody is; empty where it does not know them."""
    space = view.tx.spaces.get(view.space_id)
    accounts = book.within(member.id, space.id)
    if space.platform != "slack" or not space.url or not accounts:
        return ""
    return f"{space.url.rstrip('/')}/team/{accounts[0].key.user}"


def _notes(view: View, session: EventSession) -> Rich:
    """Where the notes of a session are read: its page, if there is one, and the command."""
    page = view.names.room
    shown = Link(session.title, page(session.code)) if page else Bold(session.title)
    return rich(
        _("Session notes: {title}. To read them, type {show}."),
        title=shown,
        show=view.code(f"notes show {session.code}"),
    )
