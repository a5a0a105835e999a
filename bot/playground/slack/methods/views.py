"""views.open, views.push, views.update, views.publish."""

from bot.playground.common.given import Json
from bot.playground.slack.call import Call, Method
from bot.playground.slack.errors import SlackError
from bot.playground.slack.limits import Trigger
from bot.playground.slack.modals import (
    change_view,
    check_content,
    find_external,
    find_view,
    open_modal,
    publish_home,
    push_modal,
)
from bot.playground.slack.records import View
from bot.playground.slack.shapes import show_view


def open_view(call: Call) -> Json:
    """Open a modal for whoever pressed or typed within the last three seconds."""
    content = _read_view(call, "modal")
    trigger = _exchange(call)
    return _show(call, open_modal(call.world, trigger.team_id, trigger.user_id, content))


def push_view(call: Call) -> Json:
    """Put a modal on top of the one in which was pressed."""
    content = _read_view(call, "modal")
    trigger = _exchange(call)
    return _show(call, push_modal(call.world, trigger.user_id, content))


def update_view(call: Call) -> Json:
    """Change an open view, by view_id or external_id; `hash` guards against a lost update."""
    arguments = call.arguments
    content = arguments.structure("view", "invalid_arguments")
    external_id = arguments.text("external_id")
    view = (
        find_external(call.world, external_id)
        if external_id
        else find_view(call.world, arguments.required("view_id"))
    )
    if view is None or view.team_id != call.workspace.id:
        raise SlackError("not_found")
    check_content(call.world, content, view.content["type"], replaces=view)
    _check_hash(arguments.text("hash"), view)
    return _show(call, change_view(call.world, view, content))


def publish_view(call: Call) -> Json:
    """Set a user's App Home."""
    content = _read_view(call, "home")
    user = call.visible_user(call.arguments.required("user_id"))
    _check_hash(call.arguments.text("hash"), call.world.homes.get(user.id))
    return _show(call, publish_home(call.world, call.workspace.id, user.id, content))


def _read_view(call: Call, kind: str) -> Json:
    content: Json = call.arguments.structure("view", "invalid_arguments")
    check_content(call.world, content, kind)
    return content


def _exchange(call: Call) -> Trigger:
    trigger_id = call.arguments.required("trigger_id")
    return call.hub.triggers.exchange(trigger_id, call.workspace.id)


def _check_hash(given: str, view: View | None) -> None:
    if given and view is not None and view.hash != given:
        raise SlackError("hash_conflict")


def _show(call: Call, view: View) -> Json:
    return {"view": show_view(call.world, view)}


METHODS = {
    "views.open": Method(open_view, tier=4),
    "views.push": Method(push_view, tier=4),
    "views.update": Method(update_view, tier=4),
    "views.publish": Method(publish_view, tier=4),
}
