"""What is on now."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.events import pick_event
from bot.wording.events import camp_slots
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.events.camps import end_of, next_slot, planned


def run(call: Call) -> Answer:
    """List the sessions that are on, by room; where none is, those that are next."""
    event = pick_event(call, call.rest)
    sessions = planned(call.tx, event)
    on = [
        one
        for one in sessions
        if one.plan.starts_at and one.plan.starts_at <= call.now < end_of(one)
    ]
    if on:
        return camp_slots.on_now(view_of(call), event, on)
    return camp_slots.nothing_now(view_of(call), event, next_slot(sessions, call.now))


COMMAND = Command(
    words=("notes", "now"),
    help=_("See which sessions are on now, with the links of their notes."),
    usage=_("[event]"),
    example="TeaCamp",
    run=run,
    who="anyone",
)
