"""Members we do not hear from: silent for three rounds, or unreachable; both come back easily."""

from datetime import UTC, datetime, timedelta

from jobs.delivery.deliver import Deliverer
from jobs.delivery.manners import Manners
from jobs.members import silence
from jobs.rounds import checking_in, rounds
from storage.programmes import Plan
from storage.round_records import Enrolment, Format
from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.organising import people, priya
from tests.support.scripted_platform import JumpingClock, ScriptedPlatform, refused

WORKING_HOUR = datetime(2026, 11, 26, 10, tzinfo=UTC)


async def _part(world: World, chat: Chat) -> Enrolment:
    member = await chat.find_member()
    return await world.aside.read(lambda tx: tx.enrolments.get(world.programme.id, member.id))


async def _close(world: World) -> None:
    """End the open round as it ends in its time, and let four weeks go by."""

    def close(tx: Transaction) -> None:
        round_ = tx.rounds.latest(world.programme.id, "open")
        assert round_
        assert rounds.close(tx, world.programme, round_, world.now)

    await world.aside.write(close)
    world.now += timedelta(days=28)


async def test_after_three_silent_rounds_a_member_is_paused_kindly_and_one_press_ends_it(
    world: World,
) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    for count in (1, 2):
        await world.introduce([sam, ade])
        await ade.say("not yet")
        await _close(world)
        assert (await _part(world, sam)).silent == count
        assert (await _part(world, sam)).state == "in"
    await world.introduce([sam, ade])
    await ade.say("not yet")
    await sam.told()
    await _close(world)
    assert (await _part(world, sam)).paused_why == "silent"
    assert (await _part(world, ade)).state == "in"
    assert (await _part(world, ade)).silent == 0
    (told,) = await sam.told()
    assert "We haven't heard from you for three rounds" in told
    assert "That's fine." in told
    assert sam.buttons() == ["Bring me back", "Tell us why", "Leave"]
    assert "We've paused you in Unmentoring, monthly" in await sam.say("status")
    assert (await _part(world, sam)).state == "paused", "looking at it is not coming back"
    assert "Welcome back" in await sam.press("Bring me back")
    part = await _part(world, sam)
    assert (part.state, part.silent, part.paused_why) == ("in", 0, None)


async def test_whose_partner_says_that_they_met_is_not_silent(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await world.introduce([sam, ade])
    await ade.say("met")
    await _close(world)
    assert (await _part(world, sam)).silent == 0


async def test_any_press_in_a_round_ends_the_silence(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    for _ in range(2):
        await world.introduce([sam, ade])
        await _close(world)
    await world.introduce([sam, ade])
    await sam.say("not yet")
    await ade.say("status")  # it is not about the round, but Ade is there
    await _close(world)
    assert (await _part(world, sam)).silent == 0
    assert (await _part(world, ade)).silent == 1
    assert {(await _part(world, each)).state for each in (sam, ade)} == {"in"}


async def test_who_was_left_out_or_parted_had_nothing_to_answer(world: World) -> None:
    sam, ade, jo = [await world.member(name) for name in ("Sam Okafor", "Ade Bello", "Jo March")]
    await world.introduce([sam, ade])
    await ade.say("leave")
    await _close(world)
    assert (await _part(world, sam)).silent == 0, "Ade left, so there was nothing to say"
    assert (await _part(world, jo)).silent == 0


async def test_where_members_are_asked_not_answering_is_silence_too(world: World) -> None:
    members = await people(world, 3)
    old = world.programme
    plan = Plan(old.name, old.place_id, format=Format(asks=True))
    world.programme = await world.aside.write(lambda tx: tx.programmes.change(old, plan))
    ids = [(await member.find_member()).id for member in members]
    await world.introduce(members[:2])

    def ask(tx: Transaction) -> None:
        round_ = tx.rounds.latest(world.programme.id, "open")
        assert round_
        tx.turns.ask(round_.id, ids)
        tx.turns.answer(round_.id, ids[0], "in", world.now)

    await world.aside.write(ask)
    await _close(world)
    assert [(await _part(world, member)).silent for member in members] == [0, 1, 1]


async def test_why_is_asked_for_once_and_shown_in_totals_of_five_only(world: World) -> None:
    members = await people(world, 6)

    def pause(tx: Transaction) -> None:
        for part in tx.enrolments.all(world.programme.id):
            tx.enrolments.pause(world.programme.id, part.member_id, None, "silent")

    await world.aside.write(pause)
    assert "Organisers see totals of at least five" in await members[0].say("quiet")
    assert "Thank you." in await members[0].fill(why="busy")
    for member in members[1:4]:
        assert "Thank you." in await member.say("quiet too busy")
    await members[4].say("quiet other")
    assert "Why people were silent" not in await priya(world).say("unmentor members")
    await members[4].say("quiet Too busy")
    await members[5].say("quiet not useful")
    said = await priya(world).say("unmentor members")
    assert "Why people were silent: Too busy: 5\n" in said
    assert "Of those, paused after three silent rounds: 6 people" in said
    assert "Nothing has changed" in await members[5].say("quiet because of the moon")


async def _deliver(world: World, platform: ScriptedPlatform, clock: JumpingClock) -> None:
    deliverer = Deliverer(world.aside, lambda _platform: platform, clock, Manners())
    for _ in range(20):
        if not await deliverer.run_once():
            clock.advance(20)


async def _block(world: World, chat: Chat) -> None:
    member = await chat.find_member()

    def block(tx: Transaction) -> None:
        (account,) = tx.members.accounts(member.id)
        silence.block(tx, account.id, world.now)

    await world.aside.write(block)


async def test_who_blocked_the_bot_is_paused_and_back_once_they_use_it_again(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await _block(world, sam)
    assert (await _part(world, sam)).paused_why == "blocked"
    day = world.now.date()
    due = await world.aside.read(lambda tx: tx.enrolments.due(world.programme.id, day))
    assert [each.member_id for each in due] == [(await ade.find_member()).id]
    assert "Of those, our messages can't reach: fewer than 5 people" in await priya(world).say(
        "unmentor members"
    )
    await sam.say("help")
    assert (await _part(world, sam)).state == "in"
    (told,) = await sam.told()
    assert "Our messages couldn't reach you" in told
    assert "you're back in" in told


async def test_whose_partner_cannot_be_reached_is_told_once_and_may_meet_somebody_else(
    world: World,
) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await world.introduce([sam, ade])
    await ade.told()
    await _block(world, sam)
    await _block(world, sam)
    (told,) = await ade.told()
    assert "Our messages can't reach Sam Okafor at the moment." in told
    assert "that is in your introduction" in told
    waits = await ade.press("Find me somebody else")
    assert "If we hear nothing from Sam by Friday 27 November 2026, we'll introduce you" in waits


async def test_whose_partner_is_back_before_they_read_it_reads_nothing(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await world.introduce([sam, ade])
    await ade.told()
    await _block(world, sam)
    await sam.say("help")
    assert await ade.told() == []


async def test_organisers_count_whom_our_messages_cannot_reach(world: World) -> None:
    members = await people(world, 8)
    await world.introduce(members[:2], members[2:4])
    for member in members[:5]:
        await _block(world, member)
    organiser = priya(world)
    said = await organiser.say("unmentor members")
    assert "Of those, our messages can't reach: 5 people" in said
    report = await organiser.say("unmentor round report")
    assert "Our messages can't reach 5 people of this scheme, who are paused until" in report
    assert "Person" not in report


async def test_a_break_that_was_chosen_is_not_ended_by_being_reachable_again(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("pause forever")
    await _block(world, sam)
    await sam.say("help")
    assert (await _part(world, sam)).state == "paused"
    assert await sam.told() == []


async def test_a_refused_message_pauses_whoever_blocked_us(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await world.introduce([sam, await world.member("Ade Bello")])

    def ask(tx: Transaction) -> None:
        round_ = tx.rounds.latest(world.programme.id, "open")
        assert round_
        checking_in.check_in(tx, world.programme, round_, world.now, last=False)

    await world.aside.write(ask)
    clock = JumpingClock(WORKING_HOUR)
    await _deliver(world, ScriptedPlatform(clock, iter([refused("blocked")] * 9)), clock)
    assert (await _part(world, sam)).paused_why == "blocked"
