"""Change an event: its name, day, channel, pages or the address of its grid."""

from dataclasses import replace
from datetime import date

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.events import LONGEST_NAME, pick_event
from bot.wording import web_addresses
from bot.wording.events import camp_events
from bot.wording.events.camp_events import DAY, NAME, OPEN_TO, PLACE, URL
from bot.wording.language import gettext as _
from jobs.events.camps import schedule_day
from jobs.events.moving_days import move_day
from jobs.feeds.guard import read_url
from jobs.feeds.trouble import AddressRefusedError
from jobs.sessions.note_posts import may_reach
from storage.events import Event
from storage.naming import clean
from storage.types import PlaceId


def run(call: Call) -> Answer:
    """Open the form with the event as it is."""
    event = pick_event(call, call.rest)
    return camp_events.event_form(event, event.name, event.day.isoformat(), event.place_id or "")


def submit(call: Call, values: Values) -> Answer:
    """Keep what the form says; its sessions move along to another day."""
    before = pick_event(call)
    event = _filled(call, before, values)
    wrong = _wrong(call, before, event)
    if wrong:
        return FormErrors(wrong)
    call.tx.events.change(event)
    if event.day != before.day:
        move_day(call.tx, event, before.day)
    schedule_day(call.tx, event, call.now)
    note_action(call, "event.change", event.id)
    return camp_events.changed(event, moved=event.day != before.day)


def _filled(call: Call, event: Event, values: Values) -> Event:
    day, chosen = str(values.get(DAY) or ""), str(values.get(PLACE) or "")
    place = PlaceId(chosen) if chosen else _elsewhere(call, event)
    return replace(
        event,
        name=clean(str(values.get(NAME) or ""), LONGEST_NAME) or event.name,
        day=date.fromisoformat(day) if day else event.day,
        place_id=place,
        open_to="anyone" if values.get(OPEN_TO) == "anyone" else "members",
        grid_url=str(values.get(URL) or "").strip() or None,
    )


def _elsewhere(call: Call, event: Event) -> PlaceId | None:
    """Its channel, where that is in another workspace: no form shows it here, so it stays."""
    if event.place_id is None:
        return None
    is_here = call.tx.places.get(event.place_id).space_id == call.space.id
    return None if is_here else event.place_id


def _wrong(call: Call, before: Event, event: Event) -> dict[str, str]:
    same = call.tx.events.find(call.network.id, event.name)
    if same and same.id != event.id:
        return {NAME: camp_events.exists_named(event.name)}
    if event.place_id and event.place_id != before.place_id:
        place = call.tx.places.get(event.place_id)
        if not may_reach(call.tx, place, call.network.id):
            return {PLACE: _("Choose a channel of this network.")}
    if event.grid_url and event.grid_url != before.grid_url:
        try:
            read_url(event.grid_url)
        except AddressRefusedError as error:
            return {URL: web_addresses.say_refusal(error.why)}
    return {}


COMMAND = Command(
    words=("notes", "event", "change"),
    help=_("Change an event: its name, day, channel or who may write on its pages."),
    usage=_("[name]"),
    run=run,
    submit=submit,
    who="organiser",
    aliases=(("notes", "event", "edit"),),
)
