"""The databases' traps, each stepped around, on a real file and a real server."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier, Event, Thread
from zoneinfo import ZoneInfo

import psycopg
import pytest
from sqlalchemy import make_url, text

from bot.keys import FernetCipher
from storage.engine import create_reader, create_writer
from storage.errors import AlreadyThereError, UnavailableError
from storage.inserting import insert_new
from storage.store import Store, open_store
from storage.tables import InboxRow
from storage.transaction import Transaction
from storage.types import NetworkId

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
only_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@contextmanager
def impatient(url: str, cipher: FernetCipher, seconds: float) -> Iterator[Store]:
    """A second store on the same database that does not wait long for locks."""
    writer = create_writer(url, busy_seconds=seconds)
    store = Store(writer, create_reader(url, writer), cipher)
    yield store
    store.close()


def file_of(url: str) -> str:
    return make_url(url).database or ""


def libpq(url: str) -> str:
    return url.replace("postgresql+psycopg:", "postgresql:")


def in_threads(work: Callable[[int], None], count: int) -> None:
    threads = [Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_inserting_what_is_there_already_says_so_on_both_databases(
    store: Store, now: datetime
) -> None:
    """psycopg's rowcount says -1 there: a planner that trusted it lost a round."""
    event = {"source": "slack", "event_id": "Ev1", "received_at": now}
    with store.begin() as tx:
        assert insert_new(tx.session, InboxRow, event) is True
        assert insert_new(tx.session, InboxRow, event) is False
    with store.begin() as tx:
        assert insert_new(tx.session, InboxRow, event) is False


def test_of_many_who_bring_the_same_event_exactly_one_is_first(store: Store, now: datetime) -> None:
    together = Barrier(6)
    answers: list[bool] = []

    def bring(_number: int) -> None:
        together.wait()
        with store.begin() as tx:
            answers.append(tx.inbox.first("slack", "Ev1", now))

    in_threads(bring, 6)
    assert sorted(answers) == [False] * 5 + [True]


@only_sqlite
def test_a_deferred_begin_fails_at_once_where_ours_waits(
    store: Store, cipher: FernetCipher, database_url: str
) -> None:
    plain = [
        sqlite3.connect(file_of(database_url), isolation_level=None, timeout=5) for _ in range(2)
    ]
    for connection in plain:
        connection.execute("BEGIN")
        connection.execute("SELECT * FROM rate_bucket").fetchall()
    plain[0].execute("INSERT INTO rate_bucket VALUES ('a', '2026-11-24')")
    plain[0].execute("COMMIT")
    with pytest.raises(sqlite3.OperationalError, match="database is locked"):
        plain[1].execute("INSERT INTO rate_bucket VALUES ('b', '2026-11-24')")
    for connection in plain:
        connection.close()
    with impatient(database_url, cipher, seconds=10) as other:
        in_threads(lambda number: count_up(store if number % 2 else other, times=25), 4)
    assert counted(store) == 1 + 100


def count_up(store: Store, times: int) -> None:
    """Read, then write: the transaction that a deferred BEGIN cannot finish."""
    for _ in range(times):
        with store.begin() as tx:
            found = tx.session.execute(text("SELECT count(*) FROM rate_bucket")).scalar_one()
            key = {"key": str(found)}
            tx.session.execute(
                text("INSERT INTO rate_bucket VALUES (:key, '2026-11-24 00:00:00')"), key
            )


def counted(store: Store) -> int:
    with store.read() as tx:
        found: int = tx.session.execute(text("SELECT count(*) FROM rate_bucket")).scalar_one()
        return found


@only_sqlite
def test_a_rolled_back_transaction_leaves_no_table(store: Store) -> None:
    def half_do(tx: Transaction) -> None:
        tx.session.execute(text("CREATE TABLE half_done (id INTEGER)"))
        tx.session.execute(text("INSERT INTO nowhere VALUES (1)"))

    with pytest.raises(UnavailableError):
        store.write(half_do)
    with pytest.raises(UnavailableError, match="half_done"), store.read() as tx:
        tx.session.execute(text("SELECT * FROM half_done"))


@only_sqlite
def test_every_connection_is_durable_strict_and_forgets_what_is_deleted(
    database_url: str, cipher: FernetCipher
) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    with closing(open_store(database_url, cipher)) as store:
        for engine, read_only in ((store.writer, 0), (store.reader, 1)):
            with engine.connect() as connection:
                for pragma, value in (wanted | {"query_only": read_only}).items():
                    assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


@only_sqlite
def test_there_is_one_write_connection(store: Store) -> None:
    """Two that write or checkpoint at one moment can corrupt files with SQLite before 3.51.3."""
    used: set[int] = set()

    def write(_number: int) -> None:
        with store.begin() as tx:
            used.add(id(tx.session.connection().connection.driver_connection))

    in_threads(write, 8)
    assert len(used) == 1


def test_a_broken_link_is_refused(store: Store) -> None:
    with pytest.raises(AlreadyThereError), store.begin() as tx:
        tx.interests.add_many(NetworkId("n_nowhere"), [("Data", [])])


def test_reading_cannot_write(store: Store, now: datetime) -> None:
    with pytest.raises(UnavailableError, match=r"readonly|read-only"), store.read() as tx:
        tx.inbox.first("slack", "Ev1", now)


def test_a_reader_sees_one_moment_while_others_write(store: Store, network_id: NetworkId) -> None:
    with store.read() as tx:
        before = tx.networks.all()
        with store.begin() as other:
            other.networks.add("Choir")
        assert tx.networks.all() == before
    with store.read() as tx:
        assert len(tx.networks.all()) == 2


@only_sqlite
def test_a_locked_file_is_waited_for_and_then_told_with_nothing_lost(
    store: Store, cipher: FernetCipher, database_url: str, now: datetime
) -> None:
    with impatient(database_url, cipher, seconds=0.3) as hasty:
        with store.begin() as holder:
            holder.inbox.first("slack", "Ev1", now)
            with pytest.raises(UnavailableError, match="locked"), hasty.begin() as tx:
                tx.inbox.first("slack", "Ev2", now)
        with hasty.begin() as tx:
            assert tx.inbox.first("slack", "Ev2", now) is True
    with store.begin() as tx:
        assert tx.inbox.first("slack", "Ev1", now) is False


@only_sqlite
def test_a_writer_that_never_ends_does_not_hold_the_others_for_ever(
    cipher: FernetCipher, database_url: str, now: datetime
) -> None:
    """The pool of one connection is exhausted: the next is told, soon."""
    with impatient(database_url, cipher, seconds=0.3) as store, store.begin() as endless:
        endless.networks.all()
        with pytest.raises(UnavailableError), store.begin() as tx:
            tx.inbox.first("slack", "Ev1", now)
        with store.read() as tx:
            assert tx.networks.all() == []


@only_sqlite
def test_a_full_disk_is_told_and_forgotten_when_there_is_space_again(
    store: Store, database_url: str, network_id: NetworkId
) -> None:
    with closing(sqlite3.connect(file_of(database_url))) as connection:
        connection.execute("VACUUM")  # the tests before may have left free pages in the file
    long_list: list[tuple[str, list[str]]] = [
        (f"Topic {number} " + "x" * 40, []) for number in range(5_000)
    ]
    with store.begin() as tx:
        pages = tx.session.execute(text("PRAGMA page_count")).scalar_one()
        tx.session.execute(text(f"PRAGMA max_page_count={pages + 5}"))
    with pytest.raises(UnavailableError, match="full"), store.begin() as tx:
        tx.interests.add_many(network_id, long_list)
    with store.begin() as tx:
        assert tx.interests.known(network_id) == []
        tx.session.execute(text("PRAGMA max_page_count=1000000"))
    with store.begin() as tx:
        tx.interests.add_many(network_id, long_list)
        assert len(tx.interests.known(network_id)) == 5_000
        assert tx.session.execute(text("PRAGMA quick_check")).scalar_one() == "ok"


def test_a_file_that_is_no_database_is_told(tmp_path: Path, cipher: FernetCipher) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"This is not a database. " * 100)
    with (
        impatient(f"sqlite:///{broken}", cipher, seconds=1) as store,
        pytest.raises(UnavailableError),
    ):
        store.write(lambda tx: tx.networks.all())


@only_postgresql
def test_a_server_that_drops_us_is_told_and_found_again(
    store: Store, database_url: str, network_id: NetworkId
) -> None:
    with suppress(UnavailableError), store.begin() as tx:
        tx.networks.add("Half done")
        cut_off(database_url)
        tx.networks.all()
        pytest.fail("the server did not drop us")
    cut_off(database_url)
    with store.begin() as tx:
        assert [network.name for network in tx.networks.all()] == ["LocalGov Tea"]


@only_postgresql
def test_work_that_a_failover_cut_off_is_done_again_once(
    store: Store, database_url: str, now: datetime
) -> None:
    tries: list[bool] = []

    def work(tx: Transaction) -> bool:
        first = tx.inbox.first("slack", "Ev1", now)
        tries.append(first)
        if len(tries) == 1:
            cut_off(database_url)
            tx.networks.all()
        return first

    assert store.write(work) is True
    assert tries == [True, True]


def cut_off(url: str) -> None:
    """End every other connection to the database, as a restart of the server would."""
    with psycopg.connect(libpq(url), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@only_postgresql
def test_of_two_who_lock_each_other_out_both_come_through(
    store: Store, network_id: NetworkId
) -> None:
    with store.begin() as tx:
        one, other = (tx.networks.add(name).id for name in ("One", "Other"))
    meanwhile = [Event(), Event()]

    def rename(number: int) -> None:
        first, second = ((one, other), (other, one))[number]

        def work(tx: Transaction) -> None:
            session = tx.session
            statement = text("UPDATE network SET zone = zone || '+' WHERE id = :id")
            session.execute(statement, {"id": first})
            meanwhile[number].set()
            meanwhile[1 - number].wait(timeout=5)
            session.execute(statement, {"id": second})

        store.write(work)

    in_threads(rename, 2)
    with store.read() as tx:
        assert {tx.networks.get(one).zone, tx.networks.get(other).zone} == {"Europe/London++"}


@only_postgresql
def test_fifty_slow_commands_do_not_break_the_pool(store: Store) -> None:
    done: list[int] = []

    def slow(number: int) -> None:
        with store.begin() as tx:
            tx.session.execute(text("SELECT pg_sleep(0.05)"))
        done.append(number)

    in_threads(slow, 50)
    assert len(done) == 50


def test_moments_come_back_in_utc_whatever_zone_they_were_given_in(
    store: Store, network_id: NetworkId, now: datetime
) -> None:
    summer = datetime(2026, 7, 1, 10, tzinfo=ZoneInfo("Europe/London"))
    with store.begin() as tx:
        assert tx.inbox.first("slack", "Ev1", summer)
    with store.begin() as tx:
        found = tx.session.get_one(InboxRow, ("slack", "Ev1")).received_at
    assert found == summer
    assert found.utcoffset() == timedelta(0)
    with pytest.raises(Exception, match="without a zone"), store.begin() as tx:
        tx.inbox.first("slack", "Ev2", datetime(2026, 7, 1, 10))
