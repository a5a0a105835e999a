"""How words are marked for translation, and how dates are said: in full, never "24/11".

Sentences use `{placeholders}`, never f-strings, so that a translator can move them. The library
looks for a catalogue on the disk each time a sentence is said; here it is found once.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache
from gettext import NullTranslations, bindtextdomain, textdomain, translation
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.lists import format_list

from bot.message import Bold, Rich, rich

LOCALE = "en_GB"
__all__ = [
    "capital",
    "gettext",
    "ngettext",
    "say_all",
    "say_bold",
    "say_date",
    "say_for",
    "say_moment",
    "say_own",
    "say_time",
    "say_wall_time",
]


def gettext(message: str) -> str:
    """Return a sentence in the language of this process; itself where there is no translation."""
    return _catalogue().gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the sentence for this count."""
    return _catalogue().ngettext(one, many, count)


def _catalogue() -> NullTranslations:
    domain = textdomain()
    return _find_catalogue(domain, bindtextdomain(domain))


@lru_cache(maxsize=16)
def _find_catalogue(domain: str, folder: str) -> NullTranslations:
    """Look on the disk. The language is this process's own, which the environment names once."""
    return translation(domain, folder, fallback=True)


def say_date(day: date) -> str:
    """Return "Tuesday 24 November 2026"."""
    return format_date(day, "EEEE d MMMM y", locale=LOCALE)


def say_time(moment: datetime, zone: str) -> str:
    """Return "10am", "10:30am" or "midday" in the zone."""
    return say_wall_time(moment.astimezone(ZoneInfo(zone)).time())


def say_wall_time(wall: time) -> str:
    """Return "10am", "10:30am" or "midday": 12pm is read as midnight by some."""
    if (wall.hour, wall.minute) == (12, 0):
        return gettext("midday")
    pattern = "h:mma" if wall.minute else "ha"
    return format_time(wall, pattern, locale=LOCALE).replace(" ", "").lower()


def say_moment(moment: datetime, zone: str) -> str:
    """Return "Tuesday 24 November 2026 at 10am" in the zone."""
    local = moment.astimezone(ZoneInfo(zone))
    return gettext("{day} at {time}").format(day=say_date(local.date()), time=say_time(local, zone))


def say_for(moment: datetime, zone: str, own: str) -> str:
    """Return the moment in the zone, and by the reader's own clock where that shows otherwise."""
    said, clock = say_moment(moment, zone), say_own(moment, zone, own)
    return (
        gettext("{moment}, {clock} your time").format(moment=said, clock=clock) if clock else said
    )


def say_own(moment: datetime, zone: str, own: str) -> str:
    """Return what the reader's own clock shows: "11am", "11am on Wednesday"; blank: the same."""
    there, here = moment.astimezone(ZoneInfo(zone)), moment.astimezone(ZoneInfo(own))
    if there.replace(tzinfo=None) == here.replace(tzinfo=None):
        return ""
    if there.date() == here.date():
        return say_time(moment, own)
    day = format_date(here.date(), "EEEE", locale=LOCALE)
    return gettext("{time} on {day}").format(time=say_time(moment, own), day=day)


def capital(words: str) -> str:
    """Return the words as a sentence or an option begins."""
    return words[:1].upper() + words[1:]


def say_all(items: Iterable[str]) -> str:
    """Return "a, b and c"."""
    return format_list(list(items), locale=LOCALE)


def say_bold(items: Iterable[str]) -> Rich:
    """Return "a, b and c" with each item in bold."""
    names = list(items)
    holders = {f"item{index}": Bold(name) for index, name in enumerate(names)}
    return rich(say_all(f"{{{holder}}}" for holder in holders), **holders)
