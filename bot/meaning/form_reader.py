"""Reading a form's values; what is wrong is noted at its input, so that all is said at once."""

from collections.abc import Iterable

from bot.form import Values
from bot.wording.language import gettext as _


class FormReader:
    """The values of one submitted form, and the sentence at every input that is wrong."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self.errors: dict[str, str] = {}

    def text(self, name: str) -> str:
        """Read what was typed or chosen, without space around it."""
        value = self._values.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def chosen(self, name: str) -> tuple[str, ...]:
        """Read what was ticked."""
        value = self._values.get(name, ())
        return (value,) if isinstance(value, str) else tuple(value)

    def whole(self, name: str, least: int, most: int) -> int:
        """Read a whole number; a word in place of one is wrong at its input."""
        said = self.text(name)
        if said.isdecimal() and least <= int(said) <= most:
            return int(said)
        words = _("Give a whole number from {least} to {most}.")
        self.errors[name] = words.format(least=least, most=most)
        return least

    def one_of(self, name: str, options: Iterable[int], otherwise: int) -> int:
        """Read one of some numbers that the form offered."""
        said = self.text(name)
        return next((each for each in options if str(each) == said), otherwise)
