"""Everything that this check needs, running: Microsoft's side, the bot, and Agents Playground."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.platforms.teams.serve import PATH
from jobs.clock import MovableClock
from tests.agents_playground.bot import Bot, make_bot
from tests.agents_playground.microsoft import Microsoft
from tests.agents_playground.network import START
from tests.agents_playground.playground import Playground, playing
from tests.agents_playground.programs import free_port
from tests.support.playground import serving

_FASTER = 10


@dataclass(frozen=True, slots=True)
class Stage:
    """`web` is where the blog is."""

    playground: Playground
    bot: Bot
    web: str
    clock: MovableClock

    async def be_at(self, moment: datetime) -> None:
        """Stop the bot, and start it again at another time, which runs faster then."""
        await self.bot.stop()
        self.clock.move_to(moment)
        await self.bot.start(moment, _FASTER)


@asynccontextmanager
async def staged(program: Path) -> AsyncIterator[Stage]:
    """Start all of it over an empty database; at the end all of it is stopped and deleted."""
    clock, port = MovableClock(START), free_port()
    microsoft = Microsoft(clock)
    with tempfile.TemporaryDirectory(prefix="teapoint-") as name:
        ours, theirs = Path(name) / "bot", Path(name) / "agents-playground"
        ours.mkdir()
        theirs.mkdir()
        async with serving(microsoft.app()) as web:
            bot = make_bot(web, f"http://127.0.0.1:{port}/_connector", ours)
            microsoft.bot = bot.origin
            try:
                await bot.start(START)
                async with playing(program, f"{web}{PATH}", port, theirs) as playground:
                    yield Stage(playground, bot, web, clock)
            finally:
                await bot.stop()
                await microsoft.close()
