"""Staying in touch by themselves: the choices, what is noted, the list of wishes."""

from collections.abc import Sequence
from datetime import date

from bot.message import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Heading,
    Message,
    Paragraph,
    Rich,
    paragraph,
    rich,
    say,
)
from bot.wording.language import gettext as _
from bot.wording.language import say_date
from bot.wording.people import name_and_place, names_apart, say_name, short_name
from bot.wording.trouble import MOST_CONTROLS
from bot.wording.view import View
from storage.stay_in_touch import Touch, Wish
from storage.types import Member

Listed = Sequence[tuple[Touch, Member, date]]


def choices(other: Member) -> Message:
    """What should we do about two who stay in touch by themselves?"""
    return Message(
        (
            paragraph(
                _("You'd like to stay in touch with {name}. What should we do?"),
                name=Bold(say_name(other)),
            ),
            Paragraph((_("Nobody but you sees what you choose."),)),
            Buttons(
                (
                    Button(
                        _("Don't match us again, we stay in touch by ourselves"),
                        "unmentor touch never",
                        other.id,
                    ),
                    Button(_("Match us again next year"), "unmentor touch next year", other.id),
                )
            ),
        )
    )


def noted(view: View, other: Member, wish: Wish, day: date | None) -> Message:
    """The wish is kept; `day`: from when both are put together, since both wish it."""
    return say(
        *_what_follows(other, wish, day),
        rich(
            _("To change your mind, type {undo}."),
            undo=view.code(f"unmentor touch undo {other.name}"),
        ),
    )


def _what_follows(other: Member, wish: Wish, day: date | None) -> tuple[str, ...]:
    name = short_name(other)
    if wish == "never":
        return (
            _("We won't match you and {name} again.").format(name=name),
            _("We don't tell {name} that you asked.").format(name=name),
        )
    if day:
        words = _("You and {name} both wish this. From {day} we'll match you when you're both in.")
        return (words.format(name=name, day=say_date(day)),)
    return (
        _("If {name} asks for the same, we'll match you again in a year.").format(name=name),
        _("We don't tell {name} that you asked.").format(name=name),
    )


def wishes(view: View, listed: Listed) -> Message:
    """All the reader's wishes, with a button to undo each of the newest."""
    if not listed:
        return say(
            _("You've asked for nothing about anybody yet."),
            rich(
                _(
                    "To never be matched with somebody again, or again next year, type {touch} "
                    "and the name of somebody you've met."
                ),
                touch=view.code("unmentor touch"),
            ),
        )
    buttons = tuple(
        Button(_("Undo for {name}").format(name=short_name(other)), "unmentor touch undo", other.id)
        for _touch, other, _day in listed[:MOST_CONTROLS]
    )
    return Message(
        (
            Heading(_("With whom you stay in touch")),
            Bullets(tuple(_line(*each) for each in listed)),
            paragraph(
                _("To take one back, type {undo} and the name."),
                undo=view.code("unmentor touch undo"),
            ),
            Buttons(buttons),
        )
    )


def _line(touch: Touch, other: Member, day: date) -> Rich:
    if touch.wish == "never":
        return rich(_("{name}: don't match us again"), name=name_and_place(other))
    words = _("{name}: match us again from {day}, if both of us ask")
    return rich(words, name=name_and_place(other), day=say_date(day))


def undone(other: Member, *, was: bool) -> Message:
    """The wish is taken back."""
    if not was:
        words = _("You hadn't asked anything about {name}, so nothing has changed.")
        return say(rich(words, name=Bold(say_name(other))))
    words = _("We've taken that back. You and {name} may be matched as anybody else.")
    return say(rich(words, name=Bold(say_name(other))))


def which(people: Sequence[Member], line: str) -> Message:
    """Several people may be meant."""
    named = zip(names_apart(people), people, strict=True)
    buttons = tuple(Button(name, line, person.id) for name, person in named)
    return say(_("Whom do you mean? Nothing has changed yet."), Buttons(buttons[:MOST_CONTROLS]))


def not_met(text: str) -> Message:
    """Nobody of this name was introduced to the reader."""
    return say(
        rich(
            _("You haven't been introduced to anybody called “{name}”. Nothing has changed."),
            name=text[:80],
        )
    )
