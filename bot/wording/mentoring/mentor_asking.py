"""Whoever is in mentoring but has not said what they offer or wish for is asked until they have."""

from bot.form import Form
from bot.message import Bold, Button, Buttons, Message, Paragraph, paragraph, rich, say
from bot.wording.helping import for_visitors
from bot.wording.language import gettext as _
from bot.wording.mentoring import mentoring
from bot.wording.view import View
from jobs.members.belonging import enrolled_in, enrolment
from storage.round_records import Enrolment, Programme


def says_nothing(programme: Programme, part: Enrolment | None) -> bool:
    """Return whether somebody in mentoring neither offers nor wishes for anything yet."""
    is_in = part is not None and part.state == "in" and programme.format.kind == "mentors"
    return is_in and not (part and (part.offers or part.wishes))


def is_asked(view: View, programme: Programme) -> bool:
    """Return whether the reader still has to say what they offer or wish for."""
    part = enrolment(view.tx, view.reader, programme) if view.reader else None
    return says_nothing(programme, part)


def find_asking(view: View) -> Programme | None:
    """Return the first scheme in which the reader still has to say so."""
    mine = enrolled_in(view.tx, view.reader) if view.reader else []
    return next((programme for programme in mine if is_asked(view, programme)), None)


def say_button(programme: Programme) -> Button:
    """Say what you offer or wish for, in this scheme."""
    return Button(_("Say what I offer or wish for"), "unmentor offers", programme.id, "primary")


def tell_first(view: View, date: str) -> Paragraph:
    """When mentoring begins, and what is needed before."""
    words = _(
        "New mentoring begins on {date}. So that we can match you, tell us first what you can "
        "help with, or would like help with: type {offers}."
    )
    return paragraph(words, date=date, offers=view.code("unmentor offers"))


def first_form(programme: Programme, part: Enrolment, *, visitor: bool) -> Form:
    """What somebody is asked at once who joins with a press, since we know them already."""
    lead = paragraph(
        _("You're in {scheme}. So that we can match you, tell us what you offer or wish for."),
        scheme=Bold(programme.name),
    )
    guest = (Paragraph((for_visitors(),)),) if visitor else ()
    return mentoring.form(programme, part, (lead, *guest))


def not_matched(view: View, programme: Programme, next_at: str) -> Message:
    """Somebody could not be matched, since they neither offer nor wish for anything yet."""
    words = _("You haven't said yet what you can help with, or would like help with.")
    when = _("To be matched on {date}, tell us before then: type {offers}.")
    soon = _("To be matched next time, tell us: type {offers}.")
    offers = view.code("unmentor offers")
    return say(
        _("We couldn't match you in {scheme} this time.").format(scheme=programme.name),
        words,
        rich(when, date=next_at, offers=offers) if next_at else rich(soon, offers=offers),
        Buttons((say_button(programme),)),
    )
