"""Databases that are made once for a worker, and are without rows at the start of each test.

Connections are kept from test to test, with what they and the database remember of statements:
opening new ones, which then read the whole schema, takes longer than most tests do. A test that
leaves one at work, as a crash would, costs the next test new ones.
"""

import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg import sql
from sqlalchemy import Engine, event
from sqlalchemy.pool import QueuePool

from storage.engine import create_reader, create_writer


class Engines:
    """The engines of databases, writer and reader, which remember how statements are compiled."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[Engine, Engine]] = {}

    def find(self, url: str) -> tuple[Engine, Engine]:
        """Return the engines of a database, whose connections do not wait for the disk."""
        if url not in self._made:
            writer = create_writer(url)
            self._made[url] = writer, create_reader(url, writer)
            if url.startswith("sqlite"):
                for engine in self._made[url]:
                    event.listen(engine, "connect", _hurry)
        return self._made[url]

    def rest(self, url: str) -> bool:
        """Return whether no connection is at work; if one is, all are given up."""
        pools = [engine.pool for engine in self._made.get(url, ())]
        at_work = any(isinstance(pool, QueuePool) and pool.checkedout() for pool in pools)
        if at_work:
            self._dispose(url)
        return not at_work

    def close(self) -> None:
        """Give all connections back."""
        for url in self._made:
            self._dispose(url)

    def _dispose(self, url: str) -> None:
        for engine in self._made[url]:
            engine.dispose()


def _hurry(connection: sqlite3.Connection, _record: object) -> None:
    """A test's database may be lost in a power cut."""
    connection.execute("PRAGMA synchronous=OFF")


class Emptier(Protocol):
    """A database, and how it loses its rows."""

    @property
    def url(self) -> str: ...

    def empty(self, rested: bool) -> None:
        """Delete all rows; `rested`: no connection of the test is at work."""
        ...

    def close(self) -> None:
        """Give the connection back."""
        ...


class PostgresEmptier:
    """Empties a database on PostgreSQL."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._connection = self._connect()
        found = self._connection.execute(
            "SELECT tablename FROM pg_tables"
            " WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        )
        self._full = _which_are_full([name for (name,) in found])

    def empty(self, rested: bool) -> None:
        """Delete all rows; who is still at work, and may have locks, is ended first."""
        try:
            self._empty(rested)
        except psycopg.OperationalError:  # a test had the server drop everybody
            self.close()
            self._connection = self._connect()
            self._empty(rested)

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        connection = psycopg.connect(self.url, autocommit=True)
        connection.execute("SET session_replication_role = replica")  # foreign keys wait outside
        return connection

    def _empty(self, rested: bool) -> None:
        self._connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND (%s OR state <> 'idle')",
            [not rested],
        )
        full = self._connection.execute(self._full, prepare=True).fetchall()
        deletes = [sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for (table,) in full]
        if deletes:
            self._connection.execute(sql.SQL(";").join(deletes))


class SqliteEmptier:
    """Empties a SQLite file, or puts a new one in its place."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'teapoint.db'}"
        self._template, self._folder = template, folder
        self._begin()

    def _begin(self) -> None:
        # With the log beside it, which belongs to the file before.
        shutil.rmtree(self._folder)
        self._folder.mkdir()
        file = Path(shutil.copy(self._template, self._folder))
        self._file, self._inode = file, file.stat().st_ino
        self._connection = sqlite3.connect(file, timeout=0.0, isolation_level=None)
        for pragma in ("synchronous=OFF", "secure_delete=ON", "foreign_keys=OFF"):
            self._connection.execute(f"PRAGMA {pragma}")
        found = self._connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table'"
            " AND name <> 'alembic_version' AND name NOT LIKE 'note_fts%'"  # kept by triggers
        )
        self._full = _which_are_full([name for (name,) in found]).as_string()

    def empty(self, rested: bool) -> None:
        """Delete all rows, or everything where a test has done more than it should."""
        if not (rested and self._is_ours() and self._delete()):
            self.close()
            self._begin()

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _is_ours(self) -> bool:
        return self._file.exists() and self._file.stat().st_ino == self._inode

    def _delete(self) -> bool:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for (table,) in self._connection.execute(self._full).fetchall():
                self._connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 - from the schema
            self._connection.execute("COMMIT")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.Error:
            return False
        return True


def _which_are_full(tables: Sequence[str]) -> sql.Composed:
    """A question for the tables that have rows."""
    asked = sql.SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM {})")
    return sql.SQL(" UNION ALL ").join(
        asked.format(sql.Literal(table), sql.Identifier(table)) for table in tables
    )
