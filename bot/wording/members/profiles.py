"""The form that asks for more, all of it optional, and who will see what."""

from bot.form import ChoiceInput, Form, Input, Option, SearchInput, TextInput
from bot.message import Message, Paragraph, Small, rich, say
from bot.starter import professions
from bot.wording.language import capital
from bot.wording.language import gettext as _
from bot.wording.meetings import working_days
from bot.wording.members.organisation import standing
from bot.wording.view import View
from jobs.organisations.kinds import REGIONS
from storage.types import Member, Profile

PROFESSION, OTHER_PROFESSION, REGION = "profession", "other_profession", "region"
INTERESTS, TOPICS, EASE = "interests", "topics", "ease"
EMAIL, PHONE, OTHER = "email", "phone", "other"
LONGEST_LINE, LONGEST_TEXT = 100, 600
MOST_INTERESTS = 10


def form(view: View, member: Member) -> Form:
    """Tell us more: filled in with what is known, and how it is known where they work."""
    profile = member.profile
    return Form(
        title=_("Tell us more"),
        command="unmentor profile",
        submit=_("Save"),
        intro=(
            Paragraph(
                (
                    _(
                        "This makes for better introductions. "
                        "Leave out whatever you like: everything here is optional."
                    ),
                )
            ),
            _where(view, member),
        ),
        inputs=(
            *_work_inputs(profile),
            *_talk_inputs(profile),
            *_contact_inputs(profile),
            _ease(profile),
            *working_days.inputs(profile, view.network.zone),
        ),
    )


def _where(view: View, member: Member) -> Small:
    words = _("{standing} To change that, type {organisation}.")
    typed = view.code("organisation")
    return Small(rich(words, standing=standing(member), organisation=typed))


def _work_inputs(profile: Profile) -> tuple[Input, ...]:
    listed = profile.profession in professions()
    return (
        ChoiceInput(
            PROFESSION,
            _("Your profession"),
            tuple(Option(name, capital(name)) for name in professions()),
            value=profile.profession if listed else "",
            optional=True,
        ),
        TextInput(
            OTHER_PROFESSION,
            _("If it isn't in the list, type it here"),
            hint=_("One or two words that follow “I work in …”."),
            value="" if listed else profile.profession,
            optional=True,
            limit=LONGEST_LINE,
        ),
        ChoiceInput(
            REGION,
            _("Where you work"),
            tuple(Option(name, capital(name)) for name in _regions(profile)),
            value=profile.region,
            optional=True,
        ),
    )


def _talk_inputs(profile: Profile) -> tuple[Input, ...]:
    return (
        SearchInput(
            INTERESTS,
            _("What you're interested in"),
            "interests",
            hint=_("Type a few letters. You can add your own."),
            chosen=tuple(Option(name, name) for name in profile.interests),
            multiple=True,
            optional=True,
        ),
        TextInput(
            TOPICS,
            _("What you'd like to talk about"),
            hint=_("Your partner reads this in the introduction."),
            value=profile.topics,
            optional=True,
            multiline=True,
            limit=LONGEST_TEXT,
        ),
    )


def _ease(profile: Profile) -> Input:
    return TextInput(
        EASE,
        _("What makes meeting easier for you"),
        hint=_(
            "For example captions, mornings only, or no video. "
            "Your partner reads this, and nobody else."
        ),
        value=profile.ease,
        optional=True,
        multiline=True,
        limit=LONGEST_TEXT,
    )


def _contact_inputs(profile: Profile) -> tuple[TextInput, ...]:
    contact = profile.contact
    shared = _("Your partner sees this, and nobody else.")
    return (
        TextInput(
            EMAIL,
            _("Email that a partner may use"),
            hint=shared,
            value=contact.email,
            optional=True,
            limit=LONGEST_LINE,
        ),
        TextInput(
            PHONE,
            _("Phone number that a partner may use"),
            hint=shared,
            value=contact.phone,
            optional=True,
            limit=LONGEST_LINE,
        ),
        TextInput(
            OTHER,
            _("Another way to reach you"),
            hint=shared,
            value=contact.other,
            optional=True,
            limit=LONGEST_LINE,
        ),
    )


def _regions(profile: Profile) -> tuple[str, ...]:
    known = profile.region in REGIONS or not profile.region
    return REGIONS if known else (*REGIONS, profile.region)


def saved(view: View) -> Message:
    """It is kept, and how to change it."""
    return say(
        _("Saved. We'll use it from the next introductions on."),
        rich(
            _("To change it, type {profile}. To see all that we keep, type {my_data}."),
            profile=view.code("unmentor profile"),
            my_data=view.code("my data"),
        ),
    )


def not_an_email() -> str:
    """The address has no @, or more is written than an address."""
    return _("This doesn't look like an email address. Check it, or leave it empty.")


def not_a_phone() -> str:
    """There are too few digits for a phone number."""
    return _("This doesn't look like a phone number. Check it, or leave it empty.")


def too_many_interests() -> str:
    """More interests than help."""
    return _("Please choose ten at most: the ones you'd like to talk about soonest.")
