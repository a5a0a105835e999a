"""Turns, silence, what is said afterwards, and wishes to stay in touch, on both databases."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from storage.errors import NotFoundError
from storage.programmes import Plan
from storage.round_records import Table
from storage.rounds import Dates
from storage.store import Store
from storage.transaction import Transaction
from storage.types import (
    AccountId,
    GroupId,
    MemberId,
    NetworkId,
    Profile,
    ProgrammeId,
    RoundId,
    SpaceId,
)

Newcomer = Callable[[str], AccountId]


@pytest.fixture
def members(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> list[MemberId]:
    accounts = [newcomer(name) for name in ("ada", "ben", "cat")]
    with store.begin() as tx:
        return [
            tx.members.join(network_id, account, Profile(name, None), now).id
            for account, name in zip(accounts, ("Ada", "Ben", "Cat"), strict=True)
        ]


@pytest.fixture
def programme_id(
    store: Store, network_id: NetworkId, space_id: SpaceId, members: list[MemberId], now: datetime
) -> ProgrammeId:
    with store.begin() as tx:
        place = tx.places.see(space_id, "C1", "channel", "tea")
        programme = tx.programmes.add(network_id, Plan("Tea", place.id))
        for member in members:
            tx.enrolments.join(programme.id, member, now)
        return programme.id


@pytest.fixture
def met(
    store: Store,
    network_id: NetworkId,
    programme_id: ProgrammeId,
    members: list[MemberId],
    now: datetime,
) -> tuple[RoundId, GroupId]:
    """A round in which the first two were introduced."""
    with store.begin() as tx:
        programme = tx.programmes.get(programme_id, network_id)
        round_ = tx.rounds.open(programme, "2026-12", 7, Dates(now, now, now, now))
        assert round_
        tx.rounds.seating.propose(round_, [Table(tuple(members[:2]), 1.0)], [], 100.0, [])
        tx.rounds.become(round_, "open", now, only_from="proposed")
        tx.rounds.seating.introduce(round_.id, now)
        (group,) = tx.rounds.groups(round_.id)
        return round_.id, group.id


def test_asking_twice_keeps_the_answer(
    store: Store, met: tuple[RoundId, GroupId], members: list[MemberId], now: datetime
) -> None:
    round_id, _ = met
    with store.begin() as tx:
        tx.turns.ask(round_id, members[:2])
        assert tx.turns.answer(round_id, members[0], "in", now)
        assert not tx.turns.answer(round_id, members[0], "in", now)
        assert tx.turns.answer(round_id, members[0], "out", now)
        tx.turns.ask(round_id, members)
    with store.read() as tx:
        found = tx.turns.of_round(round_id)
        assert [found[member].answer for member in members] == ["out", None, None]
        assert tx.turns.find(round_id, members[0]) == found[members[0]]


def test_every_kind_of_press_is_heard(
    store: Store, met: tuple[RoundId, GroupId], members: list[MemberId], now: datetime
) -> None:
    round_id, group_id = met
    one, other, third = members

    def heard(tx: Transaction) -> set[MemberId]:
        return tx.turns.heard(round_id)

    with store.begin() as tx:
        tx.turns.ask(round_id, members)
        assert heard(tx) == set(), "being asked is no press"
        assert tx.turns.seated(round_id) == {one, other}
        tx.turns.answer(round_id, third, "out", now)
        assert heard(tx) == {third}
        tx.feedback.rate(group_id, other, "no", now)
        assert heard(tx) == {other, third}
        group = tx.rounds.groups(round_id)[0]
        tx.rounds.answer(group, one, "not yet", now)
        assert heard(tx) == {one, other, third}


def test_rest_is_counted_down_by_rounds_and_begun_by_taking_part(
    store: Store, programme_id: ProgrammeId, members: list[MemberId]
) -> None:
    one, other, third = members

    def rests(tx: Transaction) -> list[int]:
        return [tx.enrolments.get(programme_id, member).rest for member in members]

    with store.begin() as tx:
        tx.enrolments.take_turns(programme_id, one, every=3, rest=0)
        tx.enrolments.take_turns(programme_id, other, every=2, rest=1)
        tx.enrolments.rest(programme_id, [one, third])
        assert rests(tx) == [2, 0, 0]
        tx.enrolments.rest(programme_id, [other])
        assert rests(tx) == [1, 1, 0]
        tx.enrolments.begin_rest(programme_id, [one])
        assert rests(tx) == [2, 1, 0]


def test_silence_adds_up_and_one_word_ends_it(
    store: Store, programme_id: ProgrammeId, members: list[MemberId]
) -> None:
    one, other, _third = members
    with store.begin() as tx:
        for _ in range(2):
            tx.enrolments.count_silence(programme_id, [one, other], [])
        (part,) = tx.enrolments.count_silence(programme_id, [one], [other])
        assert (part.member_id, part.silent) == (one, 3)
        assert tx.enrolments.get(programme_id, other).silent == 0


def test_what_was_shared_is_sealed_in_the_database(
    store: Store, met: tuple[RoundId, GroupId], members: list[MemberId], now: datetime
) -> None:
    _round_id, group_id = met
    with store.begin() as tx:
        tx.feedback.rate(group_id, members[0], "yes", now)
        tx.feedback.tell(group_id, members[0], "Ask legal early", "named", now)
    with store.begin() as tx:
        said = tx.feedback.latest(members[0])
        assert said
        assert (said.worth, said.thing, said.share) == ("yes", "Ask legal early", "named")
        row = tx.session.connection().exec_driver_sql("SELECT * FROM feedback").one()
    assert "legal" not in str(row)


def test_worth_is_counted_by_scheme(
    store: Store,
    programme_id: ProgrammeId,
    met: tuple[RoundId, GroupId],
    members: list[MemberId],
    now: datetime,
) -> None:
    _round_id, group_id = met
    with store.begin() as tx:
        tx.feedback.rate(group_id, members[0], "yes", now)
        tx.feedback.rate(group_id, members[1], "yes", now)
        assert tx.feedback.worth(programme_id) == {"yes": 2}
        assert tx.feedback.worth(ProgrammeId("g_other")) == {}


def test_never_counts_from_either_and_next_year_from_both_since_the_later(
    store: Store, network_id: NetworkId, members: list[MemberId], now: datetime
) -> None:
    one, other, third = sorted(members)
    later = now + timedelta(days=3)
    with store.begin() as tx:
        assert tx.stay_in_touch.ask(third, one, "never", now)
        assert tx.stay_in_touch.ask(one, other, "next year", now)
        assert tx.stay_in_touch.again(network_id) == {}
        assert tx.stay_in_touch.ask(other, one, "next year", later)
        assert not tx.stay_in_touch.ask(other, one, "next year", later)
        assert tx.stay_in_touch.never(network_id) == [(one, third)]
        assert tx.stay_in_touch.again(network_id) == {(one, other): later}
        assert tx.stay_in_touch.undo(one, other)
        assert not tx.stay_in_touch.undo(one, other)
        assert tx.stay_in_touch.again(network_id) == {}
        assert [each.other_id for each in tx.stay_in_touch.of_member(other)] == [one]


def test_wishes_are_about_somebody_else_of_the_same_network(
    store: Store, members: list[MemberId], newcomer: Newcomer, now: datetime
) -> None:
    stranger = newcomer("stranger")
    with store.begin() as tx:
        elsewhere = tx.networks.add("Choir").id
        abroad = tx.members.join(elsewhere, stranger, Profile("Zed", None), now).id
        for other in (members[0], abroad, MemberId("mem_nobody")):
            with pytest.raises(NotFoundError):
                tx.stay_in_touch.ask(members[0], other, "never", now)
