"""What a later wave leaves behind, and the wishes that hold in it as they do in a round."""

from datetime import timedelta

from jobs.rounds import rounds
from storage.programmes import Plan
from storage.round_records import Enrolment, Programme, Rules
from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.organising import preview, priya, tick


async def _part(world: World, chat: Chat) -> Enrolment:
    member = await chat.find_member()
    return await world.aside.read(lambda tx: tx.enrolments.get(world.programme.id, member.id))


async def _send_planned(world: World) -> None:
    await preview(world, priya(world))

    def send(tx: Transaction) -> None:
        round_ = tx.rounds.latest(world.programme.id, "proposed")
        assert round_
        rounds.send(tx, world.programme, round_, world.now)

    await world.aside.write(send)


async def _paired(world: World) -> list[list[str]]:
    """Who sits with whom in the open round."""

    def read(tx: Transaction) -> list[list[str]]:
        round_ = tx.rounds.latest(world.programme.id, "open")
        assert round_
        found = [tx.members.many(group.members).values() for group in tx.rounds.groups(round_.id)]
        return sorted(sorted(member.name for member in members) for members in found)

    return await world.aside.read(read)


async def _may_repeat(world: World) -> None:
    def change(tx: Transaction) -> Programme:
        old = tx.programmes.get(world.programme.id, world.network.id)
        plan = Plan(old.name, old.place_id, Rules(no_repeat_within=0), old.timing)
        return tx.programmes.change(old, plan)

    world.programme = await world.aside.write(change)


async def test_whoever_was_left_out_is_owed_nothing_once_a_wave_introduced_them(
    world: World,
) -> None:
    colleagues = [await world.member(name, "Example City Council") for name in ("Al Fox", "Bo Hay")]
    ola = await world.member("Ola Berg", "Harbour Trust")
    await _send_planned(world)
    parts = {chat.name: await _part(world, chat) for chat in colleagues}
    (left_out,) = [chat for chat in colleagues if parts[chat.name].sat_out]
    (lucky,) = [chat for chat in colleagues if chat is not left_out]
    assert parts[left_out.name].debt > 0
    before = await _part(world, ola)
    await ola.say("skip")
    await left_out.say("every 2 months")
    await lucky.say("can't")
    await tick(world, world.now + timedelta(days=4))
    assert await _paired(world) == [sorted([left_out.name, ola.name])]
    after = await _part(world, left_out)
    assert (after.sat_out, after.debt) == (False, 0.0)
    assert after.last_score
    assert after.rest == 1, "who is in every second round has just taken part"
    now = await _part(world, ola)
    assert (now.last_score, now.debt) == (before.last_score, before.debt), "one round, one score"
    assert now.skip_next, "the next round is still sat out"


async def test_whoever_comes_late_has_a_score_of_the_wave(world: World) -> None:
    sam = await world.member("Sam Okafor", "Okafor Council")
    ade = await world.member("Ade Bello", "Bello Council")
    await world.introduce([sam, ade])
    await sam.say("can't")
    eve = world.person("Eve Stone")
    await eve.say("join")
    await eve.fill(organisation="new:Northmoor", sector="local")
    assert (await _part(world, eve)).last_score is None
    await tick(world, world.now + timedelta(days=4))
    assert await _paired(world) == [["Ade Bello", "Eve Stone"]]
    assert (await _part(world, eve)).last_score


async def test_not_before_next_year_holds_in_a_wave_too(world: World) -> None:
    names = ("Sam Okafor", "Ade Bello", "Jo March", "Kit Lane")
    sam, ade, jo, kit = [await world.member(name, f"{name.split()[1]} Council") for name in names]
    await world.introduce([sam, ade], [jo, kit])
    await sam.say("touch next year Ade Bello")
    await ade.say("touch next year Sam Okafor")
    await world.close_round()
    await _may_repeat(world)
    world.now += timedelta(days=40)
    await world.introduce([sam, jo], [ade, kit])
    await jo.say("can't")
    await kit.say("can't")
    await jo.say("pause")
    await jo.fill()
    await tick(world, world.now + timedelta(days=4))
    assert await _paired(world) == [], "they wait, rather than meet before the year is over"
    assert "also waiting" not in await sam.say("rematch")
    await ade.say("touch undo Sam Okafor")
    assert "Ade Bello (Bello Council) is also waiting" in await sam.say("rematch")


async def test_a_rematch_that_would_repeat_leaves_both_waiting_and_says_why(world: World) -> None:
    names = ("Sam Okafor", "Ade Bello", "Jo March", "Kit Lane")
    sam, ade, jo, kit = [await world.member(name, f"{name.split()[1]} Council") for name in names]
    await world.introduce([sam, ade], [jo, kit])
    await world.close_round()
    world.now += timedelta(days=30)
    await world.introduce([sam, jo], [ade, kit])
    for chat in (jo, kit):
        await chat.say("can't")
    for chat in (sam, ade):
        await chat.told()
    await tick(world, world.now + timedelta(days=3))
    assert await _paired(world) == [], "they met last month, and no rule bends in a wave"
    for chat in (sam, ade):
        (told,) = await chat.told()
        assert "you've met everybody who is waiting" in told
        assert "If we find nobody by" in told
        assert "you're in the next round" in told
    eve = await world.member("Eve Stone", "Northmoor")
    assert "is also waiting for a partner" in await eve.say("rematch")


async def test_two_silent_ones_of_a_trio_read_that_the_third_meets_somebody_else(
    world: World,
) -> None:
    names = ("Sam Okafor", "Ade Bello", "Jo March", "Kit Lane", "Eve Stone")
    sam, ade, jo, kit, eve = [
        await world.member(name, f"{name.split()[1]} Council") for name in names
    ]
    await world.introduce([sam, ade, jo], [kit, eve])
    await tick(world, world.now + timedelta(days=14, minutes=1))
    await sam.say("not yet")
    await eve.say("can't")
    for chat in (ade, jo):
        await chat.told()
    await tick(world, world.now + timedelta(days=5))
    assert ["Kit Lane", "Sam Okafor"] in await _paired(world)
    for chat, other in ((ade, "Jo"), (jo, "Ade")):
        (told,) = await chat.told()
        assert "Sam Okafor is no longer in your introduction." in told
        assert f"You and {other} go on." in told
