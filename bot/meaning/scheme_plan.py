"""From the form "what and when" to a scheme's plan, or to a sentence at what is wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.command import Call
from bot.form import Values
from bot.meaning.days import read_day
from bot.meaning.form_reader import FormReader
from bot.wording.language import gettext as _
from bot.wording.schemes import rhythms
from bot.wording.schemes.scheme_fields import (
    AT,
    BETWEEN,
    EVERY,
    FORMAT,
    KIND,
    KINDS,
    MEETINGS,
    MINUTES,
    NAME,
    NATION,
    NTH,
    PLACE,
    QUIET,
    SIZE,
    SIZES,
    WEEKDAY,
)
from bot.wording.schemes.scheme_form import LONGEST_NAME, plan_of
from bot.wording.schemes.scheme_room import say_no_room, say_wrong_size
from jobs.calendars.calendar import CalendarError, QuietPeriod
from jobs.schemes.scheme_room import fits_size, room_missing
from jobs.schemes.schemes import check_timing
from storage.errors import NotFoundError
from storage.naming import clean, fold
from storage.programmes import Plan
from storage.round_records import Format, Programme, Quiet, SchemeKind, Timing
from storage.types import PlaceId

_TO = re.compile(r"\s+(?:to|until|till)\s+|\s*[\u2013\u2014]\s*", re.IGNORECASE)
_MOST_MINUTES = 240
_MOST_MEETINGS = 24
_MOST_WEEKS = 26


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a form: a plan that can be kept, or else what is wrong, by input."""

    plan: Plan
    errors: Mapping[str, str]


def read_plan(
    call: Call, values: Values, was: Programme | None = None, like: Programme | None = None
) -> Reading:
    """Read a form. `was`: the scheme that is edited; `like`: of which a new one is a copy.

    What the form does not ask for is kept from there.
    """
    before = was or like
    base = plan_of(before) if before else Plan("", PlaceId(""))
    reader = _Reader(call, values)
    format_, size = reader.format(base.format)
    timing = reader.timing(was.timing if was else _new_timing(call))
    reader.check_room(timing, format_)
    plan = replace(
        base,
        name=reader.name(was),
        place_id=reader.place(),
        rules=replace(base.rules, group_size=size),
        timing=timing,
        minutes=reader.whole(MINUTES, 5, _MOST_MINUTES),
        format=format_,
    )
    return Reading(plan, reader.errors)


def _new_timing(call: Call) -> Timing:
    return Timing(zone=call.network.zone, starts=call.now.date())


class _Reader(FormReader):
    def __init__(self, call: Call, values: Values) -> None:
        super().__init__(values)
        self._call = call

    def name(self, was: Programme | None) -> str:
        name = clean(self.text(NAME), LONGEST_NAME)
        known = self._call.tx.programmes.all(self._call.network.id)
        if not name:
            self.errors[NAME] = _("Give the scheme a name.")
        elif any(fold(p.name) == fold(name) and (was is None or p.id != was.id) for p in known):
            self.errors[NAME] = _("There is a scheme of this name already. Choose another name.")
        return name

    def place(self) -> PlaceId:
        chosen = PlaceId(self.text(PLACE))
        try:
            place = self._call.tx.places.get(chosen)
        except NotFoundError:
            self.errors[PLACE] = _("Choose a channel.")
            return chosen
        if place.kind != "channel" or place.space_id not in self._spaces():
            self.errors[PLACE] = _("Choose a channel of this workspace.")
        elif place.network_id not in (None, self._call.network.id):
            self.errors[PLACE] = _("That channel belongs to another network. Choose another one.")
        return chosen

    def _spaces(self) -> list[str]:
        return [str(space) for space in self._call.tx.networks.spaces_of(self._call.network.id)]

    def format(self, was: Format) -> tuple[Format, int]:
        """Read the kind of scheme and its group size; how many meetings only where there are."""
        said = self.text(FORMAT)
        kind: SchemeKind = next((each for each in KINDS if each == said), "pairs")
        size = self.one_of(SIZE, SIZES, SIZES[0])
        if not fits_size(kind, size):
            self.errors[SIZE] = say_wrong_size(kind)
        meetings = self.whole(MEETINGS, 1, _MOST_MEETINGS) if kind != "pairs" else 1
        weeks = self.whole(BETWEEN, 1, _MOST_WEEKS) if kind == "sets" else was.weeks_between
        return replace(was, kind=kind, meetings=meetings, weeks_between=weeks), size

    def check_room(self, timing: Timing, format_: Format) -> None:
        """A round must be over before the next one begins."""
        if self.errors.keys() & {EVERY, KIND, WEEKDAY, NTH, AT, NATION, MEETINGS, BETWEEN}:
            return
        missing = room_missing(timing, format_)
        if missing:
            self.errors[EVERY] = say_no_room(timing, format_, missing)

    def timing(self, was: Timing) -> Timing:
        timing = replace(
            was,
            kind="weeks" if self.text(KIND) == "weeks" else "months",
            every=self.whole(EVERY, 1, 52),
            nth=self.one_of(NTH, rhythms.NTHS, was.nth),
            weekday=self.one_of(WEEKDAY, range(5), was.weekday),
            at=self.text(AT),
            nation=self.text(NATION),
            quiet=self.quiet(),
        )
        if not self.errors.keys() & {EVERY, QUIET}:
            self._check(timing)
        return timing

    def _check(self, timing: Timing) -> None:
        try:
            check_timing(timing, self._call.now)
        except CalendarError as error:
            known = (KIND, EVERY, WEEKDAY, NTH, AT, NATION, QUIET)
            self.errors[error.field if error.field in known else KIND] = str(error)
        except ValueError:
            self.errors[AT] = _("Give the time as hours and minutes, such as 10:00.")

    def quiet(self) -> tuple[Quiet, ...]:
        lines = [line.strip() for line in self.text(QUIET).splitlines() if line.strip()]
        return tuple(filter(None, map(self._quiet_line, lines)))

    def _quiet_line(self, line: str) -> Quiet | None:
        days, _colon, why = line.partition(":")
        parts = _TO.split(days.strip())
        first, last = self._day(parts[0]), self._day(parts[-1])
        if first is None or last is None or len(parts) > 2:
            self.errors[QUIET] = _(
                "We can't read the dates in “{line}”. "
                "Write them as 21 December 2026 to 4 January 2027: Christmas."
            ).format(line=line)
            return None
        try:
            QuietPeriod(first, last, why)
        except CalendarError as error:
            self.errors[QUIET] = str(error)
        return Quiet(first, last, clean(why, 60))

    def _day(self, text: str) -> date | None:
        try:
            return date.fromisoformat(text.strip())
        except ValueError:
            return read_day(text, self._call.now, self._call.network.zone)
