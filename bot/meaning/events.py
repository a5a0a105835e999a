"""Which event is meant, and which day and name a new one has."""

import re
from datetime import date, datetime

from bot.command import Call, Refusal
from bot.meaning.days import read_day
from bot.message import rich
from bot.refs import read_ref
from bot.wording.language import gettext as _
from jobs.events.camps import is_on
from storage.events import Event
from storage.naming import clean, fold
from storage.types import EventId

LONGEST_NAME = 100

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR_FIRST = re.compile(r"\d{4}\b(?!-)")
_WEEKDAY = re.compile(r"today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)


def find_event(call: Call, words: str = "") -> Event | None:
    """Return the event that is meant: pressed, named, of this channel, of today, next, or last.

    None where there is none; of a name that no event has, too.
    """
    pressed = read_ref(call.ref).get("e", "")
    if pressed:
        return call.tx.events.get(EventId(pressed), call.network.id)
    events = call.tx.events.all(call.network.id)
    if words:
        return _named(events, words)
    here = [one for one in events if call.place and one.place_id == call.place.id]
    return nearest(here, call.now) or nearest(events, call.now)


def nearest(events: list[Event], now: datetime) -> Event | None:
    """Return the event that is on, else the next one, else the one that was last."""
    on = [one for one in events if is_on(one, now)]
    if on:
        return on[0]
    to_come = sorted((one for one in events if one.day > now.date()), key=lambda one: one.day)
    return next(iter(to_come), None) or next(iter(events), None)


def pick_event(call: Call, words: str = "") -> Event:
    """Return the event that is meant; Refusal where there is none."""
    found = find_event(call, words)
    if found:
        return found
    if words:
        raise Refusal(
            _("We know no event called “{name}”. Nothing has changed.").format(name=words[:80]),
            rich(_("To see which there are, type {command}."), command=_typed(call, "notes event")),
        )
    raise Refusal(
        _("There is no event here yet."),
        rich(
            _("An organiser can set one up: {command}."),
            command=_typed(call, 'notes event new "TeaCamp" 16 January'),
        ),
    )


def _typed(call: Call, line: str) -> str:
    return call.names.typed(line)


def _named(events: list[Event], words: str) -> Event | None:
    """The event of this name, else the only one whose name holds these words."""
    said = fold(words)
    exact = [one for one in events if fold(one.name) == said]
    alike = [one for one in events if said in fold(one.name)]
    return exact[0] if exact else alike[0] if len(alike) == 1 else None


def read_new(args: tuple[str, ...], now: datetime, zone: str) -> tuple[str, date | None]:
    """Return the name and the day of a new event: "UKGovCamp 2027 on 16 January 2027"."""
    for cut in range(1, len(args)):
        day = read_event_day(" ".join(args[cut:]), now, zone)
        if day:
            return clean(" ".join(args[:cut]), LONGEST_NAME), day
    named = args[:-1] if len(args) > 1 and _ISO.fullmatch(args[-1]) else args  # 2027-02-30
    return clean(" ".join(named), LONGEST_NAME), None


def read_event_day(words: str, now: datetime, zone: str) -> date | None:
    """Return the day that the words mean; a year or a month alone is none."""
    said = words.removeprefix("on ").strip(" .,")
    if _ISO.fullmatch(said):
        try:
            return date.fromisoformat(said)
        except ValueError:
            return None
    if _YEAR_FIRST.match(said) or not (any(map(str.isdigit, said)) or _WEEKDAY.search(said)):
        return None
    if not re.search(r"\d{1,2}(?!\d)", said) and not _WEEKDAY.search(said):
        return None
    return read_day(said, now, zone)
