"""Two people change the same notes at once: the second sees the difference, and nothing is lost."""

from asyncio import gather

import pytest

from bot.form import TextInput
from storage.notes import NoteVersion
from storage.session_records import SessionPlan
from storage.transaction import Transaction
from tests.support.camps import drafts_of, notes_of
from tests.support.chat import Chat, World

POINTS = "Start small\nShare the data\nAsk the users"


@pytest.fixture
async def pair(world: World) -> tuple[Chat, Chat]:
    """Sam and Bo, who both have the form of the same notes open."""
    sam, bo = await world.member("Sam Okafor"), await world.member("Bo Reed")
    await sam.say("notes new")
    await sam.fill(title="Data sharing", notes=POINTS, room="M69")
    await sam.say("notes edit data sharing")
    await bo.say("notes edit data sharing")
    return sam, bo


async def _clash(sam: Chat, bo: Chat) -> str:
    await bo.fill(notes="Start small\nShare the data openly\nAsk the users", room="M70")
    return await sam.fill(notes=f"{POINTS}\nMeet again in March", summary="We agreed to meet")


async def _text(world: World) -> str:
    return (await notes_of(world))["Data sharing"][1].text


async def test_the_second_sees_what_each_changed(pair: tuple[Chat, Chat]) -> None:
    asked = await _clash(*pair)
    assert "Bo Reed changed the notes of “Data sharing” while you wrote." in asked
    assert "kept as a draft until Thursday 3 December 2026" in asked
    theirs, mine = asked.split("What you changed")
    assert "• Added: Share the data openly\n• Removed: Share the data\n" in theirs
    assert "• Summary. Added: We agreed to meet\n• Added: Meet again in March\n" in mine
    assert "Removed" not in mine
    assert "Room: theirs is “M70”, yours “M69”. “Keep both” keeps theirs." in asked
    assert pair[0].buttons() == ["Keep both", "Use mine", "Keep theirs"]
    assert "Meet again" not in await _text(pair[0].world)


async def test_keeping_both_joins_them(pair: tuple[Chat, Chat]) -> None:
    await _clash(*pair)
    assert "“Data sharing” is saved." in await pair[0].press("Keep both")
    session, note = (await notes_of(pair[0].world))["Data sharing"]
    assert note.text == "Start small\nShare the data openly\nAsk the users\nMeet again in March"
    assert note.summary == "We agreed to meet"
    assert session.plan.room == "M70"
    assert await drafts_of(pair[0]) == []


async def test_lines_that_both_changed_both_stay(pair: tuple[Chat, Chat]) -> None:
    sam, bo = pair
    await bo.fill(notes="Start small\nShare all data\nAsk the users")
    await sam.fill(notes="Start small\nShare no data\nAsk the users")
    await sam.say("notes keep both")
    assert await _text(sam.world) == "Start small\nShare all data\nShare no data\nAsk the users"


async def test_using_mine_leaves_theirs_in_the_history(pair: tuple[Chat, Chat]) -> None:
    sam, _bo = pair
    await _clash(*pair)
    await sam.say("notes use mine")
    session, note = (await notes_of(sam.world))["Data sharing"]
    assert note.text == f"{POINTS}\nMeet again in March"

    def history(tx: Transaction) -> list[NoteVersion]:
        return tx.notes.history(session)

    versions = await sam.world.aside.read(history)
    assert "Share the data openly" in versions[1].text


async def test_keeping_theirs_keeps_mine_as_a_draft(pair: tuple[Chat, Chat]) -> None:
    sam, _bo = pair
    await _clash(*pair)
    assert "stay as they are" in await sam.press("Keep theirs")
    assert "Meet again" not in await _text(sam.world)
    (draft,) = await drafts_of(sam)
    assert "Meet again in March" in str(draft.body["notes"])
    assert "no two versions" in await sam.say("notes keep both")


async def test_a_third_change_asks_again(pair: tuple[Chat, Chat]) -> None:
    sam, bo = pair
    await _clash(*pair)
    await bo.say("notes edit data sharing")
    await bo.fill(notes="Start small\nShare the data openly\nAsk the users twice")
    asked = await sam.press("Keep both")
    assert "Bo Reed changed the notes" in asked
    assert "Added: Ask the users twice" in asked
    assert "Meet again" not in await _text(sam.world)
    await sam.press("Keep both")
    assert await _text(sam.world) == (
        "Start small\nShare the data openly\nAsk the users twice\nMeet again in March"
    )


async def test_typed_after_a_third_change_it_asks_again_too(pair: tuple[Chat, Chat]) -> None:
    sam, bo = pair
    await _clash(*pair)
    await bo.say("notes edit data sharing")
    await bo.fill(notes="All new")
    assert "Added: All new" in await sam.say("notes use mine")
    assert await _text(sam.world) == "All new"


async def test_first_notes_by_two_people_are_told_apart(world: World) -> None:
    sam, bo = await world.member("Sam Okafor"), await world.member("Bo Reed")

    def plan(tx: Transaction) -> None:
        account = tx.accounts.find(sam.key)
        assert account
        tx.sessions.add(world.network.id, SessionPlan("Data sharing"), account.id, world.now)

    await world.aside.write(plan)
    await sam.say("notes new data sharing")
    await bo.say("notes new data sharing")
    await bo.fill(notes="Bo's point")
    asked = await sam.fill(notes="Sam's point")
    assert "Bo Reed has written notes of “Data sharing” already." in asked
    await sam.press("Keep both")
    assert await _text(world) == "Bo's point\nSam's point"


async def test_the_same_change_twice_is_no_question(pair: tuple[Chat, Chat]) -> None:
    sam, bo = pair
    await bo.fill(notes=f"{POINTS}\nOne more")
    assert "“Data sharing” is saved." in await sam.fill(notes=f"{POINTS}\nOne more")
    assert await drafts_of(sam) == []


async def test_an_answer_may_come_back_to_the_draft(pair: tuple[Chat, Chat]) -> None:
    sam, _bo = pair
    await _clash(*pair)
    await sam.say("notes continue")
    assert sam.form
    texts = [one.value for one in sam.form.inputs if isinstance(one, TextInput)]
    assert f"{POINTS}\nMeet again in March" in texts
    assert "changed the notes" in await sam.fill()
    assert len(await drafts_of(sam)) == 1


async def test_six_people_at_the_same_moment_lose_nothing(world: World) -> None:
    people = [await world.member(f"Person {letter}") for letter in "ABCDEF"]
    await people[0].say("notes new")
    await people[0].fill(title="Data sharing", notes=POINTS)
    await gather(*(one.say("notes edit data sharing") for one in people))
    await gather(*(one.fill(notes=f"{POINTS}\nFrom {one.name}") for one in people))
    for _ in people:
        asked = [one for one in people if "Keep both" in one.buttons()]
        await gather(*(one.press("Keep both") for one in asked))
    lines = (await _text(world)).splitlines()
    assert sorted(lines) == sorted([*POINTS.splitlines(), *(f"From {one.name}" for one in people)])
    assert [await drafts_of(one) for one in people] == [[]] * 6
