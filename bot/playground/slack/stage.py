"""Behind the scenes: the clock, trouble on purpose, what crossed the wire, and the tally."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.playground.common.faults import switch
from bot.playground.common.given import Json, Raw, look_ahead
from bot.playground.common.page_errors import PageError
from bot.playground.slack.acting import send_event
from bot.playground.slack.hub import Hub
from bot.playground.slack.records import Conversation, Workspace
from bot.playground.slack.shapes import show_user
from bot.playground.web import NoSuchError

INACTIVE = "account_inactive"
FARTHEST = timedelta(days=5 * 366)
APPROACH = timedelta(minutes=3)
"""So long before the moment what comes from outside is looked at, so that it is there in time."""


# the clock


async def move_clock(hub: Hub, body: Mapping[str, Any]) -> Json:
    """Move to a moment, to the next thing that happens, or by a day; never back."""
    clock = hub.world.clock
    if hub.before_move is not None:
        await hub.before_move()
    now = clock.now()
    moment = await _find_moment(hub, body, now)
    if moment < now:
        raise PageError("The clock can only go forward. Reset the playground to start again.")
    if moment - now > FARTHEST:
        raise PageError("That is too far ahead: the clock moves at most five years at a time.")
    if hub.on_approach is not None and moment - now > APPROACH:
        clock.move_to(moment - APPROACH)
        await hub.on_approach()
    clock.move_to(moment)
    if hub.on_move is not None:
        await hub.on_move()
    hub.world.watchers.tell_all()
    return {"now": clock.now().isoformat()}


async def _find_moment(hub: Hub, body: Mapping[str, Any], now: datetime) -> datetime:
    if "to" in body:
        return _read_moment(str(body["to"]))
    if body.get("step") == "day":
        return now + timedelta(days=1)
    following = await look_ahead(hub.outlook)
    if following is None:
        raise PageError("Nothing is planned, so there is nothing to move to.", 409)
    # What is due happens at or after its moment; a thing that is due already needs no move.
    return max(now, _read_moment(str(following["at"])))


def _read_moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise PageError("That is not a date and time we understand.") from None
    if moment.tzinfo is None:
        raise PageError("That date and time names no time zone.")
    return moment


# trouble


async def switch_fault(hub: Hub, body: Mapping[str, Any]) -> Json:
    """Switch a trouble on or off; tests may also name methods, rate, times, seconds."""
    if body.get("name") == "refresh":
        await hub.sockets.refresh()
        return {"ok": True}
    switch(hub.faults, body, calls="methods", where="workspace")
    hub.world.watchers.tell_all()
    return {"ok": True, "faults": hub.faults.rows()}


async def switch_blog(hub: Hub, body: Mapping[str, Any]) -> Json:
    """Have a blog of the little web write, move, die, come back, be slow, or turn to a page."""
    try:
        hub.web.switch(str(body.get("blog", "")), str(body.get("do", "")))
    except NoSuchError as error:
        raise PageError(str(error)) from None
    return {"ok": True, "blogs": hub.web.rows()}


async def reset(hub: Hub) -> Json:
    """Make everything new; the wiring resets the bot's side."""
    hub.reset()
    if hub.on_reset is not None:
        await hub.on_reset()
    return {"ok": True}


# behind the scenes


async def show_scenes(hub: Hub) -> Json:
    """What crossed the wire lately, what waits in the outbox, and the switches, also of blogs."""
    outbox = await hub.outbox() if hub.outbox is not None else []
    return {
        "wire": hub.wire.shown(),
        "outbox": [dict(row) for row in outbox],
        "faults": hub.faults.rows(),
        "blogs": hub.web.rows(),
    }


def show_tally(hub: Hub) -> Json:
    """How often each key was posted, and how much in each conversation: duplicates show here."""
    world = hub.world
    return {
        "messages": world.posts_by_conversation.total(),
        "by_key": dict(world.posts_by_key),
        "by_conversation": dict(world.posts_by_conversation),
        "members": {
            key: [user for user in world.conversations[key].members if not world.users[user].is_bot]
            for key in world.posts_by_conversation
            if world.conversations[key].kind != "channel"
        },
        "calls": dict(hub.wire.calls),
        "faults": dict(hub.faults.struck),
    }


# changes that an administrator of a workspace, or a person, would make


async def change_world(hub: Hub, body: Mapping[str, Any]) -> Json:
    """Change something as an administrator would, and tell the app where Slack does.

    One of: {"deactivate" | "reactivate": "T…:U…"}, {"archive" | "unarchive" | "restrict": "C…"},
    {"join" | "leave": "T…:U…" (or the bot's id), "channel": "C…"}, {"scopes": […], "workspace"},
    {"token": null | "token_revoked" | "account_inactive", "workspace"}, {"uninstall": "T…"},
    {"messages_tab" | "editing" | "deleting": bool, "workspace"}, {"rotation": bool},
    {"per_minute": {method: n}}, {"limits": bool}.
    """
    for name, change in CHANGES.items():
        if name in body:
            change(hub, body)
            hub.world.watchers.tell_all()
            return {"ok": True}
    raise PageError("There is no such change.")


def _space(hub: Hub, body: Mapping[str, Any]) -> Workspace:
    key = str(body.get("workspace") or next(iter(hub.world.workspaces)))
    if key not in hub.world.workspaces:
        raise PageError("There is no such workspace.", 404)
    return hub.world.workspaces[key]


def _channel(hub: Hub, key: Raw) -> Conversation:
    if key not in hub.world.conversations:
        raise PageError("There is no such conversation.", 404)
    return hub.world.conversations[key]


def _deactivate(hub: Hub, body: Mapping[str, Any]) -> None:
    user = hub.world.find_person(str(body["deactivate"]))
    user.deleted = True
    space = hub.world.workspaces[user.team_id]
    if "users:read" in space.scopes:
        shown = show_user(hub.world, user, with_email=False)
        send_event(hub, space, {"type": "user_change", "user": shown})


def _reactivate(hub: Hub, body: Mapping[str, Any]) -> None:
    hub.world.find_person(str(body["reactivate"])).deleted = False


def _archive(hub: Hub, body: Mapping[str, Any]) -> None:
    _channel(hub, body["archive"]).archived = True


def _unarchive(hub: Hub, body: Mapping[str, Any]) -> None:
    _channel(hub, body["unarchive"]).archived = False


def _restrict(hub: Hub, body: Mapping[str, Any]) -> None:
    _channel(hub, body["restrict"]).restricted = True


def _join(hub: Hub, body: Mapping[str, Any]) -> None:
    user = hub.world.find_person(str(body["join"]))
    channel = _channel(hub, body.get("channel"))
    channel.members[user.id] = None
    hub.world.memberships[user.id][channel.id] = None
    space = hub.world.workspaces[user.team_id]
    if "channels:read" in space.scopes and space.bot_user_id in channel.members:
        event = {"type": "member_joined_channel", "user": user.id, "channel": channel.id}
        send_event(hub, space, event | {"channel_type": "C", "team": user.team_id})


def _leave(hub: Hub, body: Mapping[str, Any]) -> None:
    user = hub.world.find_person(str(body["leave"]))
    channel = _channel(hub, body.get("channel"))
    channel.members.pop(user.id, None)
    hub.world.memberships[user.id].pop(channel.id, None)


def _set_scopes(hub: Hub, body: Mapping[str, Any]) -> None:
    _space(hub, body).scopes = set(body["scopes"])


def _set_token(hub: Hub, body: Mapping[str, Any]) -> None:
    space = _space(hub, body)
    error = body["token"]
    space.token_error = error
    if error == "token_revoked":
        tokens = {"oauth": [], "bot": [space.bot_user_id]}
        send_event(hub, space, {"type": "tokens_revoked", "tokens": tokens})


def _uninstall(hub: Hub, body: Mapping[str, Any]) -> None:
    space = _space(hub, {"workspace": body["uninstall"]})
    space.token_error = INACTIVE
    send_event(hub, space, {"type": "app_uninstalled"})


def _set_messages_tab(hub: Hub, body: Mapping[str, Any]) -> None:
    _space(hub, body).messages_tab = bool(body["messages_tab"])


def _set_editing(hub: Hub, body: Mapping[str, Any]) -> None:
    _space(hub, body).editing = bool(body["editing"])


def _set_deleting(hub: Hub, body: Mapping[str, Any]) -> None:
    _space(hub, body).deleting = bool(body["deleting"])


def _set_rotation(hub: Hub, body: Mapping[str, Any]) -> None:
    hub.world.grants.rotates = bool(body["rotation"])


def _set_per_minute(hub: Hub, body: Mapping[str, Any]) -> None:
    hub.limits.per_minute = dict(body["per_minute"])


def _set_limits(hub: Hub, body: Mapping[str, Any]) -> None:
    hub.limits.enabled = bool(body["limits"])


CHANGES = {
    "deactivate": _deactivate,
    "reactivate": _reactivate,
    "archive": _archive,
    "unarchive": _unarchive,
    "restrict": _restrict,
    "join": _join,
    "leave": _leave,
    "scopes": _set_scopes,
    "token": _set_token,
    "uninstall": _uninstall,
    "messages_tab": _set_messages_tab,
    "editing": _set_editing,
    "deleting": _set_deleting,
    "rotation": _set_rotation,
    "per_minute": _set_per_minute,
    "limits": _set_limits,
}
