"""What becomes of which organisation, and since when: "X to Y from 1 April 2026"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.command import Call, Refusal
from bot.form import Values
from bot.suggest import NEW
from bot.wording.language import gettext as _
from bot.wording.networks import organisation_changes
from jobs.importing.past_dates import read_past_day
from storage.types import Organisation, OrganisationId

_FROM = ("from", "since")


@dataclass(frozen=True, slots=True)
class Told:
    """The one that changes, what it becomes, and since which day; `sure`: "yes" was typed."""

    first: str
    second: str
    on: date
    sure: bool = False


def today_of(call: Call) -> date:
    """Return which day it is for the network."""
    return call.now.astimezone(ZoneInfo(call.network.zone)).date()


def read_change(call: Call, between: str, example: str) -> Told:
    """Read "X to Y from DAY"; without a day it is today's. Refusal says how to write it.

    Several things that it becomes stay one text, each in quotation marks where they were typed.
    """
    words = list(call.args)
    sure = bool(words) and words[-1].casefold() == "yes"
    words = words[:-1] if sure else words
    words, on = _split_day(call, words)
    at = _last(words, between)
    first, second = " ".join(words[:at]), words[at + 1 :]
    if at < 1 or not second:
        typed = call.names.typed(example)
        told = _("Name two organisations, such as {example}.")
        raise Refusal(told.format(example=typed), _("Nothing has changed."))
    return Told(first, _quoted(second), on, sure)


def read_day_given(call: Call, text: str) -> date | str:
    """Return the day of a form, today where it is blank; or what is wrong with it."""
    if not text.strip():
        return today_of(call)
    day = read_past_day(text, today_of(call))
    if day is None:
        return organisation_changes.no_day()
    return organisation_changes.day_to_come() if day > today_of(call) else day


def named(call: Call, name: str) -> Organisation:
    """Return the organisation of this name; Refusal."""
    found = call.tx.organisations.find(call.network.id, name)
    if found is None:
        words = _("We don't know an organisation called {name}.").format(name=name)
        raise Refusal(words, _("Nothing has changed."))
    return found


def with_id(call: Call, id_: str) -> Organisation:
    """Return the organisation of a reference or a form; NotFoundError."""
    return call.tx.organisations.get(OrganisationId(id_), call.network.id)


def read_known(values: Values, name: str) -> str:
    """Return the id that an input chose; blank where it chose none, or one to be added."""
    picked = "".join(values.get(name, ""))
    return "" if picked.startswith(NEW) else picked


def read_parts(text: str) -> list[str]:
    """Return the names in "Y" and "Z", or in lines; names that hold "and" need the quotes."""
    if '"' in text:
        pieces = text.split('"')[1::2]
    else:
        lines = text.replace(";", "\n").splitlines()
        pieces = lines if len(lines) > 1 else text.split(" and ")
    names = (" ".join(piece.split()) for piece in pieces)
    return list(dict.fromkeys(name for name in names if name))


def _split_day(call: Call, words: list[str]) -> tuple[list[str], date]:
    at = max(_last(words, word) for word in _FROM)
    if at < 1:
        return words, today_of(call)
    day = read_day_given(call, " ".join(words[at + 1 :]))
    if isinstance(day, str):
        raise Refusal(day, _("Nothing has changed."))
    return words[:at], day


def _last(words: Sequence[str], wanted: str) -> int:
    found = [at for at, word in enumerate(words) if word.casefold() == wanted]
    return found[-1] if found else -1


def _quoted(words: Sequence[str]) -> str:
    """Words that were typed in quotes hold spaces: they stay apart from what is around them."""
    if any(" " in word for word in words):
        return " ".join(f'"{word}"' if word.casefold() != "and" else word for word in words)
    return " ".join(words)
