"""Introduce me to someone who was interested: only with a yes of both, by the scheme's rules."""

from datetime import timedelta

from storage.round_records import Format, Group, Rules
from storage.transaction import Transaction
from tests.support.carrying import TITLE, one_camp, queued
from tests.support.chat import Chat, World, read
from tests.support.organising import change_kind, send_term

LINE = "notes introduce 1"


async def _interested(world: World, **people: str) -> list[Chat]:
    """People of these organisations, all interested in one session."""
    chats = [await world.member(name, where) for name, where in people.items()]
    await one_camp(world)
    for one in chats:
        await one.say("notes interested 1")
    return chats


async def _groups(world: World) -> list[Group]:
    def look(tx: Transaction) -> list[Group]:
        round_ = tx.rounds.latest(world.programme.id, "open")
        return tx.rounds.groups(round_.id) if round_ else []

    return [group for group in await world.aside.read(look) if group.state == "active"]


async def _open_round(world: World) -> None:
    """A round is under way in which two others were introduced."""
    jo, kim = await world.member("Jo", "Harbour"), await world.member("Kim", "Ferry")
    await world.introduce([jo, kim])


async def test_two_who_both_press_are_introduced_at_once(world: World) -> None:
    ade, sam = await _interested(world, Ade="Quayside", Sam="Millbrook")
    await _open_round(world)
    said = await ade.say(LINE)
    assert f"We're asking others who were interested in “{TITLE}”, without your name." in said
    (told,) = await sam.told()
    assert "Ade" not in told
    assert "If not, nobody hears of it." in told
    said = await sam.press("Yes, introduce me")
    assert said == f"You're being introduced to Ade, who was interested in “{TITLE}”, too."
    found = [group for group in await _groups(world) if len(group.members) == 2]
    pair = {(await ade.find_member()).id, (await sam.find_member()).id}
    assert pair in [set(group.members) for group in found]

    def words(tx: Transaction) -> list[str]:
        waiting = tx.deliveries.waiting(100)
        return [read(world.word(tx, one)) for one in waiting if one.group_id]

    introduced = [text for text in await world.aside.read(words) if "Ade" in text]
    reason = f"You were both interested in {TITLE}, and asked to meet somebody who was."
    assert reason in introduced[0]


async def test_without_a_yes_nobody_is_introduced(world: World) -> None:
    ade, sam = await _interested(world, Ade="Quayside", Sam="Millbrook")
    await _open_round(world)
    await ade.say(LINE)
    await sam.told()
    assert "Nobody hears of it" in await sam.press("No, thank you")
    assert len(await _groups(world)) == 1
    await ade.say("notes introduce stop 1")
    assert "Nobody else" in await sam.say(LINE) or "asking others" in read(sam.last)
    assert len(await _groups(world)) == 1


async def test_colleagues_and_whoever_is_avoided_are_never_introduced(world: World) -> None:
    ade, sam, lee = await _interested(world, Ade="Quayside", Sam="Quayside", Lee="Millbrook")
    await _open_round(world)
    await lee.say("avoid Ade")
    for one in (ade, sam, lee):
        await one.say(LINE)
    members = [set(group.members) for group in await _groups(world)]
    mine = (await ade.find_member()).id
    assert not [pair for pair in members if mine in pair]


async def test_two_who_met_lately_are_not_introduced_again(world: World) -> None:
    ade, sam = await _interested(world, Ade="Quayside", Sam="Millbrook")
    await world.introduce([ade, sam])
    await world.close_round()
    world.now += timedelta(days=1)
    await ade.say(LINE)
    assert await queued(world, "MeetAsked") == []
    assert "has asked for that yet" in await sam.say(LINE)


async def test_whoever_is_in_no_scheme_of_pairs_reads_what_to_do(world: World) -> None:
    ade, _sam = await _interested(world, Ade="Quayside", Sam="Millbrook")
    pairs_scheme = world.programme
    await change_kind(world, "Sets", Format(kind="sets"), Rules(group_size=5))
    assert "There's none here now." in await ade.say(LINE)
    other = await world.add_programme("Unmentoring, weekly")
    said = await ade.say(LINE)
    assert "you aren't in one yet" in said
    assert ade.buttons() == ["Join"]
    assert await queued(world, "MeetAsked") == []
    assert other.id != pairs_scheme.id


async def test_without_an_open_round_the_next_plan_puts_them_together(world: World) -> None:
    ade = await world.member("Ade", "Quayside", interests=("ferries",), region="Wales")
    sam = await world.member("Sam", "Millbrook", interests=("canals",), region="London")
    await world.member("Lee", "Harbour", interests=("ferries",), region="Wales")
    await world.member("Kit", "Ferry", interests=("canals",), region="London")
    await one_camp(world)
    await ade.say(LINE)
    said = await sam.say(LINE)
    assert "You'll be introduced in the next round that is planned" in said
    pair = {(await ade.find_member()).id, (await sam.find_member()).id}
    assert pair in [set(group.members) for group in await send_term(world)]
    await world.close_round()
    world.now += timedelta(days=30)
    said = await sam.say(LINE)
    assert "You'll be introduced in" not in said, "the wish is fulfilled"


async def test_the_next_plan_never_puts_colleagues_together(world: World) -> None:
    ade, sam, _lee, _kit = await _interested(
        world, Ade="Quayside", Sam="Quayside", Lee="Harbour", Kit="Ferry"
    )
    await ade.say(LINE)
    await sam.say(LINE)
    pair = {(await ade.find_member()).id, (await sam.find_member()).id}
    assert pair not in [set(group.members) for group in await send_term(world)]
