"""What happens around us on Teams: added and removed, channels and teams that come and go.

Each may be told twice and in any order: to do it twice is as good as once, but for a greeting,
which is said once. Of people who only had us installed for them, nothing is kept.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.command import Names
from bot.message import Message
from bot.platforms.teams.channels import Channels
from bot.platforms.teams.connector import Connector, as_activity
from bot.platforms.teams.failures import CALL_ERRORS, status_of
from bot.platforms.teams.hear import listed
from bot.platforms.teams.markup import Reader
from bot.platforms.teams.render import render_message, summary_of
from bot.platforms.teams.rooms import Rooms, find_where, keep_chat
from bot.platforms.teams.wire import PLATFORM, Activity, Scene, Where, is_channel, read_scene
from bot.under_way import UnderWay
from bot.wording.networks import installing, on_teams
from jobs.aside import Aside
from jobs.clock import Clock
from jobs.delivery.closed_places import close_place
from jobs.delivery.voice import NotSentError, RefusedError
from jobs.members import silence
from storage.transaction import Transaction
from storage.types import Space

_MOST_LOOKED_AT = 200

Work = Callable[[Transaction, Space], object]


class Facts:
    """Keeps what Teams tells of itself."""

    def __init__(
        self,
        connector: Connector,
        rooms: Rooms,
        channels: Channels,
        aside: Aside,
        clock: Clock,
        names: Names,
        later: UnderWay,
    ) -> None:
        self._connector = connector
        self._rooms = rooms
        self._channels = channels
        self._aside = aside
        self._clock = clock
        self._names = names
        self._later = later

    async def installed(self, activity: Activity) -> None:
        """We were added, or removed: by a person for themselves, or in a team."""
        scene, added = read_scene(activity), activity.get("action") == "add"
        self._rooms.forget(scene.where.conversation)
        if scene.kind == "direct":
            await (self._welcomed(scene) if added else self._put_out(scene))
        elif scene.kind == "channel":
            await (self._came(scene) if added else self._went(scene))

    async def changed(self, activity: Activity) -> None:
        """A conversation changed: a channel, a team, or who is in it."""
        scene, data = read_scene(activity), activity.get("channelData") or {}
        if any(one.get("id") == scene.bot for one in listed(activity.get("membersRemoved"))):
            await (self._put_out(scene) if scene.kind == "direct" else self._went(scene))
            return
        if any(one.get("id") == scene.bot for one in listed(activity.get("membersAdded"))):
            if scene.kind == "channel":
                await self._channels.learn(scene)
            return
        event, channel = str(data.get("eventType") or ""), data.get("channel")
        if event.startswith("channel") and isinstance(channel, Mapping) and channel.get("id"):
            await self._channel_changed(scene, event, channel)
        elif event in _TEAM_EVENTS:
            await self._team_changed(scene, event)

    # One person's chat with us

    async def _welcomed(self, scene: Scene) -> None:
        await self._in_space(scene, lambda tx, space: self._back(tx, space, scene))
        if await self._is_first(scene):
            welcome = on_teams.welcome(self._names)
            self._later.begin(self._tell(scene.where, welcome), "a welcome on Teams")

    def _back(self, tx: Transaction, space: Space, scene: Scene) -> None:
        """Somebody whom we know added us again: what waits for them can be told."""
        known = tx.accounts.find(scene.key)
        if known is None:
            return
        account = tx.accounts.see(scene.key, space.id, scene.name)
        keep_chat(tx, space.id, account.id, scene.where)
        for network in tx.networks.all():
            member = tx.members.find(network.id, account.id)
            if member:
                silence.hear_from(tx, member, account.id, self._clock.now())

    async def _put_out(self, scene: Scene) -> None:
        """Somebody removed us: they are written to no more, and their schemes pause."""
        now = self._clock.now()

        def pause(tx: Transaction, space: Space) -> None:
            account = tx.accounts.find(scene.key)
            if account is None:
                return
            place = tx.places.direct(account.id, space.id)
            if place:
                tx.places.close(place.id, "removed")
            silence.block(tx, account.id, now)

        await self._in_space(scene, pause)

    # Teams and their channels

    async def _came(self, scene: Scene) -> None:
        await self._channels.learn(scene)
        if await self._is_first(scene):
            networks = await self._aside.read(_living_in(scene.where.tenant))
            steps = installing.next_steps(networks, self._names)
            self._later.begin(self._tell(scene.where, steps), "the next steps on Teams")

    async def _went(self, scene: Scene) -> None:
        """We are in that team no more: which of our channels that closes, Teams is asked."""
        await self._close(scene, [scene.where.conversation, scene.team], "removed")
        self._later.begin(self._look_around(scene.where.tenant), "looking at channels on Teams")

    async def _look_around(self, tenant: str) -> None:
        for where in await self._aside.read(_channels_of(tenant)):
            try:
                await self._connector.look(where)
            except CALL_ERRORS as error:
                if status_of(error) in (403, 404):
                    await self._close_one(where, "removed")
            except (NotSentError, RefusedError):
                continue

    async def _channel_changed(self, scene: Scene, event: str, channel: Mapping[str, Any]) -> None:
        found, name = str(channel["id"]), str(channel.get("name") or "")
        if event == "channelDeleted":
            await self._close(scene, [found], "deleted")
        else:
            await self._channels.keep(scene, {found: name})

    async def _team_changed(self, scene: Scene, event: str) -> None:
        if event in ("teamDeleted", "teamHardDeleted"):
            await self._went(scene)
        elif event == "teamArchived":
            await self._close(scene, [*await self._channels.list(scene)], "archived")
        else:
            await self._channels.learn(scene)

    async def _close(self, scene: Scene, channels: Sequence[str], why: str) -> None:
        for channel in dict.fromkeys(channel for channel in channels if is_channel(channel)):
            await self._close_one(Where(scene.where.tenant, "", channel), why)

    async def _close_one(self, where: Where, why: str) -> None:
        now = self._clock.now()

        def close(tx: Transaction) -> None:
            space = tx.spaces.find(PLATFORM, where.tenant)
            close_place(tx, tx.places.see(space.id, where.conversation, "channel"), why, now)

        self._rooms.forget(where.conversation)
        await self._aside.write(close)

    # What all of these need

    async def _tell(self, where: Where, message: Message) -> None:
        card = render_message(message, Reader(where.tenant))
        await self._connector.post(where, as_activity(card, summary_of(message)))

    async def _is_first(self, scene: Scene) -> bool:
        now = self._clock.now()
        return await self._aside.write(
            lambda tx: tx.inbox.first(PLATFORM, f"greeting:{scene.event_id}", now)
        )

    async def _in_space(self, scene: Scene, work: Work) -> None:
        def find_and_work(tx: Transaction) -> None:
            work(tx, tx.spaces.find(PLATFORM, scene.where.tenant))

        await self._aside.write(find_and_work)


_TEAM_EVENTS = frozenset(
    {"teamDeleted", "teamHardDeleted", "teamArchived", "teamUnarchived", "teamRestored"}
)


def _living_in(tenant: str) -> Callable[[Transaction], Sequence[Any]]:
    return lambda tx: tx.networks.living_in(tx.spaces.find(PLATFORM, tenant).id)


def _channels_of(tenant: str) -> Callable[[Transaction], list[Where]]:
    def read(tx: Transaction) -> list[Where]:
        space = tx.spaces.find(PLATFORM, tenant)
        listed_ = tx.places.channels(space.id)[:_MOST_LOOKED_AT]
        return [find_where(tx, space.id, place.external_id) for place in listed_]

    return read
