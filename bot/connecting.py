"""Which platforms are set up: each is built here, and is the same port to everything else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from starlette.routing import BaseRoute

from bot.command import Names
from bot.dispatch import Dispatcher
from bot.message import File, Message
from bot.pages.attaching import calendar_files
from bot.pages.links import Links
from bot.platforms.mail.connect import Connection as MailConnection
from bot.platforms.mail.connect import Mail
from bot.platforms.mail.notify import Account
from bot.platforms.mail.smtp import Server
from bot.platforms.slack.connect import Connection, Slack
from bot.platforms.slack.manifest import REDIRECT_PATH
from bot.platforms.slack.oauth import OAuthClient
from bot.platforms.teams.connect import Connection as TeamsConnection
from bot.platforms.teams.connect import Teams
from bot.settings import Settings, SlackSettings
from bot.settings.mail import MailSettings, NotifySettings, SmtpSettings
from bot.settings.teams import TeamsSettings
from bot.wording.look import Look
from bot.wording.notices import word
from jobs.aside import Aside
from jobs.clock import Clock
from jobs.delivery.files import Files
from jobs.delivery.voice import Voice
from jobs.feeds.fetch import Fetcher
from jobs.ticks import Job
from jobs.workspaces.tokens import Renew
from storage.queue_records import Delivery
from storage.transaction import Transaction


class PlatformVoice(Voice, Files, Protocol):
    """Speaks, and fetches the files that people gave us."""


class Platform(Protocol):
    """One platform: hears through its routes or its own connection, and speaks by its voice."""

    @property
    def voice(self) -> PlatformVoice: ...

    def routes(self) -> Sequence[BaseRoute]:
        """Return what the world may call."""
        ...

    async def start(self) -> None:
        """Begin to listen, where that is not done by the routes."""
        ...

    async def stop(self) -> None:
        """Hear nothing more, and let the connections go."""
        ...


@dataclass(frozen=True, slots=True)
class Wires:
    """What every platform is built with. `hurry`: how many times faster messages may go.

    `patience`: how many seconds an answer is awaited, before we say that we are on it.
    """

    settings: Settings
    dispatcher: Dispatcher
    aside: Aside
    clock: Clock
    names: Names
    links: Links
    hurry: float = 1.0
    patience: float = 2.0

    def word(self, tx: Transaction, delivery: Delivery, now: datetime) -> Message | None:
        """Word a delivery's notice as its platform's people type commands; None: nothing to say."""
        network = tx.networks.get(delivery.network_id)
        names = self.names.on(tx.spaces.get(delivery.space_id).platform)
        return word(Look(tx, delivery, network, now, names, self.settings.policy))


@dataclass(frozen=True, slots=True)
class Platforms:
    """Those that are set up, by name; `renew` exchanges tokens that end, where some do.

    `look_back` asks for mails that came back after they were taken, where that can be asked.
    """

    by_name: Mapping[str, Platform]
    renew: Renew | None = None
    look_back: Job | None = None

    def voice_of(self, platform: str) -> PlatformVoice:
        """Return the voice of a platform; LookupError where it is not set up."""
        if platform not in self.by_name:
            raise LookupError(f"no voice for the platform {platform!r}")
        return self.by_name[platform].voice

    def routes(self) -> list[BaseRoute]:
        """Return what the world may call on any of them."""
        return [route for each in self.by_name.values() for route in each.routes()]

    async def start(self) -> None:
        """Begin to listen everywhere."""
        for each in self.by_name.values():
            await each.start()

    async def stop(self) -> None:
        """Hear nothing more anywhere."""
        for each in self.by_name.values():
            await each.stop()


def connect_platforms(wires: Wires) -> Platforms:
    """Return the platforms of these settings, built and not started."""
    found: dict[str, Platform] = {}
    slack = connect_slack(wires)
    if slack:
        found["slack"] = slack
    teams = connect_teams(wires)
    if teams:
        found["teams"] = teams
    mail = connect_mail(wires)
    if mail:
        found["mail"] = mail
    look_back = mail.look_back if mail else None
    return Platforms(found, slack.renew if slack else None, look_back)


def connect_slack(wires: Wires) -> Slack | None:
    """Return how Slack is listened to and spoken on; None where it is not set up."""
    settings = wires.settings
    if settings.slack is None:
        return None
    reached = connection_of(settings.slack, settings.send_seconds, settings.url)
    contact = settings.policy.contact
    dispatcher, aside, clock = wires.dispatcher, wires.aside, wires.clock
    patience = wires.patience
    return Slack(reached, dispatcher, aside, clock, wires.names, wires.word, contact, patience)


def connect_teams(wires: Wires) -> Teams | None:
    """Return how Teams is listened to and spoken on; None where it is not set up."""
    settings = wires.settings
    if settings.teams is None:
        return None
    reached = teams_connection_of(settings.teams, settings.send_seconds, wires.hurry)
    # Files that people send are read through a guard of their own, which Teams closes.
    fetcher = Fetcher(settings.allowed_hosts, agent=f"Teapoint (+{settings.url})")
    dispatcher, aside, clock = wires.dispatcher, wires.aside, wires.clock
    names = wires.names.on("teams")
    patience = wires.patience
    return Teams(reached, dispatcher, aside, clock, names, wires.word, fetcher, patience)


def connect_mail(wires: Wires) -> Mail | None:
    """Return how e-mail is sent; None where it is not set up."""
    settings, links = wires.settings, wires.links
    if settings.mail is None:
        return None

    def files_of(tx: Transaction, message: Message, now: datetime) -> tuple[File, ...]:
        return calendar_files(tx, links, message, now)

    reached = mail_connection_of(settings.mail, settings.send_seconds)
    policy, aside, clock = settings.policy, wires.aside, wires.clock
    return Mail(reached, aside, clock, wires.word, links.mails, policy, files_of)


def mail_connection_of(mail: MailSettings, seconds: float) -> MailConnection:
    """Return how mails are sent, waiting so many seconds for each answer."""
    return MailConnection(
        mail.reply_to, seconds, _server_of(mail.smtp), mail.sender, _account_of(mail.notify)
    )


def _server_of(smtp: SmtpSettings | None) -> Server | None:
    if smtp is None:
        return None
    return Server(smtp.host, smtp.port, smtp.user, smtp.password, smtp.tls, smtp.clear)


def _account_of(notify: NotifySettings | None) -> Account | None:
    return Account(notify.key, notify.template, notify.api) if notify else None


def teams_connection_of(
    teams: TeamsSettings, seconds: float, hurry: float = 1.0
) -> TeamsConnection:
    """Return how Teams is reached, waiting so many seconds for each answer."""
    return TeamsConnection(
        teams.client_id,
        teams.client_secret,
        teams.tenant,
        teams.tenants,
        teams.cloud,
        teams.login,
        teams.openid,
        seconds,
        hurry,
        teams.addresses,
    )


def connection_of(slack: SlackSettings, seconds: float, url: str = "") -> Connection:
    """Return how Slack is reached, waiting so many seconds for each answer.

    `url` is where the world reaches us, and Slack sends people back to.
    """
    oauth = None
    if slack.client_id:
        back = f"{(slack.url or url).rstrip('/')}{REDIRECT_PATH}"
        oauth = OAuthClient(slack.client_id, slack.client_secret, slack.authorize, back)
    return Connection(slack.api, slack.signing_secret, slack.app_token, seconds, oauth)
