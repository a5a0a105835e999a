"""A worker in a process of its own, which fires what is due at the moments that it is told.

Arguments: database and key. Each line of input is a moment; a line is said when it is done.
"""

import asyncio
import sys
from datetime import datetime

from bot.keys import FernetCipher
from jobs.aside import Aside
from jobs.clock import MovableClock
from jobs.schedule import Ticker
from storage.store import open_store


def work(database: str, key: str) -> None:
    """Tick at each moment until the input ends."""
    store = open_store(database, FernetCipher([key]))
    aside, clock = Aside(store), MovableClock(datetime.fromisoformat("2026-01-01T00:00+00:00"))
    ticker = Ticker(aside, clock, 24)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        clock.move_to(datetime.fromisoformat(line.strip()))
        fired = asyncio.run(ticker.run_once())
        sys.stdout.write(f"fired {fired}\n")
        sys.stdout.flush()
    aside.close()
    store.close()


if __name__ == "__main__":
    work(*sys.argv[1:])
