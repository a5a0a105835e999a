"""Post the notes of a session in channels: a preview first, then a press."""

from dataclasses import replace

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.note_places import pick_note, places_for, preview, was_seen
from bot.meaning.quiet import ANYWAY, ask_first
from bot.meaning.taken_back import speaks
from bot.message import Button
from bot.wording.language import gettext as _
from bot.wording.notes import consent, note_posts
from bot.wording.view import view_of
from jobs.sessions.name_warnings import names_seen
from jobs.sessions.note_posts import post_note
from storage.notes import Note
from storage.session_records import EventSession
from storage.types import Place

FINE = "fine"
"""Typed at the end: whoever posts has seen that a name is in it."""

_SAID = ("yes", FINE, ANYWAY)


def run(call: Call) -> Answer:
    """Show the post first; once that was pressed, or “yes” typed at the end, post it.

    In a quiet period, and where names stand that should not, it is asked about once more.
    """
    call, said = _split(call)
    found = pick_note(call, "notes post")
    if not isinstance(found, tuple):
        return found
    session, note = found
    places = places_for(call, session)
    if not places or not ("yes" in said or was_seen(call, session, note)):
        return preview(call, session, note, places)
    return _question(call, session, note, places, said) or _post(call, session, places)


def _split(call: Call) -> tuple[Call, set[str]]:
    """Return the call without what was said about posting it at the end, and those words."""
    args, said = call.args, set[str]()
    while args and args[-1].casefold() in _SAID:
        said.add(args[-1].casefold())
        args = args[:-1]
    return replace(call, args=args), said


def _question(
    call: Call, session: EventSession, note: Note, places: list[Place], said: set[str]
) -> Answer | None:
    """What is asked once more: names where there should be none, and a quiet period."""
    channels = " ".join(f"#{place.name}" for place in places)
    typed = " ".join(["notes post", session.code, channels, "yes", *sorted(said - {"yes"})])
    line = " ".join(["notes post", *sorted(said)]) if call.ref else typed
    seen = [] if FINE in said else names_seen(call.tx, session, note)
    if seen:
        fine = Button(_("Post it as it is"), f"{line} {FINE}", call.ref)
        return consent.ask_to_post(session, seen, fine)
    return None if ANYWAY in said else ask_first(call, line, typed, call.ref)


def _post(call: Call, session: EventSession, places: list[Place]) -> Answer:
    by = call.member.id if call.member else None
    fresh = post_note(call.tx, session, places, call.now, by)
    if not fresh:
        return note_posts.posted_already(view_of(call), session, places)
    return note_posts.posted(view_of(call), session, fresh, everywhere=speaks(call, session))


COMMAND = Command(
    words=("notes", "post"),
    help=_("Post a session's notes in channels: you see them first."),
    usage=_("[session number or title] [#channels]"),
    example="12 #data",
    run=run,
    organisers_too=True,
    aliases=(("notes", "publish"), ("notes", "share")),
)
