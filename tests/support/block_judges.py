"""Two builders as judges: our JSON is built again with them, so that their limits apply."""

import re
from collections.abc import Callable
from typing import Any

import blockkit
from slackblocks.blocks import Block as SlackblocksBlock

Json = dict[str, Any]

_SPECIAL: dict[str, Callable[..., object]] = {
    "datepicker": blockkit.DatePicker,
    "timepicker": blockkit.TimePicker,
    "plain_text": blockkit.Text,
    "text": blockkit.RichTextEl,
    "link": blockkit.RichLinkEl,
    "user": blockkit.RichUserEl,
    "channel": blockkit.RichChannelEl,
}
_UNTYPED: dict[str, Callable[..., object]] = {
    "options": blockkit.Option,
    "initial_options": blockkit.Option,
    "initial_option": blockkit.Option,
    "option_groups": blockkit.OptionGroup,
    "confirm": blockkit.Confirm,
    "filter": blockkit.ConversationFilter,
    "style": blockkit.RichStyle,
    "slack_file": blockkit.SlackFile,
}


def judge_with_blockkit(payload: Json) -> None:
    """Raise blockkit's errors for a block or view beyond its limits."""
    built = _build(payload, None)
    assert isinstance(built, blockkit.core.Component)
    built.build()  # type: ignore[no-untyped-call]  # blockkit does not annotate it


def judge_with_slackblocks(block: Json) -> None:
    """Raise slackblocks' errors for a block beyond its limits, where it can read that kind."""
    try:
        SlackblocksBlock.from_dict(block)
    except NotImplementedError:  # it reads only blocks without elements of their own
        return


def _build(thing: object, key: str | None) -> object:
    if isinstance(thing, list):
        return [_build(inner, key) for inner in thing]
    if not isinstance(thing, dict):
        return thing
    inner = {name: _build(value, name) for name, value in thing.items() if name != "type"}
    if inner.get("min_query_length") == 0:  # blockkit says at least 1; Slack and slackblocks, 0
        del inner["min_query_length"]
    inner.pop("filetypes", None)  # blockkit knows names of kinds; Slack takes any extension
    if "alt_text" in inner:  # blockkit says at most 255; Slack and slackblocks, 2,000
        inner["alt_text"] = thing["alt_text"][:255]
    kind = thing.get("type")
    if kind == "plain_text":
        inner["type"] = kind
    return (_class_of(kind) if kind else _UNTYPED[str(key)])(**inner)


def _class_of(kind: str) -> Callable[..., object]:
    name = "".join(word.capitalize() for word in re.split("_", kind))
    found: Callable[..., object] = _SPECIAL.get(kind) or getattr(blockkit, name)
    return found
