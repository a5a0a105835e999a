"""A form's inputs as Block Kit. The block's id is the input's name, so that errors find it."""

import re
from collections.abc import Iterable, Mapping, Sequence
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
from bot.platforms.slack.text import Json, plain_text, remark, shorten, unescape
from bot.shown import as_typed
from bot.wording import controls

ENTER, SEARCH = "enter", "search"

_FEW = 10
_MANY = 100
_LONGEST_ID = 255
_LONGEST_LABEL = 2_000
_LONGEST_TEXT = 3_000
_LONGEST_OPTION_VALUE = 150
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d\Z")


def render_input(asked: Input, command: str, places: Mapping[str, str]) -> Json:
    """Return an input block. `places`: our place ids to the channel ids of the workspace.

    Slack keeps what was typed where block and action ids stay the same, so the action id names
    the form's command: another form with an input of this name starts fresh.
    """
    block: Json = {
        "type": "input",
        "block_id": asked.name,
        "label": plain_text(asked.label, _LONGEST_LABEL),
        "element": _element(asked, command, places),
        "optional": asked.optional,
    }
    return block | remark("hint", asked.hint, _LONGEST_LABEL)


def _element(asked: Input, command: str, places: Mapping[str, str]) -> Json:
    id_ = {"action_id": f"{ENTER}:{command}"[:_LONGEST_ID]}
    match asked:
        case TextInput():
            return _text(asked) | id_
        case ChoiceInput():
            return _choice(asked) | id_
        case MultiChoiceInput():
            return _choices(asked) | id_
        case DateInput() | TimeInput():
            return _picker(asked) | id_
        case SearchInput():
            return _search(asked, command)
        case PlaceChoice():
            return _place(asked, places) | id_
        case FileInput(extensions=extensions):
            return {"type": "file_input", "filetypes": list(extensions), "max_files": 1} | id_


def _picker(asked: DateInput | TimeInput) -> Json:
    if isinstance(asked, DateInput):
        day = {"initial_date": asked.value} if _is_date(asked.value) else {}
        return {"type": "datepicker"} | day
    time = {"initial_time": asked.value} if _TIME.match(asked.value) else {}
    return {"type": "timepicker"} | time


def _text(asked: TextInput) -> Json:
    limit = min(asked.limit, _LONGEST_TEXT)
    element: Json = {
        "type": "plain_text_input",
        "multiline": asked.multiline,
        "max_length": limit,
    }
    # What was typed goes back as it was: an input shows letters and parses nothing.
    value = as_typed(asked.value)[:limit]
    return element | ({"initial_value": value} if value else {})


def _choice(asked: ChoiceInput) -> Json:
    options = render_options(asked.options)
    if asked.wide and len(options) <= _FEW:
        return {"type": "radio_buttons", "options": options} | _chosen(options, asked.value)
    return {"type": "static_select"} | _menu(options) | _chosen(options, asked.value)


def _choices(asked: MultiChoiceInput) -> Json:
    options = render_options(asked.options)
    chosen = [option for option in options if option["value"] in asked.values]
    initial: Json = {"initial_options": chosen} if chosen else {}
    if len(options) <= _FEW:
        return {"type": "checkboxes", "options": options} | initial
    return {"type": "multi_static_select"} | _menu(options) | initial


def _chosen(options: list[Json], value: str) -> Json:
    found = [option for option in options if option["value"] == value]
    return {"initial_option": found[0]} if found else {}


def _menu(options: list[Json]) -> Json:
    """A menu of up to a hundred; more stand in groups that say from where to where they run."""
    if len(options) <= _MANY:
        return {"options": options}
    groups = [options[n : n + _MANY] for n in range(0, len(options), _MANY)]
    return {"option_groups": [{"label": _span(group), "options": group} for group in groups]}


def _span(group: Sequence[Json]) -> Json:
    first, last = (unescape(option["text"]["text"]) for option in (group[0], group[-1]))
    return plain_text(controls.span(shorten(first, 30), shorten(last, 30)), 75)


def render_options(options: Iterable[Option]) -> list[Json]:
    """Return options as Slack's, each value once."""
    rendered = [_option(option) for option in options]
    return list({option["value"]: option for option in rendered}.values())


def _option(option: Option) -> Json:
    value = as_typed(option.value)[:_LONGEST_OPTION_VALUE]
    rendered = {"text": plain_text(option.label or option.value, 75), "value": value}
    return rendered | remark("description", option.hint, 75)


def _search(asked: SearchInput, command: str) -> Json:
    chosen = render_options(asked.chosen)
    element: Json = {
        "action_id": f"{SEARCH}:{asked.source}:{command}"[:_LONGEST_ID],
        "min_query_length": 1 if asked.source == "members" else 0,
    }
    if asked.multiple:
        initial: Json = {"initial_options": chosen} if chosen else {}
        return element | {"type": "multi_external_select"} | initial
    initial = {"initial_option": chosen[0]} if chosen else {}
    return element | {"type": "external_select"} | initial


def _place(asked: PlaceChoice, places: Mapping[str, str]) -> Json:
    element: Json = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    channel = places.get(asked.value)
    if channel:
        return element | {"initial_conversation": channel}
    return element if asked.optional else element | {"default_to_current_conversation": True}


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
