"""Slack as a whole, for the wiring: hears, speaks, and keeps what Slack says of itself."""

from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from starlette.routing import Route

from bot.command import Names
from bot.dispatch import Dispatcher
from bot.platforms.slack.api import SlackApi
from bot.platforms.slack.asking import Ways
from bot.platforms.slack.failures import code_of
from bot.platforms.slack.hear import PLATFORM
from bot.platforms.slack.listen import Happened, build_app
from bot.platforms.slack.serve import SocketMode, create_routes
from bot.platforms.slack.speak import SlackVoice, Word
from jobs.aside import Aside
from jobs.clock import Clock
from jobs.closed_places import close_place
from jobs.deactivation import forget_account
from storage.errors import NotFoundError, UnavailableError
from storage.store import Transaction
from storage.types import AccountKey, PlaceId, Space, SpaceId


@dataclass(frozen=True, slots=True)
class Connection:
    """How Slack is reached. Without an app token requests come over HTTP, signed."""

    api: str
    signing_secret: str
    app_token: str = ""
    timeout: float = 10.0


@dataclass(frozen=True, slots=True)
class Identity:
    """The workspace that a token belongs to, as Slack says it."""

    team: str
    enterprise: str
    name: str


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
    ) -> None:
        self._aside = aside
        self._clock = clock
        self._connection = connection
        self._api = SlackApi(connection.api, timeout=connection.timeout)
        self.voice = SlackVoice(self._api, self._token_for, word)
        ways = Ways(dispatcher, self._api, names, self._token_of_team, self._channel_of)
        self._app = build_app(ways, self._happened(), connection.signing_secret)
        self._socket: SocketMode | None = None

    def routes(self) -> list[Route]:
        """Return the address that Slack calls; none with Socket Mode."""
        if self._connection.app_token:
            return []
        return create_routes(self._app, self._connection.signing_secret)

    async def start(self) -> None:
        """Open the socket, where Socket Mode is wanted."""
        if self._connection.app_token:
            self._socket = SocketMode(self._app, self._api, self._connection.app_token)
            await self._socket.start()

    async def stop(self) -> None:
        """Hear nothing more, and let the connections go."""
        if self._socket:
            await self._socket.stop()
        await self._api.close()

    async def _token_for(self, space_id: SpaceId) -> str:
        return await self._aside.read(lambda tx: tx.spaces.token(space_id))

    async def _token_of_team(self, team: str) -> str:
        def look(tx: Transaction) -> str:
            try:
                return tx.spaces.token(tx.spaces.find(PLATFORM, team).id)
            except NotFoundError:
                return ""

        return await self._aside.read(look)

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
            self._space_revoked, self._place_closed, self._place_reopened, self._account_gone
        )

    async def _space_revoked(self, team: str) -> None:
        """Forget the token, which is worth nothing now, and stop all sending."""

        def revoke(tx: Transaction, space: Space) -> None:
            tx.spaces.install(PLATFORM, space.authority, team, space.name, token="")
            tx.spaces.pause(space.id, "uninstalled")

        await self._in_space(team, revoke)

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
        str(answer.get("team_id")), str(answer.get("enterprise_id") or ""), str(answer.get("team"))
    )
