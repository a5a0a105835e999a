"""The SQLite file: private, copied while it is written to, refused when it is damaged."""

import shutil
import time
from pathlib import Path
from threading import Thread

import pytest

from bot import migrations
from storage.engine import create_writer
from storage.errors import UnavailableError


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'teapoint.db'}"


PAIR = (
    "INSERT INTO rate_bucket VALUES (?, '2026-11-24')",
    "INSERT INTO inbox VALUES ('slack', ?, '2026-11-24')",
)
"""Written together or not at all, so that a copy of one moment holds as many of each."""


def write_rows(url: str, rows: int) -> None:
    engine = create_writer(url)
    with engine.begin() as connection:
        for statement in PAIR:
            connection.exec_driver_sql(statement, [(f"row {n} {'x' * 60}",) for n in range(rows)])
    engine.dispose()


def counted(file: Path, table: str) -> int:
    engine = create_writer(f"sqlite:///{file}")
    with engine.begin() as connection:
        found: int = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608
    engine.dispose()
    return found


def test_the_database_file_is_its_owners_alone(url: str) -> None:
    migrations.upgrade(url)
    file = Path(url.removeprefix("sqlite:///"))
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_damaged_file_is_refused_with_how_to_restore(url: str, tmp_path: Path) -> None:
    migrations.upgrade(url)
    write_rows(url, 400)
    file = Path(url.removeprefix("sqlite:///"))
    migrations.copy_database(url, tmp_path / "copy.db")
    whole = file.read_bytes()
    for damaged in (whole[: len(whole) // 2], b"not a database" * 500, _scrambled(whole)):
        for name in (f"{file}-wal", f"{file}-shm"):
            Path(name).unlink(missing_ok=True)
        file.write_bytes(damaged)
        with pytest.raises(UnavailableError, match="put your newest copy in its place"):
            migrations.upgrade(url)
        assert file.read_bytes() == damaged
    shutil.copy(tmp_path / "copy.db", file)
    migrations.upgrade(url)


def test_a_copy_taken_during_writes_is_whole_and_of_one_moment(url: str, tmp_path: Path) -> None:
    migrations.upgrade(url)
    stop: list[bool] = []
    engine = create_writer(url)

    def keep_writing() -> None:
        number = 0
        while not stop:
            number += 1
            with engine.begin() as connection:
                for statement in PAIR:
                    connection.exec_driver_sql(statement, (str(number),))

    writing = Thread(target=keep_writing)
    writing.start()
    for number in range(3):
        time.sleep(0.2)
        copy = tmp_path / f"copy{number}.db"
        migrations.copy_database(url, copy)
        migrations.check_whole(f"sqlite:///{copy}")
        assert counted(copy, "inbox") == counted(copy, "rate_bucket") > 0
    stop.append(True)
    writing.join()
    engine.dispose()


def test_looking_at_a_database_makes_no_file(url: str) -> None:
    assert migrations.current(url) is None
    migrations.check_whole(url)
    migrations.check_not_newer(url)
    assert not Path(url.removeprefix("sqlite:///")).exists()


def _scrambled(whole: bytes) -> bytes:
    return whole[:8192] + bytes(255 - b for b in whole[8192:40960]) + whole[40960:]
