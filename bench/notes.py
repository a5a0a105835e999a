"""Finding session notes among 5,000 on both databases: `python -m bench.notes`.

Invented notes of about 3,000 letters, with words as often as in English (the n-th word about n
times rarer than the first), 400 leaders and 40 themes. Each query is one member's whole answer: the
search, what was meant by a slip of the finger, the sessions and their excerpts. Wall-clock
milliseconds, each query five times; the median over all is what has a target.
"""

import random
import time
from datetime import UTC, datetime, timedelta

from cryptography.fernet import Fernet

from bench.databases import compare, run
from bench.words import REAL, SYLLABLES, speaker
from bot import migrations
from bot.keys import FernetCipher
from jobs.sessions.finding import Asked, find_notes
from storage.session_records import SessionPlan
from storage.store import Store, open_store
from storage.transaction import Transaction
from storage.types import AccountKey, NetworkId

NOTES = 5_000
TARGET = 50.0
_NOW = datetime(2027, 1, 16, 10, tzinfo=UTC)
_AT_ONCE = 250
_TIMES = 5


def main() -> None:
    """Measure both databases and print the table; with --strict, exit 1 on a miss."""
    run("Finding session notes, measured.", "--notes", NOTES, show)


def show(notes: int = NOTES) -> int:
    """Print the table of both databases; return how many medians missed the target."""
    return compare(f"Finding among {notes:,} notes", lambda url: measure(url, notes), TARGET)


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
        *(Asked(f"{one} {other}") for one, other in zip(REAL[:10], REAL[10:], strict=False)),
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
    say = speaker(chance)
    names = [
        " ".join("".join(chance.choices(SYLLABLES, k=2)).title() for _ in "ab") for _ in range(400)
    ]
    with store.begin() as tx:
        network = tx.networks.add("Bench").id
        space = tx.spaces.install("slack", "T1", "T1", "Bench").id
        account = tx.accounts.see(AccountKey("slack", "T1", "U1"), space, "Bench").id

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
