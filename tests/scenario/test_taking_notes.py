"""Taking notes in chat: the form, and what is kept of it."""

from dataclasses import replace

from jobs.rooms.room_merge import Said
from jobs.rooms.room_points import keep_point
from storage.session_records import EventSession
from storage.transaction import Transaction
from tests.support.camps import hold_camp, notes_of, on_air
from tests.support.chat import Chat, World


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


def shown(chat: Chat) -> dict[str, object]:
    """What stands in the open form, by input name."""
    assert chat.form
    return {one.name: getattr(one, "value", None) for one in chat.form.inputs}


async def test_only_a_title_and_notes_are_required(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("notes new")
    assert sam.form
    needed = {one.name for one in sam.form.inputs if not getattr(one, "optional", False)}
    assert needed == {"title", "notes"}
    assert (shown(sam)["takers"], shown(sam)["volunteer"]) == ("Sam Okafor", "nobody yet")
    assert "notes: " in await sam.fill(title="Data sharing")
    assert "title: " in await sam.fill(title=" ", notes="A point")
    assert "are saved" in await sam.fill(title="Data sharing", notes="A point", takers="")


async def test_links_have_a_place_of_their_own_and_stand_at_the_end_of_the_notes(
    world: World,
) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("notes new")
    slides, post = "https://slides.example/deck", "https://blog.example/post"
    await sam.fill(title="Data sharing", notes="A point", links=f"Slides: {slides}\n{post}")
    ((_session, note),) = (await notes_of(world)).values()
    assert note.text == f"A point\n\nLinks\nSlides: {slides}\n{post}"
    await sam.say("notes edit data sharing")
    assert (shown(sam)["notes"], shown(sam)["links"]) == ("A point", f"Slides: {slides}\n{post}")
    await sam.fill(links="")
    ((_session, note),) = (await notes_of(world)).values()
    assert note.text == "A point"


async def test_in_a_running_event_the_form_says_what_the_grid_says(world: World) -> None:
    now_on = on_air("Data sharing", world.now, number="12", room="M70", leader="Ash Nicol")
    await hold_camp(world, replace(now_on, themes=("data",)))
    sam = await world.member("Sam Okafor")
    await sam.say("notes new")
    assert sam.form
    (choice,) = sam.form.inputs
    await sam.fill(session=choice.options[0].value)  # type: ignore[union-attr]  # a choice
    stands = shown(sam)
    assert [stands[one] for one in ("number", "room", "title", "leaders", "takers", "themes")] == [
        "12",
        "M70",
        "Data sharing",
        "Ash Nicol",
        "Sam Okafor",
        "data",
    ]


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
