"""On which days and by which clock somebody works, and what to say of times outside of these."""

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.form import ChoiceInput, Input, MultiChoiceInput, Option, TextInput
from bot.message import Bullets, Paragraph, rich
from bot.wording.language import LOCALE, say_all, say_date, say_moment
from bot.wording.language import gettext as _
from bot.wording.people import say_names
from bot.wording.view import View
from jobs.meetings.work_weeks import Doubtful
from storage.members import DAY_NAMES
from storage.types import Member, Profile

DAYS, ZONE, OTHER_ZONE = "days", "zone", "other_zone"
LONGEST_ZONE = 50
_A_MONDAY = date(2026, 11, 23)
_ZONES = (
    "Europe/London",
    "Europe/Dublin",
    "Europe/Gibraltar",
    "Europe/Brussels",
    "Asia/Nicosia",
    "America/New_York",
    "Atlantic/Bermuda",
    "America/Cayman",
    "Atlantic/Stanley",
)


def inputs(profile: Profile, zone: str) -> tuple[Input, ...]:
    """Ask on which days and by which clock somebody works; `zone` is the network's."""
    theirs = profile.zone
    listed = _listed(zone)
    options = tuple(Option(name, say_day(day)) for day, name in enumerate(DAY_NAMES))
    return (
        MultiChoiceInput(
            DAYS,
            _("Days you work"),
            options,
            hint=_(
                "We suggest times to meet on these days. If you choose none, we take it "
                "to be Monday to Friday. Nobody sees this but by the times we suggest."
            ),
            values=tuple(DAY_NAMES[day] for day in profile.days),
        ),
        ChoiceInput(
            ZONE,
            _("Whose clock you go by"),
            tuple(Option(each, say_city(each)) for each in listed),
            hint=_("If you choose none, we use {city}'s.").format(city=say_city(zone)),
            value=theirs if theirs in listed else "",
            optional=True,
        ),
        TextInput(
            OTHER_ZONE,
            _("If that clock isn't in the list, type it here"),
            hint=_("A city, such as Perth, or a time zone, such as Australia/Perth."),
            value="" if theirs in listed else theirs,
            optional=True,
            limit=LONGEST_ZONE,
        ),
    )


def _listed(zone: str) -> tuple[str, ...]:
    return _ZONES if zone in _ZONES else (zone, *_ZONES)


def say_city(zone: str) -> str:
    """Return "New York" for America/New_York."""
    return zone.rpartition("/")[2].replace("_", " ")


def say_day(day: int) -> str:
    """Return "Monday" for 0."""
    return format_date(_A_MONDAY + timedelta(days=day), "EEEE", locale=LOCALE)


def say_days(kept: str) -> str:
    """Return days as they are kept, "mon fri", as people say them: "Monday and Friday"."""
    return say_all(say_day(DAY_NAMES.index(name)) for name in kept.split())


def not_a_zone() -> str:
    """Words that name no clock, or several."""
    return _(
        "We don't know that time zone. Type a name such as Australia/Perth, or leave it empty."
    )


# Times that may not suit


def doubts(
    view: View, doubtful: Sequence[Doubtful], others: Sequence[Member], zone: str
) -> tuple[Bullets | Paragraph, ...]:
    """Say of times that were suggested which may not suit, and that this is fine."""
    if not doubtful:
        return ()
    words = _("{names} can choose from them all the same. To suggest others, type {others}.")
    hint = rich(words, names=say_names(others), others=view.code("unmentor times others"))
    said = tuple((_doubt(each, zone),) for each in doubtful)
    lines = Paragraph(said[0]) if len(said) == 1 else Bullets(said)
    return (lines, Paragraph(hint))


def _doubt(each: Doubtful, zone: str) -> str:
    day = say_date(each.slot.astimezone(ZoneInfo(zone)).date())
    moment = say_moment(each.slot, zone)
    return _doubt_words(each).format(day=day, moment=moment, names=say_names(each.whom))


def _doubt_words(each: Doubtful) -> str:
    if not each.whom:
        return {
            "bank holiday": _("{day} is a bank holiday."),
            "weekend": _("{day} is at the weekend."),
            "day off": _("{day} isn't a working day for you all."),
            "hours": _("{moment} is early or late in the day."),
        }[each.why]
    return {
        "bank holiday": _("{day} is a bank holiday for {names}."),
        "weekend": _("{day} may not be a working day for {names}."),
        "day off": _("{day} may not be a working day for {names}."),
        "hours": _("{moment} may be early or late for {names}."),
    }[each.why]
