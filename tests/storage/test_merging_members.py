"""Two members are made one and two again: every row has its rule, and nothing is lost by it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from jobs.members.uniting import part, unite
from storage import merge_rules
from storage.errors import NotFoundError, StaleError
from storage.people import personal_columns
from storage.programmes import Plan
from storage.round_records import Programme, Round, Table
from storage.rounds import Dates
from storage.store import Store
from storage.tables import Base
from storage.transaction import Transaction
from storage.types import AccountKey, Contact, Member, MemberId, NetworkId, Profile, SpaceId
from tests.storage.conftest import LiveIn

_ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_every_column_that_names_a_member_has_a_rule_for_merging() -> None:
    columns = (name.partition(".")[::2] for name in personal_columns())
    naming = {
        f"{table}.{column}"
        for table, column in columns
        for key in Base.metadata.tables[table].columns[column].foreign_keys
        if key.target_fullname == "member.id"
    }
    assert set(merge_rules.RULES) == naming


def _rows(tx: Transaction) -> dict[str, list[str]]:
    """Every row of every table that names members, but for what a merge leaves as its trace."""
    names = {rule.partition(".")[0] for rule in merge_rules.RULES} - {"member_merge"}
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        query = text(f'SELECT * FROM "{name}"')  # noqa: S608
        rows = tx.session.connection().execute(query).mappings()
        found[name] = sorted(str(dict(row)) for row in rows)
    return found


def test_a_whole_life_moves_to_another_member_and_comes_back(
    store: Store, live_in: LiveIn, network_id: NetworkId, now: datetime
) -> None:
    life = live_in(network_id, "")
    with store.begin() as tx:
        sam = next(m for m in tx.members.present(network_id) if m.name == "Sam Oak")
        before = _rows(tx)
        merge = tx.merging.merge(sam.id, life.member_id, None, (), now)
    with store.begin() as tx:
        assert _named_beside(tx, life.member_id) == {
            "consent.member_id",  # the proof of what was agreed to
            "enrolment.member_id",  # the less active part in a scheme that both are in
            "member_interest.member_id",  # part of the profile
            "member_merge.gone_id",
            "member_merge.kept_id",  # an earlier merge, of which they were what was kept
        }
        assert tx.introductions.partners(sam.id).keys() == {life.partner_id}
        assert tx.members.avoided_by(sam.id) == [life.partner_id], "reported; and never oneself"
        assert tx.members.find(network_id, life.account_id) == tx.members.get(sam.id, network_id)
        tx.merging.undo(merge.id, network_id, now)
    with store.begin() as tx:
        after = _rows(tx)
        assert {name: rows for name, rows in after.items() if rows != before[name]} == {}
        with pytest.raises(StaleError):
            tx.merging.undo(merge.id, network_id, now)


def _named_beside(tx: Transaction, member_id: MemberId) -> set[str]:
    """The columns that name a member still."""
    found = set()
    for rule in merge_rules.RULES:
        table, _, column = rule.partition(".")
        query = text(f'SELECT 1 FROM "{table}" WHERE {column} = :it')  # noqa: S608
        if tx.session.connection().execute(query, {"it": member_id}).first():
            found.add(rule)
    return found


def test_nobody_is_merged_with_themself_or_across_networks(
    store: Store, live_in: LiveIn, network_id: NetworkId, now: datetime
) -> None:
    ours = live_in(network_id, "")
    with store.begin() as tx:
        other = tx.networks.add("Choir").id
    theirs = live_in(other, "Wren")
    for gone in (ours.member_id, theirs.member_id):
        with pytest.raises(NotFoundError), store.begin() as tx:
            tx.merging.merge(ours.member_id, gone, None, (), now)


PEOPLE = 6
_person = st.integers(0, PEOPLE - 1)
_seating = st.permutations(range(PEOPLE)).flatmap(
    lambda order: st.sampled_from([(2, 4), (3,), (2,), (4,)]).map(
        lambda cuts: [order[a:b] for a, b in pairwise((0, *cuts, PEOPLE))]
    )
)


@dataclass(frozen=True)
class Lives:
    """What six people did: the first two are one person. Rounds are tables of their numbers."""

    rounds: list[list[list[int]]]
    avoids: set[tuple[int, int]]
    met: set[int]
    states: list[str]
    told: list[bool]


_lives = st.builds(
    Lives,
    st.lists(_seating, min_size=1, max_size=3),
    st.sets(st.tuples(_person, _person).filter(lambda pair: pair[0] != pair[1]), max_size=6),
    st.sets(_person, max_size=3),
    st.lists(st.sampled_from(["in", "paused", "left"]), min_size=2, max_size=2),
    st.lists(st.booleans(), min_size=4, max_size=4),
)


@contextmanager
def _fresh(store: Store) -> Iterator[Transaction]:
    """A transaction on an empty database: one example of many."""
    with store.begin() as tx:
        tx.clear()
        yield tx


@_ONE_DATABASE
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(lives=_lives)
def test_merging_and_parting_give_back_what_was_and_nobody_meets_themself_or_two_at_once(
    store: Store, now: datetime, lives: Lives
) -> None:
    with _fresh(store) as tx:
        members = _live(tx, now, lives)
        kept, gone = members[0], members[1]
        before, seats = _known_of(tx, members), _all_pairs(tx)
        merge = unite(tx, kept, gone, None, now)
        _check_one_person(tx, kept, gone, members[2:])
        assert _without(seats, kept.id, gone.id) <= _all_pairs(tx)
        part(tx, merge, now)
        assert _known_of(tx, members) == before
        present = {member.id for member in tx.members.present(kept.network_id)}
        assert present == {member.id for member in members}
        assert _all_pairs(tx) == seats


def _live(tx: Transaction, now: datetime, lives: Lives) -> list[Member]:
    """Six members with avoid lists, profiles and rounds, of which the last is open."""
    space = tx.spaces.install("slack", "T1", "T1", "Tea", "xoxb-tea").id
    network = tx.networks.add("Tea").id
    tx.networks.link(network, space, default=True)
    place = tx.places.see(space, "C1", "channel", "tea")
    programme = tx.programmes.add(network, Plan("Unmentoring", place.id))
    members = [_join(tx, network, space, number, lives, now) for number in range(PEOPLE)]
    for member in members:
        tx.enrolments.join(programme.id, member.id, now)
    for a, b in lives.avoids:
        tx.members.avoid(members[a].id, members[b].id, now)
    for number, tables in enumerate(lives.rounds, 1):
        start = now - timedelta(days=30 * (len(lives.rounds) - number) + 1)
        seated = [[members[each].id for each in table] for table in tables]
        met = {members[each].id for each in lives.met}
        round_ = _hold(tx, programme, f"r{number}", start, seated, met)
        if number < len(lives.rounds):
            tx.rounds.become(round_, "closed", start, only_from="open")
    _rest(tx, programme, members, lives.states)
    return members


def _hold(
    tx: Transaction,
    programme: Programme,
    label: str,
    start: datetime,
    tables: Sequence[Sequence[MemberId]],
    met: set[MemberId],
) -> Round:
    dates = Dates(*(start + timedelta(days=days) for days in (0, 10, 20, 28)))
    round_ = tx.rounds.open(programme, label, 7, dates)
    assert round_
    tx.rounds.seating.propose(round_, [Table(tuple(t), 1.0) for t in tables], [], 100.0, [])
    planned = tx.rounds.get(round_.id, round_.network_id)
    tx.rounds.become(planned, "open", start, only_from="proposed")
    tx.rounds.seating.introduce(round_.id, start)
    for group in tx.rounds.groups(round_.id):
        for member_id in met.intersection(group.members):
            tx.rounds.answer(group, member_id, "met", start)
    return tx.rounds.get(round_.id, round_.network_id)


def _rest(
    tx: Transaction, programme: Programme, members: Sequence[Member], states: Sequence[str]
) -> None:
    for member, state in zip(members, states, strict=False):
        if state == "paused":
            tx.enrolments.pause(programme.id, member.id, None)
        elif state == "left":
            tx.enrolments.leave(programme.id, member.id)


def _join(
    tx: Transaction, network: NetworkId, space: SpaceId, number: int, lives: Lives, now: datetime
) -> Member:
    account = tx.accounts.see(AccountKey("slack", "T1", f"U{number}"), space, f"P{number}")
    place, work, topics, contact = lives.told if number == 0 else (True,) * 4
    profile = Profile(
        f"P{number}",
        tx.organisations.add(network, f"Body {number}", "local", "").id if place else None,
        profession=f"work {number}" if work else "",
        interests=(f"topic {number}",) if topics else (),
        contact=Contact(email=f"p{number}@tea.example") if contact else Contact(phone="020"),
    )
    return tx.members.join(network, account.id, profile, now + timedelta(minutes=number))


def _known_of(tx: Transaction, members: Sequence[Member]) -> object:
    """Profiles, accounts, avoid lists, enrolments and partners of everybody."""
    return [
        (
            tx.members.get(member.id, member.network_id),
            tx.members.accounts(member.id),
            tx.members.avoided_by(member.id),
            tx.enrolments.of_member(member.id),
            tx.introductions.partners(member.id),
        )
        for member in members
    ]


def _all_pairs(tx: Transaction) -> set[tuple[str, MemberId, MemberId]]:
    """Everybody who was ever introduced to somebody, by group."""
    rows = tx.session.connection().execute(text("SELECT group_id, member_id FROM seat"))
    seats = [(str(group), MemberId(member)) for group, member in rows]
    pairs = combinations(sorted(seats), 2)
    return {(g, a, b) for (g, a), (other, b) in pairs if g == other}


def _without(
    pairs: set[tuple[str, MemberId, MemberId]], kept: MemberId, gone: MemberId
) -> set[tuple[str, MemberId, MemberId]]:
    """The same with one person in the place of two."""
    became = {(g, *(kept if one == gone else one for one in pair)) for g, *pair in pairs}
    return {(g, *sorted((a, b))) for g, a, b in became if a != b}  # type: ignore[misc]


def _check_one_person(
    tx: Transaction, kept: Member, gone: Member, others: Sequence[Member]
) -> None:
    active = [group for group in tx.rounds.open_groups(kept.id) if kept.id in group.members]
    assert len(active) <= 1, "one introduction a round"
    assert tx.rounds.open_groups(gone.id) == []
    for group in active:
        assert len(set(group.members)) == len(group.members) > 1
    for member in (kept, *others):
        assert gone.id not in tx.introductions.partners(member.id)
        assert gone.id not in tx.members.avoided_by(member.id)
        assert member.id not in tx.introductions.partners(member.id)
    apart = {one for pair in tx.members.avoid_pairs(kept.network_id) for one in pair}
    assert gone.id not in apart
    assert gone.id not in {one.id for one in tx.members.present(kept.network_id)}
