"""In a direct message the first word can be left out; where a verb is of several, the bot asks."""

from tests.support.chat import World


async def test_a_verb_that_only_introductions_have_needs_no_first_word(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert await sam.say("status") == await sam.say("unmentor status")


async def test_a_verb_that_only_notes_have_needs_none_either(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert await sam.say("drafts") == await sam.say("notes drafts")
    assert "Title of the session" in await sam.say("new")


async def test_what_only_digests_have_is_theirs_and_what_others_have_stays_theirs(
    world: World,
) -> None:
    sam = await world.member("Sam Okafor")
    assert await sam.say("muted") == await sam.say("digest muted")
    assert "sitting out the next round" in await sam.say("skip")


async def test_a_verb_of_both_is_asked_about(world: World) -> None:
    sam = await world.member("Sam Okafor")
    asked = await sam.say("history")
    assert "“history” can mean more than one thing. Which do you mean?" in asked
    assert sam.buttons() == ["/unmentor history", "/notes history"]
    assert await sam.press("/unmentor") == await sam.say("unmentor history")
    await sam.say("history")
    assert await sam.press("/notes") == await sam.say("notes history")


async def test_what_follows_the_verb_is_not_lost_by_the_question(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("notes new")
    await sam.fill(title="Data sharing", notes="A point")
    await sam.say("history data sharing")
    assert "A point" in await sam.press("/notes history data")


async def test_a_longer_verb_is_meant_rather_than_a_shorter_one(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "more than one thing" not in await sam.say("keep theirs")


async def test_what_belongs_to_no_first_word_goes_after_any(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert await sam.say("notes organisers") == await sam.say("organisers")
    assert "don't know" in await sam.say("notes qwertyuiop")
