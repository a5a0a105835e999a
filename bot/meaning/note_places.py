"""In which channels notes are meant to be posted: typed, chosen before, or those that follow."""

from dataclasses import replace

from bot.command import Call, Refusal
from bot.form import Answer
from bot.meaning.sessions import pick_session
from bot.meaning.taken_back import closed_to
from bot.wording.notes import consent, note_answers, note_posts
from bot.wording.view import view_of
from jobs.rooms.room_points import points_seen
from jobs.sessions.name_warnings import names_seen
from jobs.sessions.note_posts import follow_places, may_post, may_reach, read_note
from jobs.sessions.note_readers import find_readers
from storage.errors import NotFoundError
from storage.notes import Note
from storage.session_records import EventSession
from storage.types import Place, PlaceId


def pick_note(call: Call, line: str) -> tuple[EventSession, Note] | Answer:
    """Return the session that is meant, with its notes, or an answer that says what is missing.

    Channels among the words are no part of its title. Refusal where people asked for no notes.
    """
    words = tuple(word for word in call.args if not _is_channel(word))
    session = pick_session(replace(call, args=words), line)
    if not isinstance(session, EventSession):
        return session
    if not may_post(session):
        raise Refusal(*note_posts.without_notes(session))
    if closed := closed_to(call, session):
        return closed
    note = read_note(call.tx, session)
    return (session, note) if note else note_answers.none_yet(session)


def named_places(call: Call, session: EventSession) -> list[Place]:
    """Return the channels that were typed; Refusal where one of them is not known here."""
    spaces = call.tx.networks.spaces_of(call.network.id)
    typed = [word for word in call.args if _is_channel(word)]
    found = {word: call.tx.places.named(spaces, word.lstrip("#").rstrip(",")) for word in typed}
    ours = {
        word: [place for place in places if may_reach(call.tx, place, call.network.id)]
        for word, places in found.items()
    }
    if unknown := [word for word, places in ours.items() if not places]:
        raise Refusal(note_posts.no_such_channel(unknown), note_posts.choose(session))
    return [_nearest(call, places) for places in ours.values()]


def places_for(call: Call, session: EventSession) -> list[Place]:
    """Return the channels that are meant: those of the pressed preview; else those that were typed.

    Else those that follow its themes. Where it stands already is not among the last two.
    """
    if ids := call.ref.split(".")[2:]:
        return chosen_places(call, ids)
    stands = {one.place_id for one in call.tx.note_posts.standing(session.id)}
    named = named_places(call, session)
    return [p for p in named if p.id not in stands] if named else follow_places(call.tx, session)


def preview(call: Call, session: EventSession, note: Note, places: list[Place]) -> Answer:
    """Return the post as it would be, with the button that posts it in these channels."""
    standing = [call.tx.places.get(p.place_id) for p in call.tx.note_posts.standing(session.id)]
    ref = ".".join([session.id, _seen(call, session, note), *(place.id for place in places)])
    readers = bool(find_readers(call.tx, session))
    view = view_of(call)
    shown = note_posts.preview(view, session, note, places, standing, ref, readers=readers)
    seen = names_seen(call.tx, session, note)
    return replace(shown, blocks=(*consent.warning(seen), *shown.blocks)) if seen else shown


def was_seen(call: Call, session: EventSession, note: Note) -> bool:
    """Return whether the notes are as the pressed preview showed them."""
    return call.ref.split(".")[1:2] == [_seen(call, session, note)]


def chosen_places(call: Call, ids: list[str]) -> list[Place]:
    """Return the channels of these ids in which the network may post."""
    found: list[Place] = []
    for one in dict.fromkeys(ids):
        try:
            place = call.tx.places.get(PlaceId(one))
        except NotFoundError:
            continue
        if may_reach(call.tx, place, call.network.id):
            found.append(place)
    return found


def _seen(call: Call, session: EventSession, note: Note) -> str:
    """What of the notes somebody saw: their version, and how far the points of the page are."""
    return f"{note.version}-{points_seen(call.tx, session)}"


def _nearest(call: Call, places: list[Place]) -> Place:
    """The channel of this name in the workspace where it was typed, else the first."""
    return next((place for place in places if place.space_id == call.space.id), places[0])


def _is_channel(word: str) -> bool:
    """Whether a word names a channel; a number after the sign is a session's."""
    return word.startswith("#") and len(word) > 1 and not word[1:].isdigit()
