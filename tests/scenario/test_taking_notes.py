"""Taking notes in chat: the form, and what is kept of it."""

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
