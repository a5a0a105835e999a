"""Submitting and closing modals, and what the app's acknowledgement does to them."""

from collections.abc import Mapping
from typing import Any

from bot.playground.common.given import Json
from bot.playground.common.page_errors import PageError
from bot.playground.slack.acting import SILENT, Actor
from bot.playground.slack.errors import SlackError
from bot.playground.slack.given import resolve
from bot.playground.slack.modals import (
    change_view,
    check_content,
    close_modal,
    keep_values,
    push_modal,
    top_modal,
)
from bot.playground.slack.payloads import build_closing, build_submission
from bot.playground.slack.pressing import find_seen_view
from bot.playground.slack.records import View
from bot.playground.slack.state import check_inputs


async def submit(actor: Actor, body: Mapping[str, Any]) -> Json:
    """Submit the modal on top; {"ok": true} or {"errors": {block_id: sentence}}."""
    view = find_seen_view(actor, body)
    keep_values(view, resolve(actor, body.get("values") or {}))
    if problems := check_inputs(view.content["blocks"], view.values):
        return {"errors": problems}
    hub = actor.hub
    space = hub.world.workspaces[view.team_id]
    trigger_id = hub.triggers.issue(actor.user.id, space.id, view.id)
    payload = build_submission(hub.world, space, actor.user, view, trigger_id)
    what = str(view.content.get("callback_id") or "view_submission")
    ack = await hub.courier.send("press", what, payload)
    if not ack.ok:
        raise PageError(SILENT, 424)
    try:
        return _follow(actor, view, ack.body if isinstance(ack.body, dict) else {})
    except SlackError as error:
        details = error.extra.get("response_metadata", "")
        raise PageError(
            f"Teapoint's form could not be shown: {error.name} {details}", 424
        ) from None


def _follow(actor: Actor, view: View, ack: Json) -> Json:
    world = actor.hub.world
    match ack.get("response_action"):
        case "errors":
            return {"errors": _check_errors(view, ack.get("errors") or {})}
        case "update":
            check_content(world, ack.get("view"), "modal", replaces=view)
            change_view(world, view, ack["view"])
        case "push":
            check_content(world, ack.get("view"), "modal")
            push_modal(world, actor.user.id, ack["view"])
        case "clear":
            close_modal(world, view, whole_stack=True)
        case _:
            close_modal(world, view, whole_stack=False)
    return {"ok": True}


def _check_errors(view: View, errors: Mapping[str, str]) -> dict[str, str]:
    # Slack shows no error for a block that is not an input of the view; neither do we.
    inputs = {b["block_id"] for b in view.content["blocks"] if b["type"] == "input"}
    if not errors or not inputs.issuperset(errors):
        raise SlackError("invalid_arguments", response_metadata="errors must name input blocks")
    return dict(errors)


async def close(actor: Actor, body: Mapping[str, Any]) -> Json:
    """Close one modal or, with "clear", all; the app is told where notify_on_close asks for it."""
    world = actor.hub.world
    view = find_seen_view(actor, body) if body.get("view_id") else top_modal(world, actor.user.id)
    if view is None:
        return {"ok": True}
    whole = bool(body.get("clear") or view.content.get("clear_on_close"))
    stack = list(world.stacks.get(actor.user.id, []))
    gone = stack if whole else stack[stack.index(view) :] if view in stack else []
    close_modal(world, view, whole_stack=whole)
    for closed in reversed(gone):
        if closed.content.get("notify_on_close"):
            await _tell_closed(actor, closed, is_cleared=whole)
    return {"ok": True}


async def _tell_closed(actor: Actor, view: View, *, is_cleared: bool) -> None:
    world = actor.hub.world
    space = world.workspaces[view.team_id]
    payload = build_closing(world, space, actor.user, view, is_cleared=is_cleared)
    await actor.hub.courier.send("press", "view_closed", payload)
