"""A simulated year beside random pairs: python -m tests.year --people 300 --database sqlite:///…"""

import argparse
import asyncio
import tempfile
from pathlib import Path

import click
from cryptography.fernet import Fernet

from bot import migrations
from bot.keys import FernetCipher
from storage.store import open_store
from tests.year.outcome import as_table
from tests.year.people import invent_people
from tests.year.random_pairing import run_random_year
from tests.year.year import Year


def main() -> None:
    """Run the year and print what became of everybody; exit code 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description="A year of rounds, beside random pairs.")
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="", help="a SQLite file of its own, unless given")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = wanted.database or f"sqlite:///{Path(folder) / 'year.db'}"
        migrations.upgrade(url)
        store = open_store(url, FernetCipher([Fernet.generate_key().decode()]))
        people = invent_people(wanted.people, wanted.seed)
        ours = asyncio.run(Year(store, people, wanted.seed).run())
        store.close()
    click.echo(as_table(ours, run_random_year(people, wanted.seed)))
    click.echo(f"{ours.rounds} rounds, {ours.messages} messages, {ours.seconds:.0f} seconds")
    click.echo("\n".join(ours.broken) or "Every promise was kept.")
    raise SystemExit(bool(ours.broken))


if __name__ == "__main__":
    main()
