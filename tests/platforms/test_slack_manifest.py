"""The manifest asks for no more than its reasons cover, and says what Slack wants to know."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.platforms.slack.manifest import (
    ADDRESS_SCOPES,
    EVENTS,
    HISTORY_SCOPES,
    SCOPES,
    manifest,
)

# What Slack's documentation knows; a slip of the pen passes Slack's own schema.
KNOWN_SCOPES = {
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "mpim:history",
    "mpim:read",
    "mpim:write",
    "users:read",
    "users:read.email",
}
NEEDED_BY_EVENT = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "app_uninstalled": None,
    "channel_archive": "channels:read",
    "channel_deleted": "channels:read",
    "channel_unarchive": "channels:read",
    "message.im": "im:history",
    "team_access_granted": None,
    "team_access_revoked": None,
    "tokens_revoked": None,
    "user_change": "users:read",
}
OVER_HTTP = manifest("https://teapoint.example/", False, ["unmentor", "notes"])
OVER_SOCKET = manifest("", True, ["/meet"], history_scopes=True)


def scopes_of(document: dict[str, Any]) -> set[str]:
    return set(document["oauth_config"]["scopes"]["bot"])


def test_the_scopes_are_those_with_a_reason_and_no_others() -> None:
    assert scopes_of(OVER_HTTP) == set(SCOPES)
    assert scopes_of(OVER_SOCKET) == {*SCOPES, *HISTORY_SCOPES}
    assert all(reason.endswith(".") and len(reason) > 20 for reason in SCOPES.values())


def test_no_right_to_read_conversations_unless_it_is_asked_for() -> None:
    reads = {scope for scope in scopes_of(OVER_HTTP) if scope.endswith(":history")}
    assert reads == {"im:history"}
    assert not scopes_of(OVER_HTTP) & {"users:read.email", "groups:read", "mpim:read"}


def test_addresses_are_read_only_where_they_are_asked_for() -> None:
    asking = manifest("", True, [], addresses=True)
    assert scopes_of(asking) == {*SCOPES, *ADDRESS_SCOPES}
    assert scopes_of(asking) <= KNOWN_SCOPES


@pytest.mark.parametrize("document", [OVER_HTTP, OVER_SOCKET])
def test_every_scope_and_event_is_one_that_slack_knows(document: dict[str, Any]) -> None:
    assert scopes_of(document) <= KNOWN_SCOPES
    events = document["settings"]["event_subscriptions"]["bot_events"]
    assert events == sorted(EVENTS)
    assert set(events) == set(NEEDED_BY_EVENT)
    assert {scope for scope in NEEDED_BY_EVENT.values() if scope} <= scopes_of(document)


def addresses(thing: object) -> Iterator[str]:
    if isinstance(thing, dict):
        for inner in thing.values():
            yield from addresses(inner)
    elif isinstance(thing, list):
        for inner in thing:
            yield from addresses(inner)
    elif isinstance(thing, str) and thing.startswith("http"):
        yield thing


def test_over_http_everything_goes_to_one_address() -> None:
    found = list(addresses(OVER_HTTP))
    assert set(found) == {"https://teapoint.example/slack/events"}
    assert len(found) == 6  # three commands, events, presses, search inputs


def test_socket_mode_names_no_address() -> None:
    assert not list(addresses(OVER_SOCKET))
    assert OVER_SOCKET["settings"]["socket_mode_enabled"] is True


@pytest.mark.parametrize("document", [OVER_HTTP, OVER_SOCKET])
def test_lengths_and_names_are_those_that_slack_takes(document: dict[str, Any]) -> None:
    shown = document["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4_000
    assert re.fullmatch(r"#[0-9a-f]{6}", shown["background_color"])
    for command in document["features"]["slash_commands"]:
        assert re.fullmatch(r"/[a-z0-9_-]{1,31}", command["command"])
        assert len(command["description"]) <= 2_000
    assert set(document) == {
        "_metadata",
        "display_information",
        "features",
        "oauth_config",
        "settings",
    }


def test_people_can_write_to_the_bot() -> None:
    assert OVER_HTTP["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


def test_the_shortcut_can_be_renamed_or_left_out() -> None:
    def names(document: dict[str, Any]) -> list[str]:
        return [command["command"] for command in document["features"]["slash_commands"]]

    assert names(OVER_HTTP) == ["/teapoint", "/unmentor", "/notes"]
    assert names(OVER_SOCKET) == ["/teapoint", "/meet"]
    assert names(manifest("https://x.example", False, [])) == ["/teapoint"]
    renamed = manifest("https://x.example", False, ["meet", "notes=jottings"])
    assert names(renamed) == ["/teapoint", "/meet", "/jottings"]
    described = [each["description"] for each in renamed["features"]["slash_commands"][1:]]
    assert described == ["Meet people of other organisations", "Write, read and find session notes"]


@pytest.mark.parametrize("document", [OVER_HTTP, OVER_SOCKET])
def test_every_message_can_be_made_session_notes(document: dict[str, Any]) -> None:
    (shortcut,) = document["features"]["shortcuts"]
    assert (shortcut["type"], shortcut["callback_id"]) == ("message", "make_notes")
    assert shortcut["name"] == "Make these session notes"
    assert len(shortcut["name"]) <= 24
    assert len(shortcut["description"]) <= 150


def test_installs_organisations_and_tokens_that_run_out_are_asked_for() -> None:
    plain, whole = (
        manifest("https://teapoint.example", False, []),
        manifest(
            "https://teapoint.example", False, [], installs=True, org_wide=True, rotation=True
        ),
    )
    assert "redirect_urls" not in plain["oauth_config"]
    assert whole["oauth_config"]["redirect_urls"] == [
        "https://teapoint.example/slack/oauth_redirect"
    ]
    for setting in ("org_deploy_enabled", "token_rotation_enabled"):
        assert (plain["settings"][setting], whole["settings"][setting]) == (False, True)
