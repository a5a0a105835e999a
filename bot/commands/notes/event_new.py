"""Set up an event: a day of sessions."""

from dataclasses import replace
from datetime import date

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.events import LONGEST_NAME, read_new
from bot.message import Message
from bot.wording.events import camp_events
from bot.wording.events.camp_events import DAY, NAME, OPEN_TO, PLACE
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.events.camps import schedule_day
from jobs.sessions.note_posts import may_reach
from storage.naming import clean
from storage.types import Place, PlaceId


def run(call: Call) -> Answer:
    """Set it up by its name and day; without one of them open the form."""
    name, day = read_new(call.args, call.now, call.network.zone)
    here = _here(call)
    if not name or day is None:
        return camp_events.event_form(None, name, "", here.id if here else "")
    made = _make(call, name, day, here, "members")
    if made is None:
        raise Refusal(camp_events.exists_named(name))
    return made


def submit(call: Call, values: Values) -> Answer:
    """Set up what the form says."""
    name = clean(str(values.get(NAME) or ""), LONGEST_NAME)
    said = str(values.get(DAY) or "")
    if not name or not said:
        return FormErrors({NAME if not name else DAY: _("Give a name and a day.")})
    chosen = str(values.get(PLACE) or "")
    place = call.tx.places.get(PlaceId(chosen)) if chosen else None
    if place and not may_reach(call.tx, place, call.network.id):
        return FormErrors({PLACE: _("Choose a channel of this network.")})
    made = _make(call, name, date.fromisoformat(said), place, str(values.get(OPEN_TO) or ""))
    return made or FormErrors({NAME: camp_events.exists_named(name)})


def _here(call: Call) -> Place | None:
    """The channel where it was typed, where the network may post in it."""
    if call.place is None or not may_reach(call.tx, call.place, call.network.id):
        return None
    return call.place


def _make(call: Call, name: str, day: date, place: Place | None, open_to: str) -> Message | None:
    """Add the event; None where there is one of this name."""
    zone = call.network.zone
    event = call.tx.events.add(call.network.id, name, day, zone, call.account.id, call.now)
    if event is None:
        return None
    event = replace(
        event,
        place_id=place.id if place else None,
        open_to="anyone" if open_to == "anyone" else "members",
    )
    call.tx.events.change(event)
    schedule_day(call.tx, event, call.now)
    note_action(call, "event.new", event.id)
    return camp_events.made(view_of(call), event)


COMMAND = Command(
    words=("notes", "event", "new"),
    help=_("Set up an event, such as a govcamp, by its name and day."),
    usage=_('["name"] [day]'),
    example='"TeaCamp 2027" 16 January 2027',
    run=run,
    submit=submit,
    who="organiser",
)
