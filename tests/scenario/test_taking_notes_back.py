"""Posts are taken back by whoever may, what was taken back is read by few, and posts are found."""

from datetime import timedelta

import pytest

from storage.types import Place
from tests.support.camp_day import Readers
from tests.support.chat import Chat, World
from tests.support.organising import priya

TEXT = "Forms are hard."


async def written(world: World) -> tuple[Chat, Chat]:
    """Sam's notes of a session, and Ade, who only reads them."""
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await sam.say("notes new")
    await sam.fill(title="Candid", notes=TEXT)
    return sam, ade


async def reform(world: World) -> Place:
    return await world.aside.write(
        lambda tx: tx.places.see(world.space.id, "C0REFORM", "channel", "reform")
    )


# Who may


async def test_whoever_posted_takes_their_own_posts_back_and_no_other(world: World) -> None:
    sam, ade = await written(world)
    await reform(world)
    await sam.say("notes post candid #reform yes")
    said = await ade.say("notes post candid #unmentoring yes")
    assert "To take back what you posted, type /notes withdraw" in said
    readers = Readers(world)
    assert any(TEXT in one for one in await readers.read())
    said = await ade.say("notes withdraw candid")
    assert said.startswith("We're taking “Candid” back from 1 channel, where you posted it.")
    assert "It still stands in #reform." in said
    assert await readers.read() == []
    assert "was written by Sam Okafor. Nothing has changed." in await ade.say(
        "notes withdraw candid"
    )
    assert TEXT in await ade.say("notes show candid")
    assert "Candid" in await ade.say("notes find forms")


async def test_notes_that_only_somebody_else_posted_stay_notes(world: World) -> None:
    _sam, ade = await written(world)
    await ade.say("notes post candid #unmentoring yes")
    said = await ade.say("notes withdraw candid")
    assert "members can read them" in said
    assert "still stands" not in said
    assert TEXT in await ade.say("notes show candid")


async def test_who_wrote_them_takes_them_back_from_everywhere(world: World) -> None:
    sam, ade = await written(world)
    await reform(world)
    await ade.say("notes post candid #reform yes")
    said = await sam.say("notes post candid #unmentoring yes")
    assert "To take them back everywhere, type /notes withdraw" in said
    assert "back from 2 channels." in await sam.say("notes withdraw candid")
    assert "Nothing has changed." in await ade.say("notes withdraw candid")


async def test_posting_again_makes_whoever_does_the_one_who_posted(world: World) -> None:
    sam, ade = await written(world)
    await ade.say("notes post candid #unmentoring yes")
    await ade.say("notes withdraw candid")
    await sam.say("notes post candid #unmentoring yes")
    assert "Nothing has changed." in await ade.say("notes withdraw candid")


async def test_whoever_writes_themself_in_or_changes_a_line_takes_nothing_back(
    world: World,
) -> None:
    sam, ade = await written(world)
    await sam.say("notes post candid #unmentoring yes")
    world.now += timedelta(minutes=1)
    await ade.say("notes edit candid")
    await ade.fill(notes=f"{TEXT}\nAnd tea.", leaders="Ade Bello", takers="Sam Okafor, Ade Bello")
    said = await ade.say("notes withdraw candid")
    assert "Who led a session, took its notes or made it can take them back" in said
    assert "was written by Sam Okafor. Nothing has changed." in said
    assert "back from 1 channel." in await sam.say("notes withdraw candid")
    assert "were taken back on" in (said := await ade.say("notes show candid"))
    assert TEXT not in said


async def test_a_leader_whom_the_first_writer_named_takes_them_back(world: World) -> None:
    sam, ade = await written(world)
    await sam.say("notes edit candid")
    await sam.fill(leaders="Ade Bello")
    await ade.told()
    await ade.press("Yes, that's me")
    await sam.say("notes post candid #unmentoring yes")
    assert "back from 1 channel." in await ade.say("notes withdraw candid")
    assert TEXT in await ade.say("notes show candid")


# Who reads them then


async def test_notes_taken_back_are_read_by_few_and_the_others_read_why(world: World) -> None:
    sam, ade = await written(world)
    await sam.say("notes post candid #unmentoring yes")
    assert TEXT in await ade.say("notes show candid")
    said = await sam.say("notes withdraw candid")
    assert "and so can organisers. Others read that they were taken back." in said
    assert "To post them again, type /notes post" in said
    for line in ("show", "history", "edit", "new", "preview", "post", "actions"):
        said = await ade.say(f"notes {line} candid")
        assert TEXT not in said, line
        assert line == "actions" or said.startswith(
            "The notes of “Candid” were taken back on Thursday 26 November 2026."
        ), line
        assert ade.form is None or TEXT not in str(ade.form), line
    organiser = priya(world)
    await world.take_in(organiser)
    for one in (sam, organiser):
        for line in ("show", "history"):
            said = await one.say(f"notes {line} candid")
            assert said.startswith("These notes were taken back on Thursday 26 November 2026.")
            assert TEXT in said
    await sam.say("notes post candid #unmentoring yes")
    said = await ade.say("notes show candid")
    assert said.startswith("Candid")
    assert TEXT in said


async def test_a_form_that_was_open_when_they_were_taken_back_loses_nothing(world: World) -> None:
    sam, ade = await written(world)
    await sam.say("notes post candid #unmentoring yes")
    await ade.say("notes edit candid")
    await sam.say("notes withdraw candid")
    said = await ade.fill(notes=f"{TEXT}\nAnd tea.")
    assert said.startswith("The notes of “Candid” were taken back on")
    assert "kept as a draft" in said
    assert "And tea." not in await sam.say("notes show candid")


# Where they stand


async def test_what_is_found_leads_to_the_post_itself(world: World) -> None:
    sam, ade = await written(world)
    await sam.say("notes post candid #unmentoring yes")
    assert "In #unmentoring, or /notes show" in await ade.say("notes find forms")
    where = "https://tea.slack.example/"
    name = world.space.external_id
    await world.aside.write(lambda tx: tx.spaces.found_at("slack", name, where))
    assert "In #unmentoring, or /notes show" in await ade.say("notes find forms"), "not sent yet"
    readers = Readers(world)
    await readers.read()
    (key,) = {key for _when, _place, key in readers.platform.arrived}
    assert "In #unmentoring (the post), or /notes show" in await ade.say("notes find forms")
    assert f"{where}archives/C0UNMENTOR/pts-{key}" in str(ade.shown)
    ade.shown.clear()
    assert "Posted in #unmentoring (the post)." in await ade.say("notes show candid")
    assert f"{where}archives/C0UNMENTOR/pts-{key}" in str(ade.shown)
    world.now += timedelta(days=3)
    ade.shown.clear()
    assert "Candid (the notes)" in await ade.say("notes open")
    assert f"{where}archives/C0UNMENTOR/pts-{key}" in str(ade.shown)
    await sam.say("notes withdraw candid")
    assert "Posted in" not in await sam.say("notes show candid")
    assert "(the notes)" not in await ade.say("notes open")


# Organisers who have not joined


async def test_an_organiser_who_has_not_joined_reads_changes_and_posts_them(world: World) -> None:
    sam, _ade = await written(world)
    organiser = priya(world)
    await sam.say("notes post candid #unmentoring yes")
    await sam.say("notes withdraw candid")
    for line in ("show", "history"):
        assert TEXT in await organiser.say(f"notes {line} candid"), line
    await organiser.say("notes edit candid")
    assert "is saved" in await organiser.fill(notes=f"{TEXT}\nThen tea.")
    assert "changed by somebody" in await organiser.say("notes history candid")
    assert "Then tea." in await organiser.say("notes preview candid")
    said = await organiser.say("notes post candid #unmentoring yes")
    assert "To take them back everywhere" in said
    assert "back from 1 channel." in await organiser.say("notes withdraw candid")


@pytest.mark.parametrize(
    "line",
    ["", "find forms", "open", "outcomes", "actions candid", "takeaways", "drafts", "calls"],
)
async def test_an_organiser_who_has_not_joined_reads_what_members_read(
    world: World, line: str
) -> None:
    await written(world)
    assert "join" not in (await priya(world).say(f"notes {line}")).casefold()
    stranger = world.person("Eve Marsh")
    assert "join" in (await stranger.say(f"notes {line}")).casefold()
