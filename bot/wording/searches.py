"""What is said at an input that takes typed names, where no list opens as one types."""

from collections.abc import Sequence

from bot.wording.language import gettext as _
from bot.wording.language import say_all


def several(names: Sequence[str]) -> str:
    """More than one fits what was typed."""
    return _("We know several: {names}. Type one of them in full.").format(names=say_all(names))


def perhaps_new(typed: str, names: Sequence[str]) -> str:
    """It resembles what we know; adding it is a choice, so that nothing stands there twice."""
    words = _(
        "Did you mean {names}? Type the name in full. If it's a new one, type “new: {typed}”."
    )
    return words.format(names=say_all(names), typed=typed)


def nobody(typed: str) -> str:
    """No member is called so."""
    words = _("We don't know “{typed}” in this network. Check the spelling, or type fewer letters.")
    return words.format(typed=typed)


def needed() -> str:
    """An input that must be filled in was left empty."""
    return _("We need an answer here.")


def no_date(typed: str) -> str:
    """Not a date."""
    return _("We can't read “{typed}” as a date. Type it like 2026-11-24.").format(typed=typed)


def no_time(typed: str) -> str:
    """Not a time of day."""
    return _("We can't read “{typed}” as a time. Type it like 14:30.").format(typed=typed)


def how_to_type(*, multiple: bool) -> str:
    """How names are given to an input that cannot search as one types."""
    if multiple:
        return _("Type each one on a line of its own, or put commas between them.")
    return _("Type the name. A part of it will do if only one fits.")
