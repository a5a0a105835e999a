"""Reading what Agents Playground shows: frames of its stream, and the cards in them. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.agents_playground.network import Json

_PRESSED = "Action.Execute"
_SHOWN = ("createMessage", "updateMessage")


@dataclass(frozen=True, slots=True)
class Sight:
    """A message of the bot as the page gets it. `thread`: the message that it stands under."""

    id: str
    conversation: str
    thread: str
    cards: tuple[Json, ...]
    text: str = ""

    @property
    def words(self) -> str:
        """Everything that it says."""
        lines = (line for card in self.cards for line in read_card(card))
        return "\n".join([self.text, *lines]).strip()

    def find_action(self, title: str) -> Json:
        """Return the button that is called so, or begins so, and asks the bot; AssertionError.

        Where a second question comes first, that is the button below it.
        """
        for action in (node for card in self.cards for node in walk(card)):
            if _kind(action) == _PRESSED and action["title"].startswith(title):
                return action
        raise AssertionError(f"no button {title!r} in: {self.words}")

    def inputs(self) -> list[Json]:
        """Return what can be filled in."""
        return find_inputs(self.cards)


def find_inputs(cards: Sequence[Json]) -> list[Json]:
    """Return what can be filled in on cards."""
    return [n for card in cards for n in walk(card) if _kind(n).startswith("Input.")]


def read_frame(frame: Any) -> Sight | None:  # noqa: ANN401 - JSON of somebody else's
    """Return the message that a frame of the stream shows; None for what is no message."""
    if not isinstance(frame, dict) or frame.get("action") not in _SHOWN:
        return None
    message = frame.get("message") or {}
    place, _, thread = str(frame.get("actionConversationId") or "").partition(";messageid=")
    text = str(message.get("text") or message.get("content") or "")
    return Sight(str(message.get("messageId") or ""), place, thread, _cards_of(message), text)


def read_answer(answer: Json) -> str:
    """Return what the answer to a pressed button says: a sentence, or a card in its place."""
    value = answer.get("value")
    if isinstance(value, dict) and value.get("type") == "AdaptiveCard":
        return "\n".join(read_card(value))
    return value if isinstance(value, str) else str(answer)


def read_card(card: Json) -> list[str]:
    """Return the words of a card: texts, facts, labels of inputs; titles of buttons in brackets."""
    return [line for node in walk(card) for line in _read_node(node)]


def fill_in(inputs: Sequence[Json], given: Mapping[str, str]) -> dict[str, str]:
    """Return what a form sends: what stands in it, and what is given by name or label."""
    filled = {str(node["id"]): str(node.get("value") or "") for node in inputs}
    for name, value in given.items():
        filled[_find_id(inputs, name)] = value
    return filled


def walk(node: Any) -> Iterator[Json]:  # noqa: ANN401 - a card or a part of one
    """Return the elements of a card in order."""
    if isinstance(node, list):
        for each in node:
            yield from walk(each)
    elif isinstance(node, dict):
        if "type" in node:
            yield node
        for name, value in node.items():
            if name not in ("data", "msteams"):
                yield from walk(value)


def _cards_of(message: Json) -> tuple[Json, ...]:
    attachments = message.get("attachments") or ()
    return tuple(each["content"] for each in attachments if isinstance(each.get("content"), dict))


def _kind(node: Json) -> str:
    return str(node["type"])


def _read_node(node: Json) -> Iterator[str]:
    kind = _kind(node)
    if kind.startswith("Action."):  # without a title it is a link inside a sentence
        if "title" in node:
            yield f"[{node['title']}]"
    elif kind == "TextBlock":
        yield str(node["text"])
    elif kind == "RichTextBlock":
        yield "".join(run if isinstance(run, str) else run["text"] for run in node["inlines"])
    elif kind.startswith("Input."):
        yield str(node.get("label") or node.get("title"))
    for fact in node.get("facts") or ():
        yield f"{fact['title']}: {fact['value']}"


def _find_id(inputs: Sequence[Json], name: str) -> str:
    for node in inputs:
        found = str(node["id"])
        if name in (found, found.partition("~")[0], node.get("label")):
            return found
    raise AssertionError(f"no input {name!r} in {[node['id'] for node in inputs]}")
