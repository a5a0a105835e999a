"""A workspace with a network in it, for tests of storage."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from storage.enrolments import Outcome
from storage.notice_queue import To
from storage.notices import CheckIn, Introduced, Kept, LeftOutOfRound, Notice, RoundReady
from storage.outbox import Settled
from storage.programmes import Plan
from storage.rounds import Dates
from storage.seating import Table
from storage.store import Store, Transaction
from storage.types import (
    AccountId,
    AccountKey,
    AuditEntry,
    Consent,
    Contact,
    Group,
    GroupId,
    Member,
    MemberId,
    NetworkId,
    Profile,
    Programme,
    Round,
    RoundId,
    SpaceId,
)


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture
def space_id(store: Store) -> SpaceId:
    with store.begin() as tx:
        return tx.spaces.install("slack", "T1", "T1", "Tea workspace", "xoxb-tea").id


@pytest.fixture
def network_id(store: Store, space_id: SpaceId) -> NetworkId:
    with store.begin() as tx:
        network = tx.networks.add("LocalGov Tea")
        tx.networks.link(network.id, space_id, default=True)
        return network.id


@pytest.fixture
def newcomer(store: Store, space_id: SpaceId) -> Callable[[str], AccountId]:
    """Make an account for somebody of this name."""

    def see(name: str) -> AccountId:
        with store.begin() as tx:
            key = AccountKey("slack", "T1", f"U-{name}")
            return tx.accounts.see(key, space_id, name).id

    return see


@dataclass(frozen=True)
class Life:
    """Somebody who took part in everything, and one other who met them."""

    account_id: AccountId
    member_id: MemberId
    partner_account: AccountId
    partner_id: MemberId
    round_id: RoundId
    group_id: GroupId
    proposed_round_id: RoundId


@pytest.fixture
def life(
    store: Store,
    network_id: NetworkId,
    space_id: SpaceId,
    newcomer: Callable[[str], AccountId],
    now: datetime,
) -> Life:
    """Live through everything that this issue has a table for, under names that can be found."""
    canary, partner, third = newcomer("canary"), newcomer("partner"), newcomer("third")
    with store.begin() as tx:
        one = _join(tx, network_id, canary, now)
        two = tx.members.join(network_id, partner, Profile("Pat Reed", None), now)
        three = tx.members.join(network_id, third, Profile("Sam Oak", None), now)
        tx.consents.record(Consent(one.id, "joined", "1", now, "card"))
        tx.members.avoid(one.id, three.id, now)
        tx.members.avoid(three.id, one.id, now)
        _organise(tx, network_id, space_id, canary, partner, now)
        programme = _set_up(tx, network_id, space_id, (one.id, two.id, three.id), now)
        sent, group = _meet(tx, programme, (one.id, two.id), three.id, now)
        tx.rounds.answer(group, one.id, "met", now)
        tx.rounds.report(group, one.id, "the partner was rude to Canary", now)
        proposed = tx.rounds.open(programme, "2027-01", 8, _dates(now + timedelta(days=40)))
        assert proposed is not None
        pair = Table((one.id, two.id), 30.0)
        tx.rounds.seating.propose(proposed, [pair], [(three.id, "odd")], 99.0, [])
        _notify(tx, network_id, space_id, group, (canary, one.id), (partner, two.id), now)
    _deliver(store, canary, now)
    with store.begin() as tx:
        words = Kept(canary, "later canary-command")
        tx.notices.queue(network_id, words, [To(space_id, account_id=canary)], now)
    return Life(canary, one.id, partner, two.id, sent.id, group.id, proposed.id)


def _join(tx: Transaction, network_id: NetworkId, account: AccountId, now: datetime) -> Member:
    own = tx.organisations.add(network_id, "Finch Consulting", "supplier", "")
    profile = Profile(
        name="Canary Finch",
        organisation_id=own.id,
        interests=("miniature cages", "data"),
        topics="How to sing in a mine",
        contact=Contact(email="canary@feather.example", phone="01632 960123"),
        ease="Feather sign language",
    )
    return tx.members.join(network_id, account, profile, now)


def _organise(
    tx: Transaction,
    network_id: NetworkId,
    space_id: SpaceId,
    canary: AccountId,
    other: AccountId,
    now: datetime,
) -> None:
    tx.networks.add_organiser(network_id, canary, now)
    tx.networks.add_organiser(network_id, other, now)
    tx.networks.choose(canary, space_id, network_id)
    tx.places.see(space_id, "D-canary", "direct", "Canary Finch", canary)
    tx.errands.ask(network_id, "import", {"place": "x"}, canary, now)
    entry = AuditEntry(now, canary, "round.send", "r_1", {"round": "r_1"})
    tx.audit.write(network_id, entry)


def _set_up(
    tx: Transaction,
    network_id: NetworkId,
    space_id: SpaceId,
    members: tuple[MemberId, ...],
    now: datetime,
) -> Programme:
    place = tx.places.see(space_id, "C-tea", "channel", "tea")
    programme = tx.programmes.add(network_id, Plan("Unmentoring", place.id))
    for member in members:
        tx.enrolments.join(programme.id, member, now)
    tx.enrolments.record(programme.id, [Outcome(members[0], 12.0, 1.5, sat_out=True)])
    return programme


def _meet(
    tx: Transaction,
    programme: Programme,
    pair: tuple[MemberId, MemberId],
    left_out: MemberId,
    now: datetime,
) -> tuple[Round, Group]:
    missed = tx.rounds.open(programme, "2026-11", 7, _dates(now - timedelta(days=30)))
    round_ = tx.rounds.open(programme, "2026-12", 7, _dates(now))
    assert round_ is not None
    assert missed is not None
    tx.rounds.seating.propose(missed, [], [(pair[0], "nobody else")], 0.0, [])
    tx.rounds.become(missed, "open", now, only_from="proposed")
    tx.rounds.seating.propose(round_, [Table(pair, 26.0)], [(left_out, "odd")], 100.0, [])
    tx.rounds.become(round_, "open", now, only_from="proposed")
    tx.rounds.seating.introduce(round_.id, now)
    (group,) = tx.rounds.groups(round_.id)
    return round_, group


def _dates(start: datetime) -> Dates:
    return Dates(*(start + timedelta(days=days) for days in (0, 10, 20, 28)))


def _notify(
    tx: Transaction,
    network_id: NetworkId,
    space_id: SpaceId,
    group: Group,
    canary: tuple[AccountId, MemberId],
    partner: tuple[AccountId, MemberId],
    now: datetime,
) -> None:
    chat = To(space_id, group_id=group.id)
    to_canary, to_partner = (To(space_id, account_id=one[0]) for one in (canary, partner))
    items: list[tuple[Notice, To]] = [
        (Introduced(group.id), chat),
        (CheckIn(group.id, canary[1], last=False), to_canary),
        (CheckIn(group.id, partner[1], last=False), to_partner),
        (RoundReady(group.round_id), to_partner),
        (LeftOutOfRound(group.round_id, partner[1]), to_partner),
    ]
    tx.notices.queue_all(network_id, items, now, round_id=group.round_id)


def _deliver(store: Store, canary: AccountId, now: datetime) -> None:
    """Send what can be sent, lane after lane; only the last kind cannot name the canary."""
    for _ in range(4):
        with store.begin() as tx:
            for claimed in tx.outbox.claim("ready", now, timedelta(seconds=30), 50):
                place = "D-canary" if claimed.delivery.account_id == canary else "D-other"
                to_pat = isinstance(tx.deliveries.notice(claimed.delivery), LeftOutOfRound)
                words = "Dear Pat Reed" if to_pat else "Dear Canary Finch"
                tx.outbox.fix_route(claimed, place, words, now)
                tx.outbox.settle(claimed, Settled("sent", remote_ref="1.1"), now)
