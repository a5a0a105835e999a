"""Names typed where a list cannot be searched letter by letter: found through the dispatcher."""

from typing import Protocol

from bot.form import FormErrors, Option, Value, Values
from bot.form_reading import Fields, Search
from bot.heard import Heard
from bot.suggest import LONGEST, NEW
from bot.typed_names import Found, choose
from storage.naming import clean, fold

_MOST_TOLD = 5
_SEVERAL_AT_ONCE = 30


class Suggester(Protocol):
    """Who knows our lists: the dispatcher."""

    async def suggest(self, heard: Heard, source: str, query: str) -> list[Option]: ...


async def resolve_searches(
    dispatcher: Suggester, heard: Heard, fields: Fields
) -> Values | FormErrors:
    """Return all values, typed names found in our lists; or what is wrong, at its input.

    A name in full, or a part that only one has, is found. What is not in the list yet is added
    where its input allows that: an organisation that resembles one we know only as "new: NAME".
    `heard` is the form's submitter, with its reference.
    """
    found: dict[str, Value] = {}
    errors = dict(fields.errors)
    for name, search in fields.searches.items():
        hits = [await _find(dispatcher, heard, search, words) for words in _lines(search)]
        each = [hit for group in hits for hit in group]
        troubles = [hit.trouble for hit in each if hit.trouble]
        if troubles:
            errors[name] = " ".join(troubles[:_MOST_TOLD])
        values = tuple(dict.fromkeys(hit.value for hit in each if hit.value))
        found[name] = values if search.multiple else next(iter(values), "")
    return FormErrors(errors) if errors else {**fields.values, **fields.places, **found}


def _lines(search: Search) -> list[str]:
    if not search.multiple:
        return [" ".join(search.typed.split())] if search.typed else []
    lines = (clean(line, 200) for line in search.typed.splitlines())
    return [line for line in lines if line][:_SEVERAL_AT_ONCE]


async def _find(dispatcher: Suggester, heard: Heard, search: Search, words: str) -> list[Found]:
    """A line is one name, which may hold commas, or several with commas between them."""
    whole = await _find_one(dispatcher, heard, search, words)
    if whole.exact or not search.multiple or "," not in words:
        return [whole]
    parts = [part.strip() for part in words.split(",") if part.strip()][:_SEVERAL_AT_ONCE]
    return [await _find_one(dispatcher, heard, search, part) for part in parts]


async def _find_one(dispatcher: Suggester, heard: Heard, search: Search, words: str) -> Found:
    shown = {fold(label): value for label, value in search.known.items()}.get(fold(words))
    if shown:
        return Found(shown, exact=True)
    named, new = _said_new(words, search.source)
    if not clean(named, LONGEST):
        return Found()
    return choose(named, search.source, await dispatcher.suggest(heard, search.source, named), new)


def _said_new(words: str, source: str) -> tuple[str, bool]:
    """Whether somebody says that it is a new one, and its name."""
    new = source != "members" and words.casefold().startswith(NEW)
    return (words[len(NEW) :].strip(), True) if new else (words, False)
