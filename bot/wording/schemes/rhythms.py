"""A scheme's rhythm and rules in words, and the options that forms offer for them."""

from datetime import time

from babel.dates import format_date, get_day_names

from bot.form import Option
from bot.wording.language import LOCALE, ngettext, say_wall_time
from bot.wording.language import gettext as _
from storage.round_records import Quiet, Rules, Strength, Timing

STRENGTHS: tuple[Strength, ...] = ("off", "mild", "strong")
NATIONS = ("england-and-wales", "scotland", "northern-ireland", "all")
NTHS = (1, 2, 3, 4, -1)


def say_rhythm(timing: Timing) -> str:
    """Return "the first Tuesday of every month at 10am", or "every 2 weeks on a Tuesday"."""
    day, at = say_weekday(timing.weekday), say_clock(timing.at)
    if timing.kind == "weeks":
        words = ngettext(
            "every week on {day} at {time}", "every {count} weeks on {day} at {time}", timing.every
        )
        return words.format(count=timing.every, day=day, time=at)
    words = ngettext(
        "the {nth} {day} of every month at {time}",
        "the {nth} {day} of every {count} months at {time}",
        timing.every,
    )
    return words.format(
        nth=say_nth(timing.nth), day=day, count=timing.every, time=say_clock(timing.at)
    )


def say_how_often(timing: Timing) -> str:
    """Return "Once a month" or "Every 2 weeks", for the beginning of a sentence."""
    if timing.kind == "weeks":
        return ngettext("Once a week", "Every {count} weeks", timing.every).format(
            count=timing.every
        )
    return ngettext("Once a month", "Every {count} months", timing.every).format(count=timing.every)


def say_quiet(quiet: Quiet) -> str:
    """Return "21 December 2026 to 4 January 2027: Christmas", as the form takes it, too."""
    first, last = (format_date(day, "d MMMM y", locale=LOCALE) for day in (quiet.first, quiet.last))
    days = first if first == last else _("{first} to {last}").format(first=first, last=last)
    return _("{days}: {why}").format(days=days, why=quiet.why) if quiet.why else days


def say_clock(at: str) -> str:
    """Return "10am" for "10:00"."""
    return say_wall_time(time.fromisoformat(at))


def say_weekday(weekday: int) -> str:
    """Return "Tuesday" for 1."""
    return str(get_day_names("wide", locale=LOCALE)[weekday])


def say_nth(nth: int) -> str:
    """Return "first" for 1, and "last" for -1."""
    return {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth")}.get(nth, _("last"))


def say_nation(nation: str) -> str:
    """Return whose bank holidays are kept."""
    return {
        "england-and-wales": _("England and Wales"),
        "scotland": _("Scotland"),
        "northern-ireland": _("Northern Ireland"),
    }.get(nation, _("All of the UK"))


def say_strength(strength: Strength) -> str:
    """Return how much a preference counts."""
    return {"off": _("Off"), "mild": _("Mild"), "strong": _("Strong")}[strength]


def say_rules(rules: Rules) -> str:
    """Return what never bends, and what bends last."""
    repeat = ngettext(
        "nobody meets the same person again within {count} round",
        "nobody meets the same person again within {count} rounds",
        rules.no_repeat_within,
    ).format(count=rules.no_repeat_within)
    if not rules.different_organisation:
        return repeat
    return _("colleagues are never matched, and {repeat}").format(repeat=repeat)


def kinds() -> tuple[Option, ...]:
    """Return the two rhythms."""
    return (
        Option("months", _("By the month"), _("Such as the first Tuesday of every month")),
        Option("weeks", _("By the week"), _("Such as every 4 weeks on a Tuesday")),
    )


def weekdays() -> tuple[Option, ...]:
    """Return Monday to Friday."""
    return tuple(Option(str(day), say_weekday(day)) for day in range(5))


def nths() -> tuple[Option, ...]:
    """Return which weekday of the month."""
    return tuple(Option(str(nth), say_nth(nth).capitalize()) for nth in NTHS)


def nations() -> tuple[Option, ...]:
    """Return whose bank holidays may be kept."""
    return tuple(Option(nation, say_nation(nation)) for nation in NATIONS)


def strengths() -> tuple[Option, ...]:
    """Return how much a preference may count."""
    return tuple(Option(strength, say_strength(strength)) for strength in STRENGTHS)
