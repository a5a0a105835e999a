"""Teams as a whole, for the wiring: hears, speaks, and keeps what Teams says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from starlette.routing import Route

from bot.command import Names
from bot.dispatch import Dispatcher
from bot.platforms.teams.answering import Answering
from bot.platforms.teams.asking import Asking, Ways
from bot.platforms.teams.channels import Channels
from bot.platforms.teams.connector import Connector, as_activity
from bot.platforms.teams.facts import Facts
from bot.platforms.teams.keys import Keys
from bot.platforms.teams.listen import listen, pass_on, refusal
from bot.platforms.teams.login import Client, Login
from bot.platforms.teams.markup import Reader
from bot.platforms.teams.paces import Paces
from bot.platforms.teams.render import render_message, summary_of
from bot.platforms.teams.reply import Replies, in_a_sentence
from bot.platforms.teams.rooms import Rooms
from bot.platforms.teams.sdk import Cloud, find_cloud, open_app
from bot.platforms.teams.serve import Door, create_routes
from bot.platforms.teams.speak import TeamsVoice, Word
from bot.platforms.teams.trust import Body
from bot.platforms.teams.wire import PLATFORM, Json, read_scene
from bot.under_way import UnderWay
from bot.wording.networks import on_teams
from jobs.aside import Aside
from jobs.clock import Clock
from jobs.feeds.fetch import Fetcher
from jobs.organisations.learning import Learner
from storage.transaction import Transaction

if TYPE_CHECKING:
    from microsoft_teams.apps import App


@dataclass(frozen=True, slots=True)
class Connection:
    """How Teams is reached. `tenant` is the bot's home, where its tokens come from.

    `tenants` are all whose people may use it, with their names. `login` and `openid` replace
    Microsoft's services by others on this machine. `pace`: how many times faster it may speak.
    `addresses`: members' work addresses are read, to confirm where they work.
    """

    client_id: str
    secret: str
    tenant: str
    tenants: Mapping[str, str]
    cloud: str = "Public"
    login: str = ""
    openid: str = ""
    timeout: float = 10.0
    pace: float = 1.0
    addresses: bool = False

    @property
    def loopback(self) -> bool:
        """Whether it is the playground's Teams, or a test's, on this machine."""
        return bool(self.login or self.openid)


class Teams:
    """One app for all tenants; `voice` is what deliver speaks through."""

    def __init__(
        self,
        connection: Connection,
        dispatcher: Dispatcher,
        aside: Aside,
        clock: Clock,
        names: Names,
        word: Word,
        fetcher: Fetcher,
        patience: float = 2.0,
    ) -> None:
        self._fetcher = fetcher
        self._connection = connection
        self._aside = aside
        self._later = UnderWay(seconds=8.0)
        self._rooms = Rooms(aside)
        cloud = _cloud_of(connection)
        self._keys = Keys(cloud.openid)
        login = Login(_client_of(connection, cloud))
        self._app = _app_of(connection, login)
        self._connector = Connector(self._app, login, Paces(connection.pace))
        tenants = frozenset(connection.tenants)
        self._door = Door(
            self._keys,
            connection.client_id,
            cloud.issuer,
            tenants,
            self._rooms,
            connection.loopback,
        )
        self.voice = TeamsVoice(self._connector, aside, word, tenants, fetcher.fetch_document)
        learn = Learner(aside, clock, "teams").learn if connection.addresses else None
        channels = Channels(self._connector, aside)
        ways = Ways(
            dispatcher, self._connector, self._rooms, channels, aside, names, learn, patience
        )
        asking = Asking(ways)
        replies = Replies(self._connector, self._rooms, asking)
        answering = Answering(asking, replies, self._later, names)
        facts = Facts(self._connector, self._rooms, channels, aside, clock, names, self._later)
        listen(self._app, answering, facts)

    def routes(self) -> list[Route]:
        """Return the address that Teams calls."""
        return create_routes(self._door, partial(pass_on, self._app), self._refuse)

    async def start(self) -> None:
        """Fetch the keys, and make the tenants of the settings known; one taken off is not."""
        await self._app.initialize()
        await self._aside.write(self._know_tenants)
        await self._keys.start()

    async def stop(self) -> None:
        """Let what is being answered come to its end, and the connections go."""
        await self._keys.stop()
        await self._later.stop()
        await self._connector.close()
        self._fetcher.close()

    async def settle(self) -> None:
        """Wait until every answer under way is told: for tests, and the playground."""
        await self._later.settle()

    def _know_tenants(self, tx: Transaction) -> None:
        for tenant, name in self._connection.tenants.items():
            tx.spaces.install(PLATFORM, tenant, tenant, name)

    async def _refuse(self, body: Body) -> Json | None:
        """Say one sentence to somebody whose organisation is not on our list; keep nothing."""
        message = on_teams.not_for_you()
        if body.get("type") == "message":
            scene = read_scene(body)
            card = render_message(message, Reader(scene.where.tenant))
            told = self._connector.post(scene.where, as_activity(card, summary_of(message)))
            self._later.begin(told, "a refusal on Teams")
        return refusal(body, in_a_sentence(message))


async def check_login(connection: Connection) -> None:
    """Ask for a token; NotSentError, which says what was wrong, where there is none."""
    await Login(_client_of(connection, _cloud_of(connection))).token()


def _cloud_of(connection: Connection) -> Cloud:
    cloud = find_cloud(connection.cloud)
    return Cloud(
        connection.login or cloud.login,
        connection.openid or cloud.openid,
        cloud.issuer,
        cloud.scope,
    )


def _client_of(connection: Connection, cloud: Cloud) -> Client:
    return Client(
        cloud.login, connection.tenant, connection.client_id, connection.secret, cloud.scope
    )


def _app_of(connection: Connection, login: Login) -> "App":
    return open_app(
        connection.client_id,
        connection.tenant,
        connection.cloud,
        login.token,
        connection.timeout,
    )
