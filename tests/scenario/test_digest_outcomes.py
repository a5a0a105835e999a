"""What became of an edition: delivered, dead, skipped, edited; and which posts the next one has."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import update

from bot.message import plain_text
from jobs.delivery.closed_places import close_place
from jobs.digests import editions, settling
from storage.feed_records import Entry, FeedId
from storage.notices.digests import DigestChannelClosed
from storage.tables import DeliveryRow
from storage.transaction import Transaction
from tests.support.chat import World
from tests.support.digest_days import (
    COUNCIL,
    deliver,
    deliveries,
    due_at,
    kept,
    message,
    post,
    replan,
    tick,
    until,
)
from tests.support.digesting import (
    DAILY,
    follow,
    labels,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
"""Dialogs begin on Thursday 26 November 2026 at 10am."""


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
    assert (await kept(world, digest)).until == datetime(2026, 11, 30, 8, 59, tzinfo=UTC)


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
    assert (await kept(world, digest)).until == datetime(2026, 11, 30, 8, 59, tzinfo=UTC)


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
    assert (await kept(world, digest)).until == datetime(2026, 12, 1, 8, 59, tzinfo=UTC)


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
