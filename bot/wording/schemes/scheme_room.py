"""What is wrong with a scheme's group size or rhythm, and by how much."""

from bot.wording.language import gettext as _
from bot.wording.language import ngettext
from bot.wording.schemes.scheme_fields import say_meetings
from jobs.calendars.calendar import MOST_PERIODS
from jobs.rounds.terms import FIRST_MEETING_WEEKS
from jobs.schemes.scheme_room import weeks_needed
from storage.round_records import Format, SchemeKind, Timing


def say_wrong_size(kind: SchemeKind) -> str:
    """Return how many people a group of this kind is of."""
    if kind == "mentors":
        return _("Mentoring is between two people. Choose 2.")
    return _("An action learning set is of 3 to 6 people. Choose one of these.")


def say_no_room(timing: Timing, format_: Format, missing: int) -> str:
    """Return that rounds come too fast for what one takes, and what would do."""
    every = timing.every + missing
    if every > MOST_PERIODS:
        return _("{taken} That is too long for any rhythm: choose fewer.").format(
            taken=_say_taken(format_)
        )
    words = (
        ngettext(
            "{taken} The next round would come {missing} month too soon: choose {every} or more.",
            "{taken} The next round would come {missing} months too soon: choose {every} or more.",
            missing,
        )
        if timing.kind == "months"
        else ngettext(
            "{taken} The next round would come {missing} week too soon: choose {every} or more.",
            "{taken} The next round would come {missing} weeks too soon: choose {every} or more.",
            missing,
        )
    )
    return words.format(taken=_say_taken(format_), missing=missing, every=every)


def _say_taken(format_: Format) -> str:
    if format_.kind == "mentors":
        words = ngettext(
            "Mentoring lasts {count} month.", "Mentoring lasts {count} months.", format_.meetings
        )
        return words.format(count=format_.meetings)
    words = _(
        "A set's {meetings} take {weeks} weeks, since the first is {first} weeks after it begins."
    )
    return words.format(
        meetings=say_meetings(format_), weeks=weeks_needed(format_), first=FIRST_MEETING_WEEKS
    )
