"""An event as it stands: the form, the list, what is there and what is missing, and for whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.form import ChoiceInput, DateInput, Form, Input, Option, PlaceChoice, TextInput
from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Fields,
    Heading,
    Message,
    Paragraph,
    Rich,
    Small,
    paragraph,
    say,
)
from bot.refs import pack_ref
from bot.wording.events.camp_grid_trouble import say_grid_trouble
from bot.wording.events.camp_words import say_day, session_line
from bot.wording.language import capital, ngettext, say_all, say_moment
from bot.wording.language import gettext as _
from bot.wording.notes.note_posts import say_place
from bot.wording.people import say_sector
from bot.wording.view import View
from jobs.calendars.calendar import find_zone
from jobs.events.missing_kinds import Kinds
from jobs.schemes.figures import LEAST
from storage.events import Event
from storage.grids import Trouble
from storage.session_records import EventSession

NAME, DAY, PLACE, OPEN_TO, URL = "name", "day", "place", "open_to", "url"
LONGEST_URL = 2_000
_TOLD = 8


@dataclass(frozen=True, slots=True)
class Standing:
    """How an event stands. `slots`: how many there are; `missing`: not written up so far."""

    sessions: int
    slots: int
    pitches: int
    written: int
    missing: Sequence[EventSession]
    trouble: Trouble | None
    vanished: int
    kinds: Kinds


def event_form(event: Event | None, name: str, day: str, place: str) -> Form:
    """Set an event up, or change it."""
    open_to = event.open_to if event else "members"
    inputs: list[Input] = [
        TextInput(NAME, _("Name"), _("For example: TeaCamp 2027."), name, limit=100),
        DateInput(DAY, _("Day"), value=day),
        PlaceChoice(
            PLACE,
            _("Channel"),
            _("Slots are announced there, and the one list of what nobody has written up."),
            place,
            optional=True,
        ),
        ChoiceInput(
            OPEN_TO,
            _("Who may write on the pages for the rooms"),
            _open_to(),
            _(
                "What is written there becomes part of the notes, and of their posts in channels. "
                "With “Anyone who has the link”, people without an account can write into those "
                "posts, too."
            ),
            value=open_to,
        ),
    ]
    if event:
        inputs.append(_grid_address(event))
    return Form(
        _("Change an event") if event else _("Set up an event"),
        "notes event change" if event else "notes event new",
        tuple(inputs),
        _("Save") if event else _("Set it up"),
        ref=pack_ref(e=event.id) if event else "",
        intro=_no_day() if name and event is None else (),
    )


def _no_day() -> tuple[Block, ...]:
    return (Paragraph((_("We found no day in what you typed. Choose it here."),)),)


def _grid_address(event: Event) -> TextInput:
    hint = _("A public sheet or CSV file. It is read again every 15 minutes on the day.")
    label, url = _("Web address of the grid"), event.grid_url or ""
    return TextInput(URL, label, hint, url, optional=True, limit=LONGEST_URL)


def _open_to() -> tuple[Option, ...]:
    return (
        Option("members", _("Members of this network")),
        Option("anyone", _("Anyone who has the link, without an account")),
    )


def made(view: View, event: Event) -> Message:
    """It is set up, and what comes next."""
    words = _("{event} is set up for {day}.")
    set_up = words.format(event=event.name, day=say_day(event))
    ref = pack_ref(e=event.id)
    buttons = (
        Button(_("Import the grid"), "notes event import", ref, "primary"),
        Button(_("Change"), "notes event change", ref),
    )
    return say(set_up, *_what_comes(view, event), Buttons(buttons))


def _what_comes(view: View, event: Event) -> tuple[Block | str, ...]:
    """Nothing is announced and nobody pitches once its day is over."""
    if view.now.astimezone(find_zone(event.zone)).date() > event.day:
        return (_("Its day is over. Notes that people write later are kept with it."),)
    told = (
        _("When a slot begins, its channel reads which sessions begin, with links to their notes.")
        if event.place_id
        else _("It has no channel yet, so nothing will be announced. Choose one first.")
    )
    pitch = _("Members can pitch sessions now: {command}.")
    return told, paragraph(pitch, command=view.code('notes pitch "Title"'))


def exists_named(name: str) -> str:
    """Another event has this name."""
    return _("There is an event called {name} already. Choose another name.").format(name=name)


def changed(event: Event, *, moved: bool) -> Message:
    """It is kept."""
    words = _("{event} is changed: it is on {day}.").format(event=event.name, day=say_day(event))
    day = _("Its sessions are at the same times of that day.")
    return say(words, *((day,) if moved else ()))


def listed(view: View, events: Sequence[Event]) -> Message:
    """Which events there are, newest first."""
    lines: tuple[Rich, ...] = tuple(
        (_("{event}, {day}").format(event=one.name, day=say_day(one)),) for one in events[:20]
    )
    how = _("To see how one stands, type {command} with its name.")
    return Message(
        (
            Heading(_("Events")),
            Bullets(lines),
            paragraph(how, command=view.code("notes event")),
        )
    )


def state(view: View, event: Event, standing: Standing, *, organises: bool) -> Message:
    """Everything about one event; `organises`: its reader may change it."""
    blocks: list[Block] = [Heading(event.name), Fields(_facts(view, event, standing))]
    if standing.missing:
        blocks += _missing(view, standing)
    blocks += _kinds(standing.kinds)
    if organises:
        blocks.append(_controls(event, standing))
    return Message(tuple(blocks))


def _facts(view: View, event: Event, standing: Standing) -> tuple[tuple[str, Rich], ...]:
    anyone = event.open_to == "anyone"
    open_to = _("anyone who has the link") if anyone else _("members of this network")
    rows: list[tuple[str, Rich]] = [
        (_("Day"), (say_day(event),)),
        (_("Channel"), _channel(view, event)),
        (_("Sessions"), (_sessions(standing),)),
        (_("Notes"), (_notes(standing),)),
        (_("Grid"), _grid(event, standing)),
        (_("Pages for the rooms"), (open_to,)),
    ]
    if standing.pitches:
        pitches = ngettext(
            "{count} waits for a place", "{count} wait for a place", standing.pitches
        )
        rows.insert(3, (_("Pitches"), (pitches.format(count=standing.pitches),)))
    return tuple(rows)


def _channel(view: View, event: Event) -> Rich:
    if event.place_id is None:
        return (_("none yet, so nothing is announced"),)
    return (say_place(view, view.tx.places.get(event.place_id)),)


def _sessions(standing: Standing) -> str:
    if not standing.sessions:
        return _("none yet")
    sessions = ngettext("{count} session", "{count} sessions", standing.sessions)
    slots = ngettext("{count} slot", "{count} slots", standing.slots)
    words = _("{sessions} in {slots}")
    return words.format(
        sessions=sessions.format(count=standing.sessions), slots=slots.format(count=standing.slots)
    )


def _notes(standing: Standing) -> str:
    words = ngettext(
        "{count} session is written up", "{count} sessions are written up", standing.written
    )
    return words.format(count=standing.written) if standing.written else _("none yet")


def _grid(event: Event, standing: Standing) -> Rich:
    if event.grid_at is None and standing.trouble is None:
        return (_("not imported yet"),)
    read = (
        _("read on {when}").format(when=say_moment(event.grid_at, event.zone))
        if event.grid_at
        else ""
    )
    if standing.trouble:
        words = _("could not be read the last time. {why}")
        trouble = words.format(why=say_grid_trouble(standing.trouble))
        return (f"{read}; {trouble}" if read else trouble,)
    if standing.vanished:
        gone = ngettext(
            "{count} session is in it no more",
            "{count} sessions are in it no more",
            standing.vanished,
        )
        return (f"{read}; {gone.format(count=standing.vanished)}",)
    return (read,)


def _missing(view: View, standing: Standing) -> list[Block]:
    count = len(standing.missing)
    words = ngettext(
        "{count} session that has begun is not written up:",
        "{count} sessions that have begun are not written up:",
        count,
    )
    lines = tuple(session_line(view, one) for one in standing.missing[:_TOLD])
    blocks: list[Block] = [Paragraph((words.format(count=count),)), Bullets(lines)]
    if count > _TOLD:
        blocks.append(Paragraph((_("And {count} more.").format(count=count - _TOLD),)))
    return blocks


def _kinds(kinds: Kinds) -> list[Block]:
    """Who leads, writes or is interested, by kind of organisation; who is missing, too."""
    if not kinds.here:
        return []
    lines: tuple[Rich, ...] = tuple(
        (_("{kind}: {count}").format(kind=capital(say_sector(kind)), count=count),)
        for kind, count in kinds.here
    )
    lead = _("Members who lead, write notes or are interested, by kind of organisation:")
    blocks: list[Block] = [Paragraph((lead,)), Bullets(lines)]
    if kinds.missing:
        absent = _("Members of this network who are not there at all so far: {kinds}.")
        said = say_all(say_sector(kind) for kind in kinds.missing)
        blocks.append(Paragraph((absent.format(kinds=said),)))
    note = _("These are totals of at least {least}; smaller ones are left out.")
    return [*blocks, Small((note.format(least=LEAST),))]


def _controls(event: Event, standing: Standing) -> Buttons:
    ref = pack_ref(e=event.id)
    grid = (
        Button(_("Read the grid again"), "notes event refresh", ref)
        if event.grid_url
        else Button(_("Import the grid"), "notes event import", ref, "primary")
    )
    gone = Button(_("Sessions no more in the grid"), "notes event vanished", ref)
    change = Button(_("Change"), "notes event change", ref)
    return Buttons((grid, change, gone) if standing.vanished else (grid, change))
