"""A team's channels and their names, which Teams tells when it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.platforms.teams.connector import Connector
from bot.platforms.teams.failures import CALL_ERRORS
from bot.platforms.teams.wire import PLATFORM, Scene
from jobs.aside import Aside
from jobs.delivery.voice import NotSentError, RefusedError
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Channels:
    """Keeps the channels of teams, so that an organiser can choose among them by name."""

    connector: Connector
    aside: Aside

    async def learn(self, scene: Scene) -> None:
        """Keep the channels of a team; at least the one in which something happened."""
        known = await self.list(scene)
        await self.keep(scene, known or {scene.where.conversation: scene.place_name})

    async def list(self, scene: Scene) -> dict[str, str]:
        """Return a team's channels by their ids; none where Teams does not tell."""
        try:
            return await self.connector.channels(scene.where, scene.team)
        except (*CALL_ERRORS, NotSentError, RefusedError):
            return {}

    async def keep(self, scene: Scene, channels: Mapping[str, str]) -> None:
        """Keep some channels of a team, in which we are."""

        def keep(tx: Transaction) -> None:
            space, url = tx.spaces.find(PLATFORM, scene.where.tenant), scene.where.service_url
            for found, name in channels.items():
                place = tx.places.see(space.id, found, "channel", name, service_url=url)
                tx.places.reopen(place.id)

        await self.aside.write(keep)
