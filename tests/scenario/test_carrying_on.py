"""Who carries a conversation on: asked once, nudged twice at most, and never pressed."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.form import ChoiceInput
from bot.message import plain_text
from storage.tables import QuietPeriodRow
from storage.transaction import Transaction
from tests.support.camps import hold_camp
from tests.support.carrying import (
    DAY,
    MONDAY,
    TITLE,
    let_pass,
    one_camp,
    plan,
    queued,
    write_notes,
)
from tests.support.chat import MOST_CONTROLS, Chat, World
from tests.support.organising import priya

TWO_WEEKS = timedelta(weeks=2)


async def _camp(world: World) -> tuple[Chat, Chat, Chat]:
    """Nick leads, Sam takes notes, Ade is interested."""
    nick = await world.member("Nick Hill")
    sam = await world.member("Sam Okafor")
    ade = await world.member("Ade Bello")
    (first,) = await one_camp(world, nick)
    await write_notes(world, sam, first)
    await ade.say("notes interested 1")
    return nick, sam, ade


async def _channel(world: World) -> list[str]:
    """Read what waits for the channel."""

    def read(tx: Transaction) -> list[str]:
        found = [one for one in tx.deliveries.waiting(1000) if one.place_id == world.channel.id]
        said = [world.word(tx, one) for one in found]
        return [plain_text(one) for one in said if one]

    return await world.aside.read(read)


async def test_leader_note_taker_and_interested_are_asked_once_after_two_working_days(
    world: World,
) -> None:
    people = await _camp(world)
    await let_pass(world, MONDAY - timedelta(minutes=1))
    assert [await one.told() for one in people] == [[], [], []]
    await let_pass(world, MONDAY)
    for one in people:
        (told,) = await one.told()
        assert told == (
            "Who will carry this on?\n"
            f"Nobody has picked up “{TITLE}” yet. It takes one message to the group.\n"
            "You don't have to do anything. We ask this once."
        )
        assert one.buttons() == ["I will", "Suggest someone", "Let it rest"]
    await let_pass(world, MONDAY + 90 * DAY)
    assert len(await queued(world, "WhoCarriesOn")) == 3


async def test_without_notes_people_are_asked_after_the_slot(world: World) -> None:
    nick, ade = await world.member("Nick Hill"), await world.member("Ade Bello")
    await one_camp(world, nick)
    await ade.say("notes interested 1")
    await let_pass(world, MONDAY)
    assert len(await nick.told()) == len(await ade.told()) == 1


async def test_somebody_interested_in_many_sessions_gets_one_message(world: World) -> None:
    ade = await world.member("Ade Bello")
    await one_camp(world, None, count=5)
    for number in range(1, 6):
        await ade.say(f"notes interested {number}")
    await let_pass(world, MONDAY)
    (told,) = await ade.told()
    assert told.startswith("Who will carry these on?")
    assert "• 5: Session about 5" in told
    await ade.press("I will")
    assert ade.form
    (which,) = ade.form.inputs
    assert isinstance(which, ChoiceInput)
    said = await ade.fill(session=which.options[4].value)
    assert said.startswith("Thank you. You carry on “Session about 5” from now.")


async def test_a_bank_holiday_and_a_quiet_period_are_waited_for(world: World) -> None:
    nick = await world.member("Nick Hill")
    world.now = datetime.fromisoformat("2026-12-23T14:00:00+00:00")
    (first,) = await one_camp(world, nick)
    await write_notes(world, nick, first)

    def be_quiet(tx: Transaction) -> None:
        days = {"first_day": date(2026, 12, 29), "last_day": date(2027, 1, 5)}
        tx.session.add(QuietPeriodRow(network_id=world.network.id, why="Election", **days))

    await world.aside.write(be_quiet)
    await let_pass(world, datetime.fromisoformat("2027-01-06T08:59:00+00:00"))
    assert await nick.told() == []
    assert "After TeaCamp" not in "\n".join(await _channel(world))
    await let_pass(world, datetime.fromisoformat("2027-01-06T18:00:00+00:00"))
    assert len(await nick.told()) == 1
    assert "After TeaCamp" in "\n".join(await _channel(world))


async def test_whoever_wakes_late_asks_nobody_in_the_night(world: World) -> None:
    nick, _sam, _ade = await _camp(world)
    world.now = MONDAY + timedelta(hours=12)
    await let_pass(world, world.now)
    assert await nick.told() == []
    await let_pass(world, MONDAY + timedelta(hours=23))
    (told,) = await nick.told()
    assert told.startswith("Who will carry this on?")


async def test_nothing_is_asked_that_somebody_carries_by_then(world: World) -> None:
    nick, sam, ade = await _camp(world)
    said = await ade.say("notes volunteer 1")
    assert said.startswith(f"Thank you. You carry on “{TITLE}” from now.")
    await let_pass(world, MONDAY)
    assert [await one.told() for one in (nick, sam, ade)] == [[], [], []]


async def test_a_message_that_waits_is_not_sent_once_it_is_settled(world: World) -> None:
    nick, sam, _ade = await _camp(world)
    await let_pass(world, MONDAY)
    await sam.told()
    await sam.press("I will")
    assert await nick.told() == [], "the question was on its way, and is none any more"


# The volunteer


async def test_a_volunteer_is_nudged_twice_and_then_never_again(world: World) -> None:
    _nick, _sam, ade = await _camp(world)
    await ade.say("notes volunteer 1")
    await let_pass(world, world.now + TWO_WEEKS - timedelta(hours=1))
    assert await ade.told() == []
    await let_pass(world, world.now + timedelta(hours=1))
    (first,) = await ade.told()
    assert "How is it going?" in first
    assert "type /notes remind off." in first
    assert ade.buttons() == ["Done", "Still going", "Hand over"]
    assert "We'll ask once more in two weeks." in await ade.press("Still going")
    await let_pass(world, world.now + TWO_WEEKS)
    (second,) = await ade.told()
    assert "We won't ask you about this again." in second
    await let_pass(world, world.now + 400 * DAY)
    assert not [text for text in await ade.told() if "How is it going?" in text]
    assert len(await queued(world, "CarryNudge")) == 2


async def test_a_nudge_waits_for_a_working_day_and_its_hours(world: World) -> None:
    """Two weeks later it is Christmas, then a weekend, then the day that stands for Boxing Day."""
    world.now = datetime.fromisoformat("2026-12-11T10:00:00+00:00")
    _nick, _sam, ade = await _camp(world)
    world.now = datetime.fromisoformat("2026-12-11T20:00:00+00:00")
    await ade.say("notes volunteer 1")
    await let_pass(world, datetime.fromisoformat("2026-12-29T08:59:00+00:00"))
    assert await queued(world, "CarryNudge") == []
    await let_pass(world, datetime.fromisoformat("2026-12-29T17:00:00+00:00"))
    assert len(await queued(world, "CarryNudge")) == 1


async def test_whoever_wakes_late_nudges_nobody_in_the_night(world: World) -> None:
    _nick, _sam, ade = await _camp(world)
    await ade.say("notes volunteer 1")
    await let_pass(world, world.now + TWO_WEEKS - timedelta(hours=1))
    world.now += timedelta(hours=13)
    await let_pass(world, world.now)
    assert await queued(world, "CarryNudge") == []
    await let_pass(world, world.now + timedelta(hours=11))
    assert len(await queued(world, "CarryNudge")) == 1


@pytest.mark.parametrize("line", ["notes done 1", "notes rest 1", "notes remind off"])
async def test_a_nudge_that_waits_is_not_sent_once_it_is_settled(world: World, line: str) -> None:
    _nick, _sam, ade = await _camp(world)
    await ade.say("notes volunteer 1")
    await let_pass(world, world.now + TWO_WEEKS)
    assert len(await queued(world, "CarryNudge")) == 1
    await ade.say(line)
    assert not [text for text in await ade.told() if "How is it going?" in text]


@pytest.mark.parametrize(
    "line", ["notes done 1", "notes rest 1", "notes remind off", "forget me now", "leave"]
)
async def test_nobody_is_nudged_who_is_done_gone_or_wants_none(world: World, line: str) -> None:
    _nick, _sam, ade = await _camp(world)
    await ade.say("notes volunteer 1")
    await ade.say(line)
    await let_pass(world, world.now + 60 * DAY)
    assert await queued(world, "CarryNudge") == []


async def test_nobody_is_asked_about_a_session_that_was_dropped(world: World) -> None:
    _nick, _sam, ade = await _camp(world)
    await ade.say("notes volunteer 1")

    def drop(tx: Transaction) -> None:
        (session,) = tx.sessions.recent(world.network.id)
        plan = replace(session.plan, state="dropped")
        tx.sessions.change(session.id, world.network.id, plan)

    await world.aside.write(drop)
    await let_pass(world, world.now + 60 * DAY)
    for kind in ("CarryNudge", "WhoCarriesOn", "WriteUpAsked"):
        assert await queued(world, kind) == []


async def test_a_pause_puts_the_nudge_off(world: World) -> None:
    _nick, _sam, ade = await _camp(world)
    await ade.say("notes volunteer 1")
    world.now += 5 * DAY
    said = await ade.say("notes remind pause")
    assert said.startswith("We won't ask you about what follows sessions until Tuesday 29 December")
    await let_pass(world, datetime.fromisoformat("2026-12-29T09:59:00+00:00"))
    assert await queued(world, "CarryNudge") == []
    await let_pass(world, datetime.fromisoformat("2026-12-29T10:00:00+00:00"))
    assert len(await queued(world, "CarryNudge")) == 1


async def test_erasing_a_volunteer_opens_the_conversation_again(world: World) -> None:
    _nick, sam, ade = await _camp(world)
    await ade.say("notes volunteer 1")
    assert "carries on" in await sam.say("notes volunteer 1")
    await ade.say("forget me now")
    assert "• 1: Practical support" in await sam.say("notes open")
    assert "Thank you. You carry on" in await sam.say("notes volunteer 1")


async def test_what_somebody_carried_who_has_left_is_open_again(world: World) -> None:
    _nick, sam, ade = await _camp(world)
    await ade.say("notes volunteer 1")
    await ade.say("leave")
    await ade.say("leave yes")
    assert (await ade.find_member()).left_at
    assert "• 1: Practical support" in await sam.say("notes open")
    assert "Thank you. You carry on" in await sam.say("notes volunteer 1")


async def test_of_two_who_offer_one_carries_it_on(world: World) -> None:
    _nick, sam, ade = await _camp(world)
    await ade.say("notes volunteer 1")
    assert (await sam.say("notes volunteer 1")).startswith(
        f"Ade Bello carries on “{TITLE}” already."
    )


# Suggesting and handing over


async def test_somebody_who_is_suggested_says_yes_or_no(world: World) -> None:
    _nick, sam, ade = await _camp(world)
    said = await sam.say("notes volunteer 1 @Ade Bello")
    assert (
        said == f"We'll ask Ade Bello whether they'll carry on “{TITLE}”. They can say yes or no."
    )
    assert "We ask only once." in await sam.say("notes suggest 1 @Ade Bello")
    (told,) = await ade.told()
    assert f"Somebody thought of you as the right person to carry on “{TITLE}”." in told
    assert "That's fine." in await ade.press("No, thank you")
    assert "1: Practical support" in await sam.say("notes open")
    assert "You carry on" in await ade.press("Yes, I will")


async def test_someone_is_suggested_in_a_form(world: World) -> None:
    _nick, sam, ade = await _camp(world)
    await let_pass(world, MONDAY)
    await sam.told()
    await sam.press("Suggest someone")
    said = await sam.fill(who=(await ade.find_member()).id)
    assert said.startswith("We'll ask Ade Bello")


async def test_a_conversation_is_handed_over_by_a_yes(world: World) -> None:
    _nick, sam, ade = await _camp(world)
    await ade.say("notes volunteer 1")
    assert "We'll ask Sam Okafor" in await ade.say("notes handover 1 @Sam Okafor")
    (told,) = await sam.told()
    assert f"Ade Bello has carried on “{TITLE}” so far" in told
    assert "You carry on" in await sam.press("Yes, I will")
    (heard,) = await ade.told()
    assert heard == f"Sam Okafor carries on “{TITLE}” from now. Thank you for what you did."
    await let_pass(world, world.now + TWO_WEEKS)
    assert await ade.told() == []
    assert "How is it going?" in (await sam.told())[-1]


async def test_handing_over_to_nobody_opens_it_and_a_no_is_told(world: World) -> None:
    _nick, sam, ade = await _camp(world)
    await ade.say("notes volunteer 1")
    await ade.say("notes handover 1 @Sam Okafor")
    await sam.told()
    await sam.press("No, thank you")
    (heard,) = await ade.told()
    assert heard.startswith("Sam Okafor can't take")
    await ade.press("Hand over")
    assert "is open again" in await ade.fill()
    assert "1: Practical support" in await ade.say("notes open")


async def test_nobody_hands_over_or_ends_what_is_another_s(world: World) -> None:
    _nick, _sam, ade = await _camp(world)
    jo = await world.member("Jo Park")
    await ade.say("notes volunteer 1")
    for line in ("notes handover 1 @Sam Okafor", "notes done 1"):
        assert "Ade Bello carries" in await jo.say(line)
    assert "Others can still pick it up" in await jo.say("notes rest 1")
    assert "is marked as done" in await ade.say("notes done 1")


# Lists


async def test_the_channel_reads_one_list_for_the_whole_event(world: World) -> None:
    ade = await world.member("Ade Bello")
    await one_camp(world, None, count=4)
    await ade.say("notes volunteer 2")
    await priya(world).say("join")
    await let_pass(world, MONDAY + timedelta(hours=4))
    assert await _channel(world) == []
    await let_pass(world, MONDAY + 60 * DAY)
    (told,) = [text for text in await _channel(world) if "what goes on" in text]
    assert told == (
        "After TeaCamp: what goes on\n"
        "Carried on\n"
        "• 2: Session about 2, by Ade Bello\n"
        "Open\n"
        f"• 1: {TITLE}\n"
        "• 3: Session about 3\n"
        "• 4: Session about 4\n"
        "To carry one on, type /notes volunteer 1. Nobody has to."
    )
    assert len(await queued(world, "CarryList")) == 1


async def test_open_conversations_are_listed_by_event_and_network(world: World) -> None:
    ade = await world.member("Ade Bello")
    assert await ade.say("notes open") == "No conversation is open."
    await one_camp(world, None, count=2)
    for line in ("notes open", "notes open TeaCamp", "notes open teac"):
        assert "• 2: Session about 2" in await ade.say(line)
    assert "We can't find an event called “Harbour”" in await ade.say("notes open Harbour")


# Write-ups


async def test_a_leader_is_asked_for_a_write_up_once_after_four_weeks(world: World) -> None:
    nick, _sam, _ade = await _camp(world)
    await let_pass(world, world.now + timedelta(weeks=4, hours=2))
    asked = [text for text in await nick.told() if "Did you write about it?" in text]
    assert len(asked) == 1
    await nick.press("Add a link")
    assert "web address" in await nick.fill(url="http://10.0.0.1/secret")
    said = await nick.fill(url="https://blog.gov.uk/reformers", text="What reformers need")
    assert said.startswith(f"What reformers need stands with the notes of “{TITLE}” now.")
    await let_pass(world, world.now + 200 * DAY)
    assert len(await queued(world, "WriteUpAsked")) == 1


async def test_nobody_is_asked_for_a_write_up_that_is_there(world: World) -> None:
    nick, sam, _ade = await _camp(world)
    await sam.say("notes link 1 https://blog.gov.uk/reformers")
    await let_pass(world, world.now + timedelta(weeks=6))
    assert await queued(world, "WriteUpAsked") == []
    assert await nick.told()


async def test_a_list_tells_sessions_of_one_number_apart_by_room_and_shows_no_codes(
    world: World,
) -> None:
    sam = await world.member("Sam Okafor")
    first = replace(plan("Data", "1", world.now), room="M69")
    second = replace(plan("Letters", "1", world.now), room="M70")
    await hold_camp(world, first, second, replace(plan("Big", "", world.now), room="Hall"))
    world.now += timedelta(hours=3)
    listed = await sam.say("notes open")
    assert "• 1: Data (M69)\n• 1: Letters (M70)\n• Big\n" in listed


async def test_two_camps_with_one_number_are_told_apart_by_event_and_title(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await hold_camp(world, plan("Data", "1", world.now), name="TeaCamp North")
    await hold_camp(world, plan("Data", "1", world.now), name="TeaCamp South")
    assert "Which session do you mean?" in await sam.say("notes show 1")
    assert sam.buttons() == ["Data (TeaCamp North)", "Data (TeaCamp South)"]


async def test_two_of_one_title_are_told_apart_by_room(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await hold_camp(
        world,
        replace(plan("Data", "1", world.now), room="M69"),
        replace(plan("Data", "2", world.now), room="M70"),
    )
    await sam.say("notes show data")
    assert sam.buttons() == ["Data (M69)", "Data (M70)"]


@pytest.mark.parametrize("count", [3, 5])
async def test_of_several_to_carry_on_those_of_one_title_are_told_apart(
    world: World, count: int
) -> None:
    ade = await world.member("Ade Bello")
    ids = await one_camp(world, None, count=count)

    def call_them_alike(tx: Transaction) -> None:
        for number, one in enumerate(ids, 1):
            session = tx.sessions.get(one, world.network.id)
            alike = replace(session.plan, title="Data", room=f"M{number}")
            tx.sessions.change(one, world.network.id, alike)

    await world.aside.write(call_them_alike)
    for number in range(1, count + 1):
        await ade.say(f"notes interested {number}")
    await let_pass(world, MONDAY)
    await ade.told()
    await ade.press("I will")
    labels = ade.buttons()
    if count > MOST_CONTROLS:
        assert ade.form
        (which,) = ade.form.inputs
        assert isinstance(which, ChoiceInput)
        labels = [one.label for one in which.options]
    assert labels == [f"Data (M{number})" for number in range(1, count + 1)]


async def test_whoever_writes_themself_in_as_a_leader_ends_nothing(world: World) -> None:
    _nick, _sam, ade = await _camp(world)
    eve = await world.member("Eve Marsh")
    await ade.say("notes volunteer 1")
    world.now += timedelta(minutes=1)
    await eve.say("notes edit 1")
    await eve.fill(leaders="Nick Hill, Eve Marsh")
    for line in ("notes done 1", "notes handover 1"):
        assert "Nothing has changed." in await eve.say(line)
