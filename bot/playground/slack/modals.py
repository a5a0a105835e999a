"""Each user's stack of modals and Home tab, and how they change."""

import json
import secrets

from bot.playground.common.given import Json, Raw
from bot.playground.slack.errors import SlackError, invalid
from bot.playground.slack.identify import fill_ids
from bot.playground.slack.records import View
from bot.playground.slack.state import read_state
from bot.playground.slack.validate import check_view
from bot.playground.slack.world import World

DEEPEST = 3
LARGEST = 250_000


def check_content(world: World, content: Raw, kind: str, replaces: View | None = None) -> None:
    """Raise what Slack answers to a view that it does not take."""
    if problems := check_view(content, kind):
        raise invalid("invalid_arguments", problems)
    if len(json.dumps(content)) > LARGEST:
        raise SlackError("view_too_large")
    external_id = content.get("external_id")
    owner = find_external(world, external_id) if external_id else None
    if owner is not None and owner is not replaces:
        raise SlackError("duplicate_external_id")


def open_modal(world: World, team_id: str, user_id: str, content: Json) -> View:
    """Open a modal; one that was open before is gone, as in Slack."""
    view = _make_view(world, team_id, user_id, content)
    world.stacks[user_id] = [view]
    world.watchers.tell_view(user_id)
    return view


def push_modal(world: World, user_id: str, content: Json) -> View:
    """Put a modal on top; not_found where none is open, push_limit_reached past three."""
    stack = world.stacks.get(user_id)
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= DEEPEST:
        raise SlackError("push_limit_reached")
    top = stack[-1]
    view = _make_view(world, top.team_id, user_id, content)
    view.root_id, view.previous_id = top.root_id, top.id
    stack.append(view)
    world.watchers.tell_view(user_id)
    return view


def change_view(world: World, view: View, content: Json) -> View:
    """Replace what a view shows; what was typed stays where block_id and action_id do."""
    typed = view.values
    view.content = content
    _settle(view, typed)
    world.watchers.tell_view(view.user_id)
    return view


def publish_home(world: World, team_id: str, user_id: str, content: Json) -> View:
    """Set a user's Home tab."""
    view = world.homes.get(user_id)
    if view is not None:
        return change_view(world, view, content)
    world.homes[user_id] = view = _make_view(world, team_id, user_id, content)
    world.watchers.tell_view(user_id)
    return view


def close_modal(world: World, view: View, *, whole_stack: bool) -> None:
    """Close a modal and those above it, or the whole stack."""
    stack = world.stacks.get(view.user_id, [])
    if view not in stack:
        return  # The app opened another modal meanwhile, which stays.
    world.stacks[view.user_id] = [] if whole_stack else stack[: stack.index(view)]
    world.watchers.tell_view(view.user_id)


def top_modal(world: World, user_id: str) -> View | None:
    """The modal that a user sees, or None."""
    stack = world.stacks.get(user_id)
    return stack[-1] if stack else None


def find_view(world: World, view_id: str) -> View | None:
    """An open modal or Home tab by its id."""
    return next((view for view in _all_views(world) if view.id == view_id), None)


def find_external(world: World, external_id: str) -> View | None:
    """An open modal or Home tab by the id that the app gave it."""
    views = _all_views(world)
    return next((v for v in views if v.content.get("external_id") == external_id), None)


def keep_values(view: View, values: Json) -> None:
    """Remember what was typed into a view."""
    view.values = read_state(view.content["blocks"], values)


def _all_views(world: World) -> list[View]:
    return [view for stack in world.stacks.values() for view in stack] + list(world.homes.values())


def _make_view(world: World, team_id: str, user_id: str, content: Json) -> View:
    view_id = world.make_id("V")
    view = View(view_id, team_id, user_id, content, hash="", root_id=view_id)
    _settle(view, {})
    return view


def _settle(view: View, typed: Json) -> None:
    fill_ids(view.content["blocks"], view.id)
    view.values = read_state(view.content["blocks"], typed)
    view.hash = f"{secrets.randbelow(10**10):010d}.{secrets.token_hex(4)}"
