"""The bot under test: the product as it is, `teapoint run` over a database of its own."""

import sys
from collections.abc import Mapping
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.running import make_ready
from bot.settings import read_settings
from bot.start import install_tenant, prepare_network
from tests.agents_playground.installing import ROOT
from tests.agents_playground.microsoft import environ_of
from tests.agents_playground.network import JO, START, TENANT, TENANT_NAME, seed
from tests.agents_playground.programs import free_port, program_running


@dataclass(slots=True)
class Bot:
    """A bot that can be stopped and started again at another time, with all that it has kept."""

    folder: Path
    environ: Mapping[str, str]
    port: int
    running: AsyncExitStack = field(default_factory=AsyncExitStack)

    @property
    def origin(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self, moment: datetime, scale: int = 1) -> None:
        """Run it with this moment as the time of its world, which runs so many times faster."""
        clock = f"{moment.isoformat()},{datetime.now(UTC).isoformat()},{scale}"
        environ = {**self.environ, "TEAPOINT_CLOCK": clock, "PYTHONPATH": str(ROOT)}
        words = [sys.executable, "-m", "bot", "run"]
        program = program_running(words, self.folder, environ, f"{self.origin}/healthz")
        await self.running.enter_async_context(program)

    async def stop(self) -> None:
        """End it as a service would be."""
        await self.running.aclose()


def make_bot(microsoft: str, service_url: str, folder: Path) -> Bot:
    """Return a bot with its network filled in, told of Microsoft's services at `microsoft`."""
    port = free_port()
    environ = environ_of(microsoft) | {
        "TEAPOINT_TEAMS_TENANTS": f"{TENANT}={TENANT_NAME}",
        "TEAPOINT_ORGANISERS": f"teams:{TENANT}:{JO.id}",
        "TEAPOINT_CONTROLLER": TENANT_NAME,
        "TEAPOINT_CONTACT": "privacy@council.example",
        "TEAPOINT_DATABASE": f"sqlite:///{folder / 'teapoint.db'}",
        "TEAPOINT_FEED_GAP_SECONDS": "0",
        "TEAPOINT_PORT": str(port),
    }
    _fill(environ, service_url)
    return Bot(folder, environ, port)


def _fill(environ: Mapping[str, str], service_url: str) -> None:
    settings = read_settings(environ)
    with closing(make_ready(settings.database, settings.keys)) as store, store.begin() as tx:
        network = prepare_network(tx, settings, START)
        install_tenant(tx, network, TENANT, TENANT_NAME)
        seed(tx, network, service_url)
