"""Engines for the two databases: one writer on SQLite, a pool on PostgreSQL.

SQLite: `isolation_level=None` with our own BEGIN keeps DDL inside transactions and makes every
writer wait its turn (BEGIN IMMEDIATE) instead of failing half-way; one pooled write connection
also keeps clear of the WAL-reset bug of libraries before 3.51.3. See docs/decisions.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import QueuePool

from storage.errors import AlreadyThereError, UnavailableError

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",  # what was erased is overwritten, not only no longer listed
    "temp_store=MEMORY",
)


def create_writer(url: str, busy_seconds: float = 15.0) -> Engine:
    """Return the engine for writing: on SQLite one connection whose transactions are immediate."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url, busy_seconds, begin="BEGIN IMMEDIATE", size=1, query_only=False)
    return _postgresql(url)


def create_reader(url: str, writer: Engine, busy_seconds: float = 15.0) -> Engine:
    """Return the engine for reading: on SQLite a small read-only pool, else the writer itself."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url, busy_seconds, begin="BEGIN", size=4, query_only=True)
    return writer


def _sqlite(url: str, busy_seconds: float, *, begin: str, size: int, query_only: bool) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=busy_seconds,
        connect_args={"check_same_thread": False, "timeout": busy_seconds},
        hide_parameters=True,  # errors are logged, and logs name nobody
    )

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: SqliteConnection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if query_only:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _postgresql(url: str) -> Engine:
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=16,
        max_overflow=4,
        pool_timeout=10,
        pool_pre_ping=True,
        isolation_level="READ COMMITTED",
        hide_parameters=True,
    )


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn the database's errors into ours, keeping the cause."""
    try:
        yield
    except IntegrityError as error:
        raise AlreadyThereError(_name_constraint(error)) from error
    except (DBAPIError, PoolTimeoutError) as error:
        raise UnavailableError(_say(error)) from error


def _name_constraint(error: IntegrityError) -> str:
    """Return which rule was broken, without the values that a driver adds."""
    diagnosis = getattr(error.orig, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    return str(name) if name else str(error.orig).splitlines()[0]


def _say(error: Exception) -> str:
    """Return what the database said in one plain line."""
    cause = getattr(error, "orig", None) or error
    first = (str(cause).splitlines() or [""])[0]
    return f"The database cannot serve this now: {first}"
