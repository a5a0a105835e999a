"""Keys: made once, given by a setting, changed while at work; a wrong one is named."""

from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import migrations
from bot.keys import FernetCipher, check_keys, key_file, load_cipher, rotate
from bot.running import make_ready
from storage.engine import create_writer
from storage.errors import UnavailableError
from storage.store import Store, open_store
from storage.types import AccountKey, Contact, NetworkId, Profile, SpaceId

OLD, NEW, STRANGE = (urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 2, 3))


@pytest.fixture
def cipher() -> FernetCipher:
    return FernetCipher([OLD])


def sealed_texts(store: Store) -> list[str]:
    with store.read() as tx:
        return [
            str(value)
            for table, column in tx.rotation.places()
            for value in tx.session.scalars(
                text(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL")  # noqa: S608
            )
        ]


def opens(cipher: FernetCipher, sealed: str) -> bool:
    try:
        cipher.open(sealed)
    except UnavailableError:
        return False
    return True


def test_a_key_file_is_made_at_the_first_run_for_its_owner_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'teapoint.db'}"
    sealed = load_cipher("", url).seal("a secret")
    file = key_file(url)
    assert file == tmp_path / "data" / "teapoint.db.key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in file.parent.iterdir()] == [file.name]
    assert load_cipher("", url).open(sealed) == "a secret"


def test_keys_that_are_given_are_used_and_no_file_is_made(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'teapoint.db'}"
    cipher = load_cipher(f" {NEW}, {OLD},", url)
    assert cipher.open(FernetCipher([OLD]).seal("old")) == "old"
    assert FernetCipher([NEW]).open(cipher.seal("new")) == "new"
    assert list(tmp_path.iterdir()) == []


def test_postgresql_needs_keys_that_every_replica_has() -> None:
    with pytest.raises(UnavailableError, match="TEAPOINT_KEYS is not set"):
        load_cipher("", "postgresql://db/teapoint")


@pytest.mark.parametrize("given", ["short", OLD[:-3], f"{OLD};{NEW}", "é" * 44])
def test_what_is_no_key_is_told_with_the_name_of_the_setting(given: str, tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="TEAPOINT_KEYS does not hold keys"):
        load_cipher(given, f"sqlite:///{tmp_path / 'teapoint.db'}")


def test_a_broken_key_file_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "teapoint.db.key").write_text("torn")
    with pytest.raises(UnavailableError, match=r"teapoint\.db\.key does not hold keys"):
        load_cipher("", f"sqlite:///{tmp_path / 'teapoint.db'}")


def test_a_database_sealed_with_another_key_is_refused_by_name(
    store: Store, space_id: SpaceId, database_url: str
) -> None:
    check_keys(store)
    strange = open_store(database_url, FernetCipher([STRANGE]))
    with pytest.raises(UnavailableError, match="TEAPOINT_KEYS"):
        check_keys(strange)
    with pytest.raises(UnavailableError, match="Nothing was changed"), strange.read() as tx:
        tx.spaces.token(space_id)
    strange.close()


def test_a_damaged_text_is_told_and_does_not_crash() -> None:
    for damaged in ("", "é", "gAAAA", FernetCipher([OLD]).seal("x")[:-4]):
        with pytest.raises(UnavailableError):
            FernetCipher([OLD]).open(damaged)


def test_a_token_is_not_in_clear(store: Store, space_id: SpaceId) -> None:
    with store.read() as tx:
        row = tx.session.execute(text("SELECT * FROM space")).one()
        assert "xoxb" not in str(row)
        assert tx.spaces.token(space_id) == "xoxb-tea"


@pytest.fixture
def crowd(store: Store, network_id: NetworkId, space_id: SpaceId, now: datetime) -> int:
    """More members with sealed columns than are renewed at once."""
    size = 620
    with store.begin() as tx:
        for n in range(size):
            account = tx.accounts.see(AccountKey("slack", "T1", f"U{n}"), space_id)
            contact = Contact(email=f"p{n}@tea.example")
            profile = Profile(f"P {n}", None, contact=contact, ease="Quiet")
            tx.members.join(network_id, account.id, profile, now)
    return size


def test_after_a_rotation_the_old_key_can_be_taken_away(
    store: Store, crowd: int, database_url: str, network_id: NetworkId
) -> None:
    both = FernetCipher([NEW, OLD])
    at_work = open_store(database_url, both)
    assert rotate(at_work, both) == 2 * crowd + 1
    assert rotate(at_work, both) == 2 * crowd + 1
    at_work.close()
    new_only = open_store(database_url, FernetCipher([NEW]))
    check_keys(new_only)
    with new_only.read() as tx:
        assert {one.profile.ease for one in tx.members.present(network_id)} == {"Quiet"}
    new_only.close()
    assert not any(opens(FernetCipher([OLD]), sealed) for sealed in sealed_texts(store))


def test_a_file_that_waits_to_be_read_is_found_after_a_rotation(
    store: Store, database_url: str, network_id: NetworkId, now: datetime
) -> None:
    with store.begin() as tx:
        tx.errands.ask(network_id, "import", {"file": "F0SHEET", "name": "people"}, None, now)
    both = FernetCipher([NEW, OLD])
    at_work = open_store(database_url, both)
    rotate(at_work, both)
    at_work.close()
    new_only = open_store(database_url, FernetCipher([NEW]))
    with new_only.begin() as tx:
        claimed = tx.errands.claim(timedelta(minutes=1))
        assert claimed
        assert claimed[0].body == {"file": "F0SHEET", "name": "people"}
    new_only.close()


def test_a_rotation_that_stopped_half_way_leaves_everything_readable(
    store: Store, crowd: int, database_url: str, network_id: NetworkId
) -> None:
    both = FernetCipher([NEW, OLD])
    with store.begin() as tx:
        count, last = tx.rotation.renew_some("member", "ease_sealed", both.renew, after=())
    assert (count, last is None) == (500, False)
    at_work = open_store(database_url, both)
    with at_work.read() as tx:
        assert len(tx.members.present(network_id)) == crowd
    rotate(at_work, both)
    at_work.close()
    assert all(opens(FernetCipher([NEW]), sealed) for sealed in sealed_texts(store))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite has one writer
def test_what_somebody_writes_during_a_rotation_is_not_undone(store: Store, crowd: int) -> None:
    both = FernetCipher([NEW, OLD])

    def renew(sealed: str) -> str:
        if not changed:
            changed.append(sealed)
            with store.begin() as other:
                key = {"new": both.seal("Loud"), "old": sealed}
                other.session.execute(
                    text("UPDATE member SET ease_sealed = :new WHERE ease_sealed = :old"), key
                )
        return both.renew(sealed)

    changed: list[str] = []
    with store.begin() as tx:
        tx.rotation.renew_some("member", "ease_sealed", renew, after=())
    assert [both.open(one) for one in sealed_texts(store)].count("Loud") == 1


def old_database(url: str, key: str) -> None:
    """A database of the first version, in which a workspace's token is sealed."""
    migrations.upgrade(url, to="0001")
    row = {"sealed": FernetCipher([key]).seal("xoxb-tea")}
    engine = create_writer(url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO space (id, platform, authority, external_id, name, token_sealed)"
                " VALUES ('s_1', 'slack', 'T1', 'T1', 'Tea', :sealed)"
            ),
            row,
        )
    engine.dispose()


def test_a_start_with_another_key_leaves_an_older_database_as_it_was(
    empty_database_url: str,
) -> None:
    old_database(empty_database_url, OLD)
    with pytest.raises(UnavailableError, match="TEAPOINT_KEYS"):
        make_ready(empty_database_url, STRANGE)
    assert migrations.current(empty_database_url) == "0001"
    store = make_ready(empty_database_url, OLD)
    with store.read() as tx:
        assert tx.spaces.token(SpaceId("s_1")) == "xoxb-tea"
    store.close()
    assert migrations.pending(empty_database_url) == []


def test_a_lost_key_file_is_asked_back_and_no_other_is_put_in_its_place(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'teapoint.db'}"
    old_database(url, OLD)
    before = sorted(each.name for each in tmp_path.iterdir() if "teapoint.db-" not in each.name)
    file = tmp_path / "teapoint.db.key"
    with pytest.raises(UnavailableError, match="Put the old key file back there") as told:
        make_ready(url, "")
    assert f"There is no key file at {file}" in str(told.value)
    after = sorted(each.name for each in tmp_path.iterdir() if "teapoint.db-" not in each.name)
    assert after == before, "no copy, and no new key"
    assert migrations.current(url) == "0001"
    file.write_text(STRANGE)
    with pytest.raises(UnavailableError, match=f"used before back at {file}"):
        make_ready(url, "")
    file.write_text(OLD)
    make_ready(url, "").close()


def test_an_empty_database_is_given_a_key_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'teapoint.db'}"
    make_ready(url, "").close()
    for name in ("teapoint.db", "teapoint.db.key"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    make_ready(url, "").close()
