"""Installations: tokens that run out are renewed by one at a time, and states are used once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet

from bot.keys import FernetCipher, check_keys
from storage.errors import UnavailableError
from storage.installations import Expiring, Granted
from storage.store import Store, open_store
from storage.types import AccountKey, SpaceId

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
SOON = NOW + timedelta(hours=2)
LEASE = timedelta(seconds=60)


def install(store: Store, *, refresh: str = "xoxe-1", hours: float = 1, org: str = "") -> SpaceId:
    with store.begin() as tx:
        space = tx.spaces.install("slack", org or "T1", org or "T1", "Somewhere", "xoxb-1")
        granted = Granted("UBOT", bool(org), refresh, NOW + timedelta(hours=hours))
        tx.installations.record(space.id, granted, None, NOW)
        return space.id


def claim(store: Store, lease: timedelta = LEASE) -> list[Expiring]:
    with store.begin() as tx:
        return tx.installations.claim(SOON, lease)


def test_only_what_runs_out_soon_is_claimed(store: Store) -> None:
    install(store, hours=3)
    assert claim(store) == []


def test_of_two_refreshers_at_once_one_gets_the_token(
    store: Store, database_url: str, cipher: FernetCipher
) -> None:
    space_id = install(store)
    other = open_store(database_url, cipher)
    try:
        with ThreadPoolExecutor(8) as many:
            stores = [store, other] * 8
            found = [each for some in many.map(claim, stores) for each in some]
    finally:
        other.close()
    assert [(one.space_id, one.refresh) for one in found] == [(space_id, "xoxe-1")]


def test_whoever_lost_the_lease_writes_nothing(store: Store) -> None:
    space_id = install(store)
    (first,) = claim(store, timedelta(seconds=-1))  # it is over at once
    (second,) = claim(store)
    with store.begin() as tx:
        assert not tx.installations.renew(first, "xoxe-lost", SOON)
        assert not tx.installations.give_up(first)
        assert tx.installations.renew(second, "xoxe-2", NOW + timedelta(hours=12))
    assert claim(store) == []
    with store.read() as tx:
        found = tx.installations.find(space_id)
        assert found
        assert found.expires_at == NOW + timedelta(hours=12)


def test_after_trouble_the_same_token_is_tried_again_a_little_later(store: Store) -> None:
    install(store)
    (mine,) = claim(store)
    with store.begin() as tx:
        assert tx.installations.hold(mine, timedelta(seconds=30))
    assert claim(store) == []
    with store.begin() as tx:
        assert tx.installations.hold(mine, timedelta(seconds=-1))
    assert [one.refresh for one in claim(store)] == ["xoxe-1"]


def test_a_token_that_cannot_be_renewed_ends(store: Store) -> None:
    space_id = install(store)
    (mine,) = claim(store)
    with store.begin() as tx:
        assert tx.installations.give_up(mine)
        assert tx.installations.ended(NOW) == []
        assert tx.installations.ended(SOON) == [space_id]
        tx.spaces.pause(space_id, "token_expired")
        assert tx.installations.ended(SOON) == []


def test_a_start_with_another_key_says_which_setting_to_mend(
    store: Store, database_url: str
) -> None:
    install(store)
    other = open_store(database_url, FernetCipher([Fernet.generate_key().decode()]))
    try:
        with pytest.raises(UnavailableError, match="TEAPOINT_KEYS"):
            check_keys(other)
    finally:
        other.close()


def test_a_state_is_taken_back_once_and_in_time(store: Store) -> None:
    with store.begin() as tx:
        tx.installations.give_state("one", SOON)
        tx.installations.give_state("late", NOW)
    with store.begin() as tx:
        assert tx.installations.take_state("one", NOW)
        assert not tx.installations.take_state("one", NOW)
        assert not tx.installations.take_state("late", NOW)
        assert not tx.installations.take_state("made up", NOW)


def test_workspaces_of_an_organisation_use_its_token_until_it_is_taken_back(store: Store) -> None:
    org = install(store, org="E1")
    with store.begin() as tx:
        child = tx.spaces.add_below(org, "T7")
        assert tx.spaces.add_below(org, "T7").id == child.id
        assert tx.spaces.token(child.id) == "xoxb-1"
        assert (child.authority, child.parent_id) == ("E1", org)
        own = tx.spaces.install("slack", "E1", "T8", "Own", "xoxb-own")
        assert tx.spaces.add_below(org, "T8").id == own.id
        assert tx.spaces.token(own.id) == "xoxb-own"
        stopped = tx.spaces.forget_token(org, "uninstalled")
        assert {space.id for space in stopped} == {org, child.id}
        assert tx.spaces.token(child.id) == ""
        assert tx.spaces.get(own.id).paused_why is None
    install(store, org="E1")
    with store.read() as tx:
        assert tx.spaces.get(child.id).paused_why is None
        assert tx.spaces.token(child.id) == "xoxb-1"


@pytest.mark.parametrize("installed", [True, False])
def test_somebody_from_outside_lives_in_their_own_workspace_once_it_is_known(
    store: Store, *, installed: bool
) -> None:
    key = AccountKey("slack", "T2", "U7")
    with store.begin() as tx:
        here = tx.spaces.install("slack", "T1", "T1", "Here", "x")
        if installed:
            tx.spaces.install("slack", "T2", "T2", "There", "y")
        home = tx.spaces.home_of(key, here)
        account = tx.accounts.seen_in(tx.accounts.see(key, home.id), here, NOW)
        there = tx.spaces.install("slack", "T2", "T2", "There", "y")
        account = tx.accounts.seen_in(tx.accounts.see(key, there.id), there, NOW)
        assert account.space_id == there.id
        assert tx.accounts.spaces_of([account.id]) == {account.id: {here.id}}
