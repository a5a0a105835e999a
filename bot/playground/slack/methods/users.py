"""users.info, users.list, users.lookupByEmail."""

from bot.playground.common.given import Json
from bot.playground.slack.call import Call, Method
from bot.playground.slack.errors import SlackError
from bot.playground.slack.paging import cut_page
from bot.playground.slack.records import User
from bot.playground.slack.shapes import show_user

EMAIL = "users:read.email"


def describe(call: Call) -> Json:
    """One user."""
    return {"user": _show(call, call.visible_user(call.arguments.required("user")))}


def list_users(call: Call) -> Json:
    """The workspace's users, page by page."""
    own = [user for user in call.world.users.values() if user.team_id == call.workspace.id]
    page, metadata = cut_page(own, call.arguments)
    return {"members": [_show(call, user) for user in page], "response_metadata": metadata}


def look_up(call: Call) -> Json:
    """The workspace's own user of an e-mail address."""
    email = call.arguments.required("email").lower()
    for user in call.world.users.values():
        if user.email.lower() == email and user.team_id == call.workspace.id and not user.deleted:
            return {"user": _show(call, user)}
    raise SlackError("users_not_found")


def _show(call: Call, user: User) -> Json:
    return show_user(call.world, user, with_email=EMAIL in call.workspace.scopes)


METHODS = {
    "users.info": Method(describe, ("users:read",), tier=4),
    "users.list": Method(list_users, ("users:read",), tier=2),
    "users.lookupByEmail": Method(look_up, (EMAIL,)),
}
