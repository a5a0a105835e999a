"""The app's manifest, ready to paste at Slack: what it is called, hears, and may do.

Format: docs.slack.dev, app manifest reference, version 2.
"""

from collections.abc import Iterable
from typing import Any

from bot.platforms.slack.hear import MAKE_NOTES
from bot.platforms.slack.serve import PATH
from bot.shortcuts import read_shortcut

REDIRECT_PATH = "/slack/oauth_redirect"

Json = dict[str, Any]

SCOPES: dict[str, str] = {
    "app_mentions:read": "To answer when somebody writes its name in a channel. It sees that "
    "message only.",
    "channels:read": "To be told when a scheme's channel is archived. It shows names of public "
    "channels, never what is said in them.",
    "chat:write": "To post introductions, answers and summaries.",
    "commands": "To offer its slash commands.",
    "files:write": "To show organisers a picture of their totals. It gives no right to read files.",
    "files:read": "To read a file that an organiser gives it in a form, such as an old sign-up "
    "sheet. It looks at no other file.",
    "im:history": "To read what people write to it in a direct message with it, and to check "
    "whether its own message arrived there.",
    "im:write": "To open a direct message with a member.",
    "mpim:write": "To open a group chat with the people whom it introduces.",
    "users:read": "To call people by their name, to know guests, and to notice when an account is "
    "deactivated.",
}

HISTORY_SCOPES: dict[str, str] = {
    "channels:history": "To check whether its own post arrived in a public channel that it is in. "
    "Without it an organiser is asked.",
    "mpim:history": "To check whether its own introduction arrived in a group chat. Without it an "
    "organiser is asked.",
}

ADDRESS_SCOPES: dict[str, str] = {
    "users:read.email": "To confirm where a member works, by the address of their account. Without "
    "it an organisation stays as its members told us.",
}

EVENTS: dict[str, str] = {
    "app_home_opened": "To draw the Home tab.",
    "app_mention": "To answer when it is named in a channel.",
    "app_uninstalled": "To forget the workspace's token.",
    "channel_archive": "To stop posting to a channel that was archived.",
    "channel_deleted": "To stop posting to a channel that was deleted.",
    "channel_unarchive": "To post to it again.",
    "message.im": "To answer words in a direct message with it.",
    "team_access_granted": "To work in one more workspace of an organisation that added it.",
    "team_access_revoked": "To send no more to a workspace that its organisation took from it.",
    "tokens_revoked": "To forget a token that was taken back.",
    "user_change": "To write no more to a deactivated account.",
}

_WHAT_FOR: dict[str, tuple[str, str]] = {
    "unmentor": ("Meet people of other organisations", "join"),
    "notes": ("Write, read and find session notes", "new"),
    "digest": ("Read new blog posts in one message", "me weekly"),
}
_NAME = "Teapoint"
_COLOUR = "#1f4e5f"
_SHORT = "Introduces people across organisations who should meet."
_LONG = (
    "Teapoint introduces you to people of other organisations: one person a month, thirty "
    "minutes, no agenda. You join by one press, you can pause or leave at any time, and you see "
    "why you were introduced. It never reads your conversations. It reads what you write to it "
    "in a direct message, the buttons that you press, and messages that name it or that you hand "
    "to it. It carries session notes to the channels that want them, and a digest of "
    "new blog posts to whoever wants one. Organisers set up schemes, "
    "preview each round and send it; they see totals, never rankings of people."
)


def manifest(
    url: str,
    socket_mode: bool,
    shortcuts: Iterable[str],
    history_scopes: bool = False,
    *,
    addresses: bool = False,
    installs: bool = False,
    org_wide: bool = False,
    rotation: bool = False,
) -> Json:
    """Return the manifest. `url` is where the world reaches us; not needed with Socket Mode.

    `shortcuts` are slash commands beside /teapoint, with or without their slash. The scopes beyond
    the least ones are asked for only where wanted. `installs`: workspaces install the app
    themselves, a whole organisation at once with `org_wide`; with `rotation` tokens run out.
    """
    address = {} if socket_mode else {"request_url": f"{url.rstrip('/')}{PATH}"}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": _NAME,
            "description": _SHORT,
            "long_description": _LONG,
            "background_color": _COLOUR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": _NAME, "always_online": True},
            "shortcuts": [_on_message()],
            "slash_commands": [_everything(address), *(_shortcut(s, address) for s in shortcuts)],
        },
        "oauth_config": _oauth(url if installs else "", _scopes(history_scopes, addresses)),
        "settings": {
            "event_subscriptions": {"bot_events": sorted(EVENTS)} | address,
            "interactivity": {"is_enabled": True} | _interactivity(address),
            "org_deploy_enabled": org_wide,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": rotation,
        },
    }


def _oauth(url: str, scopes: list[str]) -> Json:
    """Where people are sent back to after they agreed, where workspaces install it themselves."""
    back = {"redirect_urls": [f"{url.rstrip('/')}{REDIRECT_PATH}"]} if url else {}
    return back | {"scopes": {"bot": scopes}}


def _scopes(history: bool, addresses: bool) -> list[str]:
    more = (HISTORY_SCOPES if history else {}) | (ADDRESS_SCOPES if addresses else {})
    return sorted(SCOPES | more)


def _interactivity(address: dict[str, str]) -> dict[str, str]:
    """Presses and forms go to one address, and so do letters typed into search inputs."""
    return address | ({"message_menu_options_url": address["request_url"]} if address else {})


def _everything(address: dict[str, str]) -> Json:
    return _command("/teapoint", "Everything that Teapoint does", "help", address)


def _shortcut(word: str, address: dict[str, str]) -> Json:
    first, slash = read_shortcut(word)
    return _command(slash, *_WHAT_FOR[first], address)


def _on_message() -> Json:
    """What stands in the menu of every message."""
    return {
        "name": "Make these session notes",
        "type": "message",
        "callback_id": MAKE_NOTES,
        "description": "Turns a message into session notes, which you check before they are kept",
    }


def _command(slash: str, description: str, hint: str, address: dict[str, str]) -> Json:
    """`should_escape`: people and channels arrive by their ids, whatever they are called."""
    named = {"command": slash, "description": description, "usage_hint": hint}
    addressed = {"url": address["request_url"]} if address else {}
    return named | {"should_escape": True} | addressed
