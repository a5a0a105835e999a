"""What is told of session notes: one case each, and the type checker counts them."""

from typing import assert_never

from bot.message import Message
from bot.wording.carrying_on.conversations import post_buttons
from bot.wording.look import Look
from bot.wording.notes import note_files, note_posts, note_readers, room_links
from bot.wording.view import view_for
from jobs.rooms.room_doors import event_of, open_to
from jobs.sessions.note_file_errand import read_text
from jobs.sessions.note_posts import may_post, read_note, show
from storage.notes import Note
from storage.notices.notes import (
    NoteNotice,
    NoteNotPosted,
    NotePart,
    NotePost,
    NotesRead,
    NotesUnread,
    NoteToRead,
    RoomCode,
)
from storage.session_records import EventSession
from storage.types import SessionId


def word(look: Look, notice: NoteNotice) -> Message | None:
    """Word it as things are now; None: there is nothing to say any more."""
    match notice:
        case NotePost():
            found = _standing(look, notice.session_id)
            return _post(look, *found) if found else None
        case NotePart():
            found = _standing(look, notice.session_id)
            return note_posts.part(show(found[1]), notice.number) if found else None
        case NoteToRead():
            return _to_read(look, notice.session_id)
        case NoteNotPosted():
            session = look.tx.sessions.get(notice.session_id, look.network.id)
            place = look.tx.places.get(notice.place_id)
            return note_posts.not_posted(view_for(look), session, place, notice.why)
        case NotesRead():
            text = read_text(look.tx, notice.errand_id, look.network.id)
            return note_files.told(view_for(look), notice.errand_id, text)
        case NotesUnread():
            return note_files.failed(view_for(look))
        case RoomCode():
            return _code(look, notice.session_id)
        case _:
            assert_never(notice)


def _code(look: Look, session_id: SessionId) -> Message | None:
    """Word the code to scan; None where pages cannot be opened, or no notes are taken any more."""
    session = look.tx.sessions.get(session_id, look.network.id)
    if look.names.room is None or session.plan.consent == "none":
        return None
    members = open_to(event_of(look.tx, session)) == "members"
    address = look.names.room(session.code)
    return room_links.code_to_scan(view_for(look), session, address, members_only=members)


def _post(look: Look, session: EventSession, note: Note) -> Message:
    view = view_for(look)
    return Message((*note_posts.head(view, session, note), post_buttons(view, session)))


def _to_read(look: Look, session_id: SessionId) -> Message | None:
    """Word the notes for somebody who follows them; None once they stand nowhere any more."""
    session = look.tx.sessions.get(session_id, look.network.id)
    note = read_note(look.tx, session)
    if note is None or not may_post(session) or not look.tx.note_posts.standing(session.id):
        return None
    return note_readers.to_read(view_for(look), session, note)


def _standing(look: Look, session_id: SessionId) -> tuple[EventSession, Note] | None:
    """Return the note that stands in this channel; None once it was taken back."""
    session = look.tx.sessions.get(session_id, look.network.id)
    note = read_note(look.tx, session)
    place = look.delivery.place_id
    posted = look.tx.note_posts.find(session_id, place) if place else None
    if note is None or posted is None or posted.withdrawn_at or not may_post(session):
        return None
    return session, note
