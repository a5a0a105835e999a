"""Where a member works: what we know of it and how, the form to change it, and what is asked."""

from bot.form import Form, Option, SearchInput
from bot.message import Bold, Button, Buttons, Message, Paragraph, Rich, Small, paragraph, rich, say
from bot.refs import pack_ref
from bot.wording.language import gettext as _
from bot.wording.language import say_all
from bot.wording.look import Look
from bot.wording.people import by_address
from bot.wording.view import View
from storage.naming import fold
from storage.notices.organisations import WhichOrganisation
from storage.types import Member, Organisation

WHICH = "organisation"
COMMAND = "organisation"
_MOST_PARTS = 2


def form(view: View, member: Member, *, mails: bool) -> Form:
    """What we know, to be changed. `mails`: a code can be sent to a work address."""
    confirm = _("To have your work address confirm it, type {address}.")
    how = (rich(confirm, address=view.code("address")),) if mails and not by_address(member) else ()
    place = member.profile.organisation_id
    chosen = (Option(place, member.organisation),) if place else ()
    hint = _("Type some letters of the name. You can add one that is not in the list.")
    return Form(
        _("Where you work"),
        COMMAND,
        (SearchInput(WHICH, _("Your organisation"), "organisations", hint, chosen=chosen),),
        _("Save"),
        intro=(Paragraph(standing(member)), *map(Small, how)),
    )


def standing(member: Member) -> Rich:
    """Where somebody works, in words to themself, and how that is known."""
    if not member.organisation:
        return (_("You haven't told us where you work."),)
    name = Bold(member.organisation)
    if by_address(member):
        return rich(_("You work at {name}. Your work address confirms it."), name=name)
    return rich(_("You work at {name}, as you told us."), name=name)


def saved(member: Member, *, mails: bool) -> Message:
    """It was changed."""
    first = rich(_("Saved. {standing}"), standing=standing(member))
    if not mails or by_address(member):
        return say(first)
    return say(first, Buttons((Button(_("Confirm it by e-mail"), "address"),)))


def kept(member: Member) -> Message:
    """It stays as it was."""
    return say(rich(_("Thank you. Nothing changes. {standing}"), standing=standing(member)))


def asked(look: Look, view: View, notice: WhichOrganisation) -> Message | None:
    """Which organisation is theirs? None where that is settled meanwhile."""
    tx, network_id = look.tx, look.network.id
    member = tx.members.get(notice.member_id, network_id)
    maybe = tx.organisations.get(notice.organisation_id, network_id)
    mine = member.profile.organisation_id
    if member.left_at or (mine == maybe.id) != (notice.why == "split"):
        return None
    if notice.why == "split":
        return _which_part(view, maybe)
    return _differs(maybe, member) if mine else _suggested(maybe)


def _suggested(maybe: Organisation) -> Message:
    words = paragraph(_("Do you work at {name}? Your address looks like it."), name=maybe.name)
    after = _("It helps us to introduce you to people from other organisations.")
    return say(words, after, Buttons((_choose(maybe), _another())))


def _differs(maybe: Organisation, member: Member) -> Message:
    words = paragraph(
        _("Your work address is {name}'s, and you told us that you work at {said}."),
        name=Bold(maybe.name),
        said=Bold(member.organisation),
    )
    after = _("Both can be right. Which one should people see beside your name?")
    stay = Button(_("{name} stays").format(name=member.organisation), "organisation keep")
    return say(words, after, Buttons((_choose(maybe), stay, _another())))


def _which_part(view: View, whole: Organisation) -> Message:
    into = view.tx.organisation_changes.split_into(whole.id)
    parts = [view.tx.organisations.get(one, view.network.id) for one in into]
    found = sorted(parts, key=lambda part: fold(part.name))
    names = say_all(part.name for part in found)
    words = _("{name} was split into {parts}. Which one do you work for?")
    buttons = tuple(_choose(part) for part in found[:_MOST_PARTS])
    return say(words.format(name=whole.name, parts=names), Buttons((*buttons, _another())))


def _choose(organisation: Organisation) -> Button:
    return Button(organisation.name, COMMAND, pack_ref(id=organisation.id))


def _another() -> Button:
    return Button(_("Another one"), COMMAND)
