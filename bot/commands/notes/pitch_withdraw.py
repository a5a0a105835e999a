"""Take back a session that was pitched for an event."""

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.pitches import pick_pitch
from bot.wording.events import camp_pitches
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.events.pitching import pitched_by, withdraw_pitch
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """Take it back for whoever pitched it, and for organisers; who would come is told."""
    session = pick_pitch(call, "notes pitch withdraw")
    if not isinstance(session, EventSession):
        return session
    member = call.member.id if call.member else None
    is_own = member is not None and pitched_by(call.tx, session) == member
    if not (is_own or call.is_organiser):
        raise Refusal(*camp_pitches.not_yours(session))
    if session.plan.state != "pitched" or session.event_id is None:
        raise Refusal(*camp_pitches.has_its_place(session))
    event = call.tx.events.get(session.event_id, call.network.id)
    told = withdraw_pitch(call.tx, event, session, member, call.now)
    if not is_own:
        note_action(call, "pitch.withdraw", session.id)
    return camp_pitches.withdrawn(view_of(call), event, session, told)


COMMAND = Command(
    words=("notes", "pitch", "withdraw"),
    help=_("Take back a session that you pitched. We tell those who would come."),
    usage=_("[number or title]"),
    example="P3",
    run=run,
    who="anyone",
    aliases=(("notes", "unpitch"),),
)
