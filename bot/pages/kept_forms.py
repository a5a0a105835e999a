"""A form as a page carries it sealed, so that it can be shown again with nothing kept of it here.

Only what `bot.form` and `bot.message` are made of: records, tuples, texts and numbers.
"""

from base64 import b64decode, b64encode
from dataclasses import fields, is_dataclass
from typing import Any

from bot import form as forms
from bot import message as messages
from bot.form import Form

_RECORDS = {
    name: found
    for module in (messages, forms)
    for name, found in vars(module).items()
    if isinstance(found, type) and is_dataclass(found)
}


def pack_form(form: Form) -> list[Any]:
    """Return the form as JSON can hold it."""
    packed: list[Any] = _pack(form)
    return packed


def unpack_form(packed: list[Any]) -> Form:
    """Return the form that `pack_form` was given."""
    form = _unpack(packed)
    if not isinstance(form, Form):
        raise TypeError("no form")
    return form


def _pack(value: Any) -> Any:  # noqa: ANN401 - whatever a form is made of
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(_pack(getattr(value, f.name)) for f in fields(value))]
    if isinstance(value, tuple):
        return {"of": [_pack(one) for one in value]}
    if isinstance(value, bytes):
        return {"bytes": b64encode(value).decode()}
    return value


def _unpack(packed: Any) -> Any:  # noqa: ANN401 - whatever a form is made of
    match packed:
        case [str(name), *values]:
            return _RECORDS[name](*(_unpack(one) for one in values))
        case {"of": list(values)}:
            return tuple(_unpack(one) for one in values)
        case {"bytes": str(text)}:
            return b64decode(text)
        case _:
            return packed
