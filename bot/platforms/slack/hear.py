"""What Slack sent, in neutral words. Pure: bodies in, `Heard` out.

Payload shapes: docs.slack.dev, slash commands, interaction payloads and Events API.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.command import EVERYTHING
from bot.heard import Heard, PlaceHeard
from bot.platforms.slack.inputs import SEARCH
from bot.platforms.slack.press import Origin, Pressed, unpack_metadata, unpack_value
from bot.platforms.slack.state import read_places, read_values
from bot.platforms.slack.text import unescape
from storage.types import AccountKey, PlaceKind

Body = Mapping[str, Any]
PLATFORM = "slack"

MAKE_NOTES = "make_notes"
"""The shortcut on a message that makes session notes of it."""

_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|([^>]*))?>")
_ADDRESS = re.compile(r"<((?:https?|mailto):[^|>]+)(?:\|([^>]*))?>")
_SPECIAL = re.compile(r"<!([a-z]+)[^>]*>")


@dataclass(frozen=True, slots=True)
class Install:
    """The workspace that a body is about, and its organisation on Enterprise Grid, if any."""

    team: str
    enterprise: str = ""

    @property
    def authority(self) -> str:
        """Who issues the ids of its people."""
        return self.enterprise or self.team

    @property
    def grid_team(self) -> str:
        """The workspace to name in calls: a token may be its whole organisation's."""
        return self.team if self.enterprise else ""


def hear_slash(body: Body, first_words: Mapping[str, str], install: Install) -> Heard:
    """A slash command. `first_words` says what a shortcut stands for: "/unmentor" → "unmentor".

    Any other is the one for everything, and says so: `/teapoint join` is no bare `join`.
    """
    first = first_words.get(body["command"], EVERYTHING)
    text = f"{first} {read_text(str(body.get('text') or ''), install)}".strip()
    return Heard(
        PLATFORM,
        str(body.get("trigger_id") or ""),
        AccountKey(PLATFORM, install.authority, body["user_id"]),
        str(body.get("user_name") or ""),
        install.team,
        text,
        # A direct message may be one between two people, in which the bot can never speak.
        _channel(body.get("channel_id"), body.get("channel_name"), ours=False),
        places=named_channels(str(body.get("text") or "")),
    )


def hear_press(body: Body, install: Install) -> Heard | None:
    """A pressed button, in a message or a view; None for one that carries no command of ours."""
    pressed = unpack_value(str(body["actions"][0].get("value") or ""))
    if pressed is None:
        return None
    return replace(_interaction(body, install, pressed, origin_of(body)), pressed=True)


def presser_of(body: Body, install: Install) -> Heard:
    """Who pressed something, and where; without words."""
    return _interaction(body, install, Pressed(""), origin_of(body))


def hear_submit(body: Body, install: Install) -> tuple[Heard, Origin]:
    """A form that was sent."""
    view = body["view"]
    pressed, origin = unpack_metadata(view.get("private_metadata") or "")
    state = view["state"]["values"]
    heard = _interaction(body, install, pressed, origin)
    return replace(heard, values=read_values(state), places=read_places(state)), origin


def hear_search(body: Body, install: Install) -> tuple[Heard, str, str]:
    """Letters typed into a search input: who typed, which list is searched, and the letters."""
    view: Body = body.get("view") or {}
    pressed, origin = unpack_metadata(view.get("private_metadata") or "")
    heard = _interaction(body, install, pressed, origin)
    kind, _, rest = str(body.get("action_id") or "").partition(":")
    source = rest.partition(":")[0] if kind == SEARCH else ""
    return heard, source, str(body.get("value") or "")


def hear_words(body: Body, install: Install) -> Heard | None:
    """Words said to the bot: in a direct message with it, or after its name in a channel.

    None for everything else: other bots, edits, joins, and what people say to each other. Words
    beside a file are words.
    """
    event = body["event"]
    if not is_said_to_us(event):
        return None
    text = str(event.get("text") or "")
    if event["type"] == "app_mention":
        text = _after_own_name(text, body)
    return Heard(
        PLATFORM,
        # Not the event's id: in a shared channel each workspace is sent one message under its own.
        f"{event['channel']}:{event['ts']}",
        _sender(event["user"], event.get("user_team") or event.get("team"), install),
        "",
        install.team,
        read_text(text, install),
        _channel(event["channel"], "", ours=True),
        places=named_channels(text),
        files=_files(event),
    )


def _files(event: Body) -> tuple[tuple[str, str, str], ...]:
    """The files of a message: id, name and size in bytes, as in a form."""
    listed = event.get("files")
    return tuple(
        (str(one["id"]), str(one.get("name") or ""), str(one.get("size") or 0))
        for one in (listed if isinstance(listed, list) else [])
        if one.get("id")
    )


def is_said_to_us(event: Body) -> bool:
    """Whether a person said this, and to the bot."""
    said = event.get("type") == "app_mention" or event.get("channel_type") == "im"
    plainly = event.get("subtype") in (None, "file_share")
    return said and plainly and bool(event.get("user")) and not event.get("bot_id")


def hear_shortcut(body: Body, install: Install) -> Heard:
    """A shortcut on somebody's message: its text goes where pasted notes go."""
    place = body.get("channel") or {}
    origin = Origin(_channel(place.get("id"), place.get("name"), ours=False))
    heard = _interaction(body, install, Pressed("notes paste"), origin)
    text = read_text(str((body.get("message") or {}).get("text") or ""), install)
    return replace(heard, values={"paste": text} if text else None)


def hear_home(body: Body, install: Install) -> Heard:
    """App Home was opened."""
    return home_of(str(body["event"]["user"]), install)


def home_of(user: str, install: Install) -> Heard:
    """What is asked of the dispatcher to draw somebody's App Home."""
    return Heard(
        PLATFORM, "", AccountKey(PLATFORM, install.authority, user), "", install.team, "home"
    )


def origin_of(body: Body) -> Origin:
    """Where a press happened: a message's channel, App Home, or where its form came from."""
    view: Body | None = body.get("view")
    if view is not None:
        _, origin = unpack_metadata(view.get("private_metadata") or "")
        return Origin(origin.place, origin.home or view.get("type") == "home")
    container: Body = body.get("container") or {}
    channel: Body = body.get("channel") or {}
    ours = not container.get("is_ephemeral")
    return Origin(_channel(channel.get("id"), channel.get("name"), ours=ours))


def named_channels(text: str) -> dict[str, PlaceHeard]:
    """Return the channels that typed words name, by what stands for them in `read_text`."""
    found = ((each[1], each[2] or "") for each in _CHANNEL.finditer(text))
    return {f"#{name or channel}": PlaceHeard(channel, "channel", name) for channel, name in found}


def read_text(text: str, install: Install) -> str:
    """Return typed words as they were typed; a mentioned person becomes their account's key."""
    text = _PERSON.sub(rf"{PLATFORM}:{install.authority}:\1", text)
    text = _CHANNEL.sub(lambda found: f"#{found[2] or found[1]}", text)
    text = _ADDRESS.sub(_say_address, text)
    return unescape(_SPECIAL.sub(r"@\1", text)).strip()


def _say_address(found: re.Match[str]) -> str:
    """An address as it was typed; one behind other words stands after them, so that it stays."""
    address, label = found[1].removeprefix("mailto:"), found[2] or ""
    if not label or label.casefold().rstrip("/") in address.casefold():
        return label or address
    return f"{label} ({address})"


def _after_own_name(text: str, body: Body) -> str:
    """Take the bot's own name off the start, wherever else it stands too."""
    ours = {str(each.get("user_id")) for each in body.get("authorizations") or []}
    return _PERSON.sub(lambda found: " " if found[1] in ours else found[0], text)


def _interaction(body: Body, install: Install, pressed: Pressed, origin: Origin) -> Heard:
    user = body["user"]
    return Heard(
        PLATFORM,
        str(body.get("trigger_id") or ""),
        _sender(user["id"], user.get("team_id"), install),
        str(user.get("name") or user.get("username") or ""),
        install.team,
        pressed.command,
        origin.place,
        pressed.ref,
    )


def _sender(user: str, team: str | None, install: Install) -> AccountKey:
    """Return whose account it is: somebody of a partner's workspace keeps that one's authority.

    On Enterprise Grid one person has one id in all workspaces of the organisation.
    """
    outside = bool(team) and team != install.team and not install.enterprise
    return AccountKey(PLATFORM, str(team) if outside else install.authority, user)


def _channel(channel: str | None, name: str | None, *, ours: bool) -> PlaceHeard | None:
    if not channel:
        return None
    kind = _kind(channel, name or "")
    if kind == "direct":
        return PlaceHeard(channel, kind) if ours else None
    return PlaceHeard(channel, kind, "" if name == "privategroup" else name or "")


def _kind(channel: str, name: str) -> PlaceKind:
    if channel.startswith("D"):
        return "direct"
    return "group" if name.startswith("mpdm-") else "channel"
