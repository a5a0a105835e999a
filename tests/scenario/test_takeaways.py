"""One line that somebody takes away: kept with the day and the session, listed without names."""

from datetime import timedelta

import pytest

from tests.support.camps import drafts_of, hold_camp, on_air
from tests.support.chat import Chat, World


@pytest.fixture
async def sam(world: World) -> Chat:
    """Somebody at a camp with two sessions on."""
    await hold_camp(
        world,
        on_air("Data sharing", world.now, number="12", room="M70"),
        on_air("Policy and delivery", world.now, number="13", room="M71"),
    )
    return await world.member("Sam Okafor")


async def test_a_line_is_kept_with_the_day_and_asked_about(sam: Chat) -> None:
    kept = await sam.say("notes takeaway Ask legal on the first day")
    assert "Your takeaway is kept: “Ask legal on the first day”" in kept
    assert "without your name" in kept
    assert sam.buttons() == ["From “Data sharing”", "From “Policy and delivery”", "Take it back"]
    assert "kept with “Data sharing”" in await sam.press("From “Data sharing”")
    listed = await (await sam.world.member("Bo Reed")).say("notes takeaways")
    assert "One takeaway of TeaCamp" in listed
    assert "• Ask legal on the first day (from “Data sharing”)" in listed
    assert "Sam" not in listed


async def test_a_session_can_be_named_with_the_line_or_after_it(sam: Chat) -> None:
    assert "kept with “Data sharing”" in await sam.say("notes takeaway #12 Share early")
    await sam.say("notes takeaway Talk to each other")
    assert "kept with “Policy and delivery”" in await sam.say("notes takeaway from 13")


async def test_without_words_a_form_asks(sam: Chat) -> None:
    assert "What do you take away?" in await sam.say("notes takeaway")
    assert "Write one line." in await sam.fill(takeaway=" ")
    assert "Your takeaway is kept" in await sam.fill(takeaway="Bring biscuits")


async def test_a_line_is_taken_back_by_whoever_wrote_it(sam: Chat) -> None:
    await sam.say("notes takeaway Bring biscuits")
    bo = await sam.world.member("Bo Reed")
    assert "You have no takeaways yet." in await bo.say("notes takeaway back")
    bo.shown = sam.shown
    assert "out of date" in await bo.press("Take it back")
    assert "deleted: “Bring biscuits”" in await sam.press("Take it back")
    assert "Nobody has written down a takeaway of TeaCamp yet." in await bo.say("notes takeaways")


async def test_a_line_that_is_far_too_long_becomes_a_draft(sam: Chat) -> None:
    assert "We kept it as a draft" in await sam.say("notes takeaway " + "word " * 200)
    (draft,) = await drafts_of(sam)
    assert str(draft.body["notes"]).count("word") == 200


async def test_an_event_is_found_by_its_name(sam: Chat) -> None:
    await sam.say("notes takeaway #12 Share early")
    assert "Share early" in await sam.say("notes takeaways teacamp")
    assert "no event called “Lakes”" in await sam.say("notes takeaways Lakes")


async def test_lines_of_no_event_are_read_by_everybody_too(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("notes new")
    await sam.fill(title="Candid", notes="We talked.")
    assert "Your takeaway is kept" in await sam.say("notes takeaway Bring biscuits")
    world.now += timedelta(minutes=1)
    await sam.say("notes takeaway Ask legal early")
    await sam.say("notes takeaway from candid")
    bo = await world.member("Bo Reed")
    listed = await bo.say("notes takeaways")
    assert "2 takeaways of no event" in listed
    assert "• Bring biscuits" in listed
    assert "• Ask legal early (from “Candid”)" in listed
    assert "Sam" not in listed


async def test_lines_of_no_event_stand_after_those_of_the_event(sam: Chat) -> None:
    sam.world.now -= timedelta(days=3)
    await sam.say("notes takeaway Read more")
    sam.world.now += timedelta(days=3)
    await sam.say("notes takeaway #12 Share early")
    listed = await sam.say("notes takeaways")
    assert listed.index("One takeaway of TeaCamp") < listed.index("Share early")
    assert listed.index("Share early") < listed.index("One takeaway of no event")
    assert listed.index("One takeaway of no event") < listed.index("Read more")
    assert "Read more" not in await sam.say("notes takeaways teacamp")


async def test_without_any_line_and_any_event_there_is_nothing_to_list(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "Nobody has written down a takeaway here yet." in await sam.say("notes takeaways")


async def test_notes_alone_says_what_is_on_and_what_is_unfinished(sam: Chat) -> None:
    shown = await sam.say("notes")
    assert "On now\n• 12. Data sharing (M70)\n• 13. Policy and delivery (M71)" in shown
    assert sam.buttons() == ["Write notes", "Paste notes"]
    await sam.say("notes paste Session title: Data\nNotes\nA point")
    assert "You have one draft: “Data”." in await sam.say("notes help")
    assert sam.buttons() == ["Write notes", "Paste notes", "Your drafts"]


async def test_notes_alone_says_what_nobody_carries_on(sam: Chat) -> None:
    await sam.say("notes new afresh 12")
    await sam.fill(notes="A point")
    sam.world.now += timedelta(hours=3)
    assert "2 conversations wait for somebody to carry them on." in await sam.say("notes")
    await sam.say("notes volunteer 12")
    shown = await sam.say("notes")
    assert "One conversation waits for somebody to carry it on." in shown
    assert "On now" not in shown
