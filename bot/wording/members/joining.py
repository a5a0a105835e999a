"""Joining: the one screen, what is asked again, and the welcome."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.form import ChoiceInput, Form, Input, MultiChoiceInput, Option, SearchInput, TextInput
from bot.message import (
    Block,
    Bold,
    Button,
    Buttons,
    Divider,
    Heading,
    Message,
    Paragraph,
    paragraph,
    say,
)
from bot.wording.helping import for_visitors
from bot.wording.language import capital
from bot.wording.language import gettext as _
from bot.wording.members import privacy
from bot.wording.mentoring import mentor_asking, mentoring
from bot.wording.organisers import invitations
from bot.wording.people import say_sector
from bot.wording.rounds.wave_offers import late_offer
from bot.wording.schemes.schemes import next_date, part_in, what_comes_next, what_it_is
from bot.wording.view import View
from jobs.organisations.kinds import SECTORS
from storage.invitations import Invited
from storage.round_records import Enrolment, Programme
from storage.types import Organisation

NAME, ORGANISATION, SECTOR, SAME = "name", "organisation", "sector", "same_organisation"
CONTACT, DIGEST = "contact", "digest"
WEEKLY = "weekly"

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form holds: typed before, known, or nothing.

    `contact` is None where no way of contact is asked for; `weekly`: the digest is ticked.
    """

    name: str = ""
    organisation: Option | None = None
    sector: str = ""
    contact: str | None = None
    offers: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    capacity: int = 1
    weekly: bool = False


def join_form(
    view: View,
    programme: Programme,
    filled: Filled,
    near: Sequence[Organisation] = (),
    *,
    ref: str = "",
    said: Invited | None = None,
) -> Form:
    """The one screen before joining. `near`: known organisations that the new one resembles.

    `said`: what an invitation brings along; `ref` then carries its code beside the scheme.
    """
    return Form(
        title=_("Join"),
        command="unmentor join",
        ref=ref or programme.id,
        submit=_("Join"),
        intro=(
            (same_question(near),)
            if near
            else (
                Heading(programme.name),
                Paragraph(what_it_is(programme)),
                next_date(view, programme),
                *(invitations.from_sheet(said) if said else ()),
            )
        ),
        inputs=(
            *same_organisation(filled, near),
            *person_inputs(filled),
            *_contact(filled),
            *_of_mentoring(programme, filled),
            *digest_input(view, filled),
        ),
        outro=what_is_agreed(view),
    )


def what_is_agreed(view: View) -> tuple[Block, ...]:
    """The privacy notice as it stands below a form to join."""
    notice = privacy.notice(view.policy, view.names)
    return (Divider(), Heading(_("How we use what you tell us")), *notice)


def person_inputs(filled: Filled) -> tuple[Input, ...]:
    """A name and an organisation: what everybody who joins is asked for."""
    return (
        TextInput(NAME, _("Your name"), value=filled.name, limit=LONGEST_NAME),
        SearchInput(
            ORGANISATION,
            _("Your organisation"),
            "organisations",
            hint=_("Type its name. If we don't know it yet, you can add it."),
            chosen=(filled.organisation,) if filled.organisation else (),
        ),
        ChoiceInput(
            SECTOR,
            _("Sector"),
            tuple(Option(sector, capital(say_sector(sector))) for sector in SECTORS),
            hint=_("Only needed if your organisation is new to the list."),
            value=filled.sector,
            optional=True,
        ),
    )


def _contact(filled: Filled) -> tuple[TextInput, ...]:
    """One way of contact, where people of the network are in several workspaces."""
    if filled.contact is None:
        return ()
    return (
        TextInput(
            CONTACT,
            _("How a partner can reach you"),
            _(
                "An e-mail address, a phone number, or something else. People of this network are "
                "in different places. Only those we introduce you to see this."
            ),
            value=filled.contact,
            limit=LONGEST_NAME,
        ),
    )


def digest_input(view: View, filled: Filled) -> tuple[MultiChoiceInput, ...]:
    """One tick, off at first: a weekly digest, where the network follows any blogs."""
    if not view.tx.digests.feeds_of(view.network.id):
        return ()
    tick = Option(WEEKLY, _("Send me a weekly digest of new blog posts"))
    ticked = (WEEKLY,) if filled.weekly else ()
    hint = _("On Mondays at 9am, where there is something new. You can change or stop it.")
    return (MultiChoiceInput(DIGEST, _("Blog posts"), (tick,), hint=hint, values=ticked),)


def _of_mentoring(programme: Programme, filled: Filled) -> tuple[Input, ...]:
    if programme.format.kind != "mentors":
        return ()
    return mentoring.inputs(filled.offers, filled.wishes, filled.capacity)


def same_organisation(filled: Filled, near: Sequence[Organisation]) -> tuple[ChoiceInput, ...]:
    """Whether the new organisation is one of those that it resembles, if any."""
    if not near or filled.organisation is None:
        return ()
    known = tuple(Option(each.id, each.name) for each in near)
    new = Option(
        filled.organisation.value, _("No, add “{name}”").format(name=filled.organisation.label)
    )
    question = _("Is it one of these?")
    return (ChoiceInput(SAME, question, (*known, new), value="", wide=True),)


def same_question(near: Sequence[Organisation]) -> Paragraph:
    """What stands over the form that asks it."""
    if len(near) == 1:
        return paragraph(_("Did you mean {name}? What you typed is kept."), name=near[0].name)
    return Paragraph((_("We know organisations with a similar name. What you typed is kept."),))


def no_name() -> str:
    """The name was left blank."""
    return _("Tell us the name that people know you by.")


def no_organisation() -> str:
    """The organisation was left blank."""
    return _("Tell us where you work. If it isn't in the list, type its name and add it.")


def no_sector() -> str:
    """A new organisation needs a sector."""
    return _("This organisation is new to us, so please choose its sector.")


def no_such_organisation() -> str:
    """The chosen organisation is not in this network's list."""
    return _("We can't find that organisation any more. Please choose it again.")


def joined(first_digest: Sequence[Block] = (), *, visitor: bool = False) -> Message:
    """The answer to the form; the welcome itself comes by direct message.

    `first_digest`: when their first digest comes, if they asked for one.
    """
    return say(
        _("You're in. We've sent you a message that says what happens next."),
        *first_digest,
        *([for_visitors()] if visitor else []),
    )


def already_in(view: View, programme: Programme, enrolment: Enrolment) -> Message:
    """Somebody joins who takes part already."""
    first = _("You've joined already, so nothing has changed.")
    part = part_in(view, programme, enrolment)
    return (
        say(first, part)
        if enrolment.skip_next
        else say(first, part, what_comes_next(view, programme), *_asking(view, programme))
    )


def back_again(view: View, programme: Programme) -> Message:
    """Somebody who had paused joins again."""
    return Message(
        (
            paragraph(_("Welcome back. You're in {scheme} again."), scheme=Bold(programme.name)),
            what_comes_next(view, programme),
            *late_offer(view, programme),
            *_asking(view, programme),
        )
    )


def welcome(view: View, programme: Programme) -> Message:
    """The first direct message: what happens next, and an offer to tell more."""
    return Message(
        (
            paragraph(_("You're in {scheme}."), scheme=Bold(programme.name)),
            what_comes_next(view, programme),
            *late_offer(view, programme),
            paragraph(
                _("You can pause or leave at any time: type {pause} or {leave}."),
                pause=view.code("unmentor pause"),
                leave=view.code("unmentor leave"),
            ),
            Paragraph(
                (
                    _(
                        "Would you like to tell us more? It makes for better introductions, "
                        "and you can leave out whatever you like."
                    ),
                )
            ),
            Buttons((*_tell_buttons(view, programme), Button(_("What else can I do?"), "help"))),
        )
    )


def _tell_buttons(view: View, programme: Programme) -> tuple[Button, ...]:
    """What is needed in mentoring comes before what only helps."""
    if not mentor_asking.is_asked(view, programme):
        return (Button(_("Tell us more"), "unmentor profile", style="primary"),)
    first = mentor_asking.say_button(programme)
    return (first, Button(_("Tell us more"), "unmentor profile"))


def _asking(view: View, programme: Programme) -> tuple[Buttons, ...]:
    """The button for somebody in mentoring who has not said what they offer or wish for."""
    asked = mentor_asking.is_asked(view, programme)
    return (Buttons((mentor_asking.say_button(programme),)),) if asked else ()


def which_scheme() -> str:
    """Several schemes: which one."""
    return _("Which scheme do you mean?")


def choose() -> str:
    """The title and the button of a choice."""
    return _("Choose")
