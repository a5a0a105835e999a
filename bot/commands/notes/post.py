"""Post the notes of a session in channels: a preview first, then a press."""

from dataclasses import replace
from gettext import gettext as _

from bot.command import Call, Command
from bot.meaning.note_places import pick_note, places_for, pressed_places, preview
from bot.message import Answer
from bot.wording import note_posts
from bot.wording.view import view_of
from jobs.note_posts import post_note
from storage.notes import Note
from storage.sessions import EventSession
from storage.types import Place


def run(call: Call) -> Answer:
    """Show the post first; once that was pressed, or “yes” typed at the end, post it."""
    yes = call.args[-1:] == ("yes",)
    call = replace(call, args=call.args[:-1]) if yes else call
    found = pick_note(call, "notes post")
    if not isinstance(found, tuple):
        return found
    session, note = found
    places = pressed_places(call, note) if "." in call.ref else None
    if not places and not (yes and places_for(call, session)):
        return preview(call, session, note, places_for(call, session))
    return _post(call, session, note, places or places_for(call, session))


def _post(call: Call, session: EventSession, note: Note, places: list[Place]) -> Answer:
    fresh = post_note(call.tx, session, note, places, call.now)
    if not fresh:
        return note_posts.posted_already(view_of(call), session, places)
    return note_posts.posted(view_of(call), session, fresh)


COMMAND = Command(
    words=("notes", "post"),
    help=_("Post a session's notes in channels: you see them first."),
    usage=_("[session number or title] [#channels]"),
    example="12 #data",
    run=run,
    aliases=(("notes", "publish"), ("notes", "share")),
)
