"""What was typed of a reminder to write: what it is called, and when it comes. English."""

from dataclasses import dataclass

from bot.meaning.digest_rhythms import Wanted, read_rhythm
from bot.meaning.moments import read_clock
from bot.meaning.new_places import find_odd_clock


@dataclass(frozen=True, slots=True)
class WritingWanted:
    """What it is called, or blank; and when, as far as that was said."""

    what: str
    weekday: int | None = None
    at: str | None = None


def read_writing(words: tuple[str, ...]) -> WritingWanted | None:
    """Return what the words mean; None where they name a rhythm that is not weekly. Pure.

    The longest end that says when is taken as that; what stands before it is the name.
    """
    for first in range(len(words)):
        rhythm = read_rhythm(" ".join(words[first:]))
        if rhythm:
            what = " ".join(words[:first])
            return _wanted(what, rhythm)
    return WritingWanted(" ".join(words))


def find_no_hour(words: tuple[str, ...]) -> str:
    """Return what is written as a time of day and is none, such as 25:00; blank where nothing is.

    A time inside a name in quotation marks is the name's.
    """
    odd = find_odd_clock(words)
    return odd if odd and read_clock(odd) is None else ""


def _wanted(what: str, rhythm: Wanted) -> WritingWanted | None:
    if rhythm.rhythm not in (None, "weekly"):
        return None
    return WritingWanted(what, rhythm.weekday, rhythm.at)
