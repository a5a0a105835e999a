"""Reminders to write: asked for, once a week, with what a member took part in; on both databases.

Dialogs begin on Thursday 26 November 2026 at 10am.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.meaning.writing import WritingWanted, read_writing
from jobs.calendars.workdays import Calendar, QuietPeriod, bank_holidays
from jobs.digests import writing
from jobs.schedule import Ticker
from storage.digest_records import WritePrompt
from storage.round_records import Quiet
from storage.transaction import Transaction
from storage.types import MemberId
from tests.support.carrying import TITLE, let_pass, one_camp, queued, write_notes
from tests.support.chat import Chat, World
from tests.support.organising import WorldClock

FRIDAY = datetime(2026, 11, 27, 15, tzinfo=UTC)
WEEK = timedelta(weeks=1)
HOUR = timedelta(hours=1)


async def reminded(world: World) -> list[str]:
    """The weeks of which somebody was reminded, in their order."""
    return [str(one["label"]) for one in await queued(world, "WritingReminder")]


async def weekly(world: World) -> Chat:
    sam = await world.member("Sam Okafor", "Example City Council")
    await sam.say('digest write "weeknotes" friday 15:00')
    return sam


# Asked for


async def test_nobody_is_reminded_who_did_not_ask(world: World) -> None:
    await world.member("Sam Okafor")
    await let_pass(world, FRIDAY + 2 * WEEK)
    assert await reminded(world) == []


async def test_whoever_asks_hears_when_and_what_of(world: World) -> None:
    sam = await world.member("Sam Okafor")
    said = await sam.say('digest write "weeknotes" friday 15:00')
    assert said.startswith(
        "We'll remind you to write your weeknotes on Friday 27 November 2026 at 3pm, "
        "and every Friday at 3pm."
    )
    assert "It comes to you alone" in said
    await let_pass(world, FRIDAY - timedelta(minutes=1))
    assert await sam.told() == []
    await let_pass(world, FRIDAY)
    (told,) = await sam.told()
    assert told.startswith("Time to write your weeknotes, if you like")
    assert "Only you can see this." in told
    assert sam.buttons() == ["Not this week", "Stop asking"]


async def test_a_form_asks_for_the_same(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "What do you call it?" in await sam.say("digest write")
    said = await sam.fill(what=" ", at="soon")
    assert "what: Say in a word or two" in said
    assert "at: Give a time, such as 15:00." in said
    said = await sam.fill(what="blog for Monday", day="0", at="08:30", after="yes")
    assert "your blog for Monday on Monday 30 November 2026 at 8:30am" in said
    assert "A week after a session that you led" in said
    shown = await sam.say("digest write")
    assert "next on Monday 30 November 2026 at 8:30am. To stop, type" in shown
    assert sam.form
    assert sam.form.inputs[0].value == "blog for Monday"  # type: ignore[union-attr]  # a text input


async def test_a_rhythm_that_is_not_weekly_changes_nothing(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "Nothing has changed." in await sam.say("digest write weeknotes daily 15:00")
    assert await world.aside.read(lambda tx: tx.writing.all(world.network.id)) == []


@pytest.mark.parametrize("typed", ["friday 25:00", "weeknotes 13pm friday", "friday at 9:75"])
async def test_what_is_no_time_of_day_is_said_to_be_none(world: World, typed: str) -> None:
    sam = await world.member("Sam Okafor")
    said = await sam.say(f"digest write {typed}")
    assert "is no time of day, so nothing has changed." in said
    assert "What do you call it?" not in said
    assert await world.aside.read(lambda tx: tx.writing.all(world.network.id)) == []


async def test_a_name_may_have_a_time_in_it(world: World) -> None:
    sam = await world.member("Sam Okafor")
    said = await sam.say('digest write "25:00 club" friday 15:00')
    assert "We'll remind you to write your 25:00 club on Friday" in said


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        (("weeknotes", "friday", "15:00"), WritingWanted("weeknotes", 4, "15:00")),
        (("my week", "every", "Mon", "at", "9am"), WritingWanted("my week", 0, "09:00")),
        (("friday",), WritingWanted("", 4, None)),
        (("weeknotes",), WritingWanted("weeknotes")),
        ((), WritingWanted("")),
        (("weeknotes", "fortnightly"), None),
    ],
)
def test_what_is_typed_is_read(typed: tuple[str, ...], wanted: WritingWanted | None) -> None:
    assert read_writing(typed) == wanted


# What one took part in


async def test_it_says_what_one_took_part_in_that_week_and_nothing_of_others(world: World) -> None:
    sam, ade = await weekly(world), await world.member("Ade Bello")
    jo, ash = await world.member("Jo Lind"), await world.member("Ash Nicol")
    ids = await one_camp(world, sam, count=2)
    await world.introduce([sam, ade], [jo, ash])
    await write_notes(world, sam, ids[1])
    await sam.say("notes takeaway Ask for the data first.")
    await jo.say("notes takeaway Jo's own line.")
    await let_pass(world, FRIDAY)
    told = next(one for one in await sam.told() if one.startswith("Time to write"))
    assert "This week in Public services together:" in told
    assert "You were introduced to Ade Bello." in told
    assert f"You led “{TITLE}”." in told
    assert "You wrote notes of “Session about 2”." in told
    assert "You took away: Ask for the data first." in told
    assert "Jo" not in told
    assert "Ash" not in told


async def test_a_meeting_counts_as_met_and_not_as_introduced_too(world: World) -> None:
    sam, ade = await weekly(world), await world.member("Ade Bello")
    await world.introduce([sam, ade])
    await sam.say("unmentor met")
    await let_pass(world, FRIDAY)
    told = next(one for one in await sam.told() if one.startswith("Time to write"))
    assert "You met Ade Bello." in told
    assert "introduced" not in told


async def test_a_conversation_that_one_carries_on_is_named_every_week(world: World) -> None:
    sam = await weekly(world)
    ids = await one_camp(world)
    await write_notes(world, await world.member("Ade Bello"), ids[0])
    await sam.say("notes volunteer Practical")
    await let_pass(world, FRIDAY + WEEK)
    last = [one for one in await sam.told() if one.startswith("Time to write")][-1]
    assert f"You carry on the conversation of “{TITLE}”." in last


async def test_last_weeks_are_not_this_weeks(world: World) -> None:
    sam, ade = await weekly(world), await world.member("Ade Bello")
    await world.introduce([sam, ade])
    await let_pass(world, FRIDAY + WEEK)
    first, second = [one for one in await sam.told() if one.startswith("Time to write")]
    assert "Ade Bello" in first
    assert "We know of nothing that you took part in this week" in second
    assert "That's fine" in second


async def test_what_is_of_another_network_is_not_told(world: World) -> None:
    sam = await weekly(world)
    me = await sam.find_member()

    def elsewhere(tx: Transaction) -> None:
        other = tx.networks.add("Night staff together", sensitive=True)
        tx.takeaways.add(other.id, me.id, "Said elsewhere.", world.now)

    await world.aside.write(elsewhere)
    await let_pass(world, FRIDAY)
    (told,) = await sam.told()
    assert "Said elsewhere" not in told


# Once a week, where it fits


async def test_each_week_comes_once_with_two_workers(world: World) -> None:
    sam = await weekly(world)
    world.now = FRIDAY
    member = await sam.find_member()
    seen = await world.aside.read(lambda tx: tx.schedules.find(writing.KIND, member.id))
    assert seen
    for _worker in range(2):  # each saw it as due before the other had fired it
        fire = partial(Ticker(world.aside, WorldClock(world), 24)._fire, seen=seen)
        await world.aside.write(fire)
    assert await reminded(world) == ["2026-W48"]
    await let_pass(world, FRIDAY + 2 * WEEK)
    assert await reminded(world) == ["2026-W48", "2026-W49", "2026-W50"]


async def test_a_changed_hour_does_not_bring_a_week_back(world: World) -> None:
    sam = await weekly(world)
    await let_pass(world, FRIDAY)
    said = await sam.say("digest write weeknotes friday 16:00")
    assert "on Friday 4 December 2026 at 4pm" in said
    await let_pass(world, FRIDAY + timedelta(days=2))
    assert await reminded(world) == ["2026-W48"]


async def test_bank_holidays_are_left_out(world: World) -> None:
    await weekly(world)
    await let_pass(world, datetime(2027, 1, 9, tzinfo=UTC))
    labels = await reminded(world)
    assert "2026-W52" not in labels, "25 December 2026"
    assert "2026-W53" not in labels, "1 January 2027"
    assert labels[-1] == "2027-W01"


async def test_a_quiet_period_leaves_weeks_out(world: World) -> None:
    await weekly(world)
    quiet = Quiet(date(2026, 11, 20), date(2026, 12, 6), "Local elections")
    await world.aside.write(lambda tx: tx.quiet_periods.add(world.network.id, quiet))
    await let_pass(world, FRIDAY + 2 * WEEK)
    assert await reminded(world) == ["2026-W50"]


async def test_somebody_on_a_break_is_not_reminded(world: World) -> None:
    sam = await weekly(world)
    await sam.say("unmentor pause until 7 December 2026")
    await let_pass(world, FRIDAY + 2 * WEEK)
    assert await reminded(world) == ["2026-W50"]


async def test_somebody_who_wants_no_questions_is_not_reminded(world: World) -> None:
    sam = await weekly(world)
    await sam.say("notes remind pause")
    await let_pass(world, FRIDAY + 4 * WEEK)
    assert "2026-W48" not in await reminded(world)


async def test_a_reminder_that_is_a_day_late_is_none(world: World) -> None:
    await weekly(world)
    world.now = FRIDAY + timedelta(days=1)
    await Ticker(world.aside, WorldClock(world), 24).run_once()
    assert await reminded(world) == []
    await let_pass(world, FRIDAY + WEEK)
    assert await reminded(world) == ["2026-W49"]


async def test_it_comes_by_the_members_own_clock(world: World) -> None:
    sam = await world.member("Sam Okafor", zone="Pacific/Auckland")
    await sam.say("digest write weeknotes friday 15:00")
    await let_pass(world, datetime(2026, 12, 5, tzinfo=UTC))
    assert await reminded(world) == ["2026-W48", "2026-W49"]
    member = await sam.find_member()
    due = await world.aside.read(lambda tx: writing.next_due(tx, member))
    assert due
    assert due.astimezone(ZoneInfo("Pacific/Auckland")).strftime("%A %H:%M") == "Friday 15:00"


async def test_not_this_week(world: World) -> None:
    sam = await weekly(world)
    said = await sam.say("digest write skip")
    assert "That's fine. We'll remind you next on Friday 4 December 2026 at 3pm." in said
    await let_pass(world, FRIDAY + WEEK)
    assert await reminded(world) == ["2026-W49"]
    await sam.told()
    said = await sam.press("Not this week")
    assert "next on Friday 11 December 2026 at 3pm" in said, "the one after is not left out"
    await let_pass(world, FRIDAY + 2 * WEEK)
    assert await reminded(world) == ["2026-W49", "2026-W50"]


async def test_stop_asking(world: World) -> None:
    sam = await weekly(world)
    await let_pass(world, FRIDAY)
    await sam.told()
    assert "Done: we don't remind you to write any more." in await sam.press("Stop asking")
    said = await sam.say("digest write off")
    assert "nothing has changed. To be reminded, type" in " ".join(said.split())
    await let_pass(world, FRIDAY + 3 * WEEK)
    assert await reminded(world) == ["2026-W48"]


async def test_who_stops_before_it_is_told_is_not_told(world: World) -> None:
    sam = await weekly(world)
    await let_pass(world, FRIDAY)
    await sam.say("digest write off")
    assert await sam.told() == []


async def test_who_left_is_not_reminded_even_after_coming_back(world: World) -> None:
    sam = await weekly(world)
    member = await sam.find_member()
    await world.aside.write(lambda tx: tx.members.leave(member.id, world.now))
    await let_pass(world, FRIDAY + WEEK)
    assert await reminded(world) == []
    assert await world.aside.read(lambda tx: tx.writing.get(member.id)) is None


@settings(max_examples=80, deadline=None)
@given(
    weekday=st.integers(0, 6),
    hour=st.integers(0, 23),
    minute=st.sampled_from([0, 15, 30, 59]),
    days=st.integers(0, 800),
    zone=st.sampled_from(["Europe/London", "America/New_York", "Pacific/Auckland"]),
)
def test_weeks_come_one_after_the_other_never_on_a_closed_day(
    weekday: int, hour: int, minute: int, days: int, zone: str
) -> None:
    """Both clock changes of a year lie within what is walked through."""
    prompt = WritePrompt(MemberId("m"), "weeknotes", weekday, f"{hour:02}:{minute:02}", False)
    quiet = QuietPeriod(date(2027, 3, 20), date(2027, 5, 6), "Elections")
    now = datetime(2026, 6, 1, tzinfo=UTC) + timedelta(days=days)
    used: set[str] = set()
    for _week in range(30):
        period = writing.next_week(prompt, zone, Calendar(quiet=(quiet,)), now, used.__contains__)
        assert period
        assert period.due > now
        assert period.label not in used
        assert period.day.weekday() == weekday
        assert period.day not in bank_holidays("england-and-wales", period.day.year)
        assert period.day not in quiet
        used.add(period.label)
        now = period.due


# After sessions


async def test_a_leader_who_asked_is_reminded_a_week_after_and_not_again_at_four(
    world: World,
) -> None:
    sam = await world.member("Sam Okafor")
    said = await sam.say("digest write sessions")
    assert "A week after a session that you led, we ask once" in said
    ids = await one_camp(world, sam)
    await write_notes(world, await world.member("Ade Bello"), ids[0])
    await let_pass(world, world.now + timedelta(days=8))
    told = [one for one in await sam.told() if "write it up" in one]
    assert len(told) == 1
    assert f"You led “{TITLE}”, and asked us to remind you" in told[0]
    await let_pass(world, world.now + 6 * WEEK)
    assert len(await queued(world, "WriteUpAsked")) == 1
    assert not [one for one in await sam.told() if "write about it" in one or "write it up" in one]


async def test_another_leader_is_asked_at_four_weeks_as_ever(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await sam.say("digest write sessions")
    ids = await one_camp(world, sam)
    await co_lead(world, ids[0], ade)
    await write_notes(world, sam, ids[0])
    start = world.now
    await let_pass(world, start + timedelta(days=20))
    assert [one for one in await ade.told() if "Did you write about it?" in one] == []
    await let_pass(world, start + timedelta(days=40))
    assert len([one for one in await ade.told() if "Did you write about it?" in one]) == 1
    assert len(await queued(world, "WriteUpAsked")) == 2


async def test_one_who_never_asked_is_asked_at_four_weeks_alone(world: World) -> None:
    sam = await world.member("Sam Okafor")
    ids = await one_camp(world, sam)
    await write_notes(world, sam, ids[0])
    start = world.now
    await let_pass(world, start + timedelta(days=20))
    assert await queued(world, "WriteUpAsked") == []
    await let_pass(world, start + timedelta(days=40))
    assert len(await queued(world, "WriteUpAsked")) == 1


async def test_nobody_is_reminded_where_there_is_a_write_up(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("digest write sessions")
    ids = await one_camp(world, sam)
    await write_notes(world, sam, ids[0])
    said = await sam.say("notes link 1 https://blog.example.org/camp What we heard")
    assert "What we heard stands with the notes" in said
    await let_pass(world, world.now + 6 * WEEK)
    assert await queued(world, "WriteUpAsked") == []


async def test_reminders_after_sessions_end_alone(world: World) -> None:
    sam = await weekly(world)
    await sam.say("digest write sessions")
    assert "nothing has changed" not in await sam.say("digest write sessions off")
    assert "nothing has changed" in await sam.say("digest write sessions off")
    await let_pass(world, FRIDAY)
    assert await reminded(world) == ["2026-W48"]


async def test_reminders_after_sessions_bring_no_weekly_one(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("digest write sessions")
    assert "We do that already" in await sam.say("digest write sessions")
    await let_pass(world, FRIDAY + WEEK)
    assert await reminded(world) == []


async def co_lead(world: World, session_id: str, chat: Chat) -> None:
    """Somebody else led the session, too."""
    member = await chat.find_member()

    def add(tx: Transaction) -> None:
        session = next(one for one in tx.sessions.recent(world.network.id) if one.id == session_id)
        plan = session.plan
        tx.sessions.change(
            session.id,
            world.network.id,
            replace(plan, leaders=(*plan.leaders, chat.name)),
        )
        tx.sessions.settle_who(session.id, "leader", chat.name, member.id)

    await world.aside.write(add)


async def test_my_data_tells_of_the_reminder(world: World) -> None:
    sam = await weekly(world)
    assert "weeknotes" in "\n".join([await sam.say("teapoint my data"), *await sam.told()])
