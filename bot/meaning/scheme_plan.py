"""From a submitted form to a scheme's plan, or to a sentence at every input that is wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from gettext import gettext as _

from bot.command import Call
from bot.meaning.days import read_day
from bot.message import Values
from bot.wording import rhythms
from bot.wording.scheme_form import (
    APART,
    APPROVE,
    AT,
    EVERY,
    KIND,
    MINUTES,
    MUST,
    NAME,
    NATION,
    NTH,
    PLACE,
    PREFERENCES,
    QUIET,
    REPEAT,
    WEEKDAY,
)
from jobs.calendar import CalendarError, QuietPeriod
from jobs.schemes import check_timing
from storage.errors import NotFoundError
from storage.naming import clean, fold
from storage.programmes import Plan
from storage.types import PlaceId, Programme, Quiet, Rules, Strength, Timing

_TO = re.compile(r"\s+(?:to|until|till)\s+|\s*[\u2013\u2014]\s*", re.IGNORECASE)
_MOST_MINUTES = 240
_MOST_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a form: a plan that can be kept, or else what is wrong, by input."""

    plan: Plan
    errors: Mapping[str, str]


def read_plan(call: Call, values: Values, was: Programme | None = None) -> Reading:
    """Read a form. `was`: the scheme that is edited, from which what the form lacks is kept."""
    reader = _Reader(call, values)
    timing = reader.timing(was.timing if was else _new_timing(call))
    plan = Plan(
        reader.name(was),
        reader.place(),
        reader.rules(was.rules if was else Rules()),
        timing,
        approve=reader.text(APPROVE) != "no",
        minutes=reader.whole(MINUTES, 5, _MOST_MINUTES),
    )
    return Reading(plan, reader.errors)


def _new_timing(call: Call) -> Timing:
    return Timing(zone=call.network.zone, starts=call.now.date())


class _Reader:
    def __init__(self, call: Call, values: Values) -> None:
        self._call = call
        self._values = values
        self.errors: dict[str, str] = {}

    def text(self, name: str) -> str:
        value = self._values.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def name(self, was: Programme | None) -> str:
        name = clean(self.text(NAME), 80)
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

    def rules(self, was: Rules) -> Rules:
        must = self._values.get(MUST, ())
        strong = {name: self._strength(name) for name in PREFERENCES}
        return replace(
            was,
            different_organisation=APART in ((must,) if isinstance(must, str) else must),
            no_repeat_within=self.whole(REPEAT, 0, _MOST_ROUNDS),
            **strong,  # type: ignore[arg-type]  # the names of Rules' preferences
        )

    def _strength(self, name: str) -> Strength:
        said = self.text(name)
        return next((each for each in rhythms.STRENGTHS if each == said), "off")

    def whole(self, name: str, least: int, most: int) -> int:
        """Read a whole number; a word in place of one is an error at its input."""
        said = self.text(name)
        if said.isdecimal() and least <= int(said) <= most:
            return int(said)
        self.errors[name] = _("Give a whole number from {least} to {most}.").format(
            least=least, most=most
        )
        return least

    def one_of(self, name: str, options: range | tuple[int, ...], otherwise: int) -> int:
        said = self.text(name)
        return next((each for each in options if str(each) == said), otherwise)
