"""A scheme in a few words: what it is, when it is next, and a member's part in it."""

from datetime import date, datetime

from bot.message import Bold, Paragraph, Part, Rich, paragraph, rich
from bot.wording.language import gettext as _
from bot.wording.language import say_date, say_moment
from bot.wording.mentoring import mentor_asking
from bot.wording.rounds.waves import how_it_waits
from bot.wording.schemes import scheme_kinds
from bot.wording.view import View
from jobs.calendars.calendar import CalendarError
from jobs.rounds.busy import seated_now
from jobs.rounds.rounds import next_introductions
from jobs.waves.waiting import find_wait
from storage.round_records import Enrolment, Programme
from storage.types import Member


def next_moment(view: View, programme: Programme) -> datetime | None:
    """Return when people are next introduced; None where the rhythm holds no date any more."""
    try:
        return next_introductions(view.tx, programme, view.now)
    except CalendarError:
        return None


def what_it_is(programme: Programme) -> Rich:
    """Return what a scheme is, for somebody who does not know it."""
    return scheme_kinds.say_what_it_is(programme)


def what_comes_next(view: View, programme: Programme) -> Paragraph:
    """When the member is next introduced, and how long they then have; sooner for who waits."""
    wait = find_wait(view.tx, programme, view.reader.id) if view.reader else None
    if wait:
        return how_it_waits(view, programme, wait)
    moment = next_moment(view, programme)
    if moment is None:
        return Paragraph((_("No date is set for the next introductions yet."),))
    date = say_moment(moment, view.zone)
    if programme.format.kind == "sets" and view.reader and _sits(view, programme, view.reader):
        words = _("You're in a set at the moment. The next sets begin on {date}.")
        return paragraph(words, date=date)
    if mentor_asking.is_asked(view, programme):
        return mentor_asking.tell_first(view, date)
    return Paragraph(scheme_kinds.say_what_comes_next(programme, date))


def _sits(view: View, programme: Programme, member: Member) -> bool:
    return member.id in seated_now(view.tx, programme)


def next_date(view: View, programme: Programme) -> Paragraph:
    """When a scheme's next introductions are, for somebody who is not in it yet."""
    moment = next_moment(view, programme)
    if moment is None:
        return Paragraph((_("No date is set for the next introductions yet."),))
    words = scheme_kinds.say_next_date(programme)
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
