"""The bot's own page: how things stand, and a button for everything."""

from bot.message import Block, Button, Buttons, Heading, Message
from bot.wording.language import gettext as _
from bot.wording.members import network_joining
from bot.wording.members.leaving import leave_button
from bot.wording.members.status import all_schemes, introduction_blocks, invitation, privacy_change
from bot.wording.mentoring import mentor_asking
from bot.wording.people import short_name
from bot.wording.view import View
from jobs.members.belonging import enrolled_in, enrolment
from storage.types import Member


def home(view: View, *, is_organiser: bool) -> Message:
    """The bot's own page: how things stand, and a button for everything."""
    if view.reader is None:
        blocks: list[Block] = [Heading(_("Welcome")), *invitation(view).blocks]
        blocks += [_rights(member=False)]
    else:
        blocks = list(_member_home(view, view.reader))
    if is_organiser:
        blocks += _organiser_home()
    return Message(tuple(blocks))


def _member_home(view: View, member: Member) -> list[Block]:
    first = Heading(_("Hello {name}").format(name=short_name(member)))
    blocks: list[Block] = [first, *all_schemes(view, member)]
    asking = mentor_asking.find_asking(view)
    blocks += [Buttons((mentor_asking.say_button(asking),))] if asking else []
    blocks += privacy_change(view, member)
    current = introduction_blocks(view, member)
    if current:
        blocks += [Heading(_("Your introduction")), *current]
    blocks += [Heading(_("What you can do")), *_changes(view, member)]
    blocks += [Heading(_("What we keep about you")), _rights(member=True)]
    return blocks


def _changes(view: View, member: Member) -> list[Block]:
    enrolled = enrolled_in(view.tx, member)
    if not enrolled:
        return _without_scheme(view, member)
    parts = [enrolment(view.tx, member, p) for p in enrolled]
    resting = any(part and part.state == "paused" for part in parts)
    skipping = any(part and part.skip_next for part in parts)
    rest = (
        Button(_("End the break"), "unmentor resume")
        if resting
        else Button(_("Take a break"), "unmentor pause")
    )
    miss = (
        Button(_("Be in the next round"), "unmentor unskip")
        if skipping
        else Button(_("Sit out the next round"), "unmentor skip")
    )
    mine = (
        _profile(member),
        Button(_("Avoid somebody"), "unmentor avoid"),
        Button(_("My introductions"), "unmentor history"),
        Button(_("Something was wrong"), "unmentor wrong"),
    )
    every = Button(_("All commands"), "help")
    return [Buttons(mine), _reading(), Buttons((rest, miss, leave_button(), every))]


def _reading() -> Buttons:
    """What is read here beside introductions."""
    digest = Button(_("Your own digest"), "digest")
    return Buttons((network_joining.notes_button(), digest))


def _without_scheme(view: View, member: Member) -> list[Block]:
    """For a member of the network alone; who was in a scheme before can still look back."""
    met = view.tx.introductions.partners(member.id)
    back = (Button(_("My introductions"), "unmentor history"),) if met else ()
    mine = Button(_("Change what you told us"), "unmentor profile")
    every = Button(_("All commands"), "help")
    usual = network_joining.usual_buttons(view)
    return [usual, Buttons((mine, *back, every))]


def _profile(member: Member) -> Button:
    """Telling more is what helps most, until it was done."""
    told = member.profile.interests or member.profile.profession
    if told:
        return Button(_("Change what you told us"), "unmentor profile")
    return Button(_("Tell us more"), "unmentor profile", style="primary")


def _rights(*, member: bool) -> Buttons:
    notice = Button(_("How we use what you tell us"), "privacy")
    if not member:
        return Buttons((notice, Button(_("All commands"), "help")))
    mine = Button(_("Send me my data"), "my data")
    forget = Button(_("Delete my data"), "forget me", style="danger")
    return Buttons((notice, mine, forget))


def _organiser_home() -> list[Block]:
    return [
        Heading(_("For organisers")),
        Buttons((Button(_("Organise"), "unmentor organise", style="primary"),)),
    ]
