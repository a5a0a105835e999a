"""Whether a scheme's rhythm leaves room for its meetings, and a kind its group size. Pure."""

import math
from dataclasses import replace
from itertools import islice, pairwise

from jobs.calendars.calendar import MOST_PERIODS, nominal_dates
from jobs.rounds import dates, terms
from storage.round_records import Format, SchemeKind, Timing

LEAST_IN_SET = 3
_PAIR = 2
_LOOKED_AT = 14
_WEEKS_IN_YEAR, _MONTHS_IN_YEAR = 52, 12


def fits_size(kind: SchemeKind, size: int) -> bool:
    """Return whether a kind of scheme can have groups of this many people."""
    return {"pairs": True, "mentors": size == _PAIR, "sets": size >= LEAST_IN_SET}[kind]


def weeks_needed(format_: Format) -> int:
    """Return how many weeks a round takes: for sets, from the introduction to the last meeting."""
    if format_.kind == "mentors":
        return math.ceil(format_.meetings * _WEEKS_IN_YEAR / _MONTHS_IN_YEAR)
    if format_.kind == "pairs":
        return 0
    return terms.FIRST_MEETING_WEEKS + (format_.meetings - 1) * format_.weeks_between


def weeks_between_rounds(timing: Timing) -> int:
    """Return the fewest weeks from one round's date to the next one's."""
    ahead = islice(nominal_dates(dates.rhythm_of(timing)), _LOOKED_AT)
    return min((later - day).days for day, later in pairwise(ahead)) // 7


def room_missing(timing: Timing, format_: Format) -> int:
    """Return how many months or weeks more the rhythm needs between rounds; 0: there is room."""
    for every in range(timing.every, MOST_PERIODS + 1):
        if _has_room(replace(timing, every=every), format_):
            return every - timing.every
    return MOST_PERIODS + 1 - timing.every


def _has_room(timing: Timing, format_: Format) -> bool:
    if format_.kind == "mentors" and timing.kind == "months":
        return timing.every >= format_.meetings
    if format_.kind == "mentors":
        return timing.every >= weeks_needed(format_)
    return format_.kind == "pairs" or weeks_between_rounds(timing) > weeks_needed(format_)
