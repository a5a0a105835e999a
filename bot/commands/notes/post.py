"""Post the notes of a session in channels: a preview first, then a press."""

from dataclasses import replace
from gettext import gettext as _

from bot.command import Call, Command
from bot.meaning.note_places import pick_note, places_for, preview, was_seen
from bot.meaning.quiet import ask_first, without_anyway
from bot.message import Answer
from bot.wording import note_posts
from bot.wording.view import view_of
from jobs.note_posts import post_note
from storage.sessions import EventSession
from storage.types import Place


def run(call: Call) -> Answer:
    """Show the post first; once that was pressed, or “yes” typed at the end, post it.

    In a quiet period of the network it is asked about once more.
    """
    call, sure = without_anyway(call)
    yes = call.args[-1:] == ("yes",)
    call = replace(call, args=call.args[:-1]) if yes else call
    found = pick_note(call, "notes post")
    if not isinstance(found, tuple):
        return found
    session, note = found
    places = places_for(call, session)
    if not places or not (yes or was_seen(call, session, note)):
        return preview(call, session, note, places)
    return (None if sure else _ask(call, session, places)) or _post(call, session, places)


def _ask(call: Call, session: EventSession, places: list[Place]) -> Answer | None:
    channels = " ".join(f"#{place.name}" for place in places)
    line = "notes post" if call.ref else f"notes post {session.code} {channels} yes"
    return ask_first(call, line, f"notes post {session.code} {channels} yes", call.ref)


def _post(call: Call, session: EventSession, places: list[Place]) -> Answer:
    fresh = post_note(call.tx, session, places, call.now)
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
