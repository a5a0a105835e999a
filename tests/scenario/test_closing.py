"""A round ends: its totals in the channel, and nothing about few people."""

from datetime import timedelta

from jobs.rounds import rounds
from storage.totals import RoundTotals
from storage.transaction import Transaction
from tests.support.chat import Chat, World, read
from tests.support.organising import people


async def _introduce_pairs(world: World, members: list[Chat]) -> None:
    await world.introduce(*[members[k : k + 2] for k in range(0, len(members), 2)])


async def _close(world: World) -> str:
    def close(tx: Transaction) -> list[str]:
        round_ = tx.rounds.latest(world.programme.id, "open")
        assert round_
        assert rounds.close(tx, world.programme, round_, world.now)
        found = [d for d in tx.deliveries.of_round(round_.id, "RoundClosed") if d.place_id]
        return [read(world.word(tx, delivery)) for delivery in found]

    (said,) = await world.aside.write(close)
    return said


async def _totals(world: World) -> RoundTotals:
    def count(tx: Transaction) -> RoundTotals:
        round_ = tx.rounds.latest(world.programme.id, "open")
        assert round_
        return tx.totals.of_round(round_)

    return await world.aside.write(count)


async def test_the_channel_reads_how_many_introductions_led_to_a_conversation(
    world: World,
) -> None:
    members = await people(world, 16)
    await _introduce_pairs(world, members)
    for member in members[0:14:2]:
        await member.say("met")
    await members[1].say("met")  # both of a pair: still one conversation
    await members[14].say("not yet")
    said = await _close(world)
    assert said.startswith("November's round: 7 of 8 introductions led to a conversation.")
    assert "7 pairs of organisations talked for the first time." in said
    assert "The next round starts on Tuesday 1 December 2026 at 10am." in said
    assert "Person" not in said


async def test_a_round_in_which_few_met_is_told_without_figures(world: World) -> None:
    members = await people(world, 8)
    await _introduce_pairs(world, members)
    await members[0].say("met")
    await members[2].say("met")
    said = await _close(world)
    assert said.startswith("November's round is over. Thank you to everybody")
    assert "conversation" not in said
    assert "organisations" not in said


async def test_a_round_of_three_is_told_without_figures(world: World) -> None:
    members = await people(world, 3)
    await world.introduce(members)
    await members[0].say("met")
    assert "1 of 1" not in await _close(world)


async def test_only_the_first_talk_of_two_organisations_counts(world: World) -> None:
    members = await people(world, 4)
    colleagues = [await world.member(f"Other {k}", f"Organisation {k:02}") for k in range(2)]
    await world.introduce(members[:2])
    await members[0].say("met")
    assert (await _totals(world)).first_talks == 1
    await world.close_round()
    world.now += timedelta(days=28)
    await world.introduce(colleagues, members[2:])
    for member in (colleagues[0], members[2]):
        await member.say("met")
    assert await _totals(world) == RoundTotals(
        introductions=2, met=2, people=4, people_met=4, first_talks=1
    )


async def test_an_introduction_without_an_answer_was_no_first_talk(world: World) -> None:
    members = await people(world, 2)
    await world.introduce(members)
    await world.close_round()
    world.now += timedelta(days=28)
    await world.introduce(members)
    await members[1].say("met")
    assert (await _totals(world)).first_talks == 1


async def test_three_who_met_are_three_pairs_of_organisations(world: World) -> None:
    members = await people(world, 3)
    await world.introduce(members)
    await members[2].say("met")
    assert (await _totals(world)).first_talks == 3


async def test_it_is_closed_once(world: World) -> None:
    members = await people(world, 2)
    await world.introduce(members)

    def twice(tx: Transaction) -> list[bool]:
        round_ = tx.rounds.latest(world.programme.id, "open")
        assert round_
        return [rounds.close(tx, world.programme, round_, world.now) for _ in range(2)]

    assert await world.aside.write(twice) == [True, False]
