"""What is on next."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.events import pick_event
from bot.wording.events import camp_slots
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.events.camps import next_slot, planned


def run(call: Call) -> Answer:
    """List the sessions of the slot that begins next, by room."""
    event = pick_event(call, call.rest)
    sessions = next_slot(planned(call.tx, event), call.now)
    if not sessions:
        return camp_slots.nothing_next(view_of(call), event)
    return camp_slots.coming_next(view_of(call), event, sessions)


COMMAND = Command(
    words=("notes", "next"),
    help=_("See which sessions are next, with the links of their notes."),
    usage=_("[event]"),
    example="TeaCamp",
    run=run,
    who="anyone",
)
