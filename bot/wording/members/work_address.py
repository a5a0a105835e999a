"""A member proves where they work by a code that is mailed to their work address."""

from bot.form import Form, TextInput
from bot.message import Bold, Bullets, Button, Buttons, Code, Message, Paragraph, rich, say
from bot.refs import pack_ref
from bot.wording.language import gettext as _
from bot.wording.language import say_date
from bot.wording.look import Look
from bot.wording.members.organisation import standing
from bot.wording.people import by_address
from bot.wording.view import View, view_for
from jobs.organisations.mailed_codes import code_of, works_until
from storage.notices.mail import AddressCode, CodeRefused
from storage.types import AccountId, Member

LINE = "address"
ADDRESS, CODE, AT = "address", "code", "at"
LONGEST_ADDRESS, LONGEST_CODE = 254, 20


def address_form(member: Member) -> Form:
    """Which address; what is known of where they work stands above."""
    words = _("We send a code there. Nobody in this network sees the address.")
    return Form(
        _("Your work address"),
        LINE,
        (TextInput(ADDRESS, _("Your work e-mail address"), words, limit=LONGEST_ADDRESS),),
        _("Send me a code"),
        intro=(Paragraph(standing(member)),),
    )


def code_form(mailbox: AccountId) -> Form:
    """The code from the mail."""
    words = _("It has 12 letters and numbers.")
    code = TextInput(CODE, _("The code from our e-mail"), words, limit=LONGEST_CODE)
    return Form(_("Your work address"), LINE, (code,), _("Confirm"), ref=_ref(mailbox))


def sent(view: View, address: str, mailbox: AccountId) -> Message:
    """The mail is on its way; what to do with it."""
    return say(
        rich(_("We've sent a code to {address}."), address=Bold(address)),
        rich(
            _("When you have it, press the button, or type {line} with the code after it."),
            line=view.code(f"{LINE} {address}"),
        ),
        _("It can take a few minutes. If it doesn't come, look in your junk folder."),
        _("We send one code a day to an address."),
        Buttons((Button(_("Type the code"), LINE, _ref(mailbox), style="primary"),)),
    )


def confirmed(member: Member) -> Message:
    """The address is theirs; what that says of where they work."""
    first = rich(_("Thank you, the address is yours. {standing}"), standing=standing(member))
    if by_address(member) or not member.organisation:
        return say(first)
    return say(
        first,
        _(
            "The organisers haven't confirmed whose address that is. Once they do, people "
            "see that your work address confirms where you work. There's nothing you need to do."
        ),
    )


def code_mailed(look: Look, notice: AddressCode) -> Message:
    """The mail, for whoever reads it: it names nobody."""
    until = say_date(works_until(notice))
    return say(
        rich(
            _("Somebody in {network} says that they work with this address."),
            network=Bold(look.network.name),
        ),
        _("If it was you, type this code where you asked for it:"),
        Bullets(((Code(code_of(look.tx.cipher, notice)),),)),
        _("It works until the end of {day}. Please don't pass it on.").format(day=until),
        _("If it wasn't you, do nothing, and nothing changes."),
    )


def code_refused(look: Look, notice: CodeRefused) -> Message | None:
    """For whoever asked: no code comes to that address; None where it is forgotten by now."""
    known = look.tx.addresses.of(notice.account_id)
    if known is None:
        return None
    return say(
        rich(
            _("Our e-mail to {address} came back, so no code comes."), address=Bold(known.address)
        ),
        rich(
            _("Nothing has changed. Look whether the address is right, then type {line}."),
            line=view_for(look).code(f"{LINE} {_('name@example.gov.uk')}"),
        ),
    )


# Why not


def known_already(member: Member) -> Message:
    """Somebody who is here by e-mail has confirmed their address."""
    first = _("You're here by e-mail, so your address is confirmed, and nothing changes.")
    return say(first, standing(member))


def no_mail() -> tuple[str, ...]:
    """No mail can be sent from here."""
    return (
        _(
            "We can't send you a code: whoever runs Teapoint here has not set up a way to send "
            "e-mail."
        ),
        _("Nothing changed. People see your organisation, and that it is as you told us."),
    )


def not_for_sensitive() -> tuple[str, ...]:
    """A mail would tell somebody outside that the network has this person."""
    return (_("This network tells nobody outside who is in it, so we send no codes by e-mail."),)


def too_many() -> tuple[str, ...]:
    """They named several other addresses today."""
    return (_("We've sent codes to several addresses for you today. Please try again tomorrow."),)


def bad_address() -> str:
    """That is no address."""
    return _("Enter an e-mail address, such as name@example.gov.uk.")


def no_code() -> str:
    return _("Enter the code from our e-mail.")


def wrong_code() -> str:
    """It may be another address's."""
    return _("That is not the code that we sent to this address. Look at our newest e-mail.")


def code_is_over() -> str:
    return _("That code no longer works. Ask for a new one: type the address again.")


def too_many_guesses() -> str:
    return _("You've typed several wrong codes. Please wait an hour, then try again.")


def _ref(mailbox: AccountId) -> str:
    return pack_ref(**{AT: mailbox})
