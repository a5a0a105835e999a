"""Two names of one organisation become one, after organisers have seen what moves."""

from bot.form import FormErrors
from tests.support.chat import World
from tests.support.organising import audit, people, preview, priya


async def _ids(world: World) -> dict[str, str]:
    names = await world.aside.write(lambda tx: tx.organisations.names(world.network.id))
    return dict(names)


async def test_the_list_shows_the_largest_first_and_no_small_numbers(world: World) -> None:
    organiser = priya(world)
    await people(world, 6, "Example City Council")
    await world.member("Sam Okafor", "Department for Harbours")
    said = await organiser.say("organisations")
    lines = said.splitlines()
    assert lines[1:] == [
        "• Example City Council: 6 people",
        "• Department for Harbours: fewer than 5 people",
    ]


async def test_members_and_names_move_after_a_yes(world: World) -> None:
    organiser = priya(world)
    sam = await world.member("Sam Okafor", "Example CC")
    await world.member("Ade Bello", "Example City Council")
    said = await organiser.say("organisations merge Example CC into Example City Council")
    assert "1 person and these names move from Example CC to Example City Council: " in said
    assert "This can't be taken back." in said
    assert (await sam.find_member()).organisation == "Example CC"
    said = await organiser.press("Merge them")
    assert said == "Done: Example CC is now Example City Council, and 1 person moved with it."
    assert (await sam.find_member()).organisation == "Example City Council"
    (entry,) = await audit(world)
    assert entry.action == "organisations.merge"
    assert "merged Example CC into Example City Council" in await organiser.say("log")


async def test_merged_people_are_colleagues_from_then_on(world: World) -> None:
    organiser = priya(world)
    await world.member("Sam Okafor", "Example CC")
    await world.member("Ade Bello", "Example City Council")
    await organiser.say("organisations merge Example CC into Example City Council yes")
    told = await preview(world, organiser)
    assert "Everybody is from Example City Council" in told


async def test_two_are_chosen_in_a_form(world: World) -> None:
    organiser = priya(world)
    await world.member("Sam Okafor", "Example CC")
    await world.member("Ade Bello", "Example City Council")
    ids = await _ids(world)
    await organiser.say("organisations merge")
    same = ids["Example CC"]
    said = await organiser.fill(gone=same, kept=same)
    assert said == "kept: Choose a different organisation: these are the same."
    said = await organiser.fill(gone=same, kept="new:Somewhere")
    assert isinstance(organiser.last, FormErrors)
    assert "kept: Choose an organisation that is in the list." in said
    said = await organiser.fill(gone=same, kept=ids["Example City Council"])
    assert "Merge them" in organiser.buttons()
    assert await audit(world) == []


async def test_pressing_twice_merges_once(world: World) -> None:
    organiser = priya(world)
    await world.member("Sam Okafor", "Example CC")
    await world.member("Ade Bello", "Example City Council")
    await organiser.say("organisations merge Example CC into Example City Council")
    await organiser.press("Merge them")
    said = await organiser.press("Merge them")
    assert "Both are names of Example City Council already." in said
    assert len(await audit(world)) == 1


async def test_an_unknown_name_is_said_back(world: World) -> None:
    organiser = priya(world)
    await world.member("Ade Bello", "Example City Council")
    said = await organiser.say("organisations merge Nowhere into Example City Council")
    assert "We don't know an organisation called Nowhere." in said
    assert "Nothing has changed." in said
    assert "Name two organisations" in await organiser.say("organisations merge Nowhere")


async def test_only_organisers_merge(world: World) -> None:
    sam = await world.member("Sam Okafor", "Example CC")
    assert "Only this network's organisers" in await sam.say("organisations merge")
