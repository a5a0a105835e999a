"""auth.test and apps.connections.open."""

from bot.playground.slack.call import Call, Method
from bot.playground.slack.records import Json


def test_auth(call: Call) -> Json:
    """Who the token belongs to."""
    space = call.workspace
    return {
        "url": f"https://{space.domain}.example/",
        "team": space.name,
        "user": call.bot.handle,
        "team_id": space.id,
        "user_id": space.bot_user_id,
        "bot_id": space.bot_id,
        "is_enterprise_install": False,
    }


def open_connection(call: Call) -> Json:
    """A WebSocket address with a ticket that works once."""
    ticket = call.hub.sockets.issue_ticket()
    address = call.origin.replace("http", "ws", 1)
    return {"url": f"{address}/playground/slack/socket?ticket={ticket}"}


METHODS = {
    "auth.test": Method(test_auth, tier=None),
    "apps.connections.open": Method(open_connection, app_level=True),
}
