"""Slack as a whole, for the wiring: hears, speaks, and keeps what Slack says of itself."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from starlette.routing import Route

from bot.command import Names
from bot.dispatch import Dispatcher
from bot.platforms.slack.addresses import Addresses
from bot.platforms.slack.api import SlackApi
from bot.platforms.slack.asking import Ways
from bot.platforms.slack.failures import CALL_ERRORS, code_of
from bot.platforms.slack.hear import PLATFORM
from bot.platforms.slack.hear import Install as InstallOf
from bot.platforms.slack.install_pages import InstallPages
from bot.platforms.slack.listen import Happened, build_app
from bot.platforms.slack.oauth import OAuth, OAuthClient
from bot.platforms.slack.organisations import Organisations
from bot.platforms.slack.render import render_message
from bot.platforms.slack.reply import NO_UNFURL, QUIET
from bot.platforms.slack.serve import SocketMode, create_routes
from bot.platforms.slack.speak import SlackVoice, Word
from bot.under_way import UnderWay
from bot.wording.networks.installing import next_steps
from jobs.aside import Aside
from jobs.clock import Clock
from jobs.delivery.closed_places import close_place
from jobs.members.deactivation import forget_account
from jobs.organisations.learning import Learner
from jobs.workspaces.installs import Install, Installed, adopt, find_token, take_out
from jobs.workspaces.tokens import Renew
from storage.errors import NotFoundError, UnavailableError
from storage.transaction import Transaction
from storage.types import AccountKey, PlaceId, Space, SpaceId

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Connection:
    """How Slack is reached. Without an app token requests come over HTTP, signed.

    With `oauth` workspaces may install the app themselves.
    """

    api: str
    signing_secret: str
    app_token: str = ""
    timeout: float = 10.0
    oauth: OAuthClient | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """The workspace that a token belongs to, as Slack says it, and where it is on the web."""

    team: str
    enterprise: str
    name: str
    url: str = ""


class Slack:
    """One app for all installed workspaces; `voice` is what deliver speaks through."""

    def __init__(
        self,
        connection: Connection,
        dispatcher: Dispatcher,
        aside: Aside,
        clock: Clock,
        names: Names,
        word: Word,
        contact: str = "",
        patience: float = 2.0,
    ) -> None:
        self._aside = aside
        self._names = names
        self._clock = clock
        self._connection = connection
        self._api = SlackApi(connection.api, timeout=connection.timeout)
        self._organisations = Organisations(self._api, aside, clock)
        self._addresses = Addresses(self._api, aside)
        self.voice = SlackVoice(self._api, self._token_for, word)
        self._pages: InstallPages | None = None
        self.renew: Renew | None = None
        if connection.oauth:
            oauth = OAuth(self._api, connection.oauth)
            self._pages = InstallPages(oauth, aside, clock, contact, self._welcome)
            self.renew = oauth.renew
        self._under_way = UnderWay()
        ways = Ways(
            dispatcher,
            self._api,
            names,
            self._token_of,
            self._channel_of,
            Learner(aside, clock, "slack").learn,
            patience,
            self._under_way,
        )
        self._app = build_app(ways, self._happened(), connection.signing_secret)
        self._socket: SocketMode | None = None

    def routes(self) -> list[Route]:
        """Return the address that Slack calls (none with Socket Mode), and those to install at."""
        pages = self._pages.routes() if self._pages else []
        if self._connection.app_token:
            return pages
        return [*create_routes(self._app, self._connection.signing_secret), *pages]

    async def start(self) -> None:
        """Open the socket, where Socket Mode is wanted, and learn what is not known yet."""
        self._addresses.learn_soon()
        if self._connection.app_token:
            self._socket = SocketMode(self._app, self._api, self._connection.app_token)
            await self._socket.start()

    async def stop(self) -> None:
        """Hear nothing more, let what is being answered come to its end, and the connections go."""
        if self._socket:
            await self._socket.stop()
        await self._under_way.stop()
        await self._addresses.stop()
        await self._organisations.stop()
        await self._api.close()

    async def settle(self) -> None:
        """Wait until every answer under way is told: for tests, and the playground."""
        await self._under_way.settle()

    async def _token_for(self, space_id: SpaceId) -> str:
        return await self._aside.read(lambda tx: tx.spaces.token(space_id))

    async def _token_of(self, install: InstallOf) -> str:
        """Return a workspace's token; one of an organisation that installed us is made known."""
        team, enterprise = install.team, install.enterprise
        token = await self._aside.read(lambda tx: find_token(tx, PLATFORM, team))
        if token or not enterprise:
            return token
        token = await self._aside.write(lambda tx: adopt(tx, PLATFORM, enterprise, team))
        if token and team:
            self._organisations.learn_soon(enterprise, token)
        return token

    async def _welcome(self, install: Install, installed: Installed) -> None:
        """Tell the installer what to do next, once and if that works: the page says it too."""
        if install.granted.org_wide:
            await self._organisations.learn(install.enterprise, install.token)
        payload = render_message(next_steps(installed.networks, self._names), install.authority)
        client = self._api.client(install.token)
        try:
            opened = await client.conversations_open(users=install.user)
            await client.chat_postMessage(
                channel=opened["channel"]["id"], **payload, **QUIET, **NO_UNFURL
            )
        except (*CALL_ERRORS, KeyError) as error:
            logger.warning("an installer could not be told: %s", code_of(error) or type(error))

    async def _channel_of(self, place_id: str) -> str:
        def look(tx: Transaction) -> str:
            try:
                return tx.places.get(PlaceId(place_id)).external_id
            except NotFoundError:
                return ""

        return await self._aside.read(look)

    # What Slack tells of itself

    def _happened(self) -> Happened:
        return Happened(
            self._space_revoked,
            self._place_closed,
            self._place_reopened,
            self._account_gone,
            self._organisations.granted,
            self._organisations.revoked,
        )

    async def _space_revoked(self, external_id: str) -> None:
        """Forget the token, which is worth nothing now, and stop all sending."""
        now = self._clock.now()
        await self._in_space(external_id, lambda tx, space: take_out(tx, space, "uninstalled", now))

    async def _place_closed(self, team: str, channel: str, why: str) -> None:
        now = self._clock.now()

        def close(tx: Transaction, space: Space) -> None:
            close_place(tx, tx.places.see(space.id, channel, "channel"), why, now)

        await self._in_space(team, close)

    async def _place_reopened(self, team: str, channel: str) -> None:
        def reopen(tx: Transaction, space: Space) -> None:
            tx.places.reopen(tx.places.see(space.id, channel, "channel").id)

        await self._in_space(team, reopen)

    async def _account_gone(self, key: AccountKey) -> None:
        now = self._clock.now()
        await self._aside.write(lambda tx: forget_account(tx, key, now))

    async def _in_space(self, team: str, work: Callable[[Transaction, Space], object]) -> None:
        def find_and_work(tx: Transaction) -> None:
            try:
                space = tx.spaces.find(PLATFORM, team)
            except NotFoundError:
                return
            work(tx, space)

        await self._aside.write(find_and_work)


async def identify(connection: Connection, token: str) -> Identity:
    """Ask Slack whose token this is; UnavailableError, naming the setting, where it says no."""
    api = SlackApi(connection.api, timeout=connection.timeout)
    try:
        answer = await api.client(token).auth_test()
    except SlackApiError as error:
        raise UnavailableError(
            f"Slack refuses SLACK_BOT_TOKEN ({code_of(error)}). Copy it again from your Slack "
            "app, under “OAuth and permissions”."
        ) from error
    except OSError as error:
        raise UnavailableError(
            f"We cannot reach Slack at {connection.api} ({type(error).__name__}). Check the "
            "network, and TEAPOINT_SLACK_API if you set it."
        ) from error
    finally:
        await api.close()
    return Identity(
        str(answer.get("team_id")),
        str(answer.get("enterprise_id") or ""),
        str(answer.get("team")),
        str(answer.get("url") or ""),
    )
