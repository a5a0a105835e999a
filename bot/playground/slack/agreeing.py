"""Slack's page on which somebody agrees to an installation, or does not."""

import html
from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.playground.slack.hub import Hub
from bot.playground.slack.oauth import CLIENT_ID
from bot.playground.slack.seed import APP_NAME

_PASSED_ON = ("client_id", "scope", "redirect_uri", "state")
_LOOKS = """
:root { color-scheme: light }
* { box-sizing: border-box }
body { font: 1.1875rem/1.5 system-ui, sans-serif; color: #14191c; background: #f4f5f6; margin: 0;
  overflow-wrap: anywhere }
header { background: #14191c; color: #fff }
header p, main { max-width: 36rem; margin: 0 auto; padding: .75rem 1rem }
main { background: #fff; margin-top: 1.5rem; padding: 1.5rem 1rem 2rem; border-radius: .5rem }
h1 { font-size: clamp(1.5rem, 6vw, 2rem); line-height: 1.2; margin: 0 0 1rem }
ul { columns: 12rem; margin: 0 0 1.5rem; padding-left: 1.25rem }
label { font-weight: 600 }
select, button { font: inherit; padding: .5rem .75rem; border-radius: .25rem; max-width: 100% }
select { width: 100%; border: .125rem solid #14191c; background: #fff; color: #14191c }
button { font-weight: 600; border: .125rem solid #14191c; background: #fff; color: #14191c }
button[value=allow] { background: #14191c; color: #fff }
:focus-visible { outline: .1875rem solid #0b57d0; outline-offset: .125rem }
"""
_PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - {who}</title><style>{looks}</style></head>
<body><header><p>The {who} playground, in place of Slack</p></header>
<main><h1>{title}</h1>{body}</main></body></html>"""


async def ask(request: Request) -> Response:
    """GET authorize: what the app asks for, as whom, and yes or no."""
    hub: Hub = request.app.state.hub
    query = request.query_params
    if query.get("client_id") != CLIENT_ID:
        return _explain("Slack does not know this app", "invalid_client_id")
    if not query.get("redirect_uri") or not query.get("scope"):
        return _explain("Something is missing in this address", "invalid_scope or redirect_uri")
    hidden = "".join(_hidden(name, query.get(name, "")) for name in _PASSED_ON)
    people = "".join(
        f'<option value="{user.person}">{_text(user.name)}, {_text(space.name)}</option>'
        for space in hub.world.workspaces.values()
        for user in list(hub.world.users.values())
        if user.team_id == space.id and user.menu and not user.guest and not user.deleted
    )
    asked = "".join(f"<li>{_text(scope)}</li>" for scope in query["scope"].split(","))
    body = (
        f"<p>{APP_NAME} asks for these rights:</p><ul>{asked}</ul><form method='post'>{hidden}"
        f"<p><label for='as'>You are</label><br><select id='as' name='as'>{people}</select></p>"
        "<button name='answer' value='allow'>Allow</button> "
        "<button name='answer' value='cancel'>Cancel</button></form>"
    )
    return _show(f"Add {APP_NAME} to a workspace?", body)


async def answer(request: Request) -> Response:
    """POST authorize: send the person back with a code, or with access_denied."""
    hub: Hub = request.app.state.hub
    async with request.form() as form:
        given = {name: str(value) for name, value in form.items()}
    if given.get("client_id") != CLIENT_ID:
        return _explain("Slack does not know this app", "invalid_client_id")
    back = given["redirect_uri"]
    if given.get("answer") != "allow":
        return _send_back(back, {"error": "access_denied", "state": given.get("state", "")})
    user = hub.world.find_person(given.get("as", ""))
    space = hub.world.workspaces[user.team_id]
    space.scopes = set(filter(None, given["scope"].split(",")))
    code = hub.world.grants.agree(space, user, back, hub.world.clock.now())
    return _send_back(back, {"code": code, "state": given.get("state", "")})


def _send_back(back: str, query: Mapping[str, str]) -> Response:
    return RedirectResponse(f"{back}?{urlencode(query)}", 303)


def _explain(title: str, why: str) -> Response:
    return _show(title, f"<p>{_text(why)}</p>", 400)


def _show(title: str, body: str, status: int = 200) -> Response:
    page = _PAGE.format(title=_text(title), body=body, looks=_LOOKS, who=APP_NAME)
    return HTMLResponse(page, status)


def _hidden(name: str, value: str) -> str:
    return f"<input type='hidden' name='{name}' value='{_text(value)}'>"


def _text(value: str) -> str:
    return html.escape(value, quote=True)
