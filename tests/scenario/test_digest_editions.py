"""Editions of a digest: each nominal period once, and what became of each; on both databases.

The clock is moved; everything that is due is fired by two workers.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select, update

from bot.message import Buttons, Link, Message, Paragraph, plain_text
from jobs.delivery.closed_places import close_place
from jobs.digests import editions, settling
from jobs.schedule import Ticker
from storage.digest_records import Digest, DigestPlan
from storage.feed_records import Entry, FeedId
from storage.naming import clean
from storage.notices import DigestChannelClosed, DigestEdition
from storage.store import Transaction
from storage.tables import DeliveryRow
from storage.types import Delivery, DeliveryState, Quiet
from tests.support.chat import World
from tests.support.digesting import (
    DAILY,
    WEEKLY,
    a_feed,
    an_entry,
    editions_of,
    follow,
    follow_oneself,
    labels,
    write,
)
from tests.support.nasty import NASTY
from tests.support.organising import WorldClock

COUNCIL = a_feed("council", "Example Council Digital")
PLANET = a_feed("planet", "Public Sector Bloggers")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
"""Dialogs begin on Thursday 26 November 2026 at 10am."""


async def until(world: World, moment: datetime, *, arrive: bool = True) -> None:
    """Let the time pass; what is sent arrives at once, unless it should not."""
    while True:
        upcoming = await world.aside.read(lambda tx: tx.schedules.upcoming(1))
        if not upcoming or upcoming[0].next_due > moment:
            break
        world.now = max(world.now, upcoming[0].next_due)
        await tick(world)
        if arrive:
            await deliver(world, "sent")
    world.now = moment
    await tick(world)


async def tick(world: World) -> None:
    for _worker in range(2):
        await Ticker(world.aside, WorldClock(world), 24).run_once()


async def deliver(world: World, state: DeliveryState) -> None:
    """Every message that waits becomes this, and the next tick sees it."""

    def settle(tx: Transaction) -> None:
        row = DeliveryRow
        waits = update(row).where(row.state == "ready", row.next_at <= world.now)
        tx.session.execute(waits.values(state=state, settled_at=world.now, remote_ref="1.1"))

    await world.aside.write(settle)
    await tick(world)


async def deliveries(world: World, act: str = "post") -> list[Delivery]:
    """Every delivery of an edition, also those that were settled."""

    def read(tx: Transaction) -> list[Delivery]:
        rows = tx.session.scalars(
            select(DeliveryRow.key).filter_by(act=act).order_by(DeliveryRow.seq)
        )
        found = [tx.deliveries.by_key(key) for key in rows.all()]
        said = [one for one in found if one]
        return [one for one in said if isinstance(tx.deliveries.notice(one), DigestEdition)]

    return await world.aside.read(read)


async def message(world: World, number: int = -1) -> Message:
    """The message of an edition, as it would be told now."""
    (delivery,) = (await deliveries(world))[number:][:1]
    worded = await world.aside.write(lambda tx: world.word(tx, delivery))
    assert worded
    return worded


async def post(world: World, *numbers: int, feed_id: str = "council") -> list[Entry]:
    return await write(world, COUNCIL, *(an_entry(n, feed_id=feed_id) for n in numbers))


async def kept(world: World, digest: Digest) -> Digest:
    return await world.aside.read(lambda tx: tx.digests.get(digest.id, world.network.id))


async def replan(world: World, digest: Digest, plan: DigestPlan) -> Digest:
    now = await kept(world, digest)
    return await world.aside.write(lambda tx: editions.set_plan(tx, now, plan, world.now))


async def due_at(world: World, digest: Digest) -> datetime | None:
    return await world.aside.read(lambda tx: editions.next_due(tx, digest))


# Once a period


async def test_a_daily_digest_comes_every_working_day_once_and_only_with_something_new(
    world: World,
) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1, 2)
    await until(world, datetime(2026, 11, 30, 8, tzinfo=UTC))
    await post(world, 3)
    await until(world, datetime(2026, 12, 1, 12, tzinfo=UTC))
    assert await labels(world, digest) == [
        "2026-11-27 delivered",
        "2026-11-30 delivered",
        "2026-12-01 empty",
    ]
    assert len(await deliveries(world)) == 2
    told = plain_text(await message(world))
    assert told.startswith("New from the blogs this channel follows: Monday 30 November 2026")
    assert "1 new post since Friday 27 November 2026" in told
    assert "Post number 3" in told
    assert "Post number 1" not in told


async def test_two_workers_at_once_send_one(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    world.now = datetime(2026, 11, 27, 9, tzinfo=UTC)
    seen = await world.aside.read(lambda tx: tx.schedules.find("digest", digest.id))
    assert seen
    for _worker in range(2):  # each saw it as due before the other had fired it
        await world.aside.write(
            partial(Ticker(world.aside, WorldClock(world), 24)._fire, seen=seen)
        )
    assert await labels(world, digest) == ["2026-11-27 queued"]
    assert len(await deliveries(world)) == 1


async def test_a_restart_in_the_middle_sends_no_second_one(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    world.now = datetime(2026, 11, 27, 9, tzinfo=UTC)
    await tick(world)
    again = await World.find(world.aside)
    again.now = world.now + timedelta(seconds=30)
    await tick(again)
    assert await labels(again, digest) == ["2026-11-27 queued"]


async def test_after_days_of_downtime_one_edition_carries_everything(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    world.now += 4 * DAY
    await post(world, 2)
    world.now = datetime(2026, 12, 3, 16, tzinfo=UTC)
    await tick(world)
    assert len(await deliveries(world)) == 1
    told = plain_text(await message(world))
    assert "Post number 1" in told
    assert "Post number 2" in told
    assert await labels(world, digest) == ["2026-11-27 queued"]
    assert await due_at(world, digest) == datetime(2026, 12, 4, 9, tzinfo=UTC)


async def test_what_is_late_waits_for_a_working_day(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    world.now = datetime(2026, 11, 28, 3, tzinfo=UTC)
    await tick(world)
    assert await labels(world, digest) == []
    assert await due_at(world, digest) == datetime(2026, 11, 30, 9, tzinfo=UTC)


async def test_a_weekly_one_comes_once_a_week_and_a_fortnightly_one_every_other(
    world: World,
) -> None:
    digest = await follow(world, COUNCIL, plan=WEEKLY)
    for week in range(4):
        await post(world, week)
        await until(world, world.now + 7 * DAY)
    assert await labels(world, digest) == [f"2026-W{n} delivered" for n in (49, 50, 51, 52)]
    starts = date(2027, 1, 6)
    await replan(world, digest, replace(WEEKLY, rhythm="fortnightly", weekday=4, starts=starts))
    for week in range(4, 9):
        await post(world, week)
        await until(world, world.now + 7 * DAY)
    assert [each.label for each in await editions_of(world, digest)][4:] == [
        "2027-W01",
        "2027-W03",
    ]


async def test_an_edited_hour_or_weekday_never_fires_a_period_twice(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    await until(world, datetime(2026, 11, 27, 9, 30, tzinfo=UTC))
    await post(world, 2)
    await replan(world, digest, replace(DAILY, at="11:00"))
    await until(world, datetime(2026, 11, 27, 18, tzinfo=UTC))
    assert await labels(world, digest) == ["2026-11-27 delivered"]
    await replan(world, digest, replace(WEEKLY, weekday=0))
    await until(world, datetime(2026, 11, 30, 10, tzinfo=UTC))
    await post(world, 3)
    await replan(world, digest, replace(WEEKLY, weekday=3))
    await until(world, datetime(2026, 12, 4, 18, tzinfo=UTC))
    assert await labels(world, digest) == ["2026-11-27 delivered", "2026-W49 delivered"]
    assert await due_at(world, digest) == datetime(2026, 12, 10, 9, tzinfo=UTC)


async def test_an_hour_moved_before_it_came_moves_it(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    await until(world, datetime(2026, 11, 27, 8, 30, tzinfo=UTC))
    await replan(world, digest, replace(DAILY, at="15:00"))
    await until(world, datetime(2026, 11, 27, 14, 59, tzinfo=UTC))
    assert await labels(world, digest) == []
    await until(world, datetime(2026, 11, 27, 15, 1, tzinfo=UTC))
    assert await labels(world, digest) == ["2026-11-27 delivered"]


@pytest.mark.parametrize(
    ("sunday", "dues"),
    [
        (date(2027, 3, 28), ["2027-03-21 01:30", "2027-03-28 01:30", "2027-04-04 00:30"]),
        (date(2026, 10, 25), ["2026-10-18 00:30", "2026-10-25 00:30", "2026-11-01 01:30"]),
    ],
)
async def test_the_hour_that_clocks_skip_or_repeat_fires_once(
    world: World, sunday: date, dues: list[str]
) -> None:
    """Weekly windows, DST both ways: half past one is skipped in March, and twice in October."""
    world.now = datetime.combine(sunday - 8 * DAY, datetime.min.time(), UTC)
    plan = replace(WEEKLY, weekday=6, at="01:30", starts=date(2026, 9, 7))
    digest = await follow(world, COUNCIL, plan=plan)
    for week in range(3):
        await post(world, week)
        await until(world, world.now + 7 * DAY)
    made = [f"{each.made_at:%Y-%m-%d %H:%M}" for each in await editions_of(world, digest)]
    assert made == dues


async def test_it_comes_at_the_wall_time_of_its_own_zone(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=replace(DAILY, zone="America/New_York"))
    assert await due_at(world, digest) == datetime(2026, 11, 26, 14, tzinfo=UTC)


# Days off


async def test_a_bank_holiday_shifts_a_weekly_one_and_the_period_stays(world: World) -> None:
    world.now = datetime(2026, 12, 22, 10, tzinfo=UTC)
    digest = await follow(world, COUNCIL, plan=WEEKLY)
    await post(world, 1)
    await until(world, datetime(2026, 12, 29, 8, 59, tzinfo=UTC))
    assert await labels(world, digest) == [], "Monday 28 December is a bank holiday"
    await until(world, datetime(2026, 12, 29, 9, tzinfo=UTC))
    assert await labels(world, digest) == ["2026-W53 delivered"]
    assert await due_at(world, digest) == datetime(2027, 1, 4, 9, tzinfo=UTC)


async def test_a_bank_holiday_can_skip_it_and_the_next_one_carries_its_posts(world: World) -> None:
    world.now = datetime(2026, 12, 22, 10, tzinfo=UTC)
    digest = await follow(world, COUNCIL, plan=replace(WEEKLY, holidays="skip"))
    await post(world, 1)
    await until(world, datetime(2027, 1, 4, 10, tzinfo=UTC))
    assert await labels(world, digest) == ["2027-W01 delivered"]
    assert "Post number 1" in plain_text(await message(world))


async def test_a_daily_one_rests_on_bank_holidays(world: World) -> None:
    world.now = datetime(2026, 12, 24, 10, tzinfo=UTC)
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    await until(world, datetime(2026, 12, 29, 10, tzinfo=UTC))
    assert await labels(world, digest) == ["2026-12-29 delivered"]


async def test_a_quiet_period_holds_it_with_its_window_open(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    election = Quiet(date(2026, 11, 27), date(2026, 12, 6), "Local elections")
    await world.aside.write(lambda tx: tx.quiet_periods.add(world.network.id, election))
    await until(world, datetime(2026, 12, 6, 23, tzinfo=UTC))
    await post(world, 2)
    assert await labels(world, digest) == []
    assert (await kept(world, digest)).until == digest.until
    await until(world, datetime(2026, 12, 7, 23, tzinfo=UTC))
    assert len(await labels(world, digest)) == 1
    told = plain_text(await message(world))
    assert "Post number 1" in told
    assert "Post number 2" in told
    assert await due_at(world, digest) == datetime(2026, 12, 8, 9, tzinfo=UTC)


async def test_a_quiet_period_that_was_known_before_moves_it_behind(world: World) -> None:
    election = Quiet(date(2026, 11, 27), date(2026, 12, 8), "Local elections")
    await world.aside.write(lambda tx: tx.quiet_periods.add(world.network.id, election))
    digest = await follow(world, COUNCIL, plan=WEEKLY)
    await post(world, 1)
    assert await due_at(world, digest) == datetime(2026, 12, 9, 9, tzinfo=UTC)
    await until(world, datetime(2026, 12, 14, 8, tzinfo=UTC))
    assert await labels(world, digest) == ["2026-W49 delivered"]
    assert await due_at(world, digest) == datetime(2026, 12, 14, 9, tzinfo=UTC)


# What became of it


async def test_a_dead_edition_frees_its_posts_and_the_next_one_carries_them(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    await until(world, datetime(2026, 11, 27, 9, tzinfo=UTC), arrive=False)
    assert (await kept(world, digest)).until == digest.until, "nobody has read it yet"
    await deliver(world, "dead")
    assert await labels(world, digest) == ["2026-11-27 dead"]
    await post(world, 2)
    await until(world, datetime(2026, 11, 30, 9, tzinfo=UTC))
    assert await labels(world, digest) == ["2026-11-27 dead", "2026-11-30 delivered"]
    told = plain_text(await message(world))
    assert "Post number 1" in told
    assert "Post number 2" in told
    assert (await kept(world, digest)).until == datetime(2026, 11, 30, 9, tzinfo=UTC)


async def test_a_dead_edition_that_is_tried_again_says_nothing_twice(world: World) -> None:
    await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    await until(world, datetime(2026, 11, 27, 9, tzinfo=UTC), arrive=False)
    await deliver(world, "dead")
    (delivery,) = await deliveries(world)
    assert await world.aside.write(lambda tx: world.word(tx, delivery)) is None


async def test_posts_are_reserved_while_nobody_knows_whether_they_arrived(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    await until(world, datetime(2026, 11, 27, 9, tzinfo=UTC), arrive=False)
    await deliver(world, "unsure")
    await post(world, 2)
    await until(world, datetime(2026, 11, 30, 9, tzinfo=UTC))
    assert await labels(world, digest) == ["2026-11-27 queued", "2026-11-30 delivered"]
    assert "Post number 1" not in plain_text(await message(world))
    assert (await kept(world, digest)).until == digest.until, "the first may still be missing"
    first = (await deliveries(world))[0]
    network = world.network.id

    def press(tx: Transaction) -> None:
        tx.deliveries.settle_unsure(first.seq, network, arrived=True, now=world.now)

    await world.aside.write(press)
    await tick(world)
    assert await labels(world, digest) == ["2026-11-27 delivered", "2026-11-30 delivered"]
    assert (await kept(world, digest)).until == datetime(2026, 11, 30, 9, tzinfo=UTC)


async def test_what_died_late_is_carried_by_the_next_though_one_was_delivered(
    world: World,
) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    await until(world, datetime(2026, 11, 27, 9, tzinfo=UTC), arrive=False)
    await deliver(world, "unsure")
    await post(world, 2)
    await until(world, datetime(2026, 11, 30, 9, tzinfo=UTC))

    def give_up(tx: Transaction) -> None:
        lost = update(DeliveryRow).where(DeliveryRow.state == "unsure")
        tx.session.execute(lost.values(state="dead", settled_at=world.now))

    await world.aside.write(give_up)
    await tick(world)
    await until(world, datetime(2026, 12, 1, 9, tzinfo=UTC))
    told = plain_text(await message(world))
    assert "Post number 1" in told
    assert "Post number 2" not in told
    assert (await kept(world, digest)).until == datetime(2026, 12, 1, 9, tzinfo=UTC)


async def test_a_skipped_one_is_left_out_once_with_its_posts(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    when = await world.aside.write(lambda tx: editions.skip_next(tx, digest))
    assert when == datetime(2026, 11, 27, 9, tzinfo=UTC)
    await until(world, datetime(2026, 11, 27, 10, tzinfo=UTC))
    await post(world, 2)
    await until(world, datetime(2026, 11, 30, 10, tzinfo=UTC))
    assert await labels(world, digest) == ["2026-11-27 skipped", "2026-11-30 delivered"]
    assert "Post number 1" not in plain_text(await message(world))


async def test_sent_at_once_the_next_one_comes_when_it_would(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    network = world.network.id

    def send(tx: Transaction) -> bool:
        now = tx.digests.get(digest.id, network)
        return editions.send_now(tx, now, world.now) is not None

    assert not await world.aside.write(send), "nothing is new"
    await post(world, 1)
    assert await world.aside.write(send)
    assert not await world.aside.write(send), "its posts are reserved"
    await deliver(world, "sent")
    await post(world, 2)
    await until(world, datetime(2026, 11, 27, 9, tzinfo=UTC))
    first, second = await labels(world, digest)
    assert first.startswith("now 2026-11-26")
    assert second == "2026-11-27 delivered"


async def test_a_closed_channel_is_told_to_organisers_once_and_its_window_stays_open(
    world: World,
) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    for _time in range(2):
        place = await world.aside.read(lambda tx: tx.places.get(world.channel.id))
        closed = partial(close_place, place=place, why="is_archived", now=world.now)
        await world.aside.write(closed)
    await until(world, datetime(2026, 11, 27, 10, tzinfo=UTC), arrive=False)
    assert await labels(world, digest) == []

    def told(tx: Transaction) -> int:
        waiting = tx.deliveries.waiting(100)
        said = [tx.deliveries.notice(one) for one in waiting]
        return sum(isinstance(notice, DigestChannelClosed) for notice in said)

    assert await world.aside.read(told) == 1
    organiser = world.person("Priya Raman", "U0PRIYA")
    assert any("We can't post the blog digest" in text for text in await organiser.told())


async def test_a_digest_that_was_off_begins_with_what_is_new_from_then_on(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=replace(DAILY, rhythm="off"))
    assert await due_at(world, digest) is None
    await post(world, 1)
    world.now += 90 * DAY
    await replan(world, digest, DAILY)
    await post(world, 2)
    await until(world, world.now + DAY)
    assert "Post number 1" not in plain_text(await message(world))
    await replan(world, digest, replace(DAILY, rhythm="off"))
    assert await due_at(world, digest) is None


# A member's own


async def test_a_members_digest_is_of_their_interests_and_says_why(world: World) -> None:
    network = world.network.id
    words = [("data", ["statistics"]), ("accessibility", [])]
    await world.aside.write(lambda tx: tx.interests.add_many(network, words))
    sam = await world.member("Sam Okafor", interests=("data",))
    plan = replace(WEEKLY, shows="interests")
    digest = await follow_oneself(world, sam, COUNCIL, plan=plan)
    await write(world, COUNCIL, an_entry(1, "Statistics week"), an_entry(2, "Tea"))
    await until(world, datetime(2026, 11, 30, 9, tzinfo=UTC), arrive=False)
    (told,) = await sam.told()
    assert told.startswith("New from the blogs you follow: Monday 30 November 2026")
    assert "Because you follow data" in told
    assert "Statistics week" in told
    assert "Tea" not in told
    await deliver(world, "sent")
    assert await labels(world, digest) == ["2026-W49 delivered"]


# The message


async def test_the_message_shows_a_screen_and_the_rest_waits_behind_a_button(world: World) -> None:
    await follow(world, COUNCIL, PLANET, plan=WEEKLY)
    entries = [an_entry(n, f"Data {n}", "council") for n in range(12)]
    await write(world, COUNCIL, *entries)
    await write(world, PLANET, replace(entries[0], key="copy"))
    day = date(2026, 12, 3)
    open_day = an_entry(40, "Open day", "council", happens_on=day, happens="event")
    await write(world, COUNCIL, open_day)
    await until(world, datetime(2026, 11, 30, 9, tzinfo=UTC))
    shown = await message(world)
    told = plain_text(shown)
    assert told.index("Dates to know") < told.index("Open day") < told.index("Data ")
    assert "On Thursday 3 December 2026" in told
    assert "Ade Bello, Example Council Digital · 4 minute read" in told
    (row,) = [block for block in shown.blocks if isinstance(block, Buttons)]
    labels_ = [button.label for button in row.buttons]
    assert labels_ == ["The rest (5)", "Choose what you see"]


async def test_hostile_titles_are_words_of_a_link_and_nothing_more(world: World) -> None:
    await follow(world, COUNCIL, plan=WEEKLY)
    for number, nasty in enumerate(clean(text, 300) for text in NASTY):  # as posts are kept
        entry = an_entry(number, feed_id="council")
        await write(world, COUNCIL, replace(entry, title=nasty, author=nasty, summary=nasty))
    await until(world, datetime(2026, 11, 30, 9, tzinfo=UTC))
    shown = await message(world)
    posts = [block for block in shown.blocks if isinstance(block, Paragraph)]
    links = [part for block in posts for part in block.text if isinstance(part, Link)]
    assert links
    assert all(link.url.startswith("https://council.example/") for link in links)
    assert all(link.text.strip() for link in links), "a title is never blank"


# Edits


async def edit(world: World, entry: Entry, **what: str) -> int:
    """The blog changes a post; it is read again now. Return how many messages change."""

    def change(tx: Transaction) -> int:
        feed = tx.feeds.find(COUNCIL.url)
        assert feed
        (now,) = tx.posts.entries(FeedId(feed.id), [entry.key]).values()
        edited = replace(now, changed_at=world.now, **what)  # type: ignore[arg-type]  # a test's shorthand
        tx.posts.record([], [edited], [], world.now)
        return settling.refresh(tx, [now.post_id], world.now)

    return await world.aside.write(change)


async def test_an_edited_title_changes_the_message_for_48_hours_and_is_never_news(
    world: World,
) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    (entry,) = await post(world, 1)
    await until(world, datetime(2026, 11, 27, 9, tzinfo=UTC))
    world.now += HOUR
    assert await edit(world, entry, summary="Other words.") == 0
    assert await edit(world, entry, title="A better title") == 1
    assert len(await deliveries(world, "change")) == 1
    assert "A better title" in plain_text(await message(world))
    await deliver(world, "sent")
    await until(world, datetime(2026, 11, 30, 10, tzinfo=UTC))
    assert await edit(world, entry, title="Too late") == 0
    assert await labels(world, digest) == ["2026-11-27 delivered", "2026-11-30 empty"]


async def test_a_title_that_changed_before_anybody_read_it_is_simply_read(world: World) -> None:
    await follow(world, COUNCIL, plan=DAILY)
    (entry,) = await post(world, 1)
    await until(world, datetime(2026, 11, 27, 9, tzinfo=UTC), arrive=False)
    await edit(world, entry, title="A better title")
    assert "A better title" in plain_text(await message(world))
    assert await deliveries(world, "change") == []
