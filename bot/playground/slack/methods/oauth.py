"""oauth.v2.access and apps.uninstall."""

from bot.playground.common.given import Json
from bot.playground.slack.acting import send_event
from bot.playground.slack.call import Call, Method
from bot.playground.slack.errors import SlackError
from bot.playground.slack.oauth import check_client, describe


def exchange(call: Call) -> Json:
    """A code or a refresh token for a token; the caller is known by the app's id and secret."""
    check_client(call.arguments)
    world, now = call.world, call.world.clock.now()
    if call.arguments.text("grant_type") == "refresh_token":
        refresh = call.arguments.required("refresh_token")
        space, given = world.grants.renew(refresh, world.workspaces, world.tokens, now)
        return describe(space, space.scopes, given, world.grants.organisation)
    code = call.arguments.required("code")
    agreed = world.grants.take(code, call.arguments.text("redirect_uri"), now)
    agreed.space.token_error = None
    given = world.grants.give(agreed.space, world.tokens, now)
    answer = describe(agreed.space, agreed.space.scopes, given, world.grants.organisation)
    return answer | {"authed_user": {"id": agreed.user.id}}


def uninstall(call: Call) -> Json:
    """Take the app out of the workspace that the token belongs to."""
    check_client(call.arguments)
    if call.workspace.token_error is not None:
        raise SlackError("account_inactive")
    call.workspace.token_error = "account_inactive"  # noqa: S105 - an error's name
    send_event(call.hub, call.workspace, {"type": "app_uninstalled"})
    return {}


METHODS = {
    "oauth.v2.access": Method(exchange, tier=None, public=True),
    "apps.uninstall": Method(uninstall, tier=None),
}
