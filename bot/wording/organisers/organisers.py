"""Who organises a network."""

from dataclasses import replace

from bot.form import ChoiceInput, Form, Option, SearchInput
from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Heading,
    Message,
    Paragraph,
    Small,
    paragraph,
    rich,
    say,
)
from bot.wording.language import gettext as _
from bot.wording.people import say_name
from bot.wording.view import View
from storage.types import Account, Member

WHO = "who"
ENOUGH = 2


def listed(view: View, *, may_change: bool) -> Message:
    """The organisers, and for them how to change that."""
    accounts = view.tx.networks.organisers(view.network.id)
    blocks: list[Block] = [
        Heading(_("Organisers of {network}").format(network=view.network.name)),
        Bullets(tuple((called(account),) for account in accounts)),
    ]
    if not may_change:
        return Message(tuple(blocks))
    blocks += _advice(len(accounts))
    add = Button(_("Add an organiser"), "organisers add")
    remove = Button(_("Remove an organiser"), "organisers remove")
    return Message((*blocks, Buttons((add, remove) if len(accounts) > 1 else (add,))))


def add_form() -> Form:
    """Ask whom to make an organiser."""
    who = SearchInput(WHO, _("Who"), "members", _("Type some letters of the name."))
    return Form(
        _("Add an organiser"),
        "organisers add",
        (who,),
        _("Add"),
        intro=(Paragraph((_("Organisers see who is matched with whom, and send rounds."),)),),
    )


def remove_form(view: View) -> Form:
    """Ask whose role ends."""
    accounts = view.tx.networks.organisers(view.network.id)
    options = tuple(Option(account.id, called(account)) for account in accounts)
    who = ChoiceInput(WHO, _("Whose role ends?"), options)
    return Form(_("Remove an organiser"), "organisers remove", (who,), _("Remove"))


def added(view: View, account: Account) -> Message:
    """Somebody is an organiser now."""
    words = _("{name} is an organiser now, and can do everything that you can.")
    return say(words.format(name=called(account)), *_advice(_count(view)))


def was_one(account: Account) -> Message:
    """Nothing to change."""
    return replace(
        say(_("{name} is an organiser already.").format(name=called(account))), failed=True
    )


def removed(view: View, account: Account) -> Message:
    """Somebody is no organiser any more."""
    words = _("{name} is no longer an organiser.")
    return say(words.format(name=called(account)), *_advice(_count(view)))


def was_none(account: Account) -> Message:
    """Nothing to change."""
    words = _("{name} isn't an organiser, so nothing has changed.")
    return replace(say(words.format(name=called(account))), failed=True)


def the_last(view: View, account: Account) -> Message:
    """A network keeps one organiser."""
    said = say(
        _("{name} is the only organiser, and a network needs one.").format(name=called(account)),
        paragraph(
            _("Add somebody else first: {command}. Nothing has changed."),
            command=view.code("organisers add @name"),
        ),
    )
    return replace(said, failed=True)


def no_account(member: Member) -> str:
    """A member without an account that we could write to."""
    return _("We have no account of {name}, so nothing has changed.").format(name=say_name(member))


def called(account: Account) -> str:
    """Return an account's name."""
    return account.name or _("somebody without a name")


def _count(view: View) -> int:
    return len(view.tx.networks.organisers(view.network.id))


def _advice(count: int) -> list[Block]:
    if count >= ENOUGH:
        return []
    words = _("We advise at least two, so that somebody can act when the other is away.")
    return [Small(rich(words))]
