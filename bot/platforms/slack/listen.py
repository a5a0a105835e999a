"""What the bot listens to on Slack, in one place; served over HTTP and Socket Mode alike."""

import logging
import math
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import cast

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext

from bot.platforms.slack.answering import Answering, Next
from bot.platforms.slack.asking import Ways, install_of
from bot.platforms.slack.failures import code_of
from bot.platforms.slack.hear import MAKE_NOTES, PLATFORM, Install
from bot.platforms.slack.text import Json
from bot.wording import controls
from storage.types import AccountKey

logger = logging.getLogger(__name__)

ANY = re.compile(".*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Happened:
    """What Slack tells of itself, by its own ids; each may be told twice, and in any order.

    `space_revoked(team or organisation)`, `place_closed(team, channel, why)`,
    `place_reopened(team, channel)`, `account_gone(account)`. Of an organisation that installed us
    as a whole: `teams_granted(organisation, teams)`, `teams_revoked(teams)`.
    """

    space_revoked: Callable[[str], Awaitable[None]]
    place_closed: Callable[[str, str, str], Awaitable[None]]
    place_reopened: Callable[[str, str], Awaitable[None]]
    account_gone: Callable[[AccountKey], Awaitable[None]]
    teams_granted: Callable[[str, Sequence[str]], Awaitable[None]]
    teams_revoked: Callable[[Sequence[str]], Awaitable[None]]


def build_app(ways: Ways, happened: Happened, signing_secret: str) -> AsyncApp:
    """Return the app. Requests must carry Slack's signature; nothing is called yet."""
    # Bolt warns that it does not use a token of the environment: ours is in the store.
    bolt_logger = logging.getLogger("teapoint.bolt")
    bolt_logger.setLevel(logging.ERROR)
    app = AsyncApp(
        logger=bolt_logger,
        name="teapoint",
        signing_secret=signing_secret,
        client=ways.api.bare_client(),
        authorize=_authorize(ways),
        process_before_response=False,
        user_facing_authorize_error_message=controls.not_installed(),
    )
    _listen_to_people(app, Answering(ways))
    _listen_to_slack(app, happened)
    for each in app._async_listeners:  # bolt waits three seconds, and is told otherwise here only
        each.ack_timeout = max(each.ack_timeout, math.ceil(ways.patience) + 1)
    app.error(_report)
    return app


def _listen_to_people(app: AsyncApp, answering: Answering) -> None:
    app.command(ANY)(answering.slash)
    app.block_action(ANY)(answering.press)
    app.message_shortcut(MAKE_NOTES)(answering.shortcut)
    app.options(ANY)(answering.search)
    app.view_submission(ANY)(answering.submit)
    app.view_closed(ANY)(answering.nothing)
    for said in ("message", "app_mention"):
        app.event(said, middleware=[answering.words])(answering.reply)
    app.event("app_home_opened")(answering.home)


def _listen_to_slack(app: AsyncApp, happened: Happened) -> None:
    facts = Facts(happened)
    noted: dict[str, Callable[..., Awaitable[None]]] = {
        "app_uninstalled": facts.uninstalled,
        "tokens_revoked": facts.tokens_revoked,
        "channel_archive": facts.channel_closed,
        "channel_deleted": facts.channel_closed,
        "channel_unarchive": facts.channel_reopened,
        "team_access_granted": facts.teams_granted,
        "team_access_revoked": facts.teams_revoked,
        "user_change": facts.user_changed,
    }
    for event, note in noted.items():
        app.event(event, middleware=[note])(facts.done)
    # Last: what is not for us is taken note of, so that Slack does not send it again.
    app.event(ANY)(facts.done)


class Facts:
    """What happens to workspaces, channels and accounts.

    Bolt acknowledges an event before its listener runs, but after the listener's middleware: each
    fact is kept there, so that Slack tells it again where we could not keep it.
    """

    def __init__(self, happened: Happened) -> None:
        self._happened = happened

    async def uninstalled(self, context: AsyncBoltContext, next_: Next) -> None:
        """The app was taken out of a workspace."""
        await self._happened.space_revoked(_installed_as(context))
        await next_()

    async def tokens_revoked(self, body: Json, context: AsyncBoltContext, next_: Next) -> None:
        """Tokens were revoked; those of people are not ours."""
        if (body["event"].get("tokens") or {}).get("bot"):
            await self._happened.space_revoked(_installed_as(context))
        await next_()

    async def channel_closed(self, body: Json, context: AsyncBoltContext, next_: Next) -> None:
        """A channel was archived or deleted."""
        event = body["event"]
        why = "deleted" if event["type"] == "channel_deleted" else "archived"
        await self._happened.place_closed(install_of(context).team, str(event["channel"]), why)
        await next_()

    async def channel_reopened(self, body: Json, context: AsyncBoltContext, next_: Next) -> None:
        """A channel was taken out of the archive."""
        channel = str(body["event"]["channel"])
        await self._happened.place_reopened(install_of(context).team, channel)
        await next_()

    async def user_changed(self, body: Json, context: AsyncBoltContext, next_: Next) -> None:
        """Somebody changed; only that an account was deactivated matters to us."""
        user = body["event"].get("user") or {}
        if user.get("deleted"):
            authority = install_of(context).authority
            await self._happened.account_gone(AccountKey(PLATFORM, authority, str(user["id"])))
        await next_()

    async def teams_granted(self, body: Json, context: AsyncBoltContext, next_: Next) -> None:
        """An organisation lets us work in more of its workspaces."""
        await self._happened.teams_granted(install_of(context).enterprise, _teams(body))
        await next_()

    async def teams_revoked(self, body: Json, next_: Next) -> None:
        """An organisation took workspaces of its own from us."""
        await self._happened.teams_revoked(_teams(body))
        await next_()

    async def done(self) -> None:
        """Nothing is left to do."""


def _teams(body: Json) -> list[str]:
    return [str(team) for team in body["event"].get("team_ids") or ()]


def _installed_as(context: AsyncBoltContext) -> str:
    """Return what the installation belongs to: a workspace, or the whole organisation."""
    install = install_of(context)
    return install.enterprise if context.is_enterprise_install else install.team


def _authorize(ways: Ways) -> Callable[..., Awaitable[AuthorizeResult]]:
    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        token = await ways.token_of(Install(team_id or "", enterprise_id or ""))
        if not token:
            return None
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)

    # Bolt's own annotation leaves out None, which its documentation asks for.
    return cast("Callable[..., Awaitable[AuthorizeResult]]", authorize)


async def _report(error: Exception) -> None:
    """Log what broke, without what was said: bolt's own log would hold it."""
    logger.error("a Slack listener failed: %s %s", type(error).__name__, code_of(error))
    logger.debug("where it failed", exc_info=error)
