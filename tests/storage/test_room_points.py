"""Points of a page for a room: whatever two phones do at once, twice or late, nothing is lost."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs.rooms.room_merge import Said
from jobs.rooms.room_points import (
    LONGEST,
    MOST_POINTS,
    fold_points,
    keep_point,
    points_seen,
    take_in_points,
    text_with_points,
)
from storage.points import PointState
from storage.session_records import EventSession, SessionPlan
from storage.store import Store
from storage.types import AccountId, NetworkId, Profile

Newcomer = Callable[[str], AccountId]
PLAN = SessionPlan("Data sharing", number="1", room="M69")


@dataclass
class Room:
    """A session whose page two phones have open."""

    store: Store
    session: EventSession
    now: datetime

    def say(
        self,
        phone: str,
        text: str,
        *,
        point: str = "p1",
        edition: int = 1,
        state: PointState = "said",
        seen: int = 0,
        may_edit: bool = False,
        name: str = "",
    ) -> str:
        """One phone says something; return what became of it."""
        said = Said(point, edition, phone, text, state, name, None, seen, may_edit)
        with self.store.begin() as tx:
            return keep_point(tx, self.session, said, self.now).outcome

    def shown(self) -> list[str]:
        with self.store.read() as tx:
            return [one.text for one in tx.points.of_session(self.session)]

    def before(self, point: str = "p1") -> list[str]:
        with self.store.read() as tx:
            return tx.points.before(self.session, point)

    def seq(self, point: str = "p1") -> int:
        with self.store.read() as tx:
            found = tx.points.find(self.session, point)
            assert found
            return found.seq

    def text(self) -> str:
        with self.store.read() as tx:
            return text_with_points(tx, self.session)


@pytest.fixture
def room(store: Store, network_id: NetworkId, now: datetime) -> Room:
    return _room(store, network_id, now)


def _room(store: Store, network_id: NetworkId, now: datetime, plan: SessionPlan = PLAN) -> Room:
    with store.begin() as tx:
        return Room(store, tx.sessions.add(network_id, plan, None, now), now)


def test_what_two_phones_add_appears_in_the_order_said(room: Room) -> None:
    room.say("ash", "First", point="a", state="typing")
    room.say("bo", "Bo was quicker", point="b")
    assert room.shown() == ["Bo was quicker"], "what is being typed is its writer's own"
    assert room.say("ash", "First, then", point="a", edition=2) == "kept"
    assert room.shown() == ["Bo was quicker", "First, then"]


def test_what_is_added_as_it_was_typed_is_said(room: Room) -> None:
    room.say("ash", "As typed", state="typing")
    assert room.say("ash", "As typed") == "kept"
    assert room.shown() == ["As typed"]


def test_a_change_keeps_what_was_said_before_and_saying_it_again_changes_nothing(
    room: Room,
) -> None:
    room.say("ash", "Data standards")
    room.say("ash", "Data standards, and people", edition=2)
    assert room.before() == ["Data standards"]
    after = room.seq()
    for _ in range(3):
        assert room.say("ash", "Data standards", edition=1) == "kept"
        assert room.say("ash", "Data standards, and people", edition=2) == "kept"
    assert room.shown() == ["Data standards, and people"]
    assert room.before() == ["Data standards"]
    assert room.seq() == after


def test_taking_a_point_back_keeps_it_readable_and_it_can_be_said_again(room: Room) -> None:
    room.say("ash", "Names a person")
    room.say("ash", "", edition=2, state="removed")
    assert (room.shown(), room.before()) == ([], ["Names a person"])
    room.say("ash", "Names nobody", edition=3)
    assert room.shown() == ["Names nobody"]


def test_what_was_taken_back_does_not_return_with_a_late_message(room: Room) -> None:
    room.say("ash", "", edition=2, state="removed")
    assert room.say("ash", "Slow in the tunnel", edition=1) == "kept"
    assert (room.shown(), room.before()) == ([], ["Slow in the tunnel"])


def test_an_earlier_wording_that_comes_late_is_kept_beside_the_later(room: Room) -> None:
    room.say("ash", "Third", edition=3)
    for _ in range(2):
        room.say("ash", "First", edition=1)
        room.say("ash", "Second", edition=2)
    assert (room.shown(), room.before()) == (["Third"], ["First", "Second"])
    room.say("ash", "Fourth", edition=4)
    assert room.before() == ["Third", "First", "Second"]


def test_nobody_elses_phone_changes_or_removes_a_point(room: Room) -> None:
    room.say("ash", "Mine")
    assert room.say("bo", "", edition=2, state="removed", seen=99) == "refused"
    assert room.say("bo", "Not yours", edition=2, seen=99) == "anew"
    assert room.shown() == ["Mine", "Not yours"]
    assert room.say("bo", "Not yours", edition=2, seen=99) == "anew"
    assert room.shown() == ["Mine", "Not yours"]


def test_who_may_edit_changes_the_point_that_they_saw_and_no_other(room: Room) -> None:
    room.say("ash", "Teh standard")
    seen = room.seq()
    room.say("ash", "Teh standard, twice", edition=2)
    assert room.say("ed", "The standard", edition=3, seen=seen, may_edit=True) == "anew"
    assert room.shown() == ["Teh standard, twice", "The standard"]
    seen = room.seq()
    assert room.say("ed", "The standard twice", edition=3, seen=seen, may_edit=True) == "kept"
    assert room.say("ash", "Teh standard, thrice", edition=4) == "anew", "changed elsewhere"
    assert set(room.shown()) == {"The standard twice", "The standard", "Teh standard, thrice"}


def test_two_pages_of_one_phone_do_not_overwrite_each_other(room: Room) -> None:
    room.say("ash", "From one page", edition=1)
    assert room.say("ash", "From the other", edition=1) == "anew"
    assert room.shown() == ["From one page", "From the other"]


def test_points_follow_the_text_and_an_edit_folds_those_that_it_was_shown(room: Room) -> None:
    with room.store.begin() as tx:
        tx.notes.write(room.session, "", "Spoken", seen=0, by=None, route="form", now=room.now)
    room.say("ash", "One\nand its second line;")
    with room.store.begin() as tx:
        text, seen = text_with_points(tx, room.session), points_seen(tx, room.session)
    assert text == "Spoken\n\n- One; and its second line"
    room.say("bo", "Two came while the form was open", point="b")
    with room.store.begin() as tx:
        assert fold_points(tx, room.session, room.now, seen) == 1
    assert room.text() == "Spoken\n\n- Two came while the form was open"
    assert room.say("ash", "One, better", edition=2) == "anew"
    assert room.say("ash", "One\nand its second line;", edition=1) == "kept"
    assert room.say("ash", "", edition=3, state="removed") == "folded"
    assert room.shown() == ["Two came while the form was open", "One, better"]


def test_points_become_the_first_notes_of_a_session(room: Room) -> None:
    with room.store.begin() as tx:
        assert take_in_points(tx, room.session, room.now) is None
    room.say("ash", "All there is")
    for _ in range(2):
        with room.store.begin() as tx:
            note = take_in_points(tx, room.session, room.now)
        assert note
        assert (note.version, note.text) == (1, "- All there is")
    assert room.shown() == []
    with room.store.read() as tx:
        assert tx.notes.history(room.session)[0].route == "page"


def test_names_are_not_kept_under_chatham_house_rules_and_nothing_where_no_notes_are_taken(
    store: Store, network_id: NetworkId, now: datetime, newcomer: Newcomer
) -> None:
    with store.begin() as tx:
        ash = tx.members.join(network_id, newcomer("ash"), Profile("Ash Nicol", None), now).id
    quiet = _room(store, network_id, now, replace(PLAN, consent="chatham"))
    said = Said("p1", 1, "phone", "Somebody said so", "said", "Ash Nicol", ash)
    with store.begin() as tx:
        kept = keep_point(tx, quiet.session, said, now)
    assert kept.point
    assert (kept.point.name, kept.point.member_id) == ("", None)
    none = _room(store, network_id, now, replace(PLAN, consent="none"))
    assert none.say("ash", "Whatever") == "closed"


def test_a_session_is_full_at_five_hundred_and_a_point_at_two_thousand(room: Room) -> None:
    assert room.say("ash", "x" * (LONGEST + 1)) == "long"
    assert room.say("ash", "x" * LONGEST) == "kept"
    with room.store.begin() as tx:
        for number in range(MOST_POINTS - 1):
            said = Said(f"n{number}", 1, "ash", f"Point {number}", "said")
            assert keep_point(tx, room.session, said, room.now).outcome == "kept"
    assert room.say("bo", "One more", point="late") == "full"
    assert room.say("ash", "Shorter", edition=2) == "kept", "what is there can still be changed"


@dataclass(frozen=True)
class Act:
    """One thing that a phone tells of, once or more."""

    phone: str
    point: str
    edition: int
    text: str
    state: PointState


def _acts_of(phone: str) -> st.SearchStrategy[list[Act]]:
    """What one phone does with up to three points, in its own order."""
    state: st.SearchStrategy[PointState] = st.sampled_from(("said", "said", "removed", "typing"))
    steps = st.lists(st.tuples(st.integers(0, 2), state), min_size=1, max_size=7)

    def act(steps: list[tuple[int, PointState]]) -> list[Act]:
        editions, said, acts = [0, 0, 0], [False] * 3, []
        for which, state in steps:
            if state == "typing" and said[which]:
                continue  # a phone tells of typing before it said something only
            editions[which] += 1
            said[which] = said[which] or state == "said"
            text = f"{phone} {which} {editions[which]}"
            acts.append(Act(phone, f"{phone}{which}", editions[which], text, state))
        return acts

    return steps.map(act)


@given(data=st.data())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_order_of_two_phones_acts_loses_nothing_and_ends_the_same(
    store: Store, network_id: NetworkId, now: datetime, data: st.DataObject
) -> None:
    acts = data.draw(_acts_of("ash")) + data.draw(_acts_of("bo"))
    repeated = data.draw(st.lists(st.sampled_from(acts), max_size=5))
    arriving = data.draw(st.permutations(acts + repeated))
    room = _room(store, network_id, now)
    for one in arriving:
        outcome = room.say(
            one.phone, one.text, point=one.point, edition=one.edition, state=one.state
        )
        assert outcome == "kept"
    last = {one.point: one for one in sorted(acts, key=lambda one: one.edition)}
    assert set(room.shown()) == {one.text for one in last.values() if one.state == "said"}
    for one in acts:
        if one.state == "said":
            assert one.text in [*room.before(one.point), *room.shown()]
    with store.read() as tx:
        everything = tx.points.since({room.session.id: 0})[room.session.id]
    assert len({one.seq for one in everything}) == len(everything)
