"""Notes that name somebody under the Chatham House Rule are asked about before they are saved."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.session_records import EventSession
from tests.support.camp_day import Readers
from tests.support.camps import drafts_of, hold_camp, notes_of, on_air
from tests.support.chat import Chat, World
from tests.support.organising import priya

TEXT = "Forms are hard."
NAMED = "Ash Nicoll said that forms are hard."


@pytest.fixture
async def sam(world: World) -> Chat:
    """Sam, whose notes of a quiet session stand in a channel."""
    chat = await world.member("Sam Okafor")
    await chat.say("notes new")
    await chat.fill(title="Candid", notes=TEXT)
    await chat.say("notes consent candid chatham")
    await chat.say("notes post candid #unmentoring yes")
    return chat


async def session_of(world: World) -> EventSession:
    return (await world.aside.read(lambda tx: tx.sessions.recent(world.network.id)))[0]


async def text_of(world: World) -> str:
    session = await session_of(world)
    note = await world.aside.read(lambda tx: tx.notes.get(session.id, world.network.id))
    return note.text


async def test_no_post_changes_before_the_writer_said_so(world: World, sam: Chat) -> None:
    readers = Readers(world)
    await readers.read()
    await sam.say("notes edit candid")
    said = await sam.fill(notes=NAMED)
    assert "“Ash Nicoll” in the line “Ash Nicoll said that forms are hard.”" in said
    assert "Nothing is saved yet, and no post has changed." in said
    assert await text_of(world) == TEXT
    assert not any("Ash" in one for one in await readers.read())
    said = await sam.press("Add it as it is")
    assert said.startswith("“Candid” is saved.")
    assert "name somebody" not in said
    assert any(NAMED in one for one in await readers.read())
    assert await drafts_of(sam) == []


async def test_what_was_written_is_opened_again_to_be_changed(world: World, sam: Chat) -> None:
    await sam.say("notes edit candid")
    await sam.fill(notes=NAMED, summary="What we heard")
    await sam.press("Change")
    assert NAMED in str(sam.form)
    assert "What we heard" in str(sam.form)
    assert "is saved" in await sam.fill(notes="Somebody said that forms are hard.")
    assert await text_of(world) == "Somebody said that forms are hard."
    assert await drafts_of(sam) == []


async def test_other_words_are_asked_about_again(world: World, sam: Chat) -> None:
    await sam.say("notes edit candid")
    await sam.fill(notes=NAMED)
    await sam.press("Change")
    assert "seems to name somebody" in await sam.fill(notes="Oscar Fenn thinks that it works.")
    assert await text_of(world) == TEXT
    assert "is saved" in await sam.say("notes fine")
    assert await text_of(world) == "Oscar Fenn thinks that it works."
    assert "That draft is no longer here." in await sam.say("notes fine")


async def test_a_line_that_may_stay_is_not_asked_about_twice(world: World, sam: Chat) -> None:
    await sam.say("notes edit candid")
    await sam.fill(notes=NAMED)
    await sam.say("notes fine")
    await sam.say("notes edit candid")
    assert "is saved" in await sam.fill(notes=f"{NAMED}\nThen lunch.")
    assert await text_of(world) == f"{NAMED}\nThen lunch."


async def test_the_question_survives_the_night_and_is_listed(world: World, sam: Chat) -> None:
    await sam.say("notes edit candid")
    await sam.fill(notes=NAMED)
    world.now += timedelta(hours=14)
    listed = await sam.say("notes drafts")
    assert "1. “Candid”, " in listed
    assert "It seems to name somebody, so we asked you about it." in listed
    await sam.say("notes continue 1")
    assert NAMED in str(sam.form)
    await sam.say("notes fine")
    assert await text_of(world) == NAMED


TWO = """TeaCamp

Session: 1
Session title: Housing
Notes
Oscar Fenn thinks that rents rise.

Session: 2
Session title: Lunch
Notes
There was soup.
"""


async def test_of_pasted_notes_those_that_name_somebody_are_asked_about_alone(
    world: World, sam: Chat
) -> None:
    quiet = replace(on_air("Housing", world.now, number="1"), consent="chatham")
    await hold_camp(world, quiet, on_air("Lunch", world.now, number="2"))
    listed = await sam.say(f"notes paste {TWO}")
    assert "It seems to name somebody under the Chatham House Rule: we ask first." in listed
    said = await sam.press("Save 1 of 2")
    assert "The notes of one session are saved." in said
    assert "To save one of them, type /notes save and its number." in said
    assert {*await notes_of(world)} == {"Lunch", "Candid"}
    asked = await sam.say("notes save 1")
    assert "“Oscar Fenn” in the line" in asked
    assert "Housing" not in await notes_of(world)
    assert "are saved" in await sam.press("Add it as it is")
    _session, note = (await notes_of(world))["Housing"]
    assert note.text == "Oscar Fenn thinks that rents rise."
    assert await drafts_of(sam) == []


async def test_one_pasted_session_is_asked_about_from_its_form(world: World, sam: Chat) -> None:
    quiet = replace(on_air("Housing", world.now, number="1"), consent="chatham")
    await hold_camp(world, quiet)
    await sam.say("notes paste")
    await sam.fill(paste=TWO.partition("Session: 2")[0])
    assert "It seems to name somebody" in str(sam.form and sam.form.intro)
    assert "seems to name somebody" in await sam.fill()
    await sam.press("Change")
    assert "are saved" in await sam.fill(notes="Rents rise.")
    assert await drafts_of(sam) == []


async def test_a_choice_between_two_versions_is_asked_about_and_then_made(
    world: World, sam: Chat
) -> None:
    ade = await world.member("Ade Bello")
    for one in (sam, ade):
        await one.say("notes edit candid")
    await ade.fill(notes=f"{TEXT}\nThen tea.")
    await priya(world).say("notes consent candid ordinary")
    assert "changed the notes of “Candid” while you wrote." in await sam.fill(notes=NAMED)
    await priya(world).say("notes consent candid chatham")
    asked = await sam.say("notes keep both")
    assert "seems to name somebody" in asked
    assert await text_of(world) == f"{TEXT}\nThen tea."
    assert "is saved" in await sam.press("Add it as it is")
    assert NAMED in await text_of(world)
    assert "Then tea." in await text_of(world)
    assert await drafts_of(sam) == []


# What else waits


@pytest.mark.parametrize(
    ("line", "called", "title"),
    [
        ("notes outcome candid", "What happened next after “Candid”", "What happened next"),
        ("notes action candid", "An action from “Candid”", "Action"),
        ("notes takeaway #{code}", "A takeaway from “Candid”", "Takeaway"),
    ],
)
async def test_what_waits_is_listed_and_continued_as_what_it_is(
    world: World, sam: Chat, line: str, called: str, title: str
) -> None:
    line = line.format(code=(await session_of(world)).code)
    await sam.say(f"{line} Oscar Fenn thinks that it works")
    listed = await sam.say("notes drafts")
    assert f"1. {called}, " in listed
    assert "It seems to name somebody, so we asked you about it." in listed
    assert called[0].lower() + called[1:] in await sam.say("notes")
    await sam.say("notes continue")
    assert sam.form is not None
    assert sam.form.title == title
    assert "Oscar Fenn thinks that it works" in str(sam.form)
    await sam.fill(**{sam.form.inputs[0].name: "It works"})  # type: ignore[arg-type]  # inputs only
    assert "You have no drafts." in await sam.say("notes drafts")


async def test_what_waits_is_not_offered_as_notes(sam: Chat) -> None:
    await sam.say("notes outcome candid Oscar Fenn thinks that it works")
    assert "unfinished notes" not in await sam.say("notes new")
    assert "That draft is gone: what happened next after “Candid”." in await sam.say("notes drop")
