"""A network over two workspaces: codes that work once, both sides told, and a way back."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.installations import Granted
from storage.transaction import Transaction
from storage.types import Space
from tests.support.chat import Chat, World


@pytest.fixture
async def there(world: World) -> World:
    """A second workspace, which Owen Pike added Teapoint to; no network lives in it yet."""
    return await _added_by(world, "Owen Pike", "T0HARBOURS", "Department for Harbours")


async def _added_by(world: World, person: str, external_id: str, name: str) -> World:
    """One more workspace, which this person added Teapoint to."""

    def install(tx: Transaction) -> Space:
        space = tx.spaces.install("slack", external_id, external_id, name)
        installer = replace(world, space=space).person(person)
        account = tx.accounts.see(installer.key, space.id, installer.name)
        tx.installations.record(space.id, Granted("UBOT"), account.id, world.now)
        return space

    return replace(world, space=await world.aside.write(install))


async def _code(world: World) -> str:
    """Priya makes a code."""
    answer = await _priya(world).say("network connect")
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", answer)
    assert found, answer
    return found[0]


def _priya(world: World) -> Chat:
    return world.person("Priya Raman", "U0PRIYA")


async def _lives_in(world: World) -> int:
    return len(await world.aside.read(lambda tx: tx.networks.spaces_of(world.network.id)))


async def test_a_workspace_joins_by_a_code_and_both_sides_are_told(
    world: World, there: World
) -> None:
    nobody, owen, priya = there.person("Nia Prosser"), there.person("Owen Pike"), _priya(world)
    assert "No network uses this workspace yet." in await nobody.say("join")
    code = await _code(world)
    answer = await owen.say(f"network connect {code.lower().replace('-', ' ')}")
    assert "Department for Harbours is now part of Public services together." in answer
    for one in (priya, owen):
        (told,) = await one.told()
        assert "Owen Pike used the code that Priya Raman made." in told
        assert one.buttons() == ["Undo"]
    assert "Unmentoring, monthly" in await nobody.say("join")
    shown = await nobody.say("network")
    assert "It lives in 2 workspaces: Department for Harbours and Public services" in shown


async def test_a_connection_is_undone_by_one_press_within_seven_days(
    world: World, there: World
) -> None:
    priya, owen = _priya(world), there.person("Owen Pike")
    await owen.say(f"network connect {await _code(world)}")
    await priya.told()
    world.now += timedelta(days=6)
    assert "is no longer part of" in await priya.press("Undo")
    assert await _lives_in(world) == 1
    assert "is no longer part of" in (await owen.told())[-1]
    assert "That workspace is not part of" in await priya.press("Undo")
    assert "No network uses this workspace yet." in await there.person("Nia").say("join")


async def test_what_organisers_did_is_told_without_ids(world: World, there: World) -> None:
    priya, owen = _priya(world), there.person("Owen Pike")
    await owen.say(f"network connect {await _code(world)}")
    await priya.told()
    await priya.press("Undo")
    said = await priya.say("log")
    assert "Priya Raman made a code for one more workspace" in said
    assert "Owen Pike let Department for Harbours join this network" in said
    assert "Priya Raman took Department for Harbours out of this network" in said
    await priya.say("network found Night shift")
    assert "Priya Raman started this network" in await priya.say("log")


async def test_after_seven_days_it_is_not_undone_by_an_old_button(
    world: World, there: World
) -> None:
    priya, owen = _priya(world), there.person("Owen Pike")
    await owen.say(f"network connect {await _code(world)}")
    await priya.told()
    world.now += timedelta(days=8)
    assert "more than 7 days ago" in await priya.press("Undo")
    assert await _lives_in(world) == 2
    assert "Shall Department for Harbours leave" in await owen.say("network leave")
    assert "is no longer part of" in await owen.press("Leave the network")


async def test_a_code_works_once_and_for_seven_days(world: World, there: World) -> None:
    owen = there.person("Owen Pike")
    late, used = await _code(world), await _code(world)
    await owen.say(f"network connect {used}")
    assert "This workspace has used that code already." in await owen.say(f"network connect {used}")
    assert "already, so nothing has changed" in await owen.say(f"network connect {late}")
    await owen.say("network leave sure")
    world.now += timedelta(days=7)
    assert "more than 7 days old" in await owen.say(f"network connect {late}")
    assert await _lives_in(world) == 1


async def test_a_used_code_brings_no_other_workspace_in(world: World, there: World) -> None:
    owen, code = there.person("Owen Pike"), await _code(world)
    await owen.say(f"network connect {code}")
    elsewhere = await _added_by(world, "Mallory Finch", "T0TRUST", "Northmoor NHS Trust")
    mallory = elsewhere.person("Mallory Finch")
    said = await mallory.say(f"network connect {code}")
    assert "That code has been used already, and works once only. Nothing has changed." in said
    assert await _lives_in(world) == 2


async def test_codes_cannot_be_guessed(world: World, there: World) -> None:
    owen, code = there.person("Owen Pike"), await _code(world)
    for _ in range(5):
        assert "We don't know that code" in await owen.say("network connect AAAA-AAAA-AAAA")
    assert "Please wait an hour" in await owen.say(f"network connect {code}")
    assert await _lives_in(world) == 1


async def test_only_whoever_speaks_for_a_workspace_connects_it(world: World, there: World) -> None:
    code = await _code(world)
    answer = await there.person("Nia Prosser").say(f"network connect {code}")
    assert "Only the person who added Teapoint to Department for Harbours" in answer
    assert "They are: Owen Pike." in answer
    assert "you need a code" in await world.person("Sam Okafor").say("network connect")
    assert await _lives_in(world) == 1


async def test_the_only_workspace_of_a_network_cannot_leave(world: World) -> None:
    assert "so it can't leave" in await _priya(world).say("network leave")
    assert await _lives_in(world) == 1


async def test_a_second_network_is_founded_and_both_workspaces_have_both(
    world: World, there: World
) -> None:
    owen, nia = there.person("Owen Pike"), there.person("Nia Prosser")
    assert "Harbour people is started, and you organise it." in await owen.say(
        "network found Harbour people"
    )
    assert "Harbour people" in await nia.say("network")
    await owen.say(f"network connect {await _code(world)}")
    assert "What you type here is about Harbour people." in await nia.say("network")
    assert "Public services together" in nia.buttons()
    await nia.press("Public services together")
    assert "Unmentoring, monthly" in await nia.say("join")
    again = await owen.say("network found HARBOUR PEOPLE")
    assert "Name of the network" in again
    assert "this one can't be used" in await owen.fill(name="Harbour  people")


async def test_whoever_founds_a_second_network_reads_that_it_is_meant_now(world: World) -> None:
    priya = _priya(world)
    said = await priya.say("network found Night shift")
    assert "From now on, what you type is about Night shift." in said
    assert priya.buttons() == ["Set up a scheme", "Public services together"]
    assert "There's no scheme yet." in await priya.say("stats")
    await priya.press("Public services together")
    assert "There's no scheme yet." not in await priya.say("stats")


async def test_a_hidden_network_stays_hidden_from_the_other_organisers(
    world: World, there: World
) -> None:
    owen, priya = there.person("Owen Pike"), _priya(world)
    await owen.say("network found")
    assert "It is hidden" in await owen.fill(name="Quiet harbour", sensitive=("sensitive",))
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", await owen.say("network connect"))
    assert found
    huw = world.person("Huw Prosser")
    for one in (priya, huw):
        for typed in ("network", "network Quiet harbour", "help", "organisers"):
            assert "Quiet harbour" not in (await one.say(typed)).replace(typed[8:] or "-", ""), (
                typed
            )
    await priya.say(f"network connect {found[0]}")
    assert "Quiet harbour" in (await owen.told())[-1]
    assert await huw.told() == []
    assert "Quiet harbour" not in await huw.say("network")
    assert "Quiet harbour" not in await there.person("Nia Prosser").say("join")


async def test_members_without_a_way_of_contact_are_asked_once(world: World, there: World) -> None:
    sam = await world.member("Sam Okafor", "Eastmarsh")
    owen = there.person("Owen Pike")
    await owen.say(f"network connect {await _code(world)}")
    (asked,) = await sam.told()
    assert "please give one way to reach you" in asked
    await owen.say("network leave sure")
    await owen.say(f"network connect {await _code(world)}")
    assert await sam.told() == []
