"""The things that a workspace consists of, as the playground keeps them in memory."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.playground.common.given import Json

Kind = Literal["channel", "im", "mpim"]

MICROSECONDS = 1_000_000


def format_ts(us: int) -> str:
    """Write a moment (microseconds since 1970) as Slack writes it: "1764151200.000001"."""
    return f"{us // MICROSECONDS}.{us % MICROSECONDS:06d}"


def parse_ts(ts: str) -> int:
    """Read a Slack ts as microseconds; raises ValueError where it is none."""
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * MICROSECONDS + int(fraction[:6].ljust(6, "0") or 0)


def microseconds(moment: datetime) -> int:
    """Turn an aware moment into microseconds since 1970."""
    return int(moment.timestamp() * MICROSECONDS)


@dataclass(slots=True)
class User:
    """A person or a bot in one workspace."""

    id: str
    team_id: str
    handle: str
    name: str
    email: str = ""
    title: str = ""
    tz: str = "Europe/London"
    menu: str | None = None
    is_bot: bool = False
    guest: bool = False
    deleted: bool = False

    @property
    def person(self) -> str:
        """The name the page uses for a user: "T…:U…"."""
        return f"{self.team_id}:{self.id}"


@dataclass(slots=True)
class Workspace:
    """A workspace and the app's installation in it."""

    id: str
    name: str
    domain: str
    bot_user_id: str
    bot_id: str
    token: str
    scopes: set[str]
    token_error: str | None = None  # "token_revoked" or "account_inactive"
    messages_tab: bool = True
    editing: bool = True  # else edit_window_closed
    deleting: bool = True  # else compliance_exports_prevent_deletion


@dataclass(slots=True)
class Message:
    """One message; `us` is its ts in microseconds and its identity in the conversation.

    `buried`: it was deleted while it had replies, and a sentence stands in its place.
    """

    us: int
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    bot_id: str | None = None
    thread_us: int | None = None
    broadcast: bool = False
    edited_us: int | None = None
    ephemeral_to: str | None = None
    replies: list[int] = field(default_factory=list)
    files: list["Given"] = field(default_factory=list)
    buried: bool = False

    @property
    def ts(self) -> str:
        """The message's ts as Slack writes it."""
        return format_ts(self.us)


@dataclass(slots=True)
class Conversation:
    """A channel, a direct message or a group chat with all that was said in it."""

    id: str
    kind: Kind
    team_ids: set[str]
    name: str = ""
    purpose: str = ""
    members: dict[str, None] = field(default_factory=dict)
    private: bool = False
    archived: bool = False
    restricted: bool = False  # only administrators may post: restricted_action
    created_us: int = 0
    last_us: int = 0
    messages: dict[int, Message] = field(default_factory=dict)
    tops: list[int] = field(default_factory=list)  # not in a thread, oldest first
    ephemerals: dict[str, list[Message]] = field(default_factory=dict)
    read_us: dict[str, int] = field(default_factory=dict)

    def next_us(self, now: datetime) -> int:
        """The ts of a new message: the clock's now, but later than every one before it."""
        self.last_us = max(microseconds(now), self.last_us + 1)
        return self.last_us


@dataclass(slots=True)
class View:
    """A modal or a Home tab as one user sees it."""

    id: str
    team_id: str
    user_id: str
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Given:
    """A file that a person gave, in a form or with a message."""

    id: str
    team_id: str
    user_id: str
    name: str
    content: bytes
