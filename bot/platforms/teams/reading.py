"""What comes back from Teams, in our words: actions of cards, and typed text. Pure.

Shapes: learn.microsoft.com, "Universal Actions for Adaptive Cards" (`adaptiveCard/action`),
"Respond to the dialog submit action" (`composeExtension/submitAction`, `task/submit`), and
"Channel and group conversations with a bot" (mentions). Nothing in them is believed but as the
words of whoever sent them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any, get_args

from bot.form_reading import Raw
from bot.heard import PlaceHeard
from bot.platforms.teams.actions import PRESS, SUBMIT
from bot.platforms.teams.markup import NOWHERE, Origin
from storage.types import PlaceKind

Body = Mapping[str, Any]

_OURS = frozenset({"t", "line", "ref", "p", "k", "n", "opened"})
# Names hold no "<": so a text full of openings that nothing closes is read in one go.
_MENTION = re.compile(r"<at(?:\s[^<>]*)?>([^<]*)</at>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Acted:
    """A pressed button, or a form that was sent: then `raw` is not None.

    `text` is the command line and `ref` its reference: `Heard(text=…, ref=…, pressed=True)` for a
    button; for a form `values` come from `read_fields(raw)`. `origin` is where the chain of presses
    began, as its sender says: believe its place only if it is one of the sender's tenant. `opened`
    is the line and reference that show a form again; ("", "") where unknown.
    """

    text: str
    ref: str = ""
    raw: Raw | None = None
    origin: Origin = NOWHERE
    opened: tuple[str, str] = ("", "")


def read_action(value: object) -> Acted | None:
    """Read the value of an `adaptiveCard/action` invoke, or of a dialog that was sent.

    None for what no card of ours sends. A dialog's value is {"data": {…}}, that of a card is
    {"action": {"verb", "data"}}; a message that an Action.Submit sent has the data as its value.
    """
    body = _mapping(value)
    action = _mapping(body.get("action")) or body
    data = _mapping(action.get("data")) or action
    verb, line = action.get("verb"), data.get("line")
    text = verb if isinstance(verb, str) and verb else line
    if data.get("t") not in (PRESS, SUBMIT) or not isinstance(text, str) or not text:
        return None
    raw = _raw(data) if data["t"] == SUBMIT else None
    return Acted(text, _text(data.get("ref")), raw, Origin(_place(data)), _opened(data))


def _mapping(value: object) -> Body:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _raw(data: Body) -> dict[str, str]:
    """What was filled in, under each input's id."""
    return {id_: _text(filled) for id_, filled in data.items() if id_ not in _OURS}


def _place(data: Body) -> PlaceHeard | None:
    external_id, name = _text(data.get("p")), _text(data.get("n"))
    kinds: tuple[PlaceKind, ...] = get_args(PlaceKind)
    kind = next((kind for kind in kinds if kind == data.get("k")), None)
    return PlaceHeard(external_id, kind, name) if external_id and kind else None


def _opened(data: Body) -> tuple[str, str]:
    listed = data.get("opened")
    if not isinstance(listed, list) or len(listed) != len(("line", "ref")):
        return "", ""
    return _text(listed[0]), _text(listed[1])


def strip_mentions(text: str, mentions: Iterable[Body], bot: str, tenant: str) -> str:
    """Return a message's words as they were typed, without the bot's own name.

    `mentions` are the activity's entities (others than mentions are passed over), `bot` the bot's
    id there (`28:…`). Another person's mention becomes their account's key, "teams:TENANT:ID", the
    id being their aadObjectId where the entity has it.
    """
    people = {_inner(_text(one.get("text"))): one for one in mentions if _is_mention(one)}

    def say(found: re.Match[str]) -> str:
        entity = people.get(_inner(found[0]))
        return _say(_mapping(entity.get("mentioned")), bot, tenant) if entity else found[1]

    said = _MENTION.sub(say, text)
    rows = (row.strip() for row in unescape(said).replace("\xa0", " ").splitlines())
    return "\n".join(rows).strip()


def _is_mention(entity: object) -> bool:
    return isinstance(entity, Mapping) and entity.get("type") == "mention"


def _inner(text: str) -> str:
    found = _MENTION.search(text)
    return (found[1] if found else text).strip().casefold()


def _say(mentioned: Body, bot: str, tenant: str) -> str:
    id_ = _text(mentioned.get("id"))
    if id_ == bot:
        return " "
    user = _text(mentioned.get("aadObjectId")) or id_
    return f"teams:{tenant}:{user}" if user else _text(mentioned.get("name"))
