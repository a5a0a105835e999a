"""auth.test, auth.teams.list and apps.connections.open."""

from bot.playground.common.given import Json
from bot.playground.slack.call import Call, Method
from bot.playground.slack.paging import cut_page


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


def list_teams(call: Call) -> Json:
    """The workspaces that a token may be used in: one, or all of an organisation."""
    whole = call.world.grants.organisation
    spaces = list(call.world.workspaces.values()) if whole else [call.workspace]
    rows, following = cut_page(spaces, call.arguments)
    teams = [{"id": space.id, "name": space.name} for space in rows]
    return {"teams": teams, "response_metadata": following}


def open_connection(call: Call) -> Json:
    """A WebSocket address with a ticket that works once."""
    ticket = call.hub.sockets.issue_ticket()
    address = call.origin.replace("http", "ws", 1)
    return {"url": f"{address}/playground/slack/socket?ticket={ticket}"}


METHODS = {
    "auth.test": Method(test_auth, tier=None),
    "auth.teams.list": Method(list_teams, tier=2),
    "apps.connections.open": Method(open_connection, app_level=True),
}
