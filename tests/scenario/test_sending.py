"""A round is sent: once, to everybody in it, and looked at again just before."""

import asyncio
from datetime import UTC, datetime, timedelta

from jobs.delivery import refusals
from jobs.delivery.voice import RefusedError
from jobs.rounds import reports
from storage.outbox import Settled
from storage.queue_records import DeliveryState
from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.organising import audit, pairs, people, preview, priya


async def test_everybody_gets_one_introduction(world: World) -> None:
    organiser = priya(world)
    members = await people(world, 7)
    await preview(world, organiser)
    said = await organiser.press("Introduce 3 groups")
    assert "Done. 3 introductions of December's round are on their way now." in said
    for member in members:
        (told,) = await member.told()
        assert "Please meet each other" in told
    sent = next(entry for entry in await audit(world) if entry.action == "round.send")
    assert sent.at == world.now


async def test_typed_without_yes_the_plan_is_shown_first(world: World) -> None:
    organiser = priya(world)
    members = await people(world, 4)
    await preview(world, organiser)
    assert "4 people would be introduced" in await organiser.say("round send")
    assert await members[0].told() == []
    assert "on their way" in await organiser.say("round send yes")


async def test_introductions_wait_for_working_hours(world: World) -> None:
    organiser = priya(world)
    await people(world, 4)
    await preview(world, organiser)
    world.now = datetime(2026, 11, 27, 19, tzinfo=UTC)
    said = await organiser.say("round send yes")
    assert "will be sent from Monday 30 November 2026 at 9am, in working hours." in said


async def test_pressed_twice_it_is_sent_once(world: World) -> None:
    organiser = priya(world)
    members = await people(world, 4)
    await preview(world, organiser)
    await organiser.press("Introduce 2 pairs")
    world.now += timedelta(minutes=2)
    said = await organiser.press("Introduce 2 pairs")
    assert said == (
        "Priya Raman sent December's round on Thursday 26 November 2026 at 10am, "
        "so there is nothing to send."
    )
    assert len(await members[0].told()) == 1


async def test_of_two_organisers_sending_at_once_one_wins(world: World) -> None:
    first = priya(world)
    members = await people(world, 6)
    await first.say("organisers add Person 05")
    second = members[5]
    await preview(world, first)
    await second.say("round preview")
    answers = await asyncio.gather(first.press("Introduce"), second.press("Introduce"))
    assert sum(answer.startswith("Done.") for answer in answers) == 1, answers
    assert sum("so there is nothing to send" in answer for answer in answers) == 1, answers
    assert len(await members[0].told()) == 1
    actions = [entry.action for entry in await audit(world)]
    assert actions.count("round.send") == 1


async def test_whoever_types_it_a_moment_later_reads_who_sent_it(world: World) -> None:
    first = priya(world)
    members = await people(world, 6)
    await first.say("organisers add Person 05")
    await preview(world, first)
    await first.say("round send yes")
    world.now += timedelta(minutes=1)
    said = await members[5].say("round send yes")
    assert said == (
        "Priya Raman sent December's round on Thursday 26 November 2026 at 10am, "
        "so there is nothing to send."
    )
    world.now += timedelta(hours=2)
    assert "No round of Unmentoring, monthly waits" in await members[5].say("round send yes")


async def test_a_plan_that_changed_since_it_was_seen_is_shown_again(world: World) -> None:
    first, second = priya(world), priya(world)
    await people(world, 6)
    await preview(world, first)
    (a, _b), (c, _d), _rest = await pairs(world)
    await second.say(f"round swap @{a} @{c} yes")
    said = await first.press("Introduce")
    assert said.startswith("The plan has changed since you looked at it")
    assert "6 people would be introduced" in said
    assert (await first.press("Introduce")).startswith("Done.")


async def test_whoever_leaves_after_the_preview_is_not_introduced(world: World) -> None:
    organiser = priya(world)
    members = await people(world, 6)
    await preview(world, organiser)
    await members[0].say("leave")
    await organiser.press("Introduce")
    assert (await organiser.press("Introduce")).startswith("Done.")
    groups = await pairs(world, "active")
    assert sorted(len(group) for group in groups) == [2, 3]
    assert all("Person 00" not in group for group in groups)


async def test_only_the_groups_that_a_leaver_touched_change(world: World) -> None:
    organiser = priya(world)
    members = await people(world, 8)
    await preview(world, organiser)
    before = await pairs(world)
    await members[0].say("leave")
    await organiser.say("round send yes")
    after = await pairs(world, "active")
    assert sum(group in after for group in before) == 2
    assert sorted(len(group) for group in after) == [2, 2, 3]


async def test_a_pause_that_begins_after_the_plan_counts(world: World) -> None:
    organiser = priya(world)
    members = await people(world, 5)
    await preview(world, organiser)
    await members[1].say("pause until 5 january")
    await organiser.say("round send yes")
    assert [len(group) for group in await pairs(world, "active")] == [2, 2]


async def test_a_pause_that_ends_by_the_day_of_the_round_keeps_nobody_out(world: World) -> None:
    organiser = priya(world)
    members = await people(world, 4)
    await members[1].say("pause until 30 november")
    assert "4 people would be introduced" in await preview(world, organiser)
    await organiser.press("Introduce")
    assert [len(group) for group in await pairs(world, "active")] == [2, 2]


async def test_two_who_must_not_meet_any_more_are_parted_before_sending(world: World) -> None:
    organiser = priya(world)
    members = await people(world, 6)
    await preview(world, organiser)
    (a, b), *_rest = await pairs(world)
    await members[int(a[-2:])].say(f"avoid {b}")
    await organiser.say("round send yes")
    groups = await pairs(world, "active")
    assert not any({a, b} <= set(group) for group in groups)
    assert sum(len(group) for group in groups) == 6


async def test_a_rest_of_one_is_told_kindly_and_counts_more_next_time(world: World) -> None:
    organiser = priya(world)
    members = await people(world, 2)
    alone = await world.member("Colleague", "Organisation 00")
    other = await world.member("Colleague two", "Organisation 01")
    await preview(world, organiser)
    await members[0].say("leave")
    await other.say("leave")
    await organiser.say("round send yes")
    assert len(await pairs(world, "active")) == 1
    await members[1].told()
    assert len(await alone.told()) == 1


async def _settle_all(world: World, state: DeliveryState, error: str | None = None) -> None:
    def settle(tx: Transaction) -> None:
        for claimed in tx.outbox.claim("ready", world.now, timedelta(minutes=1), 100):
            tx.outbox.settle(claimed, Settled(state, error=error), world.now)

    await world.aside.write(settle)


async def _reports(world: World, organiser: Chat) -> list[str]:
    await world.aside.write(lambda tx: reports.report_due(tx, world.now))
    return await organiser.told()


async def test_the_organiser_gets_one_report_when_all_has_settled(world: World) -> None:
    organiser = priya(world)
    await people(world, 6)
    await preview(world, organiser)
    await organiser.press("Introduce")
    assert await _reports(world, organiser) == []
    await _settle_all(world, "sent")
    (report,) = await _reports(world, organiser)
    assert report.startswith("How December's round was sent")
    assert "3 introductions. 3 of 3 messages were delivered." in report
    assert await _reports(world, organiser) == []
    assert "3 of 3 messages" in await organiser.say("round report")


async def test_the_report_counts_the_same_introductions_as_the_totals(world: World) -> None:
    organiser = priya(world)
    members = await people(world, 12)
    await preview(world, organiser)
    await organiser.press("Introduce")
    await _settle_all(world, "sent")
    await members[0].say("leave")
    report = await organiser.say("round report")
    assert "6 introductions. 6 of 6 messages were delivered." in report
    assert "group chat" not in report
    assert await _count_introductions(world) == 6


async def _count_introductions(world: World) -> int:
    """As the totals of the round do."""

    def read(tx: Transaction) -> int:
        round_ = tx.rounds.latest(world.programme.id, "open")
        assert round_
        return tx.totals.of_round(round_).introductions

    return await world.aside.read(read)


async def test_the_report_says_why_there_are_more_messages_than_introductions(
    world: World,
) -> None:
    organiser = priya(world)
    await people(world, 2)
    await preview(world, organiser)
    await organiser.press("Introduce")

    def refuse(tx: Transaction) -> None:
        for claimed in tx.outbox.claim("ready", world.now, timedelta(minutes=1), 100):
            error = RefusedError("cannot meet", "user_not_visible")
            refusals.handle(tx, claimed, error, world.now)

    await world.aside.write(refuse)
    await _settle_all(world, "sent")
    report = await organiser.say("round report")
    assert "1 introduction. 2 of 2 messages were delivered." in report
    assert "Where people can't be in one group chat, each gets a message of their own." in report


async def test_the_report_names_what_was_not_delivered_and_why(world: World) -> None:
    organiser = priya(world)
    await people(world, 2)
    await preview(world, organiser)
    await organiser.press("Introduce")
    await _settle_all(world, "dead", "too long (msg_too_long)")
    (report,) = await _reports(world, organiser)
    assert "0 of 1 message was delivered." in report
    assert "the introduction of Person 00 and Person 01. The message was too long." in report
    assert organiser.buttons() == ["Look at these messages"]
