"""What a platform heard, in neutral words: the same for every platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.form import Value
from storage.types import AccountKey, PlaceKind


@dataclass(frozen=True, slots=True)
class PlaceHeard:
    """Where it was said: the platform's id of a channel or conversation."""

    external_id: str
    kind: PlaceKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """A command line typed or pressed, or a form submitted, by a person of a workspace.

    `event_id` is the platform's own id of the event, so that a second copy changes nothing; empty
    where the platform has none. `first_word` is what the platform's command already said
    ("unmentor" for `/unmentor join`). `values` is None unless a form was submitted; `places` are
    the channels chosen in it, by input name, which the dispatcher turns into place ids; of words,
    the channels that they name. `files` came with the words: the platform's id, name and size.
    """

    platform: str
    event_id: str
    sender: AccountKey
    sender_name: str
    space_external_id: str
    text: str
    place: PlaceHeard | None = None
    ref: str = ""
    pressed: bool = False
    guest: bool = False
    values: Mapping[str, Value] | None = None
    places: Mapping[str, PlaceHeard] = field(default_factory=dict)
    files: tuple[tuple[str, str, str], ...] = ()
