"""Migrations of the database: upgrade it, look at it, refuse one that is newer than the program.

Where and how each migration runs is in `alembic/env.py`; here are the connection, the locks and
the copy that is made of an SQLite file first.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, make_url

from storage.engine import create_reader, create_writer, translated_errors
from storage.errors import UnavailableError

FOLDER = Path(__file__).resolve().parent.parent / "alembic"
"""Where the migrations are kept: beside the program, not in a package."""

_ONE_AT_A_TIME = 0x7EA9017  # any number, but the same one for every replica


def upgrade(url: str, *, to: str = "head", folder: Path = FOLDER) -> None:
    """Bring the database to the newest version (or `to`), after a copy of an SQLite file.

    Replicas may call this at once: the others wait for the first. UnavailableError where the
    database is newer than this program, or another upgrade does not come to its end.
    """
    _make_private_file(url)
    check_whole(url)
    check_not_newer(url, folder=folder)
    backup_before_upgrade(url, folder=folder)
    with _migrating(url) as connection:
        command.upgrade(_config(folder, connection), to)


def downgrade(url: str, to: str, *, folder: Path = FOLDER) -> None:
    """Take the database back to an older version; what only the newer one can hold is lost."""
    with _migrating(url) as connection:
        command.downgrade(_config(folder, connection), to)


def draft(url: str, message: str, *, folder: Path = FOLDER) -> None:
    """Write a migration from how the schema differs from this database, to be read and mended."""
    number = len(list(_scripts(folder).walk_revisions())) + 1
    with _migrating(url) as connection:
        config = _config(folder, connection)
        command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")


def current(url: str) -> str | None:
    """Return the version of the database; None for an empty one, or a file that is not there."""
    if not _is_there(url):
        return None
    with _looking(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check_whole(url: str) -> None:
    """Refuse an SQLite file that is damaged: UnavailableError with how to restore a copy."""
    if not _is_sqlite(url) or not _is_there(url):
        return
    file = make_url(url).database
    try:
        with _looking(url) as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    except UnavailableError as error:
        if "locked" in str(error):
            raise
        found = "not readable"
    if found != "ok":
        raise UnavailableError(
            f"The database file {file} is damaged. Nothing was changed. Move it away with its "
            "-wal and -shm files, put your newest copy in its place, and start again."
        )


def pending(url: str, *, folder: Path = FOLDER) -> list[str]:
    """Return the versions that `upgrade` would add, oldest first."""
    check_not_newer(url, folder=folder)
    ahead = _scripts(folder).iterate_revisions("head", current(url) or "base")
    return [script.revision for script in ahead][::-1]


def check_not_newer(url: str, *, folder: Path = FOLDER) -> None:
    """Refuse a database that a newer program made: UnavailableError with what to do."""
    found = current(url)
    known = {script.revision for script in _scripts(folder).walk_revisions()}
    if found is not None and found not in known:
        raise UnavailableError(
            f"The database (version {found}) was made by a newer Teapoint than this one. "
            "Nothing was changed. Install the newer program, or restore an older backup."
        )


def backup_before_upgrade(url: str, *, folder: Path = FOLDER) -> Path | None:
    """Copy an SQLite file that is about to be upgraded; return the copy, beside it.

    None where there is nothing to lose: no file, nothing pending, or PostgreSQL, whose backups
    are its operator's.
    """
    if not _is_sqlite(url) or not _is_there(url):
        return None
    found = current(url)
    if found is None or not pending(url, folder=folder):
        return None
    file = _file_of(url)
    copy = file.with_name(f"{file.stem}-before-upgrade-from-{found}.db")
    copy_database(url, copy)
    return copy


def copy_database(url: str, copy: Path) -> None:
    """Write a whole copy of an SQLite database, also while it is written to; mode 0600.

    An older copy there stays until the new one is whole.
    """
    part = copy.with_suffix(".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)  # VACUUM INTO takes a file that is there, if it is empty
    with _looking(url) as connection, closing(connection.connection.cursor()) as cursor:
        cursor.execute("PRAGMA query_only=OFF")  # which would refuse to write the copy as well
        try:
            cursor.execute("VACUUM INTO ?", (str(part),))
        except sqlite3.Error as error:
            part.unlink()
            raise UnavailableError(f"The copy {copy} could not be written: {error}") from error
    part.replace(copy)


def _make_private_file(url: str) -> None:
    """The file holds people's data: whoever else works on the machine cannot read it."""
    if not _is_there(url):
        _file_of(url).parent.mkdir(parents=True, exist_ok=True)
        _file_of(url).touch(mode=0o600)


def _is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _file_of(url: str) -> Path:
    return Path(make_url(url).database or "")


def _is_there(url: str) -> bool:
    return not _is_sqlite(url) or _file_of(url).exists()


@contextmanager
def _looking(url: str) -> Iterator[Connection]:
    """A connection that cannot write: a bot at work on the same file is not disturbed."""
    writer = create_writer(url)
    engine = create_reader(url, writer)
    try:
        with translated_errors(), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
        writer.dispose()


@contextmanager
def _migrating(url: str) -> Iterator[Connection]:
    engine = create_writer(url)
    try:
        with translated_errors(), engine.connect() as connection, _alone(connection):
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """Keep other upgrades out: an advisory lock, or on SQLite the immediate transaction itself."""
    if connection.dialect.name == "sqlite":
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA foreign_keys=OFF")  # has no effect once a transaction has begun
        cursor.close()
        yield
        return
    connection.exec_driver_sql("SET lock_timeout = '120s'")
    connection.exec_driver_sql(f"SELECT pg_advisory_lock({_ONE_AT_A_TIME})")
    # A table that somebody holds must not stop every command that queues behind us.
    connection.exec_driver_sql("SET lock_timeout = '5s'")
    connection.commit()
    yield  # closing the connection, as the engine's disposal does, gives the lock back


def _config(folder: Path, connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _scripts(folder: Path) -> ScriptDirectory:
    return ScriptDirectory(str(folder))
