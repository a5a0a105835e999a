"""A form's inputs as card elements. Ids say how answers are read back (`bot.form_reading`)."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from bot.form import (
    ChoiceInput,
    DateInput,
    FileInput,
    Input,
    MultiChoiceInput,
    Option,
    PlaceChoice,
    SearchInput,
    TextInput,
    TimeInput,
)
from bot.form_reading import field_id, pack_choice, prefill
from bot.message import Bold, Code, Rich
from bot.platforms.teams.markup import Json, Reader, choice, draw_line, label, lines
from bot.shown import as_typed
from bot.wording import cards as wording
from bot.wording import searches

_FEW = 10
_LONGEST_LABEL = 500
_LONGEST_TITLE = 200
_LONGEST_TEXT = 4_000
_LONGEST_SEARCH = 2_000
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d\Z")


def render_input(
    asked: Input, command: str, places: Sequence[Option], trouble: str, reader: Reader
) -> list[Json]:
    """Return an input, under the sentence that says what is wrong with it, if any.

    `places` are what a choice of a channel offers. A file cannot be given in a card: the words say
    how else.
    """
    told = [draw_line(line, reader, {"color": "attention"}) for line in lines((Bold(trouble),))]
    if isinstance(asked, FileInput):
        return told + [draw_line(line, reader) for line in lines(_file(asked, command))]
    return [*told, _frame(asked) | _element(asked, places)]


def _frame(asked: Input) -> Json:
    """What every input has: its id, and a label that says all that a reader needs to fill it in."""
    frame: Json = {"id": field_id(asked), "label": _label(asked)}
    if asked.optional:
        return frame
    needed = choice(wording.needed(asked.label), _LONGEST_LABEL)
    return frame | {"isRequired": True, "errorMessage": needed}


def _label(asked: Input) -> str:
    """The hint belongs to the label, so that a screen reader says it before the input."""
    said = label(asked.label, _LONGEST_LABEL)
    if not asked.hint.strip():
        return said
    stop = "" if said[-1] in ".?!…:" else "."
    return f"{said}{stop} {label(asked.hint, _LONGEST_LABEL)}"


def _element(asked: Input, places: Sequence[Option]) -> Json:
    match asked:
        case TextInput():
            return _text(asked)
        case ChoiceInput():
            wide = asked.wide and len(asked.options) <= _FEW
            return _choices(asked.options, wide=wide) | _chosen(asked.options, [asked.value])
        case MultiChoiceInput():
            drawn = _choices(asked.options, wide=len(asked.options) <= _FEW)
            return drawn | {"isMultiSelect": True} | _chosen(asked.options, asked.values)
        case PlaceChoice():
            return _choices(places, wide=False) | _chosen(places, [asked.value])
        case SearchInput():
            return _search(asked)
        case _:
            return _moment(asked)


def _moment(asked: Input) -> Json:
    match asked:
        case DateInput(value=value):
            return {"type": "Input.Date"} | ({"value": value} if _is_date(value) else {})
        case TimeInput(value=value):
            return {"type": "Input.Time"} | ({"value": value} if _TIME.match(value) else {})
        case _:
            return {"type": "Input.Text"}


def _text(asked: TextInput) -> Json:
    limit = min(asked.limit, _LONGEST_TEXT)
    # What was typed goes back as it was: an input shows letters and reads no markup.
    value = as_typed(asked.value)[:limit]
    drawn: Json = {"type": "Input.Text", "isMultiline": asked.multiline, "maxLength": limit}
    return drawn | ({"value": value} if value else {})


def _search(asked: SearchInput) -> Json:
    """Cards cannot search as one types: names are typed, and found when the form is sent."""
    value = as_typed(prefill(asked))[:_LONGEST_SEARCH]
    drawn: Json = {
        "type": "Input.Text",
        "isMultiline": asked.multiple,
        "maxLength": _LONGEST_SEARCH,
        "placeholder": searches.how_to_type(multiple=asked.multiple),
    }
    return drawn | ({"value": value} if value else {})


def _choices(options: Iterable[Option], *, wide: bool) -> Json:
    drawn = {_packed(option.value): _title(option) for option in options}
    return {
        "type": "Input.ChoiceSet",
        "style": "expanded" if wide else "compact",
        "wrap": True,
        "choices": [{"title": title, "value": value} for value, title in drawn.items()],
    }


def _packed(value: str) -> str:
    return pack_choice(as_typed(value))


def _title(option: Option) -> str:
    said = choice(option.label or option.value, _LONGEST_TITLE)
    return f"{said}: {choice(option.hint, _LONGEST_TITLE)}" if option.hint.strip() else said


def _chosen(options: Iterable[Option], values: Sequence[str]) -> Json:
    offered = dict.fromkeys(option.value for option in options)
    chosen = [_packed(value) for value in offered if value and value in values]
    return {"value": ",".join(chosen)} if chosen else {}


def _file(asked: FileInput, command: str) -> Rich:
    hint = f" {asked.hint.strip()}" if asked.hint.strip() else ""
    before, _, after = wording.send_file("\0").partition("\0")
    return (Bold(f"{asked.label}:"), f" {before}", Code(command), f"{after}{hint}")


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
