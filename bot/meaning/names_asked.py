"""Which name of which session somebody answers about."""

from typing import cast

from bot.command import Call
from bot.form import Answer
from bot.meaning.sessions import pick_session
from bot.refs import read_ref
from bot.wording.notes.names_asked import ROLE, SESSION
from storage.session_records import EventSession, Role
from storage.types import SessionId

Meant = tuple[EventSession, Role]


def pick_name(call: Call, line: str) -> Meant | Answer:
    """Return the session and role that were pressed; of a typed session, the one that waits."""
    said = read_ref(call.ref)
    if said.get(SESSION):
        session = call.tx.sessions.get(SessionId(said[SESSION]), call.network.id)
        return session, cast("Role", said.get(ROLE, "leader"))
    found = pick_session(call, line)
    if not isinstance(found, EventSession):
        return found
    waits = any(one.maybe_id == call.me.id for one in found.note_takers)
    return found, "note-taker" if waits else "leader"
