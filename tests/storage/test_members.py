"""People join, say who they are, leave and come back; lists load at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import event

from storage.errors import AlreadyThereError, NotFoundError
from storage.store import Store
from storage.types import AccountId, Contact, MemberId, NetworkId, OrganisationId, Profile

Newcomer = Callable[[str], AccountId]

FULL = Profile(
    name="Ada Baker",
    organisation_id=None,
    sector="local",
    profession="policy",
    region="Yorkshire",
    interests=("Service design", "AI"),
    topics="Bins.\n\nAnd how to share them.",
    contact=Contact(email="ada@leeds.example", phone="01632 960001"),
    ease="I lip-read: please face me.",
)


def test_a_member_is_read_as_they_were_written(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    ada = newcomer("ada")
    with store.begin() as tx:
        leeds = tx.organisations.add(network_id, "Leeds City Council", "local", "Yorkshire")
        profile = replace(FULL, organisation_id=leeds.id)
        joined = tx.members.join(network_id, ada, profile, now)
    with store.read() as tx:
        found = tx.members.get(joined.id, network_id)
    assert found == joined
    assert found.profile == replace(profile, interests=("AI", "Service design"))
    assert (found.organisation, found.joined_at, found.left_at) == ("Leeds City Council", now, None)


def test_what_is_private_is_sealed_in_the_database(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    ada = newcomer("ada")
    with store.begin() as tx:
        tx.members.join(network_id, ada, FULL, now)
    with store.begin() as tx:
        row = tx.session.connection().exec_driver_sql("SELECT * FROM member").one()
    assert "leeds.example" not in str(row)
    assert "lip-read" not in str(row)


def test_what_people_paste_is_cleaned_and_cut(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    pasted = Profile(
        "Zo\u202e\x00e\u0308  " + "x" * 300, None, topics="one\r\n\x00two", interests=("",)
    )
    ada = newcomer("ada")
    with store.begin() as tx:
        member = tx.members.join(network_id, ada, pasted, now)
    assert member.name.startswith("Zoë xxx")
    assert len(member.name) == 100
    assert member.profile.topics == "one\ntwo"
    assert member.profile.interests == ()


def test_joining_twice_is_one_member_with_the_newer_profile(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    ada = newcomer("ada")
    with store.begin() as tx:
        first = tx.members.join(network_id, ada, FULL, now)
        second = tx.members.join(network_id, ada, Profile("Ada B", None), now + timedelta(days=1))
    assert second.id == first.id
    assert second.profile == Profile("Ada B", None)
    assert second.joined_at == now


def test_who_left_is_not_found_and_comes_back_as_themself(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    ada = newcomer("ada")
    with store.begin() as tx:
        member = tx.members.join(network_id, ada, FULL, now)
        tx.members.leave(member.id, now)
        tx.members.leave(member.id, now + timedelta(days=1))
        assert tx.members.find(network_id, ada) is None
        assert tx.members.present(network_id) == []
        assert tx.members.count(network_id) == (0, 0)
        gone = tx.members.find(network_id, ada, left=True)
        assert gone is not None
        assert gone.left_at == now
        back = tx.members.join(network_id, ada, FULL, now + timedelta(days=2))
        assert (back.id, back.left_at) == (member.id, None)
        assert tx.members.find(network_id, ada) == back


def test_a_strange_organisation_is_refused_and_nothing_is_kept(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    ada = newcomer("ada")
    with store.begin() as tx:
        elsewhere = tx.networks.add("Elsewhere").id
        strange = tx.organisations.add(elsewhere, "Secret Unit", "central", "").id
    for organisation in (strange, OrganisationId("org_nobody")):
        with pytest.raises(NotFoundError), store.begin() as tx:
            tx.members.join(network_id, ada, replace(FULL, organisation_id=organisation), now)
    with store.read() as tx:
        assert tx.members.find(network_id, ada, left=True) is None


def test_interests_are_shared_by_their_spelling(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    ada, bo = newcomer("ada"), newcomer("bo")
    with store.begin() as tx:
        tx.interests.add_many(network_id, [("Artificial intelligence", ["AI"])])
        one = tx.members.join(
            network_id, ada, replace(FULL, interests=("ai", "\uff21\uff29", "data")), now
        )
        two = tx.members.join(network_id, bo, replace(FULL, interests=("DATA ",)), now)
    assert one.profile.interests == ("Artificial intelligence", "data")
    assert two.profile.interests == ("data",)


def test_a_list_takes_two_queries_however_long_it_is(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    people = [(newcomer(str(n)), replace(FULL, name=f"P {n}")) for n in range(30)]
    with store.begin() as tx:
        ids = [tx.members.join(network_id, *person, now).id for person in people]
    statements: list[str] = []

    def note(*details: object) -> None:
        statements.append(str(details[2]))

    event.listen(store.reader, "before_cursor_execute", note)
    with store.read() as tx:
        statements.clear()
        assert len(tx.members.many(ids)) == len(tx.members.present(network_id)) == 30
    selects = [one for one in statements if one.startswith("SELECT")]
    assert len(selects) == 4


def test_present_members_come_in_the_same_order_every_time(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    for n in range(6):
        account = newcomer(str(n))
        with store.begin() as tx:
            tx.members.join(
                network_id, account, Profile(f"P {n}", None), now + timedelta(hours=6 - n)
            )
    with store.read() as tx:
        names = [member.name for member in tx.members.present(network_id)]
        assert names == [f"P {n}" for n in (5, 4, 3, 2, 1, 0)]
        assert [member.name for member in tx.members.present(network_id)] == names


def test_people_and_organisations_are_counted_each_once(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    accounts = [newcomer(str(n)) for n in range(4)]
    with store.begin() as tx:
        leeds = tx.organisations.add(network_id, "Leeds", "local", "").id
        kent = tx.organisations.add(network_id, "Kent", "local", "").id
        for account, organisation in zip(accounts, (leeds, leeds, kent, None), strict=True):
            tx.members.join(network_id, account, Profile("P", organisation), now)
        assert tx.members.count(network_id) == (4, 2)


def test_a_second_account_is_the_same_member(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    ada, also_ada, bo = newcomer("ada"), newcomer("ada on her phone"), newcomer("bo")
    with store.begin() as tx:
        member = tx.members.join(network_id, ada, FULL, now)
        tx.members.join(network_id, bo, FULL, now)
        tx.members.add_account(member.id, also_ada)
        tx.members.add_account(member.id, also_ada)
        found = tx.members.find(network_id, also_ada)
        assert found == member
        assert {account.id for account in tx.members.accounts(member.id)} == {ada, also_ada}
        assert tx.members.count(network_id) == (2, 0)
        with pytest.raises(AlreadyThereError):
            tx.members.add_account(member.id, bo)


def test_two_presses_of_join_at_the_same_moment_make_one_member(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    ada = newcomer("ada")
    together = Barrier(4)
    joined: list[MemberId] = []

    def press() -> None:
        together.wait()
        with store.begin() as tx:
            joined.append(tx.members.join(network_id, ada, FULL, now).id)

    presses = [Thread(target=press) for _ in range(4)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert len(joined) == 4
    assert len(set(joined)) == 1
    with store.read() as tx:
        assert tx.members.count(network_id) == (1, 0)


def test_an_avoid_list_is_private_and_works_both_ways(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    accounts = [newcomer(name) for name in ("ada", "bo", "cy")]
    with store.begin() as tx:
        ada, bo, cy = (tx.members.join(network_id, one, FULL, now).id for one in accounts)
        tx.members.avoid(ada, bo, now)
        tx.members.avoid(ada, bo, now)
        tx.members.avoid(bo, ada, now)
        tx.members.avoid(cy, ada, now)
        assert tx.members.avoided_by(ada) == [bo]
        assert set(tx.members.avoid_pairs(network_id)) == {
            (min(ada, bo), max(ada, bo)),
            (min(ada, cy), max(ada, cy)),
        }
        tx.members.unavoid(ada, bo)
        assert tx.members.avoided_by(ada) == []
        assert len(tx.members.avoid_pairs(network_id)) == 2
        tx.members.unavoid(bo, ada)
        assert tx.members.avoid_pairs(network_id) == [(min(ada, cy), max(ada, cy))]


def test_a_reported_person_stays_avoided(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    accounts = [newcomer(name) for name in ("ada", "bo")]
    with store.begin() as tx:
        ada, bo = (tx.members.join(network_id, one, FULL, now).id for one in accounts)
        tx.members.avoid(ada, bo, now)
        tx.members.avoid(ada, bo, now, reported=True)
        tx.members.unavoid(ada, bo)
        assert tx.members.avoided_by(ada) == [bo]


def test_nobody_avoids_themself_or_a_stranger(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    account = newcomer("ada")
    with store.begin() as tx:
        ada = tx.members.join(network_id, account, FULL, now).id
        for nobody in (ada, MemberId("mem_nobody")):
            with pytest.raises(NotFoundError):
                tx.members.avoid(ada, nobody, now)
