"""How often a digest is wanted: "weekly mon 09:00", "weekdays at 8:30", "off". English."""

import re
from calendar import day_name
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.meaning.moments import read_clock
from storage.digest_records import DigestPlan, DigestRhythm

_RHYTHMS: tuple[tuple[DigestRhythm, str], ...] = (
    ("off", r"off|stop|never|none|no more|no thanks"),
    ("fortnightly", r"fortnightly|(?:(?:once )?(?:a|every)) fortnight|every (?:two|2) weeks"),
    ("fortnightly", r"every (?:other|second)(?: week)?|bi-?weekly"),
    ("weekly", r"weekly|(?:once )?(?:a|every|each) week"),
    ("daily", r"daily|(?:once )?(?:a|every|each) (?:working |week)?day|(?:on )?weekdays"),
)
_FILLER = re.compile(r"\b(?:on|at|every|each|the|a|please|from|in the)\b|[,;]", re.IGNORECASE)
_USUAL_HOURS = {"morning": "09:00", "lunchtime": "12:00", "afternoon": "14:00", "evening": "18:00"}
_DAYS = tuple(name.casefold() for name in day_name)
_FEWEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was said of a rhythm; None: nothing was, so it stays as it is."""

    rhythm: DigestRhythm | None = None
    weekday: int | None = None
    at: str | None = None


def read_rhythm(text: str) -> Wanted | None:
    """Return how often, on which weekday and at which hour; None where something is not clear.

    A weekday alone is every week; an hour alone leaves the rhythm as it is.
    """
    rhythm, rest = _take_rhythm(" ".join(text.casefold().split()))
    clock = read_clock(rest)
    if clock is None:
        return None
    at, rest = clock
    words = [word for word in _FILLER.sub(" ", rest).split() if word]
    named = next((word for word in words if word in _USUAL_HOURS), "")
    if named and at is None:
        words.remove(named)
    weekday = _read_weekday(" ".join(words)) if words else None
    if words and weekday is None:
        return None
    hour = at.strftime("%H:%M") if at else _USUAL_HOURS.get(named)
    if weekday is not None and rhythm in ("daily", "off"):
        return None
    wanted = Wanted(rhythm or ("weekly" if weekday is not None else None), weekday, hour)
    return wanted if wanted != Wanted() else None


def apply(wanted: Wanted, plan: DigestPlan, today: date) -> DigestPlan | None:
    """Return the plan as it is wanted; None where only an hour was said, and it is off. Pure.

    A fortnightly one begins with the first such weekday to come.
    """
    rhythm = wanted.rhythm or plan.rhythm
    if rhythm == "off" and wanted.rhythm is None:
        return None
    weekday = plan.weekday if wanted.weekday is None else wanted.weekday
    changed = replace(plan, rhythm=rhythm, weekday=weekday, at=wanted.at or plan.at)
    if rhythm == "fortnightly" and (plan.rhythm != "fortnightly" or weekday != plan.weekday):
        return replace(changed, starts=today + timedelta(days=(weekday - today.weekday()) % 7))
    return changed


def _take_rhythm(words: str) -> tuple[DigestRhythm | None, str]:
    for rhythm, pattern in _RHYTHMS:
        found = re.search(rf"(?<![\w:.])(?:{pattern})(?![\w:.])", words)
        if found:
            return rhythm, f"{words[: found.start()]} {words[found.end() :]}"
    return None, words


def _read_weekday(word: str) -> int | None:
    """The day of the week, by its beginning; never another kind of day, such as "tomorrow"."""
    for spelled in (word, word.removesuffix("s")):
        for weekday, name in enumerate(_DAYS):
            if len(spelled) >= _FEWEST_LETTERS and name.startswith(spelled):
                return weekday
    return None
