"""Migrations: nothing half done, nothing lost, and the tables are what the program thinks."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from threading import Thread
from typing import Any

import alembic
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, MetaData, create_engine, inspect, text

from bot import migrations
from storage.engine import create_writer
from storage.errors import UnavailableError
from storage.tables import Base, is_engines_own

ROOT = Path(migrations.__file__).parent.parent
only_sqlite = pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)
only_postgresql = pytest.mark.parametrize("empty_database_url", ["postgresql"], indirect=True)


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = create_writer(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the migrations, to which a test adds its own."""
    copy = tmp_path / "scripts"
    shutil.copytree(migrations.FOLDER, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def add_revision(folder: Path, number: int, upgrade: str, downgrade: str = "pass") -> None:
    body = f"""
import os, time
import sqlalchemy as sa
from alembic import op
revision = "t{number:03}"
down_revision = {f"t{number - 1:03}" if number > 1 else head(folder)!r}
def upgrade():
    {upgrade}
def downgrade():
    {downgrade}
"""
    (folder / "versions" / f"t{number:03}_test.py").write_text(body)


def head(folder: Path = migrations.FOLDER) -> str:
    newest = ScriptDirectory(str(folder)).get_current_head()
    assert newest is not None
    return newest


def fill(connection: Connection, rows: int = 2) -> Counter[str]:
    """Put rows into every table there is, parents first, and return how many each holds."""
    schema = MetaData()
    schema.reflect(connection, only=lambda name, _: not is_engines_own(name))
    for table in schema.sorted_tables:
        if table.name != "alembic_version":
            values = [
                {c.name: value_for(c, n) for c in table.columns if not c.computed}
                for n in range(rows)
            ]
            connection.execute(table.insert(), values)
    return count(connection)


def value_for(column: Column[Any], number: int) -> object:
    if column.foreign_keys:
        (key,) = column.foreign_keys
        same_table = key.column.table is column.table
        return None if same_table else value_for(key.column, number)
    plain: dict[type, object] = {
        str: f"{column.table.name}.{column.name}.{number}",
        int: number + 1,
        bool: bool(number % 2),
        bytes: bytes([number]),
        float: number / 2,
        datetime: datetime(2026, 11, 1 + number % 28, tzinfo=UTC).replace(tzinfo=zone_of(column)),
        date: date(2026, 11, 1 + number % 28),
        object: {"n": number},
    }
    return plain[column.type.python_type]


def zone_of(column: Column[Any]) -> tzinfo | None:
    return UTC if getattr(column.type, "timezone", False) else None


def is_counted(name: str) -> bool:
    return name != "alembic_version" and not is_engines_own(name)


def is_ours(name: str | None, _kind: str, parents: Mapping[str, str | None]) -> bool:
    return not is_engines_own(name, parents.get("table_name"))


def count(connection: Connection) -> Counter[str]:
    names = [name for name in inspect(connection).get_table_names() if is_counted(name)]
    return Counter(
        {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()  # noqa: S608
            for name in names
        }
    )


def described(connection: Connection) -> dict[str, object]:
    """The schema as the database describes it, in a form that can be compared."""
    look = inspect(connection)
    names = sorted(set(look.get_table_names()) - {"alembic_version"})
    return {
        name: {
            "columns": [
                (c["name"], str(c["type"]), c["nullable"], c["default"])
                for c in look.get_columns(name)
            ],
            "pk": look.get_pk_constraint(name),
            "fk": sorted(map(str, look.get_foreign_keys(name))),
            "unique": sorted(map(str, look.get_unique_constraints(name))),
            "checks": sorted(
                str((c["name"], c["sqltext"])) for c in look.get_check_constraints(name)
            ),
            "indexes": sorted(
                (
                    str(index["name"]),
                    str(index["column_names"]),
                    index["unique"],
                    sorted((key, str(value)) for key, value in index["dialect_options"].items()),
                )
                for index in look.get_indexes(name)
            ),
        }
        for name in names
    }


def test_the_migrations_make_exactly_the_tables_of_the_program(empty_database_url: str) -> None:
    migrations.upgrade(empty_database_url)
    with connected(empty_database_url) as connection:
        options = {"compare_server_default": True, "include_name": is_ours}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
        migrated = described(connection)
    migrations.downgrade(empty_database_url, "base")
    with connected(empty_database_url) as connection:
        Base.metadata.create_all(connection)
        assert described(connection) == migrated
        assert {one for one in migrated if is_counted(one)} == set(Base.metadata.tables)


def test_there_is_one_line_of_migrations_and_each_says_what_it_is_for() -> None:
    scripts = ScriptDirectory(str(migrations.FOLDER))
    assert len(scripts.get_heads()) == 1
    for script in scripts.walk_revisions():
        assert len(script.doc) > 20, f"{script.revision} says nothing"


def test_the_folder_does_not_hide_the_library() -> None:
    assert not (ROOT / "alembic" / "__init__.py").exists()
    assert Path(alembic.__file__).parent != ROOT / "alembic"


def test_rows_of_every_table_live_through_every_step_up_and_down(empty_database_url: str) -> None:
    scripts = ScriptDirectory(str(migrations.FOLDER))
    steps = [script.revision for script in scripts.walk_revisions()][::-1]
    for step, before in zip(steps, ["base", *steps], strict=False):
        migrations.upgrade(empty_database_url, to=step)
        with connected(empty_database_url) as connection:
            held = count(connection) if sum(count(connection).values()) else fill(connection)
        migrations.downgrade(empty_database_url, before)
        with connected(empty_database_url) as connection:
            assert count(connection) == {t: n for t, n in held.items() if t in count(connection)}
        migrations.upgrade(empty_database_url, to=step)
    with connected(empty_database_url) as connection:
        assert set(count(connection)) == set(Base.metadata.tables)


def test_a_parent_table_can_be_rebuilt_and_its_children_stay(
    empty_database_url: str, folder: Path
) -> None:
    add_revision(
        folder,
        1,
        """op.create_table("t_parent", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table("t_child", sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("t_parent.id", ondelete="CASCADE")))""",
    )
    migrations.upgrade(empty_database_url, folder=folder)
    with connected(empty_database_url) as connection:
        held = fill(connection)
    add_revision(folder, 2, REBUILD, UNBUILD)
    migrations.upgrade(empty_database_url, folder=folder)
    with connected(empty_database_url) as connection:
        assert count(connection) == held
    migrations.downgrade(empty_database_url, "t001", folder=folder)
    with connected(empty_database_url) as connection:
        assert count(connection) == held
        assert "extra" not in {c["name"] for c in inspect(connection).get_columns("member")}


PARENTS = '("t_parent", "member", "account", "network")'
REBUILD = f"""recreate = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    for name in {PARENTS}:
        with op.batch_alter_table(name, recreate=recreate) as table:
            table.add_column(sa.Column("extra", sa.String, nullable=True))"""
UNBUILD = f"""for name in {PARENTS}:
        with op.batch_alter_table(name) as table:
            table.drop_column("extra")"""


@only_sqlite
def test_the_trap_with_foreign_keys_on_is_real(empty_database_url: str) -> None:
    """Why `_alone` turns them off: rebuilding a parent as alembic does deletes its children."""
    with connected(empty_database_url) as connection:
        for statement in (
            "CREATE TABLE parent (id INTEGER PRIMARY KEY)",
            "CREATE TABLE child (parent_id INTEGER REFERENCES parent ON DELETE CASCADE)",
            "INSERT INTO parent VALUES (1)",
            "INSERT INTO child VALUES (1)",
            "CREATE TABLE parent_new (id INTEGER PRIMARY KEY)",
            "INSERT INTO parent_new SELECT id FROM parent",
            "DROP TABLE parent",
            "ALTER TABLE parent_new RENAME TO parent",
        ):
            connection.exec_driver_sql(statement)
        assert count(connection) == {"parent": 1, "child": 0}


@only_sqlite
def test_an_upgrade_that_would_leave_broken_links_is_refused_whole(
    empty_database_url: str, folder: Path
) -> None:
    migrations.upgrade(empty_database_url, folder=folder)
    with connected(empty_database_url) as connection:
        held = fill(connection)
    add_revision(folder, 1, """op.execute("DELETE FROM network")""")
    with pytest.raises(UnavailableError, match=r"broken links in: .*member"):
        migrations.upgrade(empty_database_url, folder=folder)
    with connected(empty_database_url) as connection:
        assert count(connection) == held


def test_a_migration_that_fails_leaves_nothing(empty_database_url: str, folder: Path) -> None:
    migrations.upgrade(empty_database_url, folder=folder)
    add_revision(
        folder,
        1,
        """op.create_table("t_one", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table("t_two", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("INSERT INTO t_one (id) VALUES (1)")
    op.execute("INSERT INTO t_nowhere (id) VALUES (1)")""",
    )
    with pytest.raises(UnavailableError):
        migrations.upgrade(empty_database_url, folder=folder)
    assert migrations.current(empty_database_url) == head()
    with connected(empty_database_url) as connection:
        assert not {"t_one", "t_two"} & set(count(connection))
    (folder / "versions" / "t001_test.py").unlink()
    migrations.upgrade(empty_database_url, folder=folder)


@only_sqlite
def test_the_trap_of_the_default_driver_is_real(empty_database_url: str) -> None:
    """Why our engine begins by itself: pysqlite left alone commits tables of a failed migration."""
    plain = create_engine(empty_database_url)
    with suppress(ZeroDivisionError), plain.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t_one (id INTEGER)")
        raise ZeroDivisionError
    plain.dispose()
    with suppress(ZeroDivisionError), connected(empty_database_url) as connection:
        connection.exec_driver_sql("CREATE TABLE t_two (id INTEGER)")
        raise ZeroDivisionError
    with connected(empty_database_url) as connection:
        assert set(count(connection)) == {"t_one"}


def test_upgrading_again_changes_nothing(empty_database_url: str) -> None:
    assert migrations.current(empty_database_url) is None
    assert migrations.pending(empty_database_url) != []
    for _ in range(2):
        migrations.upgrade(empty_database_url)
    assert migrations.current(empty_database_url) == head()
    assert migrations.pending(empty_database_url) == []


def test_a_database_of_a_newer_program_is_refused(empty_database_url: str, folder: Path) -> None:
    add_revision(folder, 1, "pass")
    migrations.upgrade(empty_database_url, folder=folder)
    for refuse in (migrations.check_not_newer, migrations.upgrade, migrations.pending):
        with pytest.raises(UnavailableError, match="newer Teapoint"):
            refuse(empty_database_url)
    assert migrations.current(empty_database_url) == "t001"


@only_sqlite
def test_an_sqlite_file_is_copied_before_it_is_upgraded(
    empty_database_url: str, folder: Path
) -> None:
    migrations.upgrade(empty_database_url)
    assert migrations.backup_before_upgrade(empty_database_url) is None
    with connected(empty_database_url) as connection:
        held = fill(connection)
    for number in (1, 2):
        add_revision(folder, 1, """op.execute("DELETE FROM inbox")""")
        if number == 1:
            migrations.upgrade(empty_database_url, folder=folder)
    (copy,) = Path(empty_database_url.removeprefix("sqlite:///")).parent.glob("*-before-*")
    assert copy.stat().st_mode & 0o777 == 0o600
    with connected(f"sqlite:///{copy}") as connection:
        assert count(connection) == held
    with connected(empty_database_url) as connection:
        assert count(connection)["inbox"] == 0


def start_upgrade(url: str, folder: Path, **environment: str) -> subprocess.Popen[bytes]:
    program = (
        "import sys; from pathlib import Path; from bot import migrations; "
        "migrations.upgrade(sys.argv[1], folder=Path(sys.argv[2]))"
    )
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", program, url, str(folder)],
        cwd=ROOT,
        env=os.environ | environment,
        stderr=subprocess.PIPE,
    )


def test_replicas_may_upgrade_at_the_same_moment(empty_database_url: str, folder: Path) -> None:
    add_revision(folder, 1, """op.execute("INSERT INTO network VALUES ('n', 'n', false, 'UTC')")""")
    replicas = [start_upgrade(empty_database_url, folder) for _ in range(3)]
    results = [(replica.communicate(timeout=60)[1], replica.returncode) for replica in replicas]
    assert [code for _, code in results] == [0, 0, 0], results
    with connected(empty_database_url) as connection:
        assert count(connection)["network"] == 1


def test_an_upgrade_killed_half_way_is_finished_by_the_next(
    empty_database_url: str, folder: Path, tmp_path: Path
) -> None:
    migrations.upgrade(empty_database_url, folder=folder)
    with connected(empty_database_url) as connection:
        held = fill(connection)
    mark = tmp_path / "half-way"
    add_revision(
        folder,
        1,
        """op.create_table("t_one", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("DELETE FROM inbox")
    if os.environ.get("HALF_WAY"):
        open(os.environ["HALF_WAY"], "w").close()
        time.sleep(60)
    op.create_table("t_two", sa.Column("id", sa.Integer, primary_key=True))""",
    )
    upgrade = start_upgrade(empty_database_url, folder, HALF_WAY=str(mark))
    wait_for(mark)
    upgrade.send_signal(signal.SIGKILL)
    upgrade.communicate(timeout=30)
    assert migrations.current(empty_database_url) == head()
    with connected(empty_database_url) as connection:
        assert count(connection) == held
    migrations.upgrade(empty_database_url, folder=folder)
    with connected(empty_database_url) as connection:
        assert count(connection) == held - Counter(inbox=2) | Counter()
        assert {"t_one", "t_two"} <= set(count(connection))


def wait_for(mark: Path) -> None:
    for _ in range(300):
        if mark.exists():
            return
        time.sleep(0.1)
    pytest.fail("the upgrade never came half-way")


@only_postgresql
def test_a_table_that_somebody_holds_stops_the_upgrade_and_not_the_bot(
    empty_database_url: str, folder: Path
) -> None:
    migrations.upgrade(empty_database_url, folder=folder)
    add_revision(folder, 1, """op.add_column("network", sa.Column("extra", sa.String))""")
    failures: list[Exception] = []

    def upgrade() -> None:
        try:
            migrations.upgrade(empty_database_url, folder=folder)
        except UnavailableError as error:
            failures.append(error)

    with connected(empty_database_url) as holder:
        holder.exec_driver_sql("LOCK TABLE network IN ACCESS SHARE MODE")
        upgrading = Thread(target=upgrade)
        upgrading.start()
        upgrading.join(timeout=30)
        assert "lock timeout" in str(failures)
    migrations.upgrade(empty_database_url, folder=folder)
    assert migrations.current(empty_database_url) == "t001"


@pytest.mark.parametrize("table", ["audit", "consent"])
def test_a_log_is_only_added_to(empty_database_url: str, table: str) -> None:
    migrations.upgrade(empty_database_url)
    with connected(empty_database_url) as connection:
        fill(connection)
    with pytest.raises(Exception, match="append-only"), connected(empty_database_url) as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET at = at")  # noqa: S608
