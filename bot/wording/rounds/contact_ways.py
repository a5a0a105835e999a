"""How the people of an introduction can write to each other: what each agreed to share."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from bot.message import (
    Block,
    Bold,
    Buttons,
    Link,
    LinkButton,
    Mention,
    Paragraph,
    Part,
    Rich,
    join,
    paragraph,
    rich,
)
from bot.wording.language import gettext as _
from bot.wording.language import say_all
from bot.wording.people import say_name
from bot.wording.view import View
from storage.addresses import MAIL
from storage.round_records import Programme
from storage.types import Account, Member

_TEAMS = "teams"
_CHAT = "https://{host}/l/chat/0/0?users={users}&message={message}"


def mention(view: View, member: Member) -> Part:
    """Return the person's account in the reader's workspace, else the name."""
    for account in view.tx.members.accounts(member.id):
        key = account.key
        if account.space_id == view.space_id and not account.gone and key.platform != MAIL:
            return Mention(key.platform, key.authority, key.user, say_name(member))
    return Bold(say_name(member))


def contact_ways(
    view: View, others: Sequence[Member], called: Mapping[str, str], programme: Programme
) -> list[Paragraph]:
    """Return what each agreed to share; for the partners' group and own messages only."""
    blocks: list[Paragraph] = []
    for other in others:
        ways = _ways(view, other, called[other.id], programme)
        if ways:
            words = _("To reach {name}: {ways}.")
            blocks.append(paragraph(words, name=called[other.id], ways=ways))
        elif view.reader and not isinstance(mention(view, other), Mention):
            blocks.append(_no_way(view, called[other.id]))
        elif view.reader:
            words = _("To write to {name}, send {person} a direct message.")
            blocks.append(paragraph(words, name=called[other.id], person=mention(view, other)))
    return blocks


def chat_buttons(
    view: View, others: Sequence[Member], called: Mapping[str, str], programme: Programme
) -> list[Block]:
    """Return a button to open a chat with each partner, where both are on Teams."""
    reader = view.reader
    if reader is None or not _teams_accounts(view, reader):
        return []
    draft = _hello(called.get(reader.id, reader.name), "", programme)
    buttons = [
        LinkButton(
            _("Open a chat with {name}").format(name=called[other.id]),
            _CHAT.format(host=view.names.teams, users=quote(address), message=quote(draft)),
        )
        for other in others
        if (address := _teams_address(view, reader, other))
    ]
    return [Buttons(tuple(buttons))] if buttons else []


def _ways(view: View, member: Member, name: str, programme: Programme) -> Rich:
    contact = member.profile.contact
    ways: list[Part | Rich] = []
    if contact.email:
        address = _address(view, contact.email, name, programme)
        ways.append(rich(_("email ({address})"), address=address))
    if contact.phone:
        ways.append(_("phone ({number})").format(number=contact.phone))
    if contact.other:
        ways.append(contact.other)
    return join(ways, _(" or "))


def _address(view: View, address: str, name: str, programme: Programme) -> Part:
    """The address, which opens a friendly draft; in a group's chat it is the words alone."""
    if view.reader is None or "@" not in address:
        return address
    subject = _("Shall we talk? {scheme} introduced us").format(scheme=programme.name)
    body = _hello(view.reader.name, name, programme)
    to, rest = quote(address, safe="@"), f"subject={quote(subject)}&body={quote(body)}"
    return Link(address, f"mailto:{to}?{rest}")


def _hello(writer: str, name: str, programme: Programme) -> str:
    """The beginning of a message to somebody, for its writer to finish."""
    hello = _("Hello {name},").format(name=name) if name else _("Hello,")
    middle = _("{scheme} introduced us. Would you have {minutes} minutes for a talk?").format(
        scheme=programme.name, minutes=programme.minutes
    )
    times = _("These times would suit me:")
    return "\r\n\r\n".join((hello, middle, times, writer))


def _teams_address(view: View, reader: Member, other: Member) -> str:
    """By what Teams finds a partner: a colleague's own, else the address that they share."""
    here = {account.key.authority for account in _teams_accounts(view, reader)}
    theirs = _teams_accounts(view, other)
    for account in theirs:
        known = view.tx.addresses.of(account.id)
        if known and account.key.authority in here:
            return known.address
    return other.profile.contact.email if theirs else ""


def _teams_accounts(view: View, member: Member) -> list[Account]:
    accounts = view.tx.members.accounts(member.id)
    return [one for one in accounts if one.key.platform == _TEAMS and not one.gone]


def _no_way(view: View, name: str) -> Paragraph:
    organisers = say_all(account.name for account in view.tx.networks.organisers(view.network.id))
    return paragraph(
        _(
            "You can't write to {name} from here, and {name} has shared no contact details. "
            "An organiser can put you in touch: {organisers}."
        ),
        name=name,
        organisers=organisers,
    )
