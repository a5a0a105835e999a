"""Which of our names typed words mean, where a list cannot be searched letter by letter. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.form import Option
from bot.suggest import LONGEST, NEW
from bot.wording import searches
from storage.naming import clean, fold

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Found:
    """What was meant, or a sentence that asks. `exact`: the name stood there in full."""

    value: str = ""
    trouble: str = ""
    exact: bool = False


def choose(typed: str, source: str, offered: Iterable[Option], new: bool = False) -> Found:
    """Return which of the offered options typed words mean, or what to ask. Pure."""
    options = list(offered)
    known = [option for option in options if not option.value.startswith(NEW)]
    added = next((option for option in options if option.value.startswith(NEW)), None)
    same = [option for option in known if fold(typed) in _says(option)]
    if not same and source != "members" and added is None:
        same = known[:1]  # an older name of it: only what is known is not offered as new
    if len(same) == 1:
        return Found(same[0].value, exact=True)
    if same:
        return Found(trouble=searches.several(_named(same)))
    if added and (new or not known or source == "interests"):
        return Found(added.value)
    if added:
        return Found(trouble=searches.perhaps_new(clean(typed, LONGEST), _named(known)))
    if len(known) == 1:
        return Found(known[0].value)
    if known:
        return Found(trouble=searches.several(_named(known)))
    return Found(trouble=searches.nobody(clean(typed, LONGEST)))


def _says(option: Option) -> tuple[str, str]:
    return fold(option.label), fold(_full(option))


def _full(option: Option) -> str:
    return f"{option.label} ({option.hint})" if option.hint else option.label


def _named(options: Sequence[Option]) -> list[str]:
    return [_full(option) for option in options[:_MOST_NAMED]]
