"""Notes that were taken back: who is asked away, and what stands over them for the others."""

from dataclasses import replace

from bot.command import Call
from bot.message import Message
from bot.wording.notes import taken_back as words
from bot.wording.view import view_of
from jobs.sessions.speaking import may_speak
from jobs.sessions.taking_back import taken_back
from storage.session_records import EventSession


def closed_to(call: Call, session: EventSession) -> Message | None:
    """Return what the asker reads in the place of notes that were taken back; None: they may."""
    at = taken_back(call.tx, session)
    if at is None or speaks(call, session):
        return None
    return words.closed(view_of(call), session, at)


def speaks(call: Call, session: EventSession) -> bool:
    """Return whether the asker speaks for a session, or organises."""
    member = call.member.id if call.member else None
    return call.is_organiser or may_speak(call.tx, session, call.account.id, member)


def stamped(call: Call, session: EventSession, message: Message) -> Message:
    """Return the notes, with that they were taken back over them where they were."""
    at = taken_back(call.tx, session)
    if at is None:
        return message
    return replace(message, blocks=(words.stamp(view_of(call), at), *message.blocks))
