"""The playground: our own Slack, Teams and mailboxes, and a bot that takes them for real ones.

Everything is on this machine and invented. One clock moves all of it.
"""

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount

from bot import app, commands, outlook
from bot.command import load
from bot.demo import across, blogs, filling, pretend
from bot.platforms.slack.manifest import manifest
from bot.platforms.teams.manifest import list_extensions
from bot.playground import mail, slack, teams
from bot.playground.below import Below
from bot.playground.slack.oauth import CLIENT_ID, CLIENT_SECRET
from bot.playground.slack.seed import bot_token
from bot.settings import DATABASE, Settings, SlackSettings
from bot.settings.mail import MailSettings, SmtpSettings
from bot.settings.teams import TeamsSettings
from jobs.clock import MovableClock
from storage.store import Store

PLAYGROUND_DATABASE = "sqlite:///data/playground.db"
PLAYGROUND_BOT = "/playground/bot"
PLAYGROUND_TEAMS, PLAYGROUND_MAIL = "/playground/teams", "/playground/mail"
LOOPBACK = "127.0.0.1"
HURRY = 60.0
"""How much faster the playground is with messages: nobody who tries it waits for a round."""


Lifespan = Callable[[Starlette], AbstractAsyncContextManager[Any]]


class Stand(Protocol):
    """The stand-in of a platform, as the others' clock and new beginnings reach it."""

    def reset(self) -> None:
        """Make everything as it was at first."""
        ...

    def moved(self) -> None:
        """Notice that the clock stands elsewhere."""
        ...


@dataclass(frozen=True, slots=True)
class Playground:
    """The stand-ins beside a bot that talks to them over HTTP, as it would to the real ones."""

    settings: Settings
    store: Store
    clock: MovableClock
    document: Any
    post: Starlette
    """The mailboxes, made before the settings, which name their port."""

    def asgi(self) -> Starlette:
        """Return all of them in one app; `state.hubs` has what is closed at its end."""
        teapoint = app.build(
            self.settings, self.store, self.clock, hurry=HURRY, pages=bot_url(self.settings)
        )
        hooks = Hooks(self, teapoint)
        on_teams, on_slack = self._stand_in_teams(hooks), self._stand_in_slack(hooks)
        room: mail.Postroom = self.post.state.room
        hooks.others.extend((on_teams.state.hub, room))
        room.outlook = hooks.next_event
        stands: list[BaseRoute] = [
            Mount(PLAYGROUND_BOT, routes=teapoint.routes()),
            Below(PLAYGROUND_TEAMS, on_teams),
            Below(PLAYGROUND_MAIL, self.post),
            Mount("", on_slack),
        ]
        whole = app.asgi(teapoint, stands)
        whole.router.lifespan_context = take_mails(room, whole.router.lifespan_context)
        whole.state.hubs = [on_slack.state.hub, on_teams.state.hub, room]
        return whole

    def _stand_in_slack(self, hooks: "Hooks") -> Starlette:
        secret = self.settings.slack.signing_secret if self.settings.slack else ""
        return slack.create_app(
            self.document,
            clock=self.clock,
            bot_url=f"{bot_url(self.settings)}/slack/events",
            signing_secret=secret,
            commands=outlook.command_rows(load(commands), app.names_of(self.settings)),
            shortcuts=manifest("", socket_mode=True, shortcuts=())["features"]["shortcuts"],
            outlook=hooks.next_event,
            outbox=hooks.waiting_rows,
            before_move=hooks.finish_the_moment,
            on_approach=hooks.teapoint.web.poller.run_once,
            on_move=hooks.let_things_happen,
            on_reset=hooks.start_again,
            limits_scale=HURRY,
        )

    def _stand_in_teams(self, hooks: "Hooks") -> Starlette:
        names = app.names_of(self.settings).on(across.TEAMS)
        return teams.create_app(
            self.document,
            clock=self.clock,
            bot_url=f"{bot_url(self.settings)}/teams/messages",
            commands=outlook.command_rows(load(commands), names),
            extensions=list_extensions(),
            outlook=hooks.next_event,
            outbox=hooks.waiting_rows,
            limits_scale=HURRY,
        )


def take_mails(room: mail.Postroom, around: Lifespan) -> Lifespan:
    """Return a life of an app in which mails are taken from before it until after it."""

    @asynccontextmanager
    async def living(whole: Starlette) -> AsyncIterator[None]:
        await room.start()
        try:
            async with around(whole):
                yield
        finally:
            await room.stop()

    return living


@dataclass(frozen=True, slots=True)
class Hooks:
    """What the playground's page asks of the bot beside it; `others` follow Slack's clock."""

    playground: Playground
    teapoint: app.Teapoint
    others: list[Stand] = field(default_factory=list)

    async def next_event(self) -> dict[str, str] | None:
        """Say what happens next by itself."""
        return await self.teapoint.aside.read(outlook.next_event)

    async def waiting_rows(self) -> list[dict[str, Any]]:
        """Say what is on its way."""
        return await self.teapoint.aside.read(outlook.waiting_rows)

    async def finish_the_moment(self) -> None:
        """Before the clock moves, messages arrive and people answer as they do."""
        bot, played = self.teapoint, self.playground
        await pretend.let_messages_arrive(bot.aside, played.clock, bot.ticks.run_all)
        now = played.clock.now()
        await bot.aside.write(lambda tx: pretend.answer_as_people_do(tx, played.document, now))

    async def let_things_happen(self) -> None:
        """After the clock moved: note that, for the next start, and do what is due."""
        now = self.playground.clock.now()
        noted = now.isoformat()
        await self.teapoint.aside.write(lambda tx: tx.inbox.first("playground clock", noted, now))
        await self.teapoint.ticks.run_all()
        for stand in self.others:
            stand.moved()

    async def start_again(self) -> None:
        """Put the network back as it was at the beginning."""
        played = self.playground
        await self.teapoint.aside.write(lambda tx: tx.clear())
        played.clock.move_to(datetime.fromisoformat(played.document["clock"]))
        fill(played.store, played.settings, played.clock.now())
        for stand in self.others:
            stand.reset()
        await self.teapoint.ticks.run_all()


def fill(store: Store, settings: Settings, now: datetime) -> None:
    """Let the invented people in, unless they are there."""
    filling.seed_demo(store, settings.network, now, bot_token, settings.policy)
    if settings.teams:
        service_url = f"{origin(settings)}{teams.CONNECTOR}"
        bot_id = f"28:{settings.teams.client_id}"
        across.seed_teams(store, settings.network, service_url, bot_id, now, settings.policy)
    if settings.mail:
        across.seed_mail(store, settings.network, now, settings.policy)
    blogs.follow_blogs(store, settings.network, origin(settings), now)


def playground_settings(settings: Settings, post: Starlette) -> Settings:
    """Return the settings of the bot that is connected to the stand-ins, and to nothing else.

    Beside a connected bot it has a database of its own.
    """
    own = DATABASE if is_connected(settings) else settings.database
    return replace(
        settings,
        database=PLAYGROUND_DATABASE if own == DATABASE else own,
        mail=_by_mail(post.state.room.port),
        slack=_on_slack(settings),
        teams=_on_teams(settings),
        organisers=(),
        allowed_hosts=settings.allowed_hosts | {(LOOPBACK, settings.port)},
        feed_gap=0.0,
    )


def is_connected(settings: Settings) -> bool:
    """Return whether these settings lead to people, and not to the playground alone."""
    return any((settings.slack, settings.teams, settings.mail))


def _on_slack(settings: Settings) -> SlackSettings:
    at = f"{origin(settings)}/playground/slack"
    return SlackSettings(
        "",
        secrets.token_hex(16),
        api=f"{at}/api/",
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        authorize=f"{at}/oauth/v2/authorize",
        url=bot_url(settings),
    )


def _on_teams(settings: Settings) -> TeamsSettings:
    login = f"{origin(settings)}{teams.LOGIN}"
    return TeamsSettings(
        teams.CLIENT_ID,
        teams.CLIENT_SECRET,
        teams.HOME_TENANT,
        {row["id"]: row["name"] for row in filling.read_document()["teams"]["tenants"]},
        login=login,
        openid=f"{login}{teams.OPENID}",
    )


def _by_mail(port: int) -> MailSettings:
    sender, replies = "teapoint@playground.example", "organisers@playground.example"
    return MailSettings(sender, replies, SmtpSettings(LOOPBACK, port, clear=True))


def bot_url(settings: Settings) -> str:
    """Return where the playground's bot is."""
    return f"{origin(settings)}{PLAYGROUND_BOT}"


def origin(settings: Settings) -> str:
    """Return where the playground is, and with it the only websites inside that it may read."""
    return f"http://{LOOPBACK}:{settings.port}"
