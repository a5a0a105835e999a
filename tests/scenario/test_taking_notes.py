"""Taking notes in chat: the form, and what is kept of it."""

from jobs.rooms.room_merge import Said
from jobs.rooms.room_points import keep_point
from storage.session_records import EventSession
from storage.transaction import Transaction
from tests.support.camps import notes_of
from tests.support.chat import World


async def test_notes_are_written_in_a_form_and_shown(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "Title of the session" in await sam.say("notes new")
    answer = await sam.fill(
        title="Data sharing", notes="A point\nAnother", leaders="Ash Nicol, Bo Reed", room="M69"
    )
    assert "Your notes of “Data sharing” are saved." in answer
    shown = await (await world.member("Bo Reed")).say("notes show data sharing")
    assert "Led by: Ash Nicol and Bo Reed" in shown
    assert "Notes by: Sam Okafor" in shown
    assert "Another" in shown


async def test_who_carries_it_on_is_kept_with_the_notes(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("notes new")
    await sam.fill(title="Data sharing", notes="A point", volunteer="Kit Marlow")
    await sam.say("notes edit data sharing")
    assert sam.form
    (shown,) = [one for one in sam.form.inputs if one.name == "volunteer"]
    assert getattr(shown, "value", "") == "Kit Marlow"
    await sam.fill(volunteer="nobody yet")
    ((session, _note),) = (await notes_of(world)).values()
    assert (await world.aside.read(lambda tx: tx.carrying.of(session))).name == ""


async def test_points_of_the_page_become_part_of_the_notes_once_somebody_edits_them(
    world: World,
) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("notes new")
    await sam.fill(title="Data sharing", notes="Share early")
    ((session, _note),) = (await notes_of(world)).values()

    await _add_point(world, session, "Share often")
    assert "Share early\n- Share often" in await sam.say("notes show data sharing")
    await sam.say("notes edit data sharing")
    await _add_point(world, session, "And ask first")
    await sam.fill(summary="Share")
    note = (await notes_of(world))["Data sharing"][1]
    assert note.text == "Share early\n\n- Share often"
    shown = await sam.say("notes show data sharing")
    assert shown.count("Share often") == 1
    assert "- And ask first" in shown


async def _add_point(world: World, session: EventSession, text: str) -> None:
    """Somebody's phone adds a point on the page for the room."""

    def add(tx: Transaction) -> None:
        keep_point(tx, session, Said(f"pt-{text}", 1, "phone", text, "said"), world.now)

    await world.aside.write(add)


async def test_who_is_no_member_yet_reads_whom_notes_are_for(world: World) -> None:
    said = await world.person("Nobody Yet").say("notes find data")
    assert said.startswith("Session notes are for this network's members, and you aren't one yet.")
    assert "/teapoint join" in said
