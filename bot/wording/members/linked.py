"""Accounts that are one person's: what has happened, where they are told things, and undoing it."""

from collections.abc import Sequence
from typing import assert_never

from bot.message import Bold, Bullets, Button, Buttons, Confirm, Message, Rich, rich, say
from bot.wording.language import gettext as _
from bot.wording.look import Look
from bot.wording.members.linking import place_of, said_of, same_person_asked
from bot.wording.view import View, view_for
from jobs.delivery.reaching import read_addresses
from jobs.members.doubles import find_doubles
from jobs.members.linking import Linked
from storage.notices.linking import AccountLinked, LinkNotice, SamePersonAsked
from storage.types import Account, Member

_REACH = "reach me here"


def linked(view: View, done: Linked, account: Account) -> Message:
    """The account is theirs, or two members are one: what that means, and the way back."""
    first = (
        _("Done. You are one member of {network} now, with both accounts.")
        if done.merge
        else _("Done. This account is yours in {network}, beside the other.")
    )
    return say(
        rich(first, network=Bold(view.network.name)),
        *_where_told(view, done.told_on, account),
        rich(_("If it was a mistake, undo it: type {unlink}."), unlink=view.code("unlink")),
        Buttons(_controls(done.told_on, account)),
    )


def told_here(view: View, account: Account, count: int) -> Message:
    """They chose where they are told things."""
    if count < 2:
        return say(_("This is your only account here, so we tell you everything on it already."))
    return say(
        rich(
            _("From now on we tell you things here, {place}."),
            place=Bold(said_of(view.tx, account)),
        ),
        _("You can still type and press anything in your other accounts."),
    )


def accounts(view: View, mine: Sequence[Account], here: Account) -> Message:
    """Which accounts are theirs, and what taking one away does."""
    if len(mine) < 2:
        return only_account(view)
    return say(
        _("These accounts are yours in {network}:").format(network=view.network.name),
        Bullets(tuple(_line(view, number, one, here) for number, one in enumerate(mine, 1))),
        _(
            "If you take one away, what you did stays with the others. Where two memberships were "
            "made one, each gets back what it had before."
        ),
        rich(
            _("To take one away, type {unlink} with its number, such as {sample}."),
            unlink=view.code("unlink"),
            sample=view.code("unlink 2"),
        ),
        Buttons((_unlink_button(here),)),
    )


def unlinked(view: View, account: Account, back: Sequence[Member]) -> Message:
    """It is no longer theirs."""
    place = Bold(said_of(view.tx, account))
    if back:
        return say(
            rich(
                _("Done. You are two members of {network} again."), network=Bold(view.network.name)
            ),
            _(
                "Each has its own profile, schemes and history back. What you did since they were "
                "made one stays with the one that you kept."
            ),
        )
    return say(
        rich(_("Done. Your account {place} is no longer linked."), place=place),
        _("What you did stays with your other account. To link it again, ask for a new code."),
    )


def only_account(view: View) -> Message:
    """There is nothing to take away."""
    return say(
        _("You have one account in {network}, so there is nothing to take away.").format(
            network=view.network.name
        ),
        rich(_("To link another, type {link}."), link=view.code("link")),
        rich(_("To leave the network, type {leave}."), leave=view.code("leave")),
    )


def no_such_account(view: View, typed: str) -> tuple[str | Rich, ...]:
    """The number is not one of the list."""
    return (
        _("We don't find your account “{typed}”, so nothing has changed.").format(typed=typed),
        rich(_("For the list, type {unlink}."), unlink=view.code("unlink")),
    )


def word(look: Look, notice: LinkNotice) -> Message | None:
    """Word what is told of accounts that may be, or are, one person's; None: nothing to say."""
    match notice:
        case SamePersonAsked():
            return _asked(look, notice)
        case AccountLinked():
            return _told_of_link(look, notice)
        case _:
            assert_never(notice)


def _asked(look: Look, notice: SamePersonAsked) -> Message | None:
    """Ask once; None where it was settled meanwhile."""
    if notice.other_id not in find_doubles(look.tx, look.network.id, notice.account_id):
        return None
    place = said_of(look.tx, look.tx.accounts.get(notice.other_id))
    return same_person_asked(view_for(look), place, notice.other_id)


def _told_of_link(look: Look, notice: AccountLinked) -> Message | None:
    """One more account says it is theirs; None where it no longer is, or is the only one."""
    if look.delivery.account_id == notice.account_id:
        return None
    mine = look.tx.members.accounts(notice.member_id)
    new = next((one for one in mine if one.id == notice.account_id), None)
    reader = look.find_present(notice.member_id)
    if new is None or reader is None:
        return None
    view = view_for(look, reader)
    return say(
        rich(
            _("An account {place} is linked with yours in {network} now."),
            place=Bold(said_of(look.tx, new)),
            network=Bold(look.network.name),
        ),
        _("It was done with a code, or with the e-mail address that both accounts have."),
        rich(
            _("If that wasn't you, take it away: type {unlink}, and tell the organisers."),
            unlink=view.code("unlink"),
        ),
        Buttons((_unlink_button(new),)),
    )


def _where_told(view: View, told_on: Account | None, account: Account) -> tuple[Rich, ...]:
    if told_on is None or told_on.id == account.id:
        return (rich(_("We tell you things here, as before.")),)
    place = Bold(said_of(view.tx, told_on))
    stays = rich(_("We go on telling you things {place}."), place=place)
    return (
        stays,
        rich(_("To be told here instead, type {here}."), here=view.code(_REACH)),
    )


def _controls(told_on: Account | None, account: Account) -> tuple[Button, ...]:
    here = Button(_("Tell me things here"), _REACH)
    elsewhere = told_on is not None and told_on.id != account.id
    return ((here,) if elsewhere else ()) + (_unlink_button(account),)


def _unlink_button(account: Account) -> Button:
    sure = Confirm(
        _("Unlink this account?"),
        _("It is no longer yours in this network. You can link it again with a new code."),
        _("Unlink it"),
        _("Keep it"),
    )
    return Button(_("Unlink this account"), "unlink", account.id, confirm=sure)


def _line(view: View, number: int, one: Account, here: Account) -> Rich:
    said = [_("{number}. {place}.").format(number=number, place=place_of(view.tx, one))]
    said += [_("You're using it now.")] if one.id == here.id else []
    said += [_("We tell you things there.")] if _is_told_on(view, one) else []
    return (" ".join(said),)


def _is_told_on(view: View, one: Account) -> bool:
    member = view.reader
    found = read_addresses(view.tx, [member.id]).find(member.id) if member else None
    return found is not None and found.id == one.id
