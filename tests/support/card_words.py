"""What people read on a card of Teams, and what they can press and fill in. Pure."""

from collections.abc import Iterable, Iterator
from typing import Any

Json = dict[str, Any]

_UNSEEN = ("data", "msteams")


def walk(node: Any) -> Iterator[Json]:  # noqa: ANN401 - a card or a part of one
    """Yield the elements of a card in order; what is not shown is none of them."""
    if isinstance(node, list):
        for each in node:
            yield from walk(each)
    elif isinstance(node, dict):
        if "type" in node:
            yield node
        for name, value in node.items():
            if name not in _UNSEEN:
                yield from walk(value)


def find_all(card: Any, kind: str) -> list[Json]:  # noqa: ANN401
    """Return the elements of a card whose type begins so, in order."""
    return [node for node in walk(card) if str(node["type"]).startswith(kind)]


def read_card(card: Any) -> list[str]:  # noqa: ANN401 - a card, or several
    """Return the words of a card: texts, facts, labels of inputs; titles of buttons in brackets."""
    return [line for node in walk(card) for line in _read_node(node)]


def find_input(inputs: Iterable[Json], name: str) -> str:
    """Return the id of an input, named by it, by the part before its kind or by its label."""
    ids = []
    for node in inputs:
        found = str(node["id"])
        if name in (found, found.partition("~")[0], node.get("label")):
            return found
        ids.append(found)
    raise AssertionError(f"no input {name!r} in {ids}")


def _read_node(node: Json) -> Iterator[str]:
    kind = str(node["type"])
    if kind.startswith("Action."):
        if node.get("title"):  # without a title it is a link inside a sentence
            yield f"[{node['title']}]"
    elif kind == "TextBlock":
        yield str(node["text"])
    elif kind == "RichTextBlock":
        yield "".join(run if isinstance(run, str) else run["text"] for run in node["inlines"])
    elif kind.startswith("Input."):
        yield str(node.get("label") or node.get("title"))
    for fact in node.get("facts") or ():
        yield f"{fact['title']}: {fact['value']}"
