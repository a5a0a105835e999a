"""Take the notes of a session back from every channel."""

from gettext import gettext as _

from bot.command import Call, Command, Refusal
from bot.meaning.sessions import pick_session
from bot.message import Answer
from bot.wording.notes import note_posts
from bot.wording.view import view_of
from jobs.sessions.note_posts import withdraw_note
from storage.session_records import EventSession
from storage.types import MemberId


def run(call: Call) -> Answer:
    """Take them back, for whoever wrote them, led the session, or organises."""
    session = pick_session(call, "notes withdraw")
    if not isinstance(session, EventSession):
        return session
    writers = _writers(call, session)
    if not _may(call, [*writers, *_leaders(session)]):
        raise Refusal(*note_posts.not_yours(view_of(call), session, _name(call, writers)))
    count = withdraw_note(call.tx, session, call.now)
    if not count:
        raise Refusal(note_posts.not_posted_anywhere(session))
    return note_posts.withdrawn(view_of(call), session, count)


def _may(call: Call, theirs: list[MemberId]) -> bool:
    return call.is_organiser or (call.member is not None and call.member.id in theirs)


def _writers(call: Call, session: EventSession) -> list[MemberId]:
    """Whoever wrote a version of the notes, the first of them first."""
    written = call.tx.notes.history(session)
    return [version.member_id for version in written if version.member_id]


def _leaders(session: EventSession) -> list[MemberId]:
    named = (*session.leaders, *session.note_takers)
    return [one.member_id for one in named if one.member_id]


def _name(call: Call, writers: list[MemberId]) -> str:
    known = call.tx.members.many(writers[:1])
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
