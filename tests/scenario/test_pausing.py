"""Breaks: until a day, for a while, without an end; and sitting one round out."""

from datetime import date, timedelta

import pytest

from storage.notice_queue import To
from storage.notices.taking_part import PauseEnded
from storage.round_records import Enrolment
from storage.transaction import Transaction
from tests.support.chat import Chat, World


async def _part(world: World, chat: Chat) -> Enrolment:
    member = await chat.find_member()

    def find(tx: Transaction) -> Enrolment:
        part = tx.enrolments.find(world.programme.id, member.id)
        assert part
        return part

    return await world.aside.read(find)


@pytest.mark.parametrize(
    ("typed", "back"),
    [
        ("pause until 5 January", date(2027, 1, 5)),
        ("pause until 5th january.", date(2027, 1, 5)),
        ("snooze until monday", date(2026, 11, 30)),
        ("pause for 2 weeks", date(2026, 12, 10)),
        ("pause 2 weeks", date(2026, 12, 10)),
        ("pause a fortnight", date(2026, 12, 10)),
        ("pause until 5/1", date(2027, 1, 5)),
        ("pause until 5.1.2027", date(2027, 1, 5)),
        ("pause for the next month", date(2026, 12, 26)),
        ("pause until february", date(2027, 2, 1)),
        ("PAUSE UNTIL 2027-01-05", date(2027, 1, 5)),
        ("pause until next week", date(2026, 11, 30)),
        ("pause until next month", date(2026, 12, 1)),
        ("pause until next friday", date(2026, 11, 27)),
        ("pause till the 5th of January", date(2027, 1, 5)),
    ],
)
async def test_people_say_days_in_many_ways(world: World, typed: str, back: date) -> None:
    sam = await world.member("Sam Okafor")
    answer = await sam.say(typed)
    assert "You're having a break from Unmentoring, monthly until" in answer
    assert (await _part(world, sam)).paused_until == back


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("pause until yesterday", "Wednesday 25 November 2026 has gone by already."),
        ("pause until banana", "We don't understand “until banana” as a day."),
        ("pause until 31 february", "as a day"),
        ("pause for 99999999999 weeks", "as a day"),
        ("pause until 1 January 2030", "more than a year away"),
        ("pause until 5", "as a day"),
    ],
)
async def test_a_day_that_cannot_be_changes_nothing(world: World, typed: str, said: str) -> None:
    sam = await world.member("Sam Okafor")
    answer = await sam.say(typed)
    assert said in answer
    assert "Nothing has changed." in answer
    assert (await _part(world, sam)).state == "in"


async def test_without_a_day_a_form_asks_for_it(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "How long?" in await sam.say("pause")
    assert "Choose a day." in await sam.fill(how_long="date")
    assert "has gone by already" in await sam.fill(how_long="date", until="2026-11-01")
    answer = await sam.fill(how_long="date", until="2027-01-05")
    assert "until Tuesday 5 January 2027" in answer


async def test_a_break_without_an_end_lasts_until_resume(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "It lasts until you say so." in await sam.say("pause until further notice")
    assert "You're having a break" in await sam.say("status")
    assert "Welcome back." in await sam.say("resume")
    assert "You weren't having a break" in await sam.say("resume")
    assert (await _part(world, sam)).state == "in"


async def test_join_ends_a_break_too(world: World) -> None:
    sam = world.person("Sam Okafor")
    await sam.say("join")
    await sam.fill(organisation="new:Eastmarsh", sector="local")
    await sam.say("pause for 2 weeks")
    assert "Welcome back." in await sam.say("join")


async def test_sitting_out_once_and_taking_it_back(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "You're sitting out the next round" in await sam.say("skip")
    assert "already" in await sam.say("skip")
    assert "sitting out the next round" in await sam.say("status")
    assert "You're in the next round" in await sam.say("unskip")
    assert "You weren't sitting out" in await sam.say("unskip")


async def test_there_is_nothing_to_sit_out_during_a_break(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("pause for 2 weeks")
    assert "You're having a break from Unmentoring, monthly already." in await sam.say("skip")


async def test_whoever_skips_gives_up_the_seat_in_a_round_that_waits(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    jo = await world.member("Jo March")
    round_ = await world.propose([sam, ade, jo])
    await sam.say("skip")
    (group,) = await world.aside.read(lambda tx: tx.rounds.groups(round_.id))
    assert set(group.members) == {(await ade.find_member()).id, (await jo.find_member()).id}


async def test_a_break_that_ends_before_the_round_keeps_the_seat(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    round_ = await world.propose([sam, ade])  # it is due on 27 November
    await sam.say("pause until 27 November")
    (group,) = await world.aside.read(lambda tx: tx.rounds.groups(round_.id))
    assert len(group.members) == 2


async def test_with_several_schemes_one_can_be_named(world: World) -> None:
    sam = await world.member("Sam Okafor")
    other = await world.add_programme("Action learning")
    member = await sam.find_member()
    await world.aside.write(lambda tx: tx.enrolments.join(other.id, member.id, world.now))
    answer = await sam.say("pause action learning until 5 January")
    assert "break from Action learning until Tuesday 5 January 2027" in answer
    assert (await _part(world, sam)).state == "in"
    assert "Which scheme do you mean?" in await sam.say("skip")
    assert "next round of Unmentoring, monthly" in await sam.press("Unmentoring, monthly")
    # In the scheme's own channel there is nothing to ask where it has one to itself.
    assert "Action learning and Unmentoring, monthly" in await sam.say("pause for 3 weeks")


async def test_the_end_of_a_break_is_told_and_can_be_put_off(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("pause for 1 week")
    member = await sam.find_member()
    world.now += timedelta(days=7)

    def end(tx: Transaction) -> None:
        assert tx.enrolments.end_pauses(world.now.date())
        notice = PauseEnded(world.programme.id, member.id)
        for account in tx.members.accounts(member.id):
            to = [To(account.space_id, account_id=account.id)]
            tx.notices.queue(world.network.id, notice, to, world.now)

    await world.aside.write(end)
    (message,) = await sam.told()
    assert "Your break is over" in message
    assert "How long?" in await sam.press("Take a longer break")
    assert "until Thursday 31 December 2026" in await sam.fill(how_long="4 weeks")


async def test_a_stranger_has_nothing_to_pause(world: World) -> None:
    answer = await world.person("Nobody Yet").say("pause for 2 weeks")
    assert "You're not taking part yet" in answer
    assert "/unmentor join" in answer
