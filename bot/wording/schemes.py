"""A scheme in a few words: what it is, when it is next, and a member's part in it."""

from datetime import date, datetime
from gettext import gettext as _

from bot.message import Bold, Paragraph, Part, Rich, paragraph, rich
from bot.wording.language import say_date, say_moment
from bot.wording.rhythms import say_how_often
from bot.wording.view import View
from bot.wording.waves import how_it_waits
from jobs.calendar import CalendarError
from jobs.rounds import next_introductions
from jobs.waiting import find_wait
from storage.types import Enrolment, Programme


def next_moment(view: View, programme: Programme) -> datetime | None:
    """Return when people are next introduced; None where the rhythm holds no date any more."""
    try:
        return next_introductions(view.tx, programme, view.now)
    except CalendarError:
        return None


def whom(programme: Programme) -> str:
    """Return whom a member is introduced to: "one person from another organisation"."""
    pairs, apart = programme.rules.group_size == 2, programme.rules.different_organisation
    if pairs:
        return _("one person from another organisation") if apart else _("one other person")
    return _("a few people from other organisations") if apart else _("a few other people")


def what_it_is(view: View, programme: Programme) -> Rich:
    """Return what a scheme is, for somebody who does not know it."""
    return rich(
        _(
            "{how_often} we introduce you to {whom}, and you find {minutes} minutes to talk. "
            "There's no agenda, and no selling."
        ),
        how_often=say_how_often(programme.timing),
        whom=whom(programme),
        minutes=str(programme.minutes),
    )


def what_comes_next(view: View, programme: Programme) -> Paragraph:
    """When the member is next introduced, and how long they then have; sooner for who waits."""
    wait = find_wait(view.tx, programme, view.reader.id) if view.reader else None
    if wait:
        return how_it_waits(view, programme, wait)
    moment = next_moment(view, programme)
    if moment is None:
        return Paragraph((_("No date is set for the next introductions yet."),))
    on, who = say_moment(moment, view.zone), whom(programme)
    return paragraph(
        _(
            "On {date} we'll introduce you to {whom}. "
            "You'll then have until the next round to find {minutes} minutes."
        ),
        date=on,
        whom=who,
        minutes=str(programme.minutes),
    )


def next_date(view: View, programme: Programme) -> Paragraph:
    """When a scheme's next introductions are, for somebody who is not in it yet."""
    moment = next_moment(view, programme)
    if moment is None:
        return Paragraph((_("No date is set for the next introductions yet."),))
    words = _("The next introductions are on {date}.")
    return paragraph(words, date=say_moment(moment, view.zone))


def part_in(view: View, programme: Programme, enrolment: Enrolment) -> Paragraph:
    """A member's part in a scheme: in, paused or sitting one out."""
    name: Part = Bold(programme.name)
    if enrolment.paused_why == "silent" and enrolment.state == "paused":
        words = _(
            "We've paused you in {scheme}, since we hadn't heard from you for three rounds. "
            "To be in again, type {resume}."
        )
        return paragraph(words, scheme=name, resume=view.code("unmentor resume"))
    if enrolment.state == "paused":
        return Paragraph(_paused(view, name, enrolment.paused_until))
    if enrolment.skip_next:
        words = _(
            "You're in {scheme}, and you're sitting out the next round. "
            "To be in it after all, type {unskip}."
        )
        return paragraph(words, scheme=name, unskip=view.code("unmentor unskip"))
    return paragraph(_("You're in {scheme}."), scheme=name)


def _paused(view: View, name: Part, until: date | None) -> Rich:
    resume = view.code("unmentor resume")
    if until is None:
        words = _("You're having a break from {scheme}. To be in again, type {resume}.")
        return rich(words, scheme=name, resume=resume)
    words = _("You're having a break from {scheme} until {day}. To end it sooner, type {resume}.")
    return rich(words, scheme=name, day=say_date(until), resume=resume)
