"""Finding session notes among 5,000 on both databases: `python -m bench.notes`.

Invented notes of about 3,000 letters, with words as often as in English (the n-th word about n
times rarer than the first), 400 leaders and 40 themes. Each query is one member's whole answer: the
search, what was meant by a slip of the finger, the sessions and their excerpts. Wall-clock
milliseconds, each query five times; the median over all is what has a target.
"""

import argparse
import random
import re
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from statistics import median, quantiles

from cryptography.fernet import Fernet

from bench.databases import postgresql
from bot import migrations
from bot.keys import FernetCipher
from jobs.sessions.finding import Asked, find_notes
from storage.session_records import SessionPlan
from storage.store import Store, Transaction, open_store
from storage.types import AccountKey, NetworkId

NOTES = 5_000
TARGET = 50.0
_NOW = datetime(2027, 1, 16, 10, tzinfo=UTC)
_SYLLABLES = re.findall("..", "bacedifoguhajekilomunaperiorosutavewixoyu")
_REAL = re.findall(
    r"\w+",
    "data sharing design service council digital people public archive standards legal teams "
    "open local government reform procurement identity research accessibility delivery",
)
_SMALL = 60
"""As many words are as frequent as "the" and "of"; the words that are looked for come after."""

_AT_ONCE = 250
_TIMES = 5


def main() -> None:
    """Measure both databases and print the table; with --strict, exit 1 on a miss."""
    parser = argparse.ArgumentParser(description="Finding session notes, measured.")
    parser.add_argument("--notes", type=int, default=NOTES)
    parser.add_argument("--strict", action="store_true")
    wanted = parser.parse_args()
    missed = show(wanted.notes)
    sys.exit(1 if missed and wanted.strict else 0)


def show(notes: int = NOTES) -> int:
    """Print the table of both databases; return how many medians missed the target."""
    print(f"Finding among {notes:,} notes, ms  median  slowest in 20  slowest")
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        missed += _row("SQLite", f"sqlite:///{folder}/bench.db", notes)
    with postgresql() as url:
        if url:
            missed += _row("PostgreSQL", url, notes)
        else:
            print("PostgreSQL: not measured. Set TEAPOINT_TEST_POSTGRES, or run make test first.")
    print("Every target met." if not missed else f"{missed} medians missed their target (!).")
    return missed


def _row(name: str, url: str, notes: int) -> int:
    took = measure(url, notes)
    middle, slow = median(took), quantiles(took, n=20)[-1]
    print(f"{name:<31}{middle:9.1f}{slow:15.1f}{max(took):9.1f}", flush=True)
    return int(middle >= TARGET)


def measure(url: str, notes: int) -> list[float]:
    """Return the milliseconds of every query on a new database with so many notes."""
    migrations.upgrade(url)
    store = open_store(url, FernetCipher([Fernet.generate_key().decode()]))
    try:
        network = _fill(store, notes)
        return [
            _milliseconds(store, network, one) for one in _queries() for _again in range(_TIMES)
        ]
    finally:
        store.close()


def _milliseconds(store: Store, network: NetworkId, asked: Asked) -> float:
    began = time.perf_counter()
    with store.read() as tx:
        find_notes(tx, network, asked, None)
    return (time.perf_counter() - began) * 1000


def _queries() -> list[Asked]:
    """What people type: one word that is everywhere, several, phrases, slips, fields, nothing."""
    return [
        *(Asked(word) for word in ("data", "sharing", "archives", "procurem")),
        *(Asked(f"{one} {other}") for one, other in zip(_REAL[:10], _REAL[10:], strict=False)),
        Asked("data sharing legal teams council"),
        Asked('"open standards"'),
        Asked('"service design" people'),
        Asked("sharing", leader="bace dif"),
        Asked("data", theme="digital 3"),
        Asked(leader="cedo"),
        Asked(theme="digital 12"),
        Asked("procurment archvies"),
        Asked("unicornish bagpipes"),
    ]


def _fill(store: Store, notes: int) -> NetworkId:
    chance = random.Random(1)
    made = ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(6_000)]
    words = [*made[:_SMALL], *_REAL, *made[_SMALL:]]
    weights = [1 / (place + 1) for place in range(len(words))]
    names = [
        " ".join("".join(chance.choices(_SYLLABLES, k=2)).title() for _ in "ab") for _ in range(400)
    ]
    with store.begin() as tx:
        network = tx.networks.add("Bench").id
        space = tx.spaces.install("slack", "T1", "T1", "Bench").id
        account = tx.accounts.see(AccountKey("slack", "T1", "U1"), space, "Bench").id

    def say(count: int) -> str:
        return " ".join(chance.choices(words, weights, k=count))

    def write(tx: Transaction, number: int) -> None:
        plan = SessionPlan(
            f"{say(5)} {number}",
            leaders=(chance.choice(names),),
            themes=(f"digital {chance.randrange(40)}",),
        )
        now = _NOW + timedelta(minutes=number)
        session = tx.sessions.add(network, plan, account, now)
        text = "\n".join(say(15) for _ in range(27))
        tx.notes.write(session, say(20), text, seen=0, by=None, route="paste", now=now)
        tx.notes.become(session.id, "posted", now)

    for first in range(0, notes, _AT_ONCE):
        with store.begin() as tx:
            for number in range(first, min(first + _AT_ONCE, notes)):
                write(tx, number)
    return network


if __name__ == "__main__":
    main()
