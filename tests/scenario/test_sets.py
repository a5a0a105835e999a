"""Action learning sets: they begin, meet, change and end, and nobody is left wondering."""

from datetime import datetime, timedelta

import pytest

from storage.round_records import Format, Group, Rules
from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.organising import (
    change_kind,
    do_errands,
    priya,
    running_groups,
    send_term,
    tick,
)

NAMES = ("Ade Bello", "Bea Cole", "Cal Dunn", "Dee Eze", "Eli Fox", "Fay Gill", "Gus Hart")
SETS = Format(kind="sets", meetings=3, weeks_between=4, posts=False)


async def start(world: World, count: int, size: int = 5) -> list[Chat]:
    """A scheme of sets in the world's place, with so many members."""
    await change_kind(world, "Action learning", SETS, Rules(group_size=size))
    return [
        await world.member(name, f"Organisation {number}")
        for number, name in enumerate(NAMES[:count])
    ]


async def meetings(world: World, group: Group) -> list[tuple[datetime, str, str]]:
    """Return each meeting's time, facilitator and state."""

    def read(tx: Transaction) -> list[tuple[datetime, str, str]]:
        found = tx.meetings.of_group(group.id)
        people = tx.members.many([m.led_by for m in found if m.led_by])
        return [
            (m.starts_at, people[m.led_by].name, m.state) for m in found if m.starts_at and m.led_by
        ]

    return await world.aside.read(read)


def find(members: list[Chat], name: str) -> Chat:
    """The one of this name."""
    return next(chat for chat in members if chat.name == name)


async def test_a_set_of_five_meets_three_times_with_one_replacement(world: World) -> None:
    members = await start(world, 5)
    (group,) = await send_term(world)
    (told,) = await members[0].told()
    assert "one or two of you bring a real problem from work" in told
    planned = await meetings(world, group)
    assert [f"{when:%A}" for when, _, _ in planned] == ["Tuesday"] * 3
    assert len({name for _, name, _ in planned}) == 3, "facilitators take turns"
    for _when, facilitator, _state in planned:
        assert f"facilitator: {facilitator}" in told
    for chat in members:
        await chat.told()

    first = planned[0]
    await tick(world, first[0] - timedelta(hours=20))
    leader = find(members, first[1])
    (reminder,) = await leader.told()
    assert "You facilitate this time" in reminder
    (other, *_rest) = [chat for chat in members if chat is not leader]
    assert f"{leader.name} facilitates this time" in (await other.told())[0]
    await tick(world, first[0] + timedelta(hours=2))
    assert "Did your set meet" in (await leader.told())[0]
    answer = await leader.press("Yes, we met")
    assert "We've noted that your set has met" in answer
    assert "Your next meeting is on" in answer
    assert "noted an answer for that meeting already" in await leader.press("Yes, we met")

    await world.member("Fay Gill", "Organisation 9")
    leaver = find(members, planned[1][1])
    await leaver.say("leave")
    staying = [chat for chat in members if chat is not leaver]
    fay = world.person("Fay Gill")
    for chat in staying:
        words = (await chat.told())[-1]
        assert f"{leaver.name} has left your set" in words
        assert "Fay Gill" in words
        assert "has taken the empty seat" in words
    hello = (await fay.told())[-1]
    assert "Meet" in hello
    assert "You meet on" in hello
    (again,) = await running_groups(world)
    assert (again.id, len(again.members)) == (group.id, 5)
    left = await meetings(world, group)
    assert leaver.name not in {name for _, name, _ in left[1:]}, "somebody else facilitates"

    everybody = [*staying, fay]
    for when, name, _state in left[1:]:
        await tick(world, when + timedelta(hours=2))
        await find(everybody, name).told()
        assert "has met" in await find(everybody, name).press("Yes, we met")
    assert [state for _, _, state in await meetings(world, group)] == ["held"] * 3
    await tick(world, world.now + timedelta(days=10))
    assert await world.aside.read(lambda tx: tx.rounds.under_way(world.programme.id)) == []


async def test_whoever_takes_a_seat_does_not_facilitate_their_first_meeting(world: World) -> None:
    members = await start(world, 3, size=3)
    (group,) = await send_term(world)
    planned = await meetings(world, group)
    await world.member("Fay Gill", "Organisation 9")
    await find(members, planned[0][1]).say("leave")
    first, *later = [name for _, name, _ in await meetings(world, group)]
    assert first in {chat.name for chat in members}, "somebody who knows the set"
    assert later == [name for _, name, _ in planned[1:]], "all other turns stay as they were told"
    fay = world.person("Fay Gill")
    assert f"facilitator: {first}" in (await fay.told())[-1]


async def test_a_turn_that_comes_later_goes_to_whoever_took_the_seat(world: World) -> None:
    members = await start(world, 3, size=3)
    (group,) = await send_term(world)
    planned = await meetings(world, group)
    await world.member("Fay Gill", "Organisation 9")
    await find(members, planned[2][1]).say("leave")
    assert [name for _, name, _ in await meetings(world, group)] == [
        planned[0][1],
        planned[1][1],
        "Fay Gill",
    ]


async def test_the_facilitator_moves_a_meeting_and_the_others_hear(world: World) -> None:
    members = await start(world, 4, size=4)
    (group,) = await send_term(world)
    for chat in members:
        await chat.told()
    when, name, _state = (await meetings(world, group))[0]
    leader = find(members, name)
    (other, *_rest) = [chat for chat in members if chat is not leader]
    await tick(world, when - timedelta(hours=20))
    await leader.told()
    await leader.press("Move it")
    past = await leader.fill(day="2026-01-05", time="10:00")
    assert "has passed already, so nothing has changed" in past
    skipped = await leader.fill(day="2027-03-28", time="01:30")
    assert "clocks may skip" in skipped
    later = when + timedelta(days=2)
    said = await leader.fill(day=f"{later:%Y-%m-%d}", time="14:30")
    assert "2:30pm. The others are told." in said
    assert "moved. It is now on" in (await other.told())[-1]
    assert "Nobody" not in said
    await tick(world, later.replace(hour=14))
    assert not any("Did your set meet" in told for told in await leader.told())
    await tick(world, later.replace(hour=17))
    assert "Did your set meet" in (await leader.told())[-1]


async def test_only_the_facilitator_answers_for_a_meeting(world: World) -> None:
    members = await start(world, 4, size=4)
    (group,) = await send_term(world)
    _when, name, _state = (await meetings(world, group))[0]
    for chat in members:
        await chat.told()
    other = next(chat for chat in members if chat.name != name)
    meeting = (await world.aside.read(lambda tx: tx.meetings.of_group(group.id)))[0]
    await other.say("set")
    heard = other._heard("unmentor set missed", ref=meeting.id, pressed=True)
    said = await other._hear(heard)
    assert f"{name} facilitates this meeting, so nothing has changed" in said
    mine = await other.say("my set")
    assert "facilitator" in mine
    assert mine.count("Organisations are as people told us.") == 1
    standing = await other.say("status")
    assert "You're in a set with" in standing
    assert "Have you and" not in standing


async def test_a_set_that_shrinks_to_two_is_offered_seats_in_another(world: World) -> None:
    members = await start(world, 7, size=3)
    small, large = sorted(await send_term(world), key=lambda group: len(group.members))
    assert (len(small.members), len(large.members)) == (3, 4)
    ids = {(await chat.find_member()).id: chat for chat in members}
    three = [ids[member] for member in small.members]
    for chat in members:
        await chat.told()
    await three[0].say("leave")
    (told,) = await three[1].told()
    assert f"down to you and {three[2].name}" in told
    assert three[1].buttons() == ["Join another set", "Go on as two"]
    assert "You can still join another set" in await three[1].press("Go on as two")
    assert "You're now in a set with" in await three[1].press("Join another set")
    assert "has taken the empty seat" in (await ids[large.members[0]].told())[-1]
    alone = (await three[2].told())[-1]
    assert "Everybody else has left your set, so it has ended" in alone
    assert "You're now in a set with" in await three[2].press("Join another set")
    (only,) = await running_groups(world)
    assert only.id == large.id
    assert len(only.members) == 6


async def test_two_without_another_set_go_on_as_a_pair(world: World) -> None:
    members = await start(world, 3, size=3)
    (group,) = await send_term(world)
    for chat in members:
        await chat.told()
    await members[0].say("leave")
    (told,) = await members[1].told()
    assert "No other set has room for you at the moment" in told
    assert members[1].buttons() == ["Go on as two"]
    assert "Your next meeting is on" in await members[1].press("Go on as two")
    (still,) = await running_groups(world)
    assert (still.id, len(still.members)) == (group.id, 2)
    assert "No other set has room" in await members[1].say("set join")


async def test_without_a_replacement_a_set_goes_on_and_a_newcomer_takes_the_seat(
    world: World,
) -> None:
    members = await start(world, 5)
    (group,) = await send_term(world)
    for chat in members:
        await chat.told()
    await members[0].say("leave")
    assert "You go on as 4" in (await members[1].told())[-1]

    def join(tx: Transaction) -> None:
        from jobs.sets import set_changes

        account = tx.accounts.find(newcomer.key)
        assert account
        member = tx.members.find(world.network.id, account.id)
        assert member
        assert set_changes.arrive(tx, world.programme, member.id, world.now)

    newcomer = await world.member("Gus Hart", "Organisation 8")
    await world.aside.write(join)
    assert "has taken the empty seat" in (await members[1].told())[-1]
    (still,) = await running_groups(world)
    assert (still.id, len(still.members)) == (group.id, 5)


async def test_members_of_a_running_set_are_not_due_for_the_next_round(world: World) -> None:
    await start(world, 5)
    (group,) = await send_term(world)
    world.now += timedelta(days=14)
    await priya(world).say("unmentor round preview")
    await do_errands(world)
    proposed = await world.aside.read(lambda tx: tx.rounds.latest(world.programme.id, "proposed"))
    assert proposed
    assert await world.aside.read(lambda tx: tx.rounds.groups(proposed.id)) == []
    assert [each.id for each in await running_groups(world)] == [group.id]


@pytest.mark.parametrize("organisation", ["Organisation 1"])
async def test_a_colleague_never_takes_the_seat(world: World, organisation: str) -> None:
    members = await start(world, 5)
    await send_term(world)
    for chat in members:
        await chat.told()
    await world.member("Fay Gill", organisation)
    await members[0].say("leave")
    assert "You go on as 4" in (await members[1].told())[-1]


async def test_two_who_wish_to_meet_next_year_only_are_not_put_in_one_set(world: World) -> None:
    members = await start(world, 4, size=4)
    (group,) = await send_term(world)
    fay = await world.member("Fay Gill", "Organisation 9")
    ids = [(await chat.find_member()).id for chat in (fay, members[0])]

    def wish(tx: Transaction) -> None:
        for one, other in (ids, ids[::-1]):
            tx.stay_in_touch.ask(one, other, "next year", world.now)

    await world.aside.write(wish)
    await members[3].say("leave")
    (left,) = await running_groups(world)
    assert (left.id, len(left.members)) == (group.id, 3), "the seat stays empty"
    assert "Meet" not in "".join(await fay.told())


async def test_nobody_of_a_workspace_that_took_us_out_takes_a_seat(
    world: World, there: World
) -> None:
    members = await start(world, 3, size=3)
    await send_term(world)
    await there.member("Fay Gill", "Organisation 9")
    await world.aside.write(lambda tx: tx.spaces.pause(there.space.id, "uninstalled"))
    await members[0].say("leave")
    (group,) = await running_groups(world)
    assert len(group.members) == 2
