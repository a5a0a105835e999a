"""The things that a tenant consists of, as the playground keeps them in memory."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.playground.common.given import Json

Kind = Literal["personal", "channel", "groupChat"]

PLATFORM = "teams"
BOT = "bot"  # stands for the bot where a person's id is read
BOT_NAME = "Teapoint"
_TS = re.compile(r"(\d+)(?:\.(\d{1,6}))?")


def format_ts(ms: int) -> str:
    """Write a moment (milliseconds since 1970) as the page does: "1795514400.001000"."""
    return f"{ms // 1000}.{ms % 1000:03d}000"


def parse_ts(ts: str) -> int:
    """Read the page's ts as milliseconds; raises ValueError where it is none."""
    found = _TS.fullmatch(ts)
    if found is None:
        raise ValueError(ts)
    return int(found[1]) * 1000 + int((found[2] or "").ljust(6, "0")[:3])


def milliseconds(moment: datetime) -> int:
    """Turn an aware moment into milliseconds since 1970."""
    return int(moment.timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class Tenant:
    """An organisation's own Teams."""

    id: str
    name: str
    domain: str


@dataclass(slots=True)
class Person:
    """A user of one tenant; `id` is the aadObjectId, `mri` the id that bots meet ("29:…")."""

    id: str
    tenant_id: str
    mri: str
    user: str
    name: str
    email: str = ""
    title: str = ""
    menu: str | None = None
    guest: bool = False
    blocks_bot: bool = False

    @property
    def person(self) -> str:
        """The name the page uses: "teams/TENANT:USER"."""
        return f"{workspace_of(self.tenant_id)}:{self.id}"


def workspace_of(tenant_id: str) -> str:
    """The name the page uses for a tenant: "teams/TENANT"."""
    return f"{PLATFORM}/{tenant_id}"


@dataclass(slots=True)
class Team:
    """A team with its channels; its id is that of its General channel."""

    id: str
    tenant_id: str
    name: str
    aad_group_id: str
    members: dict[str, None] = field(default_factory=dict)
    channels: list[str] = field(default_factory=list)
    installed: bool = False


@dataclass(slots=True)
class GivenFile:
    """A file that a person sends to the bot."""

    id: str
    person_id: str
    name: str
    content: bytes


@dataclass(slots=True)
class Post:
    """A message. `thread` is the first message of its thread, None where it is that itself.

    `shown` are the cards that single people see instead, since the bot answered their press so;
    `notes` the sentences it answered with. `only_to` limits it to one person.
    """

    ms: int
    author: str
    text: str = ""
    format: str = "plain"
    cards: list[Json] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)
    files: list[GivenFile] = field(default_factory=list)
    thread: int | None = None
    replies: list[int] = field(default_factory=list)
    edited: bool = False
    only_to: str | None = None
    shown: dict[str, list[Json]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The activity's id."""
        return str(self.ms)

    @property
    def ts(self) -> str:
        """The id that the page uses."""
        return format_ts(self.ms)

    def cards_for(self, person_id: str) -> list[Json]:
        """The cards that this person sees."""
        return self.shown.get(person_id, self.cards)


@dataclass(slots=True)
class Talk:
    """A personal chat, a channel or a group chat; `members` are people, the bot is not named."""

    id: str
    tenant_id: str
    kind: Kind
    name: str = ""
    purpose: str = ""
    team_id: str = ""
    members: dict[str, None] = field(default_factory=dict)
    has_bot: bool = False
    posts: dict[int, Post] = field(default_factory=dict)
    tops: list[int] = field(default_factory=list)
    last_ms: int = 0
    read_ms: dict[str, int] = field(default_factory=dict)

    def find(self, ms: int) -> Post | None:
        """The post of this moment, if it is still there."""
        return self.posts.get(ms)


@dataclass(frozen=True, slots=True)
class Dialog:
    """What a message extension opened over the page, for one person."""

    id: str
    person_id: str
    title: str
    card: Json
    command: str
    talk_id: str
    about: Json
