"""Events, sessions and notes: nothing is overwritten unseen, and names belong to who said yes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from storage.errors import NotFoundError, StaleError
from storage.events import Event
from storage.note_drafts import new_draft
from storage.session_records import SessionPlan
from storage.store import Store
from storage.types import AccountId, MemberId, NetworkId, Profile

Newcomer = Callable[[str], AccountId]
PLAN = SessionPlan("Data sharing", number="1", room="M69", leaders=("Ash Nicol",))


@pytest.fixture
def ash(store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime) -> MemberId:
    with store.begin() as tx:
        profile = Profile("Ash Nicol", None)
        return tx.members.join(network_id, newcomer("ash"), profile, now).id


@pytest.fixture
def camp(store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime) -> Event:
    with store.begin() as tx:
        day = date(2027, 1, 16)
        event = tx.events.add(
            network_id, "UKGovCamp 2027", day, "Europe/London", newcomer("ash"), now
        )
        assert event
        return event


def test_a_name_is_an_events_once(
    store: Store, camp: Event, newcomer: Newcomer, now: datetime
) -> None:
    with store.begin() as tx:
        again = tx.events.add(
            camp.network_id, "ukgovcamp  2027", camp.day, camp.zone, newcomer("ash"), now
        )
        assert again is None
        assert tx.events.find(camp.network_id, "UKGOVCAMP 2027") == camp
        tx.events.change(replace(camp, open_to="anyone"))
        assert tx.events.on(camp.network_id, camp.day) == [replace(camp, open_to="anyone")]


def test_two_who_edit_at_once_lose_nothing(
    store: Store, network_id: NetworkId, ash: MemberId, now: datetime
) -> None:
    with store.begin() as tx:
        session = tx.sessions.add(network_id, PLAN, None, now)
        tx.notes.write(session, "Short", "One", seen=0, by=ash, route="form", now=now)
        tx.notes.write(session, "Short", "One, two", seen=1, by=None, route="edit", now=now)
    with pytest.raises(StaleError), store.begin() as tx:
        tx.notes.write(session, "Other", "Three", seen=1, by=ash, route="edit", now=now)
    with store.read() as tx:
        assert tx.notes.get(session.id, network_id).text == "One, two"
        versions = tx.notes.history(session)
    assert [(one.number, one.text, one.route) for one in versions] == [
        (1, "One", "form"),
        (2, "One, two", "edit"),
    ]


def test_a_note_that_somebody_else_began_is_not_begun_again(
    store: Store, network_id: NetworkId, now: datetime
) -> None:
    with store.begin() as tx:
        session = tx.sessions.add(network_id, PLAN, None, now)
        tx.notes.write(session, "", "First", seen=0, by=None, route="form", now=now)
    with pytest.raises(StaleError), store.begin() as tx:
        tx.notes.write(session, "", "Second", seen=0, by=None, route="paste", now=now)


def test_a_name_becomes_a_member_only_when_they_say_so_and_stays_over_a_change(
    store: Store, network_id: NetworkId, ash: MemberId, now: datetime
) -> None:
    with store.begin() as tx:
        session = tx.sessions.add(network_id, PLAN, None, now)
        assert tx.sessions.ask_who(session.id, "leader", "ash nicol", ash, now)
        assert not tx.sessions.ask_who(session.id, "leader", "Ash Nicol", ash, now)
        assert tx.sessions.get(session.id, network_id).leaders[0].member_id is None
        assert tx.sessions.settle_who(session.id, "leader", "Ash Nicol", ash)
        tx.sessions.change(
            session.id, network_id, replace(PLAN, leaders=("Bo Reed", "Ash Nicol"), room="M70")
        )
        changed = tx.sessions.get(session.id, network_id)
    assert [(one.name, one.member_id) for one in changed.leaders] == [
        ("Bo Reed", None),
        ("Ash Nicol", ash),
    ]
    assert changed.plan.room == "M70"


def test_interest_is_pressed_once_and_can_be_taken_back(
    store: Store, network_id: NetworkId, ash: MemberId, now: datetime
) -> None:
    with store.begin() as tx:
        session = tx.sessions.add(network_id, PLAN, None, now)
        assert tx.sessions.press(session.id, ash, "coming", now)
        assert not tx.sessions.press(session.id, ash, "coming", now)
        assert tx.sessions.counts([session.id], "coming") == {session.id: 1}
        assert tx.sessions.interested(session.id, "interested") == []
        assert tx.sessions.unpress(session.id, ash, "coming")
        assert not tx.sessions.unpress(session.id, ash, "coming")


def test_sessions_are_found_by_their_code_and_by_slot_but_not_when_dropped(
    store: Store, network_id: NetworkId, camp: Event, now: datetime
) -> None:
    with store.begin() as tx:
        late = replace(PLAN, title="Late", starts_at=now + timedelta(hours=1))
        later = tx.sessions.add(network_id, late, None, now, camp.id)
        first = tx.sessions.add(network_id, replace(PLAN, starts_at=now), None, now, camp.id)
        gone = tx.sessions.add(network_id, replace(PLAN, state="dropped"), None, now, camp.id)
        assert [one.id for one in tx.sessions.of_event(camp.id)] == [first.id, later.id]
        assert tx.sessions.by_code(gone.code.upper()).id == gone.id
        assert tx.sessions.mark(first.id, "announced", now)
        assert not tx.sessions.mark(first.id, "announced", now)
        with pytest.raises(NotFoundError):
            tx.sessions.by_code("nothing")


def test_a_draft_is_its_writers_own_and_goes_after_seven_days(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    ash, bo = newcomer("ash"), newcomer("bo")
    draft = new_draft("Data sharing", "form", {"notes": "x" * 3132}, now)
    with store.begin() as tx:
        tx.note_drafts.keep(network_id, ash, draft)
        tx.note_drafts.keep(network_id, ash, replace(draft, title="Sharing data"))
        (kept,) = tx.note_drafts.of_account(ash, network_id, now)
        assert (kept.title, len(kept.body["notes"])) == ("Sharing data", 3132)
        assert tx.note_drafts.of_account(bo, network_id, now) == []
        with pytest.raises(NotFoundError):
            tx.note_drafts.get(draft.id, bo, network_id)
        with pytest.raises(NotFoundError):
            tx.note_drafts.keep(network_id, bo, draft)
        assert not tx.note_drafts.drop(draft.id, bo, network_id)
        assert tx.note_drafts.of_account(ash, network_id, now + timedelta(days=8)) == []
        tx.erasure.purge(now + timedelta(days=8))
        with pytest.raises(NotFoundError):
            tx.note_drafts.get(draft.id, ash, network_id)
