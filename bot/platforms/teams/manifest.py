"""The app package for Teams: what the app is called, where it works, what its menus offer.

Format: learn.microsoft.com, "App manifest schema". Version 1.25 (January 2026) is what a team's
bot needs to be offered in shared and private channels. Government clouds get new versions later:
1.19 (September 2024) has all else that we need.
"""

import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from bot.platforms.teams.hear import FIND_NOTES, MAKE_NOTES
from bot.platforms.teams.icons import COLOUR, OUTLINE, read_icon
from bot.platforms.teams.markup import Json
from storage.naming import clean

Cloud = Literal["commercial", "gcc"]

_SCHEMAS: dict[Cloud, str] = {"commercial": "1.25", "gcc": "1.19"}
_APP_VERSION = "1.0.0"
_NAME = "Teapoint"
_COLOUR = "#0F6A63"
_SHORT = "Introduces people across organisations who should meet."
_LONG = (
    "Teapoint introduces you to people of other organisations: one person a month, thirty "
    "minutes, no agenda. You join by one press, you can pause or leave at any time, and you see "
    "why you were introduced. It never reads your conversations. It reads what you write to it "
    "in its chat with you, the buttons that you press, and messages that name it or that you hand "
    "to it. It carries session notes to the channels that want them, and a digest of new blog "
    "posts to whoever wants one. Organisers set up schemes, preview each round and send it; they "
    "see totals, never rankings of people."
)

_ALONE = (
    ("unmentor join", "Be introduced to people of other organisations"),
    ("unmentor status", "What happens next for you"),
    ("unmentor met", "Say that you have met"),
    ("unmentor times", "Suggest times to meet"),
    ("unmentor pause", "Take a break from introductions"),
    ("unmentor profile", "Change what people see of you"),
    ("notes find", "Find session notes"),
    ("digest me", "Get a digest of new blog posts"),
    ("my data", "See or download what we keep about you"),
    ("help", "Everything that you can do"),
)
_IN_TEAMS = (
    ("notes new", "Write session notes"),
    ("notes find", "Find session notes"),
    ("digest here", "Send a digest of blog posts to this channel"),
    ("unmentor organise", "Set up a scheme of introductions"),
    ("unmentor stats", "How a scheme is going, in totals"),
    ("help", "Everything that you can do"),
)
_IN_GROUPS = (
    ("unmentor times", "Suggest times to meet"),
    ("unmentor met", "Say that you have met"),
    ("notes new", "Write session notes"),
    ("help", "Everything that you can do"),
)
COMMANDS = {"personal": _ALONE, "team": _IN_TEAMS, "groupChat": _IN_GROUPS}
"""What the menu of the compose box offers: command lines, and what each is for."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who offers the app, and pages about them and what they do with data: https addresses."""

    name: str
    website: str
    privacy: str
    terms: str


def manifest(client_id: str, url: str, publisher: Publisher, cloud: Cloud = "commercial") -> Json:
    """Return the manifest. `client_id` is the bot's registration, `url` where Teams reaches us."""
    version = _SCHEMAS[cloud]
    host = urlsplit(url).hostname or ""
    return {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{version}/"
        "MicrosoftTeams.schema.json",
        "manifestVersion": version,
        "version": _APP_VERSION,
        "id": client_id,
        "developer": {
            "name": clean(publisher.name, 32) or _NAME,
            "websiteUrl": publisher.website,
            "privacyUrl": publisher.privacy,
            "termsOfUseUrl": publisher.terms,
        },
        "name": {"short": _NAME, "full": f"{_NAME}, the tea point of your network"},
        "description": {"short": _SHORT, "full": _LONG},
        "icons": {"color": COLOUR, "outline": OUTLINE},
        "accentColor": _COLOUR,
        "bots": [_bot(client_id)],
        "composeExtensions": [{"botId": client_id, "commands": list_extensions()}],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [host],
    } | ({"supportsChannelFeatures": "tier1"} if cloud == "commercial" else {})


def _bot(client_id: str) -> Json:
    return {
        "botId": client_id,
        "scopes": list(COMMANDS),
        "supportsFiles": True,
        "isNotificationOnly": False,
        "commandLists": [
            {"scopes": [scope], "commands": _commands(listed)} for scope, listed in COMMANDS.items()
        ],
    }


def _commands(listed: Iterable[tuple[str, str]]) -> list[Json]:
    return [{"title": line, "description": what} for line, what in listed]


def list_extensions() -> list[Json]:
    """Return what is in every message's menu, and in the search while one writes."""
    return [
        {
            "id": MAKE_NOTES,
            "type": "action",
            "title": "Make these session notes",
            "description": "Turns a message into session notes, which you check first",
            "context": ["message"],
            "fetchTask": True,
        },
        {
            "id": FIND_NOTES,
            "type": "query",
            "title": "Find session notes",
            "description": "Finds notes of sessions by words, to put into your message",
            "context": ["compose", "commandBox"],
            "initialRun": False,
            "parameters": [
                {
                    "name": "words",
                    "title": "Words",
                    "description": "Such as: data standards",
                    "inputType": "text",
                }
            ],
        },
    ]


def package(document: Json) -> bytes:
    """Return the app package: a zip of the manifest and the icons, the same for the same input."""
    files = {
        "manifest.json": f"{json.dumps(document, indent=2, ensure_ascii=False)}\n".encode(),
        COLOUR: read_icon(COLOUR),
        OUTLINE: read_icon(OUTLINE),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(_entry(name), content)
    return written.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry without this moment and this machine in it."""
    entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry
