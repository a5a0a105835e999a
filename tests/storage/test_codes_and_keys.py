"""A change of keys breaks no open code in silence: it is known again, or the operator is told."""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.keys import FernetCipher, older_keys_needed_until, rotate
from storage.codes import hash_code, make_code
from storage.invitations import Entry, Invited
from storage.programmes import Plan
from storage.store import Store, open_store
from storage.types import AccountId, NetworkId, Profile, ProgrammeId, SpaceId

OLD, NEW = (urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 2))
ADE, JO = Invited("Ade Bello", "ade@harbour.example"), Invited("Jo Park")


@pytest.fixture
def cipher() -> FernetCipher:
    return FernetCipher([OLD])


@contextmanager
def under(database_url: str, *keys: str) -> Iterator[tuple[Store, FernetCipher]]:
    """The same database, opened with these keys."""
    cipher = FernetCipher(keys)
    store = open_store(database_url, cipher)
    try:
        yield store, cipher
    finally:
        store.close()


@pytest.fixture
def programme_id(store: Store, space_id: SpaceId, network_id: NetworkId) -> ProgrammeId:
    with store.begin() as tx:
        place = tx.places.see(space_id, "C1", "channel", "tea")
        return tx.programmes.add(network_id, Plan("Tea", place.id)).id


def invite(
    store: Store, network_id: NetworkId, programme_id: ProgrammeId, now: datetime
) -> tuple[int, dict[str, str]]:
    """Import the sheet of two; return how many are new, and all codes by name."""
    with store.begin() as tx:
        entries = [Entry(ADE), Entry(JO)]
        made = tx.invitations.record(network_id, programme_id, entries, [], None, now)
        found = tx.invitations.open(network_id, now)
        return made.new, {each.invited.name: each.code for each in found}


def state_of(store: Store, network_id: NetworkId, code: str, now: datetime) -> str | None:
    with store.read() as tx:
        found = tx.invitations.look(network_id, code, now)
        return found.state if found else None


def test_with_the_new_key_in_front_every_open_code_goes_on_working(
    store: Store,
    database_url: str,
    network_id: NetworkId,
    programme_id: ProgrammeId,
    now: datetime,
) -> None:
    _new, codes = invite(store, network_id, programme_id, now)
    with under(database_url, NEW, OLD) as (at_work, _cipher):
        assert state_of(at_work, network_id, codes["Ade Bello"], now) == "open"
        assert invite(at_work, network_id, programme_id, now) == (0, codes)


def test_after_a_rotation_open_invitations_need_the_new_key_only(
    store: Store,
    database_url: str,
    network_id: NetworkId,
    programme_id: ProgrammeId,
    now: datetime,
) -> None:
    _new, codes = invite(store, network_id, programme_id, now)
    with under(database_url, NEW, OLD) as (at_work, both):
        rotate(at_work, both)
        rotate(at_work, both)
    with under(database_url, NEW) as (later, _cipher):
        assert state_of(later, network_id, codes["Ade Bello"], now) == "open"
        assert state_of(later, network_id, codes["Jo Park"].lower(), now) == "open"
        # The same people are known in the same sheet: nobody gets a second code.
        assert invite(later, network_id, programme_id, now) == (0, codes)


def test_a_used_code_never_works_again_whatever_the_keys(
    store: Store,
    database_url: str,
    network_id: NetworkId,
    programme_id: ProgrammeId,
    newcomer: Callable[[str], AccountId],
    now: datetime,
) -> None:
    _new, codes = invite(store, network_id, programme_id, now)
    ade = newcomer("ade")
    with store.begin() as tx:
        found = tx.invitations.look(network_id, codes["Ade Bello"], now)
        assert found
        member = tx.members.join(network_id, ade, Profile("Ade Bello", None), now)
        assert tx.invitations.use(found, member.id, now)
    with under(database_url, NEW, OLD) as (at_work, both):
        rotate(at_work, both)
        assert state_of(at_work, network_id, codes["Ade Bello"], now) == "used"
    with under(database_url, NEW) as (later, _cipher):
        assert state_of(later, network_id, codes["Ade Bello"], now) is None


def test_a_code_for_a_workspace_works_while_the_older_key_is_given(
    store: Store,
    database_url: str,
    network_id: NetworkId,
    newcomer: Callable[[str], AccountId],
    now: datetime,
) -> None:
    code, ends = make_code(), now + timedelta(days=7)
    organiser = newcomer("priya")
    with store.begin() as tx:
        known = hash_code(tx.cipher, code)[0]
        tx.network_codes.make(network_id, known, organiser, now, ends)
    with under(database_url, NEW, OLD) as (at_work, both):
        rotate(at_work, both)
        assert older_keys_needed_until(at_work, now) == ends
        with at_work.begin() as tx:
            found = tx.network_codes.find(hash_code(tx.cipher, code))
        assert found
        assert older_keys_needed_until(at_work, ends) is None, "it has expired: nothing needs it"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_changes_the_keys_is_told_how_long_the_older_ones_are_needed(
    store: Store,
    database_url: str,
    network_id: NetworkId,
    newcomer: Callable[[str], AccountId],
    now: datetime,
) -> None:
    settings = {"TEAPOINT_DATABASE": database_url, "TEAPOINT_KEYS": f"{NEW},{OLD}"}
    said = CliRunner().invoke(main, ["rotate"], env=settings)
    assert said.stdout.endswith("The older keys can be taken away.\n"), said.output
    organiser, ends = newcomer("priya"), datetime.max.replace(year=2999, tzinfo=now.tzinfo)
    with store.begin() as tx:
        known = hash_code(tx.cipher, make_code())[0]
        tx.network_codes.make(network_id, known, organiser, now, ends)
    said = CliRunner().invoke(main, ["rotate"], env=settings)
    assert "Keep the older keys until Tuesday 31 December 2999" in said.stdout, said.output
    assert "can be taken away" not in said.stdout
    assert "network connect" in said.stdout
