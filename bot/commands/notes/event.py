"""Which events there are, and how one stands."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.events import find_event, pick_event
from bot.refs import read_ref
from bot.wording.events import camp_events
from bot.wording.events.camp_events import Standing
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.events.camps import is_on, planned, starts_of, unwritten
from jobs.events.gridding import vanished
from jobs.events.missing_kinds import find_kinds
from storage.events import Event


def run(call: Call) -> Answer:
    """Show the event that is meant; where several may be, say which there are."""
    events = call.tx.events.all(call.network.id)
    found = find_event(call, call.rest)
    if not call.rest and not read_ref(call.ref) and found and len(events) > 1:
        here = call.place is not None and found.place_id == call.place.id
        if not here and not is_on(found, call.now):
            return camp_events.listed(view_of(call), events)
    event = found or pick_event(call, call.rest)
    return camp_events.state(
        view_of(call), event, _standing(call, event), organises=call.is_organiser
    )


def _standing(call: Call, event: Event) -> Standing:
    sessions = planned(call.tx, event)
    everything = call.tx.sessions.of_event(event.id)
    begun = [
        one
        for one in unwritten(call.tx, event)
        if one.plan.starts_at is not None and one.plan.starts_at <= call.now
    ]
    return Standing(
        sessions=len(sessions),
        slots=len(starts_of(sessions)),
        pitches=len(everything) - len(sessions),
        written=len(call.tx.camps.written(event.id)),
        missing=begun,
        trouble=call.tx.grids.trouble(event.id),
        vanished=len(vanished(call.tx, event)),
        kinds=find_kinds(
            call.tx.camps.sectors(event.id), call.tx.camps.sectors_of_network(call.network.id)
        ),
    )


COMMAND = Command(
    words=("notes", "event"),
    help=_("See which events there are, and how one stands."),
    usage=_("[name]"),
    example="TeaCamp",
    run=run,
    who="anyone",
    aliases=(("notes", "events"),),
)
