"""Invitations: found by code alone, used once, gone in time; past pairs become history."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from storage.invitations import LIFE, Entry, Invitation, Invited, Recorded
from storage.past_pairs import PastPair
from storage.programmes import Plan
from storage.store import Store
from storage.transaction import Transaction
from storage.types import AccountId, MemberId, NetworkId, Profile, ProgrammeId, SpaceId

ADE = Invited("Ade Bello", "ade@harbour.example", "Harbour Trust", interests=("boats", "data"))
JO = Invited("Jo Park", "", "Eastmarsh Council")
KIM = Invited("Kim Vale")
JANUARY = date(2026, 1, 1)


@pytest.fixture
def programme_id(store: Store, space_id: SpaceId, network_id: NetworkId) -> ProgrammeId:
    with store.begin() as tx:
        place = tx.places.see(space_id, "C1", "channel", "tea")
        return tx.programmes.add(network_id, Plan("Tea", place.id)).id


@pytest.fixture
def invite(
    store: Store, network_id: NetworkId, programme_id: ProgrammeId, now: datetime
) -> Callable[..., Recorded]:
    """Record a sheet of these people, of whom the first two met in January."""

    def record(*people: Invited, at: datetime = now, pairs: bool = True) -> Recorded:
        met = [PastPair(people[0].key, people[1].key, JANUARY)] if pairs else []
        with store.begin() as tx:
            entries = [Entry(each) for each in people]
            return tx.invitations.record(network_id, programme_id, entries, met, None, at)

    return record


def named(tx: Transaction, network_id: NetworkId, name: str, now: datetime) -> Invitation:
    return next(i for i in tx.invitations.open(network_id, now) if i.invited.name == name)


def join(tx: Transaction, network_id: NetworkId, account: AccountId, now: datetime) -> MemberId:
    return tx.members.join(network_id, account, Profile("Somebody", None), now).id


def test_a_code_finds_what_the_sheet_said_and_another_network_finds_nothing(
    store: Store, network_id: NetworkId, invite: Callable[..., Recorded], now: datetime
) -> None:
    assert invite(ADE, JO, KIM) == Recorded(new=3, known=0, pairs=1)
    with store.begin() as tx:
        code = named(tx, network_id, "Ade Bello", now).code
        found = tx.invitations.look(network_id, code.lower().replace("-", " "), now)
        assert found
        assert (found.state, found.invited) == ("open", ADE)
        other = tx.networks.add("Other tea").id
        assert tx.invitations.look(other, code, now) is None
        assert tx.invitations.look(network_id, "0000-0000-0000", now) is None
        assert tx.invitations.look(network_id, "hello", now) is None


def test_nothing_of_it_can_be_read_in_the_database(
    store: Store, network_id: NetworkId, invite: Callable[..., Recorded], now: datetime
) -> None:
    invite(ADE, JO)
    with store.begin() as tx:
        code = named(tx, network_id, "Ade Bello", now).code
        rows = repr(tx.session.execute(text("select * from invitation")).all())
    for secret in ("Ade", "harbour", "Jo Park", code, code.replace("-", "")):
        assert secret not in rows


def test_the_same_sheet_again_doubles_nobody(
    store: Store, network_id: NetworkId, invite: Callable[..., Recorded], now: datetime
) -> None:
    invite(ADE, JO)
    with store.begin() as tx:
        before = [(i.id, i.code) for i in tx.invitations.open(network_id, now)]
    again = invite(Invited("ade bello ", "ADE@harbour.example"), JO, KIM)
    assert again == Recorded(new=1, known=2, pairs=1)
    with store.begin() as tx:
        assert {*before} < {(i.id, i.code) for i in tx.invitations.open(network_id, now)}


def test_a_past_pair_becomes_history_when_both_have_joined(
    store: Store,
    network_id: NetworkId,
    programme_id: ProgrammeId,
    newcomer: Callable[[str], AccountId],
    invite: Callable[..., Recorded],
    now: datetime,
) -> None:
    invite(ADE, JO, KIM)
    one, other = newcomer("ade"), newcomer("jo")
    with store.begin() as tx:
        ade = join(tx, network_id, one, now)
        assert tx.invitations.use(named(tx, network_id, "Ade Bello", now), ade, now)
        assert tx.introductions.past(ade) == {}, "Jo has not agreed to anything yet"
        jo = join(tx, network_id, other, now)
        assert tx.invitations.use(named(tx, network_id, "Jo Park", now), jo, now)
        assert tx.introductions.past(ade) == {jo: JANUARY}
        assert tx.introductions.past(jo) == {ade: JANUARY}
        (met,) = tx.introductions.so_far(network_id, programme_id)
        assert ({met.a, met.b}, met.rounds_ago) == ({ade, jo}, 1)
    assert invite(ADE, JO) == Recorded(new=0, known=2, pairs=1)
    with store.begin() as tx:
        assert tx.introductions.past(ade) == {jo: JANUARY}, "once, however often it is imported"


def test_a_code_is_used_once_and_says_so(
    store: Store,
    network_id: NetworkId,
    newcomer: Callable[[str], AccountId],
    invite: Callable[..., Recorded],
    now: datetime,
) -> None:
    invite(ADE, JO)
    accounts = newcomer("one"), newcomer("two")
    with store.begin() as tx:
        invitation = named(tx, network_id, "Ade Bello", now)
        first, second = (join(tx, network_id, account, now) for account in accounts)
        assert tx.invitations.use(invitation, first, now)
        assert not tx.invitations.use(invitation, second, now)
        found = tx.invitations.look(network_id, invitation.code, now)
        assert found
        assert (found.state, found.code, found.invited.name) == ("used", "", "")


def test_what_nobody_used_is_cleared_in_time_then_deleted(
    store: Store, network_id: NetworkId, invite: Callable[..., Recorded], now: datetime
) -> None:
    invite(ADE, JO)
    with store.begin() as tx:
        code = named(tx, network_id, "Ade Bello", now).code
        assert tx.erasure.purge(now + LIFE - timedelta(days=1)) == 0
        later = now + LIFE
        assert tx.erasure.purge(later) == 2
        found = tx.invitations.look(network_id, code, later)
        assert found
        assert (found.state, found.invited.name) == ("expired", "")
        assert tx.invitations.count(network_id, later).expired == 2
        assert tx.erasure.purge(later) == 0
        assert tx.erasure.purge(later + timedelta(days=31)) == 2
        assert tx.invitations.look(network_id, code, later) is None


def test_an_invitation_that_expired_is_made_anew_by_a_new_import(
    store: Store, network_id: NetworkId, invite: Callable[..., Recorded], now: datetime
) -> None:
    invite(ADE, JO)
    later = now + LIFE + timedelta(days=1)
    assert invite(ADE, JO, at=later).new == 2
    with store.begin() as tx:
        assert len(tx.invitations.open(network_id, later)) == 2
        assert tx.invitations.count(network_id, later).expired == 0


def test_all_open_ones_can_be_taken_back(
    store: Store, network_id: NetworkId, invite: Callable[..., Recorded], now: datetime
) -> None:
    invite(ADE, JO, KIM)
    with store.begin() as tx:
        code = named(tx, network_id, "Kim Vale", now).code
        assert tx.invitations.take_back(network_id, now) == 3
        assert tx.invitations.take_back(network_id, now) == 0
        found = tx.invitations.look(network_id, code, now)
        assert found
        assert (found.state, found.code) == ("expired", "")


def test_somebody_who_is_here_already_needs_no_code(
    store: Store,
    network_id: NetworkId,
    programme_id: ProgrammeId,
    newcomer: Callable[[str], AccountId],
    now: datetime,
) -> None:
    one, other = newcomer("ade"), newcomer("jo")
    with store.begin() as tx:
        ade, jo = join(tx, network_id, one, now), join(tx, network_id, other, now)
        entries = [Entry(ADE, ade), Entry(JO, jo)]
        met = [PastPair(ADE.key, JO.key, JANUARY)]
        done = tx.invitations.record(network_id, programme_id, entries, met, None, now)
        assert done == Recorded(new=0, known=2, pairs=1)
        assert tx.introductions.past(ade) == {jo: JANUARY}
        assert tx.invitations.open(network_id, now) == []
