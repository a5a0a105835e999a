"""The private list of people whom a member does not want to be introduced to."""

from collections.abc import Sequence

from bot.form import ChoiceInput, Form, Option, SearchInput
from bot.message import Block, Bold, Bullets, Button, Buttons, Message, Paragraph, Rich, rich, say
from bot.wording.language import gettext as _
from bot.wording.people import name_and_place, names_apart, say_name
from bot.wording.view import View
from storage.types import Member

MEMBER = "member"


def avoid_form(avoided: Sequence[Member]) -> Form:
    """Whom not to be introduced to; the list so far stands above."""
    return Form(
        title=_("Avoid somebody"),
        command="unmentor avoid",
        submit=_("Add to my list"),
        intro=(_private(), *_listed(avoided)),
        inputs=(
            SearchInput(
                MEMBER,
                _("Whom don't you want to be introduced to?"),
                "members",
                hint=_("Type a few letters of the name."),
            ),
        ),
    )


def unavoid_form(avoided: Sequence[Member]) -> Form:
    """Whom to take off the list."""
    options = tuple(Option(other.id, say_name(other), other.organisation) for other in avoided)
    return Form(
        title=_("Take off my list"),
        command="unmentor unavoid",
        submit=_("Take off my list"),
        intro=(_private(),),
        inputs=(ChoiceInput(MEMBER, _("Who may be introduced to you again?"), options),),
    )


def avoided(view: View, other: Member, *, introduced_now: bool = False) -> Message:
    """The other is on the list now."""
    stays = rich(
        _("You've just been introduced, and that stays. If something was wrong, type {wrong}."),
        wrong=view.code("unmentor wrong"),
    )
    return say(
        rich(_("We won't introduce you to {name}."), name=Bold(say_name(other))),
        _("Only you can see this. We never tell the other person."),
        *([stays] if introduced_now else []),
        rich(
            _("To change your mind, type {unavoid}."),
            unavoid=view.code(f"unmentor unavoid {other.name}"),
        ),
    )


def avoided_already(other: Member) -> Message:
    """The other was on the list."""
    return say(
        rich(_("{name} is on your list already."), name=Bold(say_name(other))),
        _("Nothing has changed."),
    )


def unavoided(other: Member) -> Message:
    """The other is off the list."""
    return say(
        rich(_("{name} is off your list."), name=Bold(say_name(other))),
        _("You may be introduced to each other again. Only you know that there was a list."),
    )


def not_on_list(other: Member) -> Message:
    """The other was not on the list."""
    words = _("{name} isn't on your list, so nothing has changed.")
    return say(rich(words, name=Bold(say_name(other))))


def stays(other: Member) -> Message:
    """The other is kept apart because something was wrong."""
    return say(
        rich(_("{name} stays on your list."), name=Bold(say_name(other))),
        _("You told the organisers that something was wrong. Only they can change this with you."),
    )


def nobody_on_list(view: View) -> Message:
    """The list is empty."""
    return say(
        _("Nobody is on your list, so nothing has changed."),
        rich(_("To put somebody on it, type {avoid}."), avoid=view.code("unmentor avoid")),
    )


def yourself() -> Message:
    """A member named themself."""
    return say(_("That's you. We never introduce anybody to themselves. Nothing has changed."))


def which(text: str, people: Sequence[Member], line: str) -> Message:
    """Several people, or none, may be meant by a typed name."""
    if not people:
        return say(
            rich(_("We don't know anybody in this network called “{name}”."), name=text[:80]),
            _("Nothing has changed. Check the spelling, or type the whole name."),
        )
    named = zip(names_apart(people), people, strict=True)
    buttons = tuple(Button(name, line, person.id) for name, person in named)
    asked: tuple[Rich, ...] = tuple(name_and_place(person) for person in people)
    return Message(
        (
            Paragraph((_("Whom do you mean? Nothing has changed yet."),)),
            Bullets(asked),
            Buttons(buttons),
        )
    )


def nobody_chosen() -> str:
    """The form was sent without a person."""
    return _("Choose a person.")


def not_here() -> str:
    """The chosen person is no longer in this network."""
    return _("We can't find that person in this network any more. Please choose again.")


def _private() -> Paragraph:
    return Paragraph((_("Only you can see this list. We never tell anybody who is on it."),))


def _listed(avoided: Sequence[Member]) -> tuple[Block, ...]:
    if not avoided:
        return ()
    on_it = Paragraph((_("On your list now:"),))
    return (on_it, Bullets(tuple(name_and_place(other) for other in avoided)))
