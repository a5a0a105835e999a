"""Two accounts of one person who is mentored, mentors, or sits in sets: nobody meets themself."""

import re
from collections import Counter
from datetime import timedelta

from jobs.mentoring.mentor_parts import mentor_of
from storage.round_records import Enrolment, Format, Group, Rules
from storage.transaction import Transaction
from storage.types import MemberId
from tests.support.chat import Chat, World
from tests.support.organising import change_kind, running_groups, send_term, tick

SETS = Format(kind="sets", meetings=3, weeks_between=4, posts=False)
MENTORING = Format(kind="mentors", meetings=3, posts=False)
OTHERS = ("Ade Bello", "Bea Cole", "Cal Dunn", "Dee Eze")


async def _make_one(old: Chat, new: Chat) -> None:
    """The two accounts are one person's; the newer one's profile is kept."""
    answer = await old.say("teapoint link")
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", answer)
    assert found, answer
    await new.say(f"teapoint link {found[0]}")
    assert "You are one member" in await new.press("Make them one")


async def _twice(world: World, there: World) -> tuple[Chat, Chat]:
    """Nia takes part from both workspaces; from Harbours with the newer profile."""
    there.programme = world.programme
    old = await world.member("Nia Prosser", "Eastmarsh")
    world.now += timedelta(days=1)
    there.now = world.now
    return old, await there.member("Nia P", "Harbours")


async def _names(world: World, group: Group) -> list[str]:
    found = await world.aside.read(lambda tx: tx.members.many(group.members))
    return sorted(member.name for member in found.values())


async def _part(world: World, chat: Chat) -> Enrolment:
    member = await chat.find_member()
    return await world.aside.read(lambda tx: tx.enrolments.get(world.programme.id, member.id))


async def _read_all(*chats: Chat) -> None:
    for chat in chats:
        await chat.told()


# Action learning sets


async def _in_one_set(world: World, there: World, others: int) -> tuple[Chat, Chat, list[Chat]]:
    """A set in which Nia sits twice, with so many others; all have read that it begins."""
    await change_kind(world, "Action learning", SETS, Rules(group_size=others + 2))
    old, new = await _twice(world, there)
    members = [await world.member(name, f"Office of {name}") for name in OTHERS[:others]]
    (group,) = await send_term(world)
    assert len(group.members) == others + 2
    await _read_all(old, new, *members)
    return old, new, members


async def _leaders(world: World, group: Group) -> Counter[str]:
    """How many meetings of a set each facilitates."""

    def read(tx: Transaction) -> Counter[str]:
        ids = [m.led_by for m in tx.meetings.of_group(group.id) if m.led_by]
        found = tx.members.many(ids)
        return Counter(found[each].name for each in ids)

    return await world.aside.read(read)


async def test_a_set_goes_on_with_the_one_person_and_nobody_facilitates_twice(
    world: World, there: World
) -> None:
    old, new, members = await _in_one_set(world, there, others=3)
    (group,) = await running_groups(world)
    three = [(await chat.find_member()).id for chat in (old, new, members[0])]

    def facilitate(tx: Transaction) -> None:
        for meeting, leader in zip(tx.meetings.of_group(group.id), three, strict=True):
            tx.meetings.hand_over(meeting, leader)

    await world.aside.write(facilitate)
    await _make_one(old, new)
    (group,) = await running_groups(world)
    assert await _names(world, group) == [*OTHERS[:3], "Nia P"]
    assert max((await _leaders(world, group)).values()) == 1
    for chat in members:
        (told,) = await chat.told()
        assert "Nia P was in your set twice, from two accounts." in told
        assert "You go on as 4" in told
    assert not [told for told in await new.told() if "has left" in told]


async def test_the_seat_that_was_taken_twice_goes_to_somebody_whom_neither_account_avoids(
    world: World, there: World
) -> None:
    old, new, (ade, *_) = await _in_one_set(world, there, others=3)
    await world.member("Fay Gill", "Office of Fay")
    gus = await world.member("Gus Hart", "Office of Gus")
    await old.say("avoid Fay Gill")
    await _make_one(old, new)
    (group,) = await running_groups(world)
    assert await _names(world, group) == [*OTHERS[:3], "Gus Hart", "Nia P"]
    (told,) = await ade.told()
    assert "has taken the empty seat" in told
    assert any("Meet" in words for words in await gus.told())


async def test_a_set_of_three_that_is_two_people_is_asked_whether_they_go_on(
    world: World, there: World
) -> None:
    old, new, (ade,) = await _in_one_set(world, there, others=1)
    await _make_one(old, new)
    (told,) = await ade.told()
    assert "Your set is down to you and Nia P." in told
    assert "You and Nia go on." in await ade.press("Go on as two")


async def test_a_set_that_is_about_to_meet_is_reminded_once(world: World, there: World) -> None:
    old, new, members = await _in_one_set(world, there, others=3)
    (group,) = await running_groups(world)
    (first, *_) = await world.aside.read(lambda tx: tx.meetings.of_group(group.id))
    assert first.starts_at
    await tick(world, first.starts_at - timedelta(hours=3))  # the reminders wait to be told
    there.now = world.now
    await _make_one(old, new)
    told = [words for chat in (old, new) for words in await chat.told()]
    assert len([words for words in told if "facilitate" in words]) == 1, told
    for chat in members:
        assert len([words for words in await chat.told() if "facilitate" in words]) == 1


async def test_of_two_sets_the_one_person_keeps_one_and_the_other_is_told(
    world: World, there: World
) -> None:
    await change_kind(world, "Action learning", SETS, Rules(group_size=3))
    old = await world.member("Nia Prosser", "Eastmarsh")
    first = [old, await world.member("Ade Bello", "A"), await world.member("Bea Cole", "B")]
    await send_term(world)
    world.now += timedelta(days=40)
    there.programme, there.now = world.programme, world.now
    new = await there.member("Nia P", "Harbours")
    second = [new, await world.member("Cal Dunn", "C"), await world.member("Dee Eze", "D")]
    await _introduce_set(world, second)
    await _read_all(*first, *second)
    await _make_one(old, new)
    nia = (await new.find_member()).id
    sitting = await world.aside.read(lambda tx: tx.rounds.open_groups(nia))
    assert [await _names(world, group) for group in sitting] == [["Cal Dunn", "Dee Eze", "Nia P"]]
    assert "Your set is down to you and Bea Cole." in (await first[1].told())[-1]


async def _introduce_set(world: World, chats: list[Chat]) -> None:
    """A second term begins while the first one lasts: these are its only set."""
    (group,) = await world.introduce(chats)
    assert len(group.members) == len(chats)


# Mentoring


async def _mentoring(world: World, there: World) -> tuple[Chat, Chat]:
    await change_kind(world, "Mentoring", MENTORING, Rules())
    return await _twice(world, there)


async def _mentoring_themself(world: World, there: World) -> tuple[Chat, Chat]:
    """Nia's first account mentors her second."""
    old, new = await _mentoring(world, there)
    await old.say("offers coaching")
    await new.say("wishes coaching")
    await send_term(world)
    assert await _pairs(world) == [("Nia Prosser", "Nia P")]
    return old, new


async def _somebody(world: World, name: str, says: str) -> Chat:
    """A member of an organisation of their own, who says what they offer or wish for."""
    chat = await world.member(name, f"Office of {name.split()[0]}")
    await chat.say(says)
    return chat


async def _pairs(world: World) -> list[tuple[str, str]]:
    """Who mentors whom."""
    found = []
    for group in await running_groups(world):
        mentor = mentor_of(group)
        assert mentor
        (mentee,) = set(group.members) - {mentor}
        found.append((await _name(world, mentor), await _name(world, mentee)))
    return sorted(found)


async def _name(world: World, member_id: MemberId) -> str:
    return await world.aside.read(lambda tx: tx.members.get(member_id, world.network.id).name)


async def test_who_mentored_themself_is_matched_with_somebody_else_as_both_at_once(
    world: World, there: World
) -> None:
    old, new = await _mentoring_themself(world, there)
    ade = await _somebody(world, "Ade Bello", "offers coaching")
    await _read_all(old, new, ade)
    await _make_one(old, new)
    assert await _pairs(world) == [("Ade Bello", "Nia P")]
    part = await _part(world, new)
    assert (part.offers, part.wishes) == (("coaching",), ("coaching",)), "what either said"
    told = [words for chat in (old, new) for words in await chat.told()]
    assert len({words for words in told if "Ade Bello mentors Nia P" in words}) == 1
    assert not [words for words in told if "ended" in words], told


async def test_whoever_the_other_account_avoids_does_not_take_the_mentors_place(
    world: World, there: World
) -> None:
    old, new = await _mentoring_themself(world, there)
    await _somebody(world, "Ade Bello", "offers coaching")
    await old.say("avoid Ade Bello")
    await _make_one(old, new)
    assert await _pairs(world) == []


async def test_of_two_mentors_one_is_kept_and_the_other_is_told_kindly(
    world: World, there: World
) -> None:
    old, new = await _mentoring(world, there)
    for chat in (old, new):
        await chat.say("wishes coaching")
    mentors = [await _somebody(world, name, "offers coaching") for name in OTHERS[:2]]
    assert len(await send_term(world)) == 2
    await _somebody(world, "Cal Dunn", "wishes coaching")
    await _read_all(old, new, *mentors)
    ((kept, _),) = [pair for pair in await _pairs(world) if pair[1] == "Nia P"]
    await _make_one(old, new)
    (free,) = [mentor for mentor in mentors if mentor.name != kept]
    told = await free.told()
    assert any("nobody's fault" in words for words in told)
    assert any("Cal Dunn" in words for words in told), "there is room for somebody else"
    assert await _pairs(world) == sorted([(kept, "Nia P"), (free.name, "Cal Dunn")])


async def test_whoever_mentors_from_both_accounts_goes_on_with_both_mentees(
    world: World, there: World
) -> None:
    old, new = await _mentoring(world, there)
    for chat in (old, new):
        await chat.say("offers coaching")
    for name in OTHERS[:2]:
        await _somebody(world, name, "wishes coaching")
    await send_term(world)
    await _make_one(old, new)
    assert await _pairs(world) == [("Nia P", name) for name in OTHERS[:2]]


async def test_a_part_that_is_paused_and_one_that_goes_on_are_one_that_goes_on(
    world: World, there: World
) -> None:
    old, new = await _mentoring(world, there)
    await old.say("offers coaching, budgets")
    await old.say("capacity 2")
    await new.say("wishes research")
    await new.say("pause until 1 March 2027")
    before: tuple[MemberId, MemberId] = (
        (await old.find_member()).id,
        (await new.find_member()).id,
    )
    await _make_one(old, new)
    part = await _part(world, new)
    assert (part.state, part.paused_until, part.capacity) == ("in", None, 2)
    assert (part.offers, part.wishes) == (("coaching", "budgets"), ("research",))
    await old.say("unlink")
    await old.press("Unlink this account")
    assert ((await old.find_member()).id, (await new.find_member()).id) == before
    assert (await _part(world, new)).state == "paused"
    assert (await _part(world, old)).offers == ("coaching", "budgets")
