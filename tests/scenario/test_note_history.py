"""Every version of a session's notes can be read again."""

from datetime import timedelta

from tests.support.chat import World


async def test_who_changed_what_is_told_newest_first(world: World) -> None:
    sam, bo = await world.member("Sam Okafor"), await world.member("Bo Reed")
    await sam.say("notes new")
    await sam.fill(title="Data sharing", notes="Share early\nShare often")
    world.now += timedelta(minutes=30)
    await bo.say("notes edit data sharing")
    await bo.fill(title="Sharing data", notes="Share early\nAsk first", summary="Ask")
    told = await sam.say("notes history sharing")
    newest, first = told.split("Version 1")
    assert "Version 2: changed by Bo Reed, Thursday 26 November 2026 at 10:30am." in newest
    assert "• New title: Sharing data\n• Summary. Added: Ask\n" in newest
    assert "• Added: Ask first\n• Removed: Share often" in newest
    assert "written in a form by Sam Okafor" in first


async def test_a_session_without_notes_has_no_history(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "There are no sessions here yet." in await sam.say("notes history")
