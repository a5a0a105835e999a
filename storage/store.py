"""The database, one transaction at a time; each noun is reached through its transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from storage.engine import create_reader, create_writer, translated_errors
from storage.errors import UnavailableError
from storage.sealing import Cipher
from storage.transaction import Transaction

Result = TypeVar("Result")

# PostgreSQL: serialization failure, deadlock, and a connection that an administrator ended.
_RACES = frozenset({"40001", "40P01", "57P01"})


class Store:
    """The database. `begin` writes, `read` only reads; errors come out as `StorageError`."""

    def __init__(self, writer: Engine, reader: Engine, cipher: Cipher) -> None:
        self.writer = writer
        self.reader = reader
        self.cipher = cipher

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """Open a transaction that commits at the end of the block, or changes nothing."""
        with translated_errors(), Session(self.writer) as session, session.begin():
            yield Transaction(session, self.cipher)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Open a read-only view of one moment."""
        with translated_errors(), Session(self.reader) as session, session.begin():
            if session.get_bind().dialect.name == "postgresql":
                session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            yield Transaction(session, self.cipher)

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        """Run the work in a transaction; one that lost a race is run again, three times in all."""
        for attempt in (1, 2, 3):
            try:
                with self.begin() as tx:
                    return work(tx)
            except UnavailableError as error:
                if attempt == 3 or not lost_a_race(error):
                    raise
        raise AssertionError("unreachable")

    @property
    def writer_threads(self) -> int:
        """How many transactions may write at once: one on SQLite."""
        return 1 if self.writer.dialect.name == "sqlite" else 16

    def close(self) -> None:
        """Give all connections back."""
        self.writer.dispose()
        self.reader.dispose()


def lost_a_race(error: UnavailableError) -> bool:
    """Return whether the same transaction, run again, may well succeed."""
    cause = error.__cause__
    return isinstance(cause, DBAPIError) and getattr(cause.orig, "sqlstate", None) in _RACES


def open_store(url: str, cipher: Cipher) -> Store:
    """Return the store of a database that was migrated already."""
    writer = create_writer(url)
    return Store(writer, create_reader(url, writer), cipher)
