"""What a scheme is and what comes next in it, for each kind: introductions, sets and mentoring."""

from bot.message import Rich, rich
from bot.wording.language import gettext as _
from bot.wording.language import ngettext
from bot.wording.schemes.rhythms import say_how_often, say_rhythm
from bot.wording.schemes.scheme_fields import say_meetings
from storage.round_records import Programme


def whom(programme: Programme) -> str:
    """Return whom a member is introduced to: "one person from another organisation"."""
    pairs, apart = programme.rules.group_size == 2, programme.rules.different_organisation
    if pairs:
        return _("one person from another organisation") if apart else _("one other person")
    return _("a few people from other organisations") if apart else _("a few other people")


def say_what_it_is(programme: Programme) -> Rich:
    """Return what a scheme is, for somebody who does not know it."""
    how_often, minutes = say_how_often(programme.timing), str(programme.minutes)
    if programme.format.kind == "sets":
        return rich(
            _(
                "You and {whom} form an action learning set: you bring real problems from work, "
                "and help each other by asking questions. A set has {meetings}, of {minutes} "
                "minutes each. {how_often} new sets begin."
            ),
            whom=whom(programme),
            meetings=say_meetings(programme.format),
            minutes=minutes,
            how_often=how_often,
        )
    if programme.format.kind == "mentors":
        return rich(
            _(
                "Somebody who'd like help with something is matched with somebody who can help. "
                "You talk about once a month, {months}. {how_often} new mentoring begins."
            ),
            months=say_months(programme),
            how_often=how_often,
        )
    return rich(
        _(
            "{how_often} we introduce you to {whom}, and you find {minutes} minutes to talk. "
            "There's no agenda, and no selling."
        ),
        how_often=how_often,
        whom=whom(programme),
        minutes=minutes,
    )


def say_months(programme: Programme) -> str:
    """Return "for 3 months"."""
    count = programme.format.meetings
    return ngettext("for {count} month", "for {count} months", count).format(count=count)


def say_what_comes_next(programme: Programme, date: str) -> Rich:
    """Return what a member can expect of the next introductions, which are on this date."""
    if programme.format.kind == "sets":
        words = _(
            "New sets begin on {date}. We'll then introduce you to your set, and tell you when "
            "you meet."
        )
        return rich(words, date=date)
    if programme.format.kind == "mentors":
        words = _(
            "New mentoring begins on {date}. We'll then introduce you to whoever fits what you "
            "offer or wish for."
        )
        return rich(words, date=date)
    words = _(
        "On {date} we'll introduce you to {whom}. "
        "You'll then have until the next round to find {minutes} minutes."
    )
    return rich(words, date=date, whom=whom(programme), minutes=str(programme.minutes))


def say_when(programme: Programme) -> str:
    """Return when it begins in its rhythm, which stays true where the next date does not."""
    rhythm = say_rhythm(programme.timing)
    when = rhythm if programme.timing.kind == "weeks" else _("on {rhythm}").format(rhythm=rhythm)
    words = {
        "pairs": _("Introductions are {when}, or on the next working day after a holiday."),
        "sets": _("New sets begin {when}, or on the next working day after a holiday."),
        "mentors": _("New mentoring begins {when}, or on the next working day after a holiday."),
    }[programme.format.kind]
    return words.format(when=when)


def say_next_date(programme: Programme) -> str:
    """Return when it next begins, with a placeholder for the date."""
    return {
        "pairs": _("The next introductions are on {date}."),
        "sets": _("The next sets begin on {date}."),
        "mentors": _("The next mentoring begins on {date}."),
    }[programme.format.kind]
