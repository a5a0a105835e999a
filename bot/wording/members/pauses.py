"""Breaks from a scheme: taking one, ending one, sitting one round out."""

from collections.abc import Sequence
from datetime import date

from bot.form import ChoiceInput, DateInput, Form, Option
from bot.message import Block, Bold, Button, Buttons, Message, Paragraph, paragraph, rich, say
from bot.wording.language import gettext as _
from bot.wording.language import say_bold, say_date
from bot.wording.members.leaving import leave_button
from bot.wording.rounds.wave_offers import late_offer
from bot.wording.schemes.schemes import what_comes_next
from bot.wording.trouble import MOST_CONTROLS
from bot.wording.view import View
from storage.round_records import Programme

HOW_LONG, UNTIL = "how_long", "until"


def form(ref: str = "") -> Form:
    """How long should the break be?"""
    choices = (
        Option("4 weeks", _("4 weeks")),
        Option("8 weeks", _("8 weeks")),
        Option("6 months", _("6 months")),
        Option("open", _("Until I say so")),
        Option("date", _("Until a day that I choose")),
    )
    return Form(
        title=_("Take a break"),
        command="unmentor pause",
        ref=ref,
        submit=_("Take a break"),
        intro=(
            Paragraph(
                (
                    _(
                        "You won't be introduced to anybody during the break. "
                        "If you have an introduction now, it stays. A meeting that falls in the "
                        "break is called off, and your partner is told."
                    ),
                )
            ),
        ),
        inputs=(
            ChoiceInput(HOW_LONG, _("How long?"), choices, value="4 weeks", wide=True),
            DateInput(
                UNTIL,
                _("The day on which you're back"),
                hint=_("Only if you chose a day above."),
                optional=True,
            ),
        ),
    )


def paused(view: View, programmes: Sequence[Programme], until: date | None) -> Message:
    """The break has begun, and how it ends."""
    schemes = say_bold(programme.name for programme in programmes)
    resume = view.code("unmentor resume")
    if until is None:
        return say(
            rich(_("You're having a break from {schemes}."), schemes=schemes),
            rich(_("It lasts until you say so. To be in again, type {resume}."), resume=resume),
        )
    return say(
        rich(
            _("You're having a break from {schemes} until {day}."),
            schemes=schemes,
            day=say_date(until),
        ),
        rich(
            _(
                "From that day you're in again, and we'll tell you. "
                "To end it sooner, type {resume}."
            ),
            resume=resume,
        ),
    )


def resumed(view: View, programmes: Sequence[Programme]) -> Message:
    """The break is over; somebody who waits, too, can be met at once."""
    words = _("Welcome back. You're in {schemes} again.")
    first = rich(words, schemes=say_bold(programme.name for programme in programmes))
    blocks: list[Block] = [Paragraph(first)]
    for number, programme in enumerate(programmes):
        blocks.append(what_comes_next(view, programme))
        if number < MOST_CONTROLS:  # an offer has a button
            blocks += late_offer(view, programme)
    return Message(tuple(blocks))


def which_break(view: View, words: str, programmes: Sequence[Programme]) -> Message:
    """The words after "resume" name no scheme that the member is in."""
    return say(
        _("You're in no scheme called “{words}”, so nothing has changed.").format(words=words[:80]),
        rich(
            _("Your schemes are {schemes}. To end every break, type {resume} alone."),
            schemes=say_bold(programme.name for programme in programmes),
            resume=view.code("unmentor resume"),
        ),
    )


def not_paused(view: View) -> Message:
    """There is no break to end."""
    return say(
        _("You weren't having a break, so nothing has changed."),
        rich(_("To see what comes next, type {status}."), status=view.code("unmentor status")),
    )


def skipped(view: View, programme: Programme, *, is_new: bool) -> Message:
    """The next round goes on without the member."""
    first = (
        _("You're sitting out the next round of {scheme}. After that you're in again.")
        if is_new
        else _("You were sitting out the next round of {scheme} already. Nothing has changed.")
    )
    return say(
        rich(first, scheme=Bold(programme.name)),
        rich(
            _("If you change your mind, type {unskip}."),
            unskip=view.code("unmentor unskip"),
        ),
    )


def unskipped(view: View, programme: Programme, *, is_new: bool) -> Message:
    """The member is in the next round after all."""
    if not is_new:
        return say(
            rich(
                _("You weren't sitting out {scheme}, so nothing has changed."),
                scheme=Bold(programme.name),
            ),
            what_comes_next(view, programme),
        )
    return say(
        rich(_("You're in the next round of {scheme}."), scheme=Bold(programme.name)),
        what_comes_next(view, programme),
    )


def skip_while_paused(view: View, programme: Programme) -> Message:
    """The member is paused, so there is no next round to sit out or be in."""
    return say(
        rich(_("You're having a break from {scheme} already."), scheme=Bold(programme.name)),
        rich(_("To be in again, type {resume}."), resume=view.code("unmentor resume")),
    )


def ended(view: View, programme: Programme) -> Message:
    """A break ran out by itself."""
    return Message(
        (
            paragraph(
                _("Your break is over, so you're in {scheme} again."), scheme=Bold(programme.name)
            ),
            what_comes_next(view, programme),
            *late_offer(view, programme),
            Paragraph((_("If it's still too soon, take a longer break. That's fine."),)),
            Buttons(
                (
                    Button(_("Take a longer break"), "unmentor pause", programme.id),
                    leave_button(programme),
                )
            ),
        )
    )


def not_a_day(words: str) -> tuple[str, ...]:
    """The day was not understood."""
    return (
        _("We don't understand “{words}” as a day. Nothing has changed.").format(words=words),
        _("Try a day such as 5 January, or a length such as 2 weeks."),
    )


def in_the_past(day: date) -> tuple[str, ...]:
    """The day has gone by."""
    return (
        _("{day} has gone by already. Nothing has changed.").format(day=say_date(day)),
        _("Try a day that is still to come, such as Monday, or a length such as 2 weeks."),
    )


def too_long(day: date) -> tuple[str, ...]:
    """The day is more than a year away."""
    return (
        _("{day} is more than a year away. Nothing has changed.").format(day=say_date(day)),
        _("The longest break with an end is a year. You can also have a break with no end."),
    )
