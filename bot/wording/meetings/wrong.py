"""Something was wrong: the form, and who will read it."""

from collections.abc import Sequence

from bot.form import Form, TextInput
from bot.message import Message, Paragraph, say
from bot.wording.language import gettext as _
from bot.wording.language import say_all
from bot.wording.people import say_names
from bot.wording.view import View
from storage.round_records import Group
from storage.types import Account, Member

WORDS = "words"
LONGEST = 2_000


def form(group: Group, others: Sequence[Member], readers: Sequence[Account], contact: str) -> Form:
    """What was wrong? Nothing has to be written."""
    return Form(
        title=_("Something was wrong"),
        command="unmentor wrong",
        ref=group.id,
        submit=_("Tell the organisers"),
        intro=(
            Paragraph((_who_reads(readers, contact),)),
            Paragraph((_never_learns(others),)),
        ),
        inputs=(
            TextInput(
                WORDS,
                _("What happened?"),
                optional=True,
                multiline=True,
                limit=LONGEST,
            ),
        ),
    )


def told(others: Sequence[Member], readers: Sequence[Account], contact: str) -> Message:
    """It is with the organisers, and the two won't be matched again."""
    return say(
        _("Thank you for telling us."),
        _who_has_it(readers, contact),
        _never_learns(others),
    )


def which(view: View) -> Message:
    """There is no introduction to report."""
    return say(
        _("You have no introduction at the moment."),
        _("To tell us about an earlier one, press Something was wrong below that introduction."),
        _("You can also write to {contact}.").format(contact=view.policy.contact),
    )


def _who_reads(readers: Sequence[Account], contact: str) -> str:
    if not readers:
        return _no_reader(contact)
    names = say_all(reader.name for reader in readers)
    return _("Only the organisers will read this: {names}.").format(names=names)


def _who_has_it(readers: Sequence[Account], contact: str) -> str:
    if not readers:
        return _no_reader(contact)
    names = say_all(reader.name for reader in readers)
    return _("These organisers will read it, and nobody else: {names}.").format(names=names)


def _no_reader(contact: str) -> str:
    return _(
        "Every organiser is in this introduction, so we don't show it to them. "
        "Please also write to {contact}."
    ).format(contact=contact)


def _never_learns(others: Sequence[Member]) -> str:
    if not others:
        return _("We don't tell the other person, and we won't introduce you to each other again.")
    return _("We don't tell {names}, and we won't introduce you to each other again.").format(
        names=say_names(others)
    )
