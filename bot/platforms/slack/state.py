"""What was filled into a form, by input name."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.heard import PlaceHeard
from bot.platforms.slack.text import unescape

State = Mapping[str, Mapping[str, Mapping[str, Any]]]
Filled = str | tuple[str, ...]


def read_values(state: State) -> dict[str, Filled]:
    """Return each input's value; empty where nothing was filled in. Channels are left out."""
    read = {name: _value(element) for name, element in _elements(state).items()}
    return {name: value for name, value in read.items() if value is not None}


def read_places(state: State) -> dict[str, PlaceHeard]:
    """Return the channels that were chosen."""
    chosen = {
        name: element.get("selected_conversation") or element.get("selected_channel")
        for name, element in _elements(state).items()
    }
    return {name: PlaceHeard(str(id_), "channel") for name, id_ in chosen.items() if id_}


def _elements(state: State) -> dict[str, Mapping[str, Any]]:
    """Each block of ours holds one element."""
    return {name: next(iter(actions.values())) for name, actions in state.items() if actions}


def _value(element: Mapping[str, Any]) -> Filled | None:
    match element.get("type"):
        case "plain_text_input":
            return str(element.get("value") or "").strip()
        case "datepicker":
            return str(element.get("selected_date") or "")
        case "timepicker":
            return str(element.get("selected_time") or "")
        case "conversations_select" | "channels_select":
            chosen = element.get("selected_conversation") or element.get("selected_channel")
            return None if chosen else ""
        case "file_input":
            return _file(element.get("files") or [])
        case "checkboxes" | "multi_static_select" | "multi_external_select":
            return tuple(_option(option) for option in element.get("selected_options") or [])
        case _:
            return _option(element.get("selected_option") or {})


def _option(option: Mapping[str, Any]) -> str:
    return unescape(str(option.get("value") or ""))


def _file(files: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """One file: its id, its name and how large Slack says it is."""
    return tuple(str(files[0].get(key) or "") for key in ("id", "name", "size")) if files else ()
