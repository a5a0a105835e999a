"""A poller in a process of its own, which may die: database, port, moment, where it dies."""

import asyncio
import sys
from datetime import datetime, timedelta

from cryptography.fernet import Fernet

from bot.keys import FernetCipher
from jobs.aside import Aside
from jobs.clock import MovableClock
from jobs.crash import CrashPoints
from jobs.feeds.fetch import Fetcher
from jobs.feeds.parse_workers import ParseWorkers
from jobs.polling.poller import Pace, Poller
from storage.store import open_store


async def poll(database: str, port: int, moment: datetime, crash: str) -> None:
    """Poll once, with leases of a second."""
    store = open_store(database, FernetCipher([Fernet.generate_key().decode()]))
    pace = Pace(gap=0.0, lease=timedelta(seconds=1))
    async with Fetcher({("127.0.0.1", port)}) as fetcher, ParseWorkers() as readers:
        fetch, points = fetcher.fetch_document, CrashPoints(crash)
        clock = MovableClock(moment)
        poller = Poller(Aside(store), clock, fetch, readers.parse, "Teapoint ()", pace, points)
        await poller.run_once()


if __name__ == "__main__":
    database_url, at_port, at, dies_at = sys.argv[1:]
    asyncio.run(poll(database_url, int(at_port), datetime.fromisoformat(at), dies_at))
