"""Take the notes of a session back from every channel."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.sessions import pick_session
from bot.meaning.taken_back import speaks
from bot.wording.language import gettext as _
from bot.wording.notes import taken_back
from bot.wording.view import view_of
from jobs.sessions.note_posts import withdraw_note, withdraw_posts_of
from jobs.sessions.taking_back import writers_of
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """Take them back, for whoever speaks for the session, or organises.

    Whoever only posted them takes back their own posts.
    """
    session = pick_session(call, "notes withdraw")
    if not isinstance(session, EventSession):
        return session
    if not speaks(call, session):
        return _take_own_back(call, session)
    count = withdraw_note(call.tx, session, call.now)
    if not count:
        raise Refusal(taken_back.not_posted_anywhere(session))
    return taken_back.everywhere(view_of(call), session, count)


def _take_own_back(call: Call, session: EventSession) -> Answer:
    """Take back what the asker posted; Refusal where they posted nothing."""
    member = call.member
    count = withdraw_posts_of(call.tx, session, member.id, call.now) if member else 0
    if not count:
        raise Refusal(*taken_back.not_yours(session, _writer(call, session)))
    left = [call.tx.places.get(one.place_id) for one in call.tx.note_posts.standing(session.id)]
    return taken_back.own_posts(view_of(call), session, count, left)


def _writer(call: Call, session: EventSession) -> str:
    """Who wrote them first, where that may be said and they are still here."""
    if session.plan.consent == "chatham":
        return ""
    known = call.tx.members.many(writers_of(call.tx, session)[:1])
    return next((one.name for one in known.values() if one.left_at is None), "")


COMMAND = Command(
    words=("notes", "withdraw"),
    help=_("Take a session's notes back from every channel."),
    usage=_("[session number or title]"),
    example="12",
    run=run,
    who="anyone",
    aliases=(("notes", "unpost"), ("notes", "take", "back")),
)
