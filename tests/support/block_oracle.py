"""Judges of Slack payloads: two builders' limits, Slack's own models, and rules that they miss.

What each judge covers was measured in 59 cases: none of them alone is enough.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import Block as SdkBlock
from slack_sdk.models.views import View as SdkView
from slackblocks import _limits as limits

from tests.support.block_judges import judge_with_blockkit, judge_with_slackblocks

Json = dict[str, Any]


def check_message(payload: Json) -> None:
    """Raise AssertionError where Slack would refuse the message, cut it or split it."""
    assert payload["text"].strip(), "no words that stand alone"
    assert len(payload["text"]) < 4_000, "Slack would cut or split this text"
    assert len(payload["blocks"]) <= 50
    shown = sum(len(text) for text in _shown_texts(payload["blocks"]))
    assert shown < 4_000, f"{shown} characters: Slack would split this message"
    check_blocks(payload["blocks"])


def check_view(view: Json) -> None:
    """Raise AssertionError where Slack would refuse the modal or Home tab."""
    SdkView(**view).to_dict()
    assert len(view["blocks"]) <= 100
    assert len(view.get("private_metadata", "")) <= limits_of("private_metadata")
    if view["type"] == "modal":
        _check_modal(view)
    check_blocks(view["blocks"])


def limits_of(name: str) -> int:
    """Return a limit that slackblocks has no constant for."""
    return {"private_metadata": 3_000, "title": 24}[name]


def _check_modal(view: Json) -> None:
    for part in ("title", "submit", "close"):
        if part in view:
            assert 1 <= len(view[part]["text"]) <= limits_of("title"), part
    has_inputs = any(block["type"] == "input" for block in view["blocks"])
    assert not has_inputs or "submit" in view, "a form without a button to send it"
    assert sum(1 for _ in walk(view)) < 5_000


def check_blocks(blocks: list[Json]) -> None:
    """Raise AssertionError for blocks that any judge refuses."""
    for parsed in SdkBlock.parse_all(blocks):
        parsed.to_dict()
    for block in blocks:
        judge_with_blockkit(block)
        judge_with_slackblocks(block)
    _check_our_rules(blocks)


def _check_our_rules(blocks: list[Json]) -> None:
    _check_unique(blocks, "block_id")
    _check_unique(blocks, "action_id")
    for thing in walk(blocks):
        kind = thing.get("type")
        assert kind != "mrkdwn", "text that Slack would parse"
        if kind in _RULES:
            _RULES[kind](thing)
        for key in ("options", "initial_options"):
            _check_options(thing.get(key), kind)


def _check_actions(actions: Json) -> None:
    assert 1 <= len(actions["elements"]) <= limits.ACTIONS_ELEMENTS_MAX_ITEMS


def _check_label(label: Json) -> None:
    assert isinstance(label["text"], str)
    assert label["text"].strip(), "an empty label"
    assert label["emoji"] is False


def _check_text_input(asked: Json) -> None:
    assert 1 <= asked["max_length"] <= limits.PLAIN_TEXT_INPUT_MAX_LENGTH_MAX
    assert len(asked.get("initial_value", "")) <= asked["max_length"]


def _check_text(text: Json) -> None:
    assert text["text"], "an empty element"


def _check_rich_text(block: Json) -> None:
    assert sum(len(text) for text in _shown_texts([block])) <= limits.SECTION_TEXT_MAX_LENGTH


def _check_image(image: Json) -> None:
    assert 1 <= len(image["alt_text"]) <= limits.IMAGE_ALT_TEXT_MAX_LENGTH, "a picture needs words"
    assert ("image_url" in image) != ("slack_file" in image), "one place to find the picture"


_RULES = {
    "image": _check_image,
    "actions": _check_actions,
    "plain_text": _check_label,
    "plain_text_input": _check_text_input,
    "text": _check_text,
    "rich_text": _check_rich_text,
}


def _check_options(options: list[Json] | None, kind: str | None) -> None:
    if options is None:
        return
    assert 1 <= len(options) <= (10 if kind in {"checkboxes", "radio_buttons"} else 100)
    values = [option["value"] for option in options]
    assert len(values) == len(set(values)), "one value twice"
    for option in options:
        assert 1 <= len(option["text"]["text"]) <= limits.OPTION_TEXT_MAX_LENGTH
        assert 1 <= len(option["value"]) <= limits.OPTION_VALUE_MAX_LENGTH


def _check_unique(blocks: list[Json], key: str) -> None:
    inputs = {id(block["element"]) for block in blocks if block["type"] == "input"}
    ids = Counter(
        thing[key]
        for thing in walk(blocks)
        # An input's action is told apart by its block's id.
        if key in thing and id(thing) not in inputs
    )
    assert all(times == 1 for times in ids.values()), f"{key} twice: {ids.most_common(1)}"
    assert all(1 <= len(name) <= limits.ACTION_ID_MAX_LENGTH for name in ids)


def walk(thing: object) -> Iterator[Json]:
    """Every object inside a payload."""
    if isinstance(thing, dict):
        yield thing
        for inner in thing.values():
            yield from walk(inner)
    elif isinstance(thing, list):
        for inner in thing:
            yield from walk(inner)


def _shown_texts(blocks: list[Json]) -> Iterator[str]:
    for block in blocks:
        for thing in walk(block if block["type"] not in {"actions", "input"} else {}):
            if isinstance(thing.get("text"), str):
                yield thing["text"]


def texts_of(payload: object) -> list[str]:
    """Every string that is shown, in order."""
    return [thing["text"] for thing in walk(payload) if isinstance(thing.get("text"), str)]


def as_sent(payload: object) -> str:
    """The payload as it crosses the wire; raises for what UTF-8 cannot carry."""
    sent = json.dumps(payload, ensure_ascii=False)
    sent.encode("utf-8")
    return sent
