"""Open the page on which a room writes a session's notes together."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.sessions import pick_session
from bot.wording.language import gettext as _
from bot.wording.notes import note_answers, room_links
from bot.wording.view import view_of
from jobs.rooms.room_doors import event_of, open_to, way_in_until
from storage.notice_queue import To
from storage.notices.notes import RoomCode
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """Give the link, one's own where the page is for members, and send the code to scan."""
    session = pick_session(call, "notes page")
    if not isinstance(session, EventSession):
        return session
    if session.plan.consent == "none":
        raise Refusal(*note_answers.no_notes(session).blocks)
    names, view = call.names, view_of(call)
    if names.room is None or names.way_in is None:
        raise Refusal(*room_links.cannot_be_opened(view))
    _send_code(call, session)
    event = event_of(call.tx, session)
    if open_to(event) == "anyone":
        return room_links.for_anyone(session, names.room(session.code))
    until = way_in_until(event, call.now)
    address = names.way_in(session, call.me.id, until)
    return room_links.for_one(view, session, address, until)


def _send_code(call: Call, session: EventSession) -> None:
    """Once a minute at most: whoever asks twice has it already."""
    to = [To(call.space.id, account_id=call.account.id)]
    occasion = f"{call.now:%Y-%m-%dT%H:%M}"
    call.tx.notices.queue(call.network.id, RoomCode(session.id), to, call.now, occasion=occasion)


COMMAND = Command(
    words=("notes", "page"),
    help=_("Open the page on which a room writes a session's notes together, on phones."),
    usage=_("[session number or title]"),
    example="12",
    run=run,
    aliases=(("notes", "room"), ("notes", "qr")),
)
