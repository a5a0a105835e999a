"""What Agents Playground shows: frames of its stream, and what can be done with them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.agents_playground.network import Json
from tests.support.card_words import find_all, find_input, read_card

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
        for action in (each for card in self.cards for each in find_all(card, _PRESSED)):
            if action["title"].startswith(title):
                return action
        raise AssertionError(f"no button {title!r} in: {self.words}")

    def inputs(self) -> list[Json]:
        """Return what can be filled in."""
        return find_inputs(self.cards)


def find_inputs(cards: Sequence[Json]) -> list[Json]:
    """Return what can be filled in on cards."""
    return [asked for card in cards for asked in find_all(card, "Input.")]


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


def fill_in(inputs: Sequence[Json], given: Mapping[str, str]) -> dict[str, str]:
    """Return what a form sends: what stands in it, and what is given by name or label."""
    filled = {str(node["id"]): str(node.get("value") or "") for node in inputs}
    for name, value in given.items():
        filled[find_input(inputs, name)] = value
    return filled


def _cards_of(message: Json) -> tuple[Json, ...]:
    attachments = message.get("attachments") or ()
    return tuple(each["content"] for each in attachments if isinstance(each.get("content"), dict))
