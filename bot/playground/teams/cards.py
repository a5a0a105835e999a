"""Adaptive Cards: what breaks the rules, and what a press of one of their actions carries.

Rules: schema 1.5 as Teams draws it on every device, and our own: every input has an id of its own
and a label, every Action.Execute a verb, every link is safe.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.playground.common.given import Json, Raw

ADAPTIVE = "application/vnd.microsoft.card.adaptive"
VERSION = "1.5"
PRESS_ID = "pressId"
ELEMENTS = {"AdaptiveCard", "ActionSet", "Column", "ColumnSet", "Container", "FactSet", "Image",
            "ImageSet", "RichTextBlock", "TextBlock", "TextRun", "Input.ChoiceSet", "Input.Date",
            "Input.Number", "Input.Text", "Input.Time", "Input.Toggle"}  # fmt: skip
ACTIONS = {"Action.Execute", "Action.OpenUrl", "Action.ShowCard", "Action.Submit",
           "Action.ToggleVisibility"}  # fmt: skip
SENT = {"Action.Execute", "Action.Submit"}
OPAQUE = {"data", "msteams", "authentication", "refresh", "metadata"}  # what is not drawn
LOOPBACK = {"127.0.0.1", "localhost"}
MISSING = "This is needed. Please fill it in."


def walk(node: Raw) -> Iterator[Json]:
    """Every element, input and action in a card, depth first."""
    if isinstance(node, list):
        for each in node:
            yield from walk(each)
    elif isinstance(node, dict):
        if isinstance(node.get("type"), str):
            yield node
        for key, value in node.items():
            if key not in OPAQUE:
                yield from walk(value)


# what breaks the rules


def check_card(card: Json) -> list[str]:
    """What is wrong with a card, a sentence each; none where it is well."""
    found = [] if card.get("type") == "AdaptiveCard" else ["The card is no AdaptiveCard."]
    if card.get("version") != VERSION:
        found.append(f"The card's version is {card.get('version')!r}, not {VERSION}.")
    if not card.get("fallbackText"):
        found.append("The card has no fallbackText.")
    found += [problem for node in walk(card) for problem in _check_node(node)]
    return found + _check_ids(card)


def _check_node(node: Json) -> Iterator[str]:
    kind = node["type"]
    if kind not in ELEMENTS | ACTIONS:
        yield f"{kind!r} is not in schema {VERSION} as every device draws it."
    elif kind.startswith("Input."):
        yield from _check_input(node)
    elif kind == "Action.Execute" and not node.get("verb"):
        yield f"The action {node.get('title')!r} has no verb."
    elif kind == "Action.OpenUrl" and not _is_safe(node.get("url")):
        yield f"The action {node.get('title')!r} leads to {node.get('url')!r}."
    for action in node.get("actions", ()):  # a link in a text (selectAction) needs no title
        if not action.get("title"):
            yield f"A button of {kind} has no title."


def _check_input(node: Json) -> Iterator[str]:
    name = node.get("id")
    if not name or "," in name:
        yield f"The input's id is {name!r}."
    if not node.get("label") and node["type"] != "Input.Toggle":
        yield f"The input {name!r} has no label."
    if node.get("isRequired") and not node.get("errorMessage"):
        yield f"The input {name!r} is required and has no errorMessage."
    if node.get("isMultiSelect") and any("," in value for value in _choices(node)):
        yield f"A choice of {name!r} has a comma in its value."


def _check_ids(card: Json) -> list[str]:
    ids = [node["id"] for node in walk(card) if node.get("id")]
    return [f"The id {name!r} stands for several." for name in {n for n in ids if ids.count(n) > 1}]


def _is_safe(url: Raw) -> bool:
    if not isinstance(url, str):
        return False
    parts = urlsplit(url)
    local = parts.scheme == "http" and parts.hostname in LOOPBACK
    return local or parts.scheme in ("https", "mailto")


def _choices(node: Json) -> list[str]:
    return [str(choice.get("value")) for choice in node.get("choices", [])]


# what a press carries


def mark_actions(card: Json) -> Json:
    """A copy of a card in which every action has a pressId: "a0", "a1" …"""
    marked = deepcopy(card)
    actions = (node for node in walk(marked) if node["type"].startswith("Action."))
    for number, action in enumerate(actions):
        action[PRESS_ID] = f"a{number}"
    return marked


@dataclass(frozen=True, slots=True)
class Pressed:
    """An action as its card has it, and the inputs that go with it."""

    action: Json
    inputs: tuple[Json, ...]

    def check(self, given: Mapping[str, Raw]) -> dict[str, str]:
        """What Teams itself refuses before the bot hears of it: input id to a sentence."""
        found = {node["id"]: _check_value(node, self._value(node, given)) for node in self.inputs}
        return {name: problem for name, problem in found.items() if problem}

    def merge(self, given: Mapping[str, Raw]) -> Json:
        """The action's data with the values of its inputs, as strings."""
        data = self.action.get("data")
        own = dict(data) if isinstance(data, dict) else {}
        return own | {node["id"]: self._value(node, given) for node in self.inputs}

    @staticmethod
    def _value(node: Json, given: Mapping[str, Raw]) -> str:
        first = node.get("value")
        if first is None and node["type"] == "Input.Toggle":
            first = node.get("valueOff", "false")
        value = given.get(node["id"], first)
        return "" if value is None else str(value)


def find_pressed(card: Json, press_id: str) -> Pressed | None:
    """The action of this pressId with its inputs: those of its card and of the cards above it."""
    return _find_in(mark_actions(card), press_id, ())


def _find_in(card: Json, press_id: str, above: tuple[Json, ...]) -> Pressed | None:
    here, below = _split(card)
    inputs = above + tuple(node for node in here if node["type"].startswith("Input."))
    for node in here:
        if node.get(PRESS_ID) == press_id and node["type"] in SENT:
            action = {key: value for key, value in node.items() if key != PRESS_ID}
            ignores = node.get("associatedInputs", "auto").lower() == "none"
            return Pressed(action, () if ignores else inputs)
    found = (_find_in(each, press_id, inputs) for each in below)
    return next((each for each in found if each), None)


def _split(card: Json) -> tuple[list[Json], list[Json]]:
    """What is in this very card, and the cards that its Action.ShowCards open."""
    here: list[Json] = []
    below: list[Json] = []
    waiting: list[Raw] = [card]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting = [*node, *waiting]
        elif isinstance(node, dict):
            if isinstance(node.get("type"), str):
                here.append(node)
            if node.get("type") == "Action.ShowCard":
                below.append(node["card"])
            else:
                waiting = [value for k, value in node.items() if k not in OPAQUE] + waiting
    return here, below


def _check_value(node: Json, value: str) -> str:
    if not value or (node["type"] == "Input.Toggle" and value != node.get("valueOn", "true")):
        return str(node.get("errorMessage") or MISSING) if node.get("isRequired") else ""
    wrong = str(node.get("errorMessage") or "This does not fit. Please change it.")
    longest = node.get("maxLength")
    if longest and len(value) > longest:
        return f"Please write at most {longest} characters. You wrote {len(value)}."
    if node.get("regex") and not re.search(node["regex"], value):
        return wrong
    return wrong if _is_outside(node, value) else ""


def _is_outside(node: Json, value: str) -> bool:
    if node["type"] == "Input.ChoiceSet" and node.get("style") != "filtered":
        chosen = value.split(",") if node.get("isMultiSelect") else [value]
        return not set(chosen) <= set(_choices(node))
    low, high = node.get("min"), node.get("max")
    if node["type"] == "Input.Number":
        return not re.fullmatch(r"-?\d+(\.\d+)?", value) or not _between(float(value), low, high)
    return node["type"] in ("Input.Date", "Input.Time") and not _between(value, low, high)


def _between(value: Raw, low: Raw, high: Raw) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)
