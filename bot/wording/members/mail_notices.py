"""What somebody is told at an e-mail address before they joined, or when a link was over."""

from datetime import date, datetime, timedelta
from typing import assert_never

from bot.message import Bold, Buttons, LinkButton, Message, rich, say
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_moment
from bot.wording.look import Look
from bot.wording.members import join_page, work_address
from jobs.delivery.bounces import morning_of
from jobs.members.by_mail import CONFIRM_WITHIN, FRESH_LINK_LIVES
from storage.notices.mail import (
    AddressCode,
    CodeRefused,
    ConfirmAddress,
    JoinPageFlooded,
    MailNotice,
    MailRefused,
    SignInLink,
)

_A_DAY = timedelta(days=1)


def word(look: Look, notice: MailNotice) -> Message | None:
    """Word it as things are now; None: there is nothing to say, or nowhere to lead to."""
    match notice:
        case ConfirmAddress():
            return _confirm(look, notice)
        case SignInLink():
            return _sign_in(look, notice)
        case AddressCode():
            return work_address.code_mailed(look, notice)
        case CodeRefused():
            return work_address.code_refused(look, notice)
        case JoinPageFlooded():
            return join_page.flooded(look, notice)
        case MailRefused():
            return _refused(look, notice)
        case _:
            assert_never(notice)


def _confirm(look: Look, notice: ConfirmAddress) -> Message | None:
    if look.names.confirm is None:
        return None
    until = _until(look, CONFIRM_WITHIN)
    address = look.names.confirm(notice.account_id, until)
    if look.tx.members.find(look.network.id, notice.account_id):
        return _already_in(look, address, until)
    return say(
        rich(_("Somebody asked to join {network} with this address."), network=_network(look)),
        _("If it was you, press the button to confirm that the address is yours, and then join."),
        Buttons((LinkButton(_("Confirm your address"), address),)),
        _lasts(look, until),
        _("If it wasn't you, do nothing: the address is deleted after two days."),
    )


def _already_in(look: Look, address: str, until: datetime) -> Message:
    return say(
        rich(_("Somebody asked to join {network} with this address."), network=_network(look)),
        _("You're a member already, so there's nothing to join. You can go to your page instead."),
        Buttons((LinkButton(_("Go to your page"), address),)),
        _lasts(look, until),
        _("If it wasn't you, do nothing."),
    )


def _sign_in(look: Look, notice: SignInLink) -> Message | None:
    if look.names.my_page is None:
        return None
    until = _until(look, FRESH_LINK_LIVES)
    return say(
        rich(_("Here is a fresh link to your page in {network}."), network=_network(look)),
        Buttons((LinkButton(_("Go to your page"), look.names.my_page(notice.account_id, until)),)),
        _lasts(look, until),
    )


def _refused(look: Look, notice: MailRefused) -> Message | None:
    """How many addresses took nothing; None where their owners have confirmed them since."""
    until = morning_of(date.fromisoformat(notice.day), look.zone)
    count = look.tx.addresses.bounced_between(look.network.id, until - _A_DAY, until)
    if not count:
        return None
    words = ngettext(
        "We couldn't deliver e-mail to {count} person: the address doesn't exist any more, or the "
        "mailbox is full.",
        "We couldn't deliver e-mail to {count} people: the addresses don't exist any more, or the "
        "mailboxes are full.",
        count,
    )
    return say(
        words.format(count=count),
        _(
            "Whoever we can't reach in any other way is paused until they confirm their address. "
            "They can do that on the join page. There's nothing you need to do."
        ),
    )


def _until(look: Look, lives: timedelta) -> datetime:
    return look.delivery.created_at + lives


def _network(look: Look) -> Bold:
    return Bold(look.network.name)


def _lasts(look: Look, until: datetime) -> str:
    words = _("The link works until {moment}. It's yours: please don't pass it on.")
    return words.format(moment=say_moment(until, look.zone))
