"""A form's answers as typed words give them back: name and text, with nothing kept on a server.

Slack gives typed values; a Teams card and a page give text under a field's id. So the id says how
its text is read, and one more field (`FORM`) says what else the form held. Whoever submits could
change either: both decide only how their own answers are read, never what they may do.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any
from urllib.parse import unquote

from bot.form import (
    ChoiceInput,
    DateInput,
    FileInput,
    Form,
    Input,
    MultiChoiceInput,
    Option,
    PlaceChoice,
    SearchInput,
    TextInput,
    TimeInput,
    Value,
)
from bot.wording import searches
from storage.naming import clean

FORM = "~form"
"""The field, hidden from people, that holds `describe_form`."""

Raw = Mapping[str, str | Sequence[str]]
"""Field ids and what came under them: one text, or several where a page sends several."""

_KINDS: Mapping[type[Input], str] = {
    TextInput: "text",
    ChoiceInput: "one",
    MultiChoiceInput: "many",
    DateInput: "date",
    TimeInput: "time",
    PlaceChoice: "place",
    FileInput: "file",
}
_MARK = "~"


@dataclass(frozen=True, slots=True)
class Search:
    """Words typed where a list is to be searched; `known` are the labels that the form showed."""

    source: str
    multiple: bool
    typed: str
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fields:
    """What a form gave back, by input name. `errors` are sentences for what cannot be read."""

    values: Mapping[str, Value]
    searches: Mapping[str, Search] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


# Writing a form


def field_id(asked: Input) -> str:
    """Return the id under which an input's answer comes back: its name and how to read it."""
    return f"{asked.name}{_MARK}{_kind(asked)}"


def _kind(asked: Input) -> str:
    if isinstance(asked, SearchInput):
        return f"search.{asked.source}.{'many' if asked.multiple else 'one'}"
    return _KINDS[type(asked)]


def pack_choice(value: str) -> str:
    """Return an option's value without commas, since several come back joined by commas."""
    return value.replace("%", "%25").replace(",", "%2C")


def describe_form(form: Form) -> str:
    """Return what a form must carry in its `FORM` field: its fields, and labels that it shows."""
    known = {
        field_id(asked): {option.label: option.value for option in asked.chosen}
        for asked in form.inputs
        if isinstance(asked, SearchInput) and asked.chosen
    }
    carried = {
        "ids": [field_id(asked) for asked in form.inputs],
        "needed": [field_id(asked) for asked in form.inputs if _is_needed(asked)],
        "known": known,
    }
    return json.dumps(carried, separators=(",", ":"))


def _is_needed(asked: Input) -> bool:
    """A file may be sent beside the form, so that its command looks for it."""
    return not asked.optional and not isinstance(asked, FileInput)


def prefill(asked: SearchInput) -> str:
    """Return the text that stands for what is chosen already: one name a line."""
    return "\n".join(option.label for option in asked.chosen)


def refill(form: Form, raw: Raw) -> Form:
    """Return the form filled in with what came back, to be shown again beside its errors."""
    return replace(form, inputs=tuple(_refill(asked, raw) for asked in form.inputs))


def _refill(asked: Input, raw: Raw) -> Input:
    came = raw.get(field_id(asked))
    if isinstance(asked, MultiChoiceInput):
        return replace(asked, values=_many(came or ""))
    if came is None or isinstance(asked, FileInput):
        return asked
    if isinstance(asked, SearchInput):
        kept = {option.label: option.value for option in asked.chosen}
        lines = [line.strip() for line in _one(came).splitlines() if line.strip()]
        return replace(asked, chosen=tuple(Option(kept.get(line, ""), line) for line in lines))
    if isinstance(asked, ChoiceInput | PlaceChoice):
        return replace(asked, value=unquote(_one(came)))
    return replace(asked, value=_one(came))


# Reading its answers


def read_fields(raw: Raw) -> Fields:
    """Return the answers, by input name: every input of the form has one, empty or not.

    Ids that are not ours are passed over.
    """
    form = _read_form(_one(raw.get(FORM, "")))
    ids = dict.fromkeys((*_texts(form.get("ids")), *raw))
    came = {one: raw.get(one, "") for one in ids if _MARK in one.strip(_MARK) and one != FORM}
    labels = form.get("known")
    known = labels if isinstance(labels, dict) else {}
    return Fields(
        {_name(one): _value(one, text) for one, text in came.items() if _is_value(one)},
        {
            _name(one): _search(one, _one(text), known.get(one))
            for one, text in came.items()
            if _way(one).startswith("search.")
        },
        {_name(one): unquote(_one(text)) for one, text in came.items() if _way(one) == "place"},
        _look_at(came, set(_texts(form.get("needed")))),
    )


def keep_offered(fields: Fields, offered: Collection[str]) -> Fields:
    """Return the answers without places that the form did not offer to this person."""
    places = {name: id_ if id_ in offered else "" for name, id_ in fields.places.items()}
    return replace(fields, places=places)


def _read_form(text: str) -> Mapping[str, Any]:
    try:
        read = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _texts(listed: object) -> list[str]:
    return [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []


def _name(id_: str) -> str:
    return id_.rpartition(_MARK)[0]


def _way(id_: str) -> str:
    return id_.rpartition(_MARK)[2]


def _is_value(id_: str) -> bool:
    return _way(id_) in ("text", "one", "many", "date", "time", "file")


def _value(id_: str, came: str | Sequence[str]) -> Value:
    match _way(id_):
        case "many":
            return _many(came)
        case "file":
            return () if isinstance(came, str) else tuple(came)
        case "one":
            return unquote(_one(came))
        case _:
            return _one(came).strip()


def _one(came: str | Sequence[str]) -> str:
    if isinstance(came, str):
        return came
    return came[0] if came else ""


def _many(came: str | Sequence[str]) -> tuple[str, ...]:
    texts = came.split(",") if isinstance(came, str) else came
    return tuple(dict.fromkeys(unquote(text) for text in texts if text))


def _search(id_: str, typed: str, labels: object) -> Search:
    _, source, many = (*_way(id_).split("."), "", "")[:3]
    known = labels if isinstance(labels, dict) else {}
    kept = {label: value for label, value in known.items() if isinstance(value, str) and value}
    return Search(source, many == "many", typed.strip(), kept)


def _look_at(came: Mapping[str, str | Sequence[str]], needed: Collection[str]) -> dict[str, str]:
    """Say what is missing, and what is no date or time."""
    told = {
        _name(one): _trouble(_way(one), _one(text).strip(), needed=one in needed)
        for one, text in came.items()
    }
    return {name: sentence for name, sentence in told.items() if sentence}


def _trouble(way: str, text: str, *, needed: bool) -> str:
    if not text:
        return searches.needed() if needed else ""
    if way == "date" and not _reads(date, text):
        return searches.no_date(clean(text, 40))
    if way == "time" and not _reads(time, text):
        return searches.no_time(clean(text, 40))
    return ""


def _reads(kind: type[date] | type[time], text: str) -> bool:
    try:
        read = kind.fromisoformat(text)
    except ValueError:
        return False
    return text == (read.isoformat() if isinstance(read, date) else f"{read:%H:%M}")
