"""What has been typed and chosen in a message, modal or Home tab: Slack's `state.values`."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.playground.common.given import Json
from bot.playground.slack.identify import elements_of

# element type: (the key of its value in the state, the key of its first value in the element)
VALUES = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),
}
MISSING = "This is needed. Please fill it in."


def read_state(blocks: Iterable[Json], values: Mapping[str, Any]) -> Json:
    """The state of all inputs: what the page sent, else what each element starts with."""
    state: Json = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in VALUES:
                given = (values.get(block["block_id"]) or {}).get(element["action_id"])
                entry = _read_value(element, given)
                state.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return state


def _read_value(element: Json, given: Mapping[str, Any] | None) -> Json:
    key, initial = VALUES[element["type"]]
    empty: Any = [] if key.endswith("s") else None
    value = element.get(initial, empty) if given is None else given.get(key, empty)
    return {"type": element["type"], key: empty if value == "" else value}


def check_inputs(blocks: Iterable[Json], state: Json) -> dict[str, str]:
    """What Slack itself refuses before the app hears of a submission: block_id to a sentence."""
    problems = {
        block["block_id"]: _check_input(block, state.get(block["block_id"], {}))
        for block in blocks
        if block.get("type") == "input"
    }
    return {block_id: problem for block_id, problem in problems.items() if problem}


def _check_input(block: Json, entries: Json) -> str:
    element = block["element"]
    key = VALUES.get(element["type"], ("value", ""))[0]
    value = entries.get(element["action_id"], {}).get(key)
    if value in (None, "", []):
        return "" if block.get("optional") else MISSING
    if element["type"] == "file_input":
        return _check_files(element, value)
    if element["type"] != "plain_text_input":
        return ""
    return _check_length(element, str(value))


def _check_length(element: Json, value: str) -> str:
    shortest, longest = element.get("min_length") or 0, element.get("max_length") or 3_000
    if len(value) < shortest:
        return f"Please write at least {shortest} characters."
    if len(value) > longest:
        return f"Please write at most {longest} characters. You wrote {len(value)}."
    return ""


def _check_files(element: Json, files: list[Json]) -> str:
    kinds, most = element.get("filetypes") or [], element.get("max_files") or 10
    if len(files) > most:
        return f"Please choose at most {most} files."
    if kinds and any(file.get("filetype") not in kinds for file in files):
        return f"Please choose a file of this kind: {', '.join(kinds)}."
    return ""
