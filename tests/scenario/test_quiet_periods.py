"""Quiet periods of a network: set, listed and removed; what is posted by itself waits."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.message import Message
from jobs import schedule
from jobs.events import camps
from jobs.meetings.feedback import share
from jobs.rounds.rounds import close
from jobs.schemes import schemes
from storage.notices.camps import SlotBegins
from storage.notices.channels import Announcement, RoundClosed, ThingWorthSharing
from storage.programmes import Plan
from storage.round_records import Quiet, Timing
from storage.tables import DeliveryRow
from storage.transaction import Transaction
from tests.support.camps import hold_camp, on_air
from tests.support.carrying import let_pass
from tests.support.chat import Chat, World
from tests.support.organising import audit, priya

ELECTION = Quiet(date(2026, 11, 20), date(2026, 12, 6), "Local elections")
AFTER = datetime(2026, 12, 7, 9, tzinfo=UTC)

DOES = {
    "plan": "nothing is posted: organisers are told, in a direct message",
    "ask": "direct messages, which follow the scheme's own quiet periods",
    "ask_again": "direct messages",
    "introduce": "direct messages, on dates that follow the scheme's own quiet periods",
    "check_in": "direct messages",
    "remind": "direct messages",
    "suggest": "direct messages",
    "times_again": "direct messages",
    "blogs": "direct messages, to whoever imported a list just now",
    "meeting": "direct messages",
    "wave": "direct messages",
    "meeting_soon": "direct messages",
    "meeting_after": "direct messages",
    "mentor_check_in": "direct messages",
    "share": "held: posted on the first working day after",
    "carry_on": "held: asked on the first working day after",
    "carry_event": "held: asked on the first working day after",
    "carry_list": "held: posted on the first working day after",
    "carry_nudge": "held: asked on the first working day after",
    "write_up": "held: asked on the first working day after",
    "close": "its totals are held: posted on the first working day after",
    "announce": "held, and dropped where the round has begun by then",
    "post_reminder": "held, and dropped where the round is over by then",
    "slot": "dropped: late makes no sense",
    "unwritten": "held: posted on the first day after",
    "grid": "nothing is posted",
    "digest": "held, with its window open: sent on the first working day after",
    "write": "left out: nobody is asked to write in public then",
    "purge": "nothing is posted",
}
"""Every kind of what happens by itself, and what it does in a quiet period of the network."""


def test_every_kind_says_what_it_does_in_a_quiet_period() -> None:
    assert set(schedule._fires(24)) == set(DOES)


# Set, listed, removed


async def test_an_organiser_sets_lists_and_removes_one(world: World) -> None:
    organiser = priya(world)
    assert "None is set." in await organiser.say("quiet periods")
    said = await organiser.say("quiet period add from 25 March 2027 to 6 May 2027: local elections")
    assert "from Thursday 25 March 2027 to Thursday 6 May 2027" in said
    assert "we post nothing in channels by ourselves" in said
    assert "25 March 2027 to 6 May 2027: local elections" in await organiser.say("quiet periods")
    said = await organiser.say("quiet period remove 25 March 2027")
    assert said.startswith("The quiet period 25 March 2027 to 6 May 2027: local elections is")
    assert "None is set." in await organiser.say("quiet periods")
    entries = [entry.action for entry in await audit(world)]
    assert sorted(entries) == ["quiet_period.add", "quiet_period.remove"]


async def test_one_is_set_by_a_form(world: World) -> None:
    organiser = priya(world)
    await organiser.say("quiet period add")
    assert "must end on or after" in await organiser.fill(first="2027-05-06", last="2027-03-25")
    said = await organiser.fill(first="2027-03-25", last="2027-03-25", why="By-election")
    assert "is quiet on Thursday 25 March 2027." in said


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("quiet period add soon", "We can't read the dates in “soon”. Nothing has changed."),
        ("quiet period add 2027-05-06 to 2027-03-25", "must end on or after"),
        ("quiet period remove 1 June 2027", "No quiet period begins on “1 June 2027”."),
    ],
)
async def test_what_cannot_be_read_changes_nothing(world: World, typed: str, answer: str) -> None:
    await be_quiet(world)
    assert answer in await priya(world).say(typed)
    assert await world.aside.read(lambda tx: tx.quiet_periods.of_network(world.network.id)) == [
        ELECTION
    ]


async def test_two_cannot_begin_on_one_day(world: World) -> None:
    await be_quiet(world)
    said = await priya(world).say("quiet period add 2026-11-20 to 2026-11-22")
    assert "begins on Friday 20 November 2026 already" in said


# Held


async def test_an_announcement_waits_and_is_dropped_when_late(world: World) -> None:
    world.now = datetime(2026, 11, 16, 9, tzinfo=UTC)
    await be_quiet(world)
    plan = Plan("Design lunch", world.channel.id, timing=Timing(starts=world.now.date()))
    network = world.network.id
    await world.aside.write(lambda tx: schemes.set_up(tx, network, plan, world.now))
    await let_pass(world, datetime(2026, 11, 24, 10, 5, tzinfo=UTC))
    assert await due(world, datetime(2026, 11, 30, 10, tzinfo=UTC), Announcement) == 0
    assert await due(world, AFTER, Announcement) == 0, "the round began on 1 December"


async def test_an_announcement_of_a_round_after_it_waits(world: World) -> None:
    world.now = datetime(2026, 11, 16, 9, tzinfo=UTC)
    short = Quiet(date(2026, 11, 20), date(2026, 11, 26), "Local elections")
    await world.aside.write(lambda tx: tx.quiet_periods.add(world.network.id, short))
    plan = Plan("Design lunch", world.channel.id, timing=Timing(starts=world.now.date()))
    network = world.network.id
    await world.aside.write(lambda tx: schemes.set_up(tx, network, plan, world.now))
    await let_pass(world, datetime(2026, 11, 24, 10, 5, tzinfo=UTC))
    assert await due(world, datetime(2026, 11, 26, 16, tzinfo=UTC), Announcement) == 0
    assert await due(world, datetime(2026, 11, 27, 9, tzinfo=UTC), Announcement) == 1


async def test_a_slot_of_an_event_is_not_announced_late(world: World) -> None:
    await be_quiet(world)
    await hold_camp(world, on_air("Candid", world.now + timedelta(minutes=5)))

    def schedule_it(tx: Transaction) -> None:
        (event,) = tx.events.all(world.network.id)
        tx.events.change(replace(event, place_id=world.channel.id))
        camps.schedule_day(tx, replace(event, place_id=world.channel.id), world.now)

    await world.aside.write(schedule_it)
    await let_pass(world, world.now + timedelta(hours=2))
    assert await due(world, AFTER, SlotBegins) == 0


async def test_the_totals_of_a_round_wait(world: World) -> None:
    await be_quiet(world)
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await world.introduce([sam, ade])

    def end(tx: Transaction) -> None:
        round_ = tx.rounds.latest(world.programme.id, "open")
        assert round_
        assert close(tx, world.programme, round_, world.now)

    await world.aside.write(end)
    assert await due(world, AFTER - timedelta(minutes=1), RoundClosed) == 0
    assert await due(world, AFTER, RoundClosed) == 1


async def test_what_was_shared_waits(world: World) -> None:
    await be_quiet(world)
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    (group,) = await world.introduce([sam, ade])
    member = await sam.find_member()

    def tell(tx: Transaction) -> None:
        share(tx, member, group, "Ask early.", "named", world.now)
        found = tx.schedules.find("share", f"{group.id} {member.id}")
        assert found
        schedule._fires(24)["share"](tx, found, found.next_due)

    await world.aside.write(tell)
    assert await due(world, AFTER - timedelta(minutes=1), ThingWorthSharing) == 0
    assert await due(world, AFTER, ThingWorthSharing) == 1


# People's own posts


async def test_whoever_posts_is_asked_once_more(world: World) -> None:
    sam = await writer(world)
    await be_quiet(world)
    said = await sam.say("notes post Candid #unmentoring yes")
    assert said.startswith(
        "The network is in a quiet period until Sunday 6 December 2026 (Local elections)."
    )
    assert "Post all the same?" in said
    assert await standing(world) == 0
    said = await sam.press("Post all the same")
    assert "“Candid” is being posted in #unmentoring." in said
    assert await standing(world) == 1


async def test_a_pressed_preview_is_asked_about_too(world: World) -> None:
    sam = await writer(world)
    await be_quiet(world)
    await sam.say("notes preview Candid #unmentoring")
    assert "Post all the same?" in await sam.press("Post in #unmentoring")
    assert "is being posted" in await sam.press("Post all the same")


async def test_an_ordinary_day_asks_nothing(world: World) -> None:
    sam = await writer(world)
    assert "is being posted" in await sam.say("notes post Candid #unmentoring yes")


async def test_the_join_card_is_asked_about(world: World) -> None:
    await be_quiet(world)
    organiser = priya(world)
    assert "Post all the same?" in await organiser.say("unmentor organise card")
    assert "Post all the same?" not in await organiser.press("Post all the same")


async def test_a_call_in_a_channel_is_asked_about(world: World) -> None:
    await be_quiet(world)
    ash = await world.member("Ash Nicol")
    said = await ash.say("notes call “Sharing data, anyway”", channel=True)
    assert "Post all the same?" in said
    assert 'notes call "Sharing data, anyway" anyway' in said
    assert await calls_of(world) == []
    posted = await ash.press("Post all the same", channel=True)
    assert "A call: Sharing data, anyway" in posted
    assert isinstance(ash.last, Message)
    assert ash.last.public
    await ash.say('notes call "Travel costs" anyway', channel=True)
    assert await calls_of(world) == ["Sharing data, anyway", "Travel costs"]


async def test_a_call_that_nobody_else_reads_at_once_is_not_asked_about(world: World) -> None:
    await be_quiet(world)
    ash = await world.member("Ash Nicol")
    assert "A call: Why we share anyway" in await ash.say("notes call Why we share anyway")


async def test_a_pitch_that_goes_to_a_channel_is_asked_about(world: World) -> None:
    await priya(world).say('notes event new "TeaCamp" 2026-11-28', channel=True)
    await be_quiet(world)
    ash = await world.member("Ash Nicol")
    assert "Post all the same?" in await ash.say("notes pitch Maps for everybody")
    assert "Nobody has pitched" in await ash.say("notes pitches")
    await ash.say("notes pitch Maps for everybody")
    assert "Your pitch “Maps for everybody” is number P1." in await ash.press("Post all the same")
    assert "is number P2" in await ash.say('notes pitch "Letters that end" anyway')


async def test_a_pitch_for_an_event_without_a_channel_is_not_asked_about(world: World) -> None:
    await priya(world).say('notes event new "TeaCamp" 2026-11-28')
    await be_quiet(world)
    ash = await world.member("Ash Nicol")
    assert "Your pitch “Maps” is number P1." in await ash.say("notes pitch Maps")


async def calls_of(world: World) -> list[str]:
    found = await world.aside.read(lambda tx: tx.calls.open_ones(world.network.id))
    return sorted(one.title for one in found)


async def be_quiet(world: World) -> None:
    await world.aside.write(lambda tx: tx.quiet_periods.add(world.network.id, ELECTION))


async def writer(world: World) -> Chat:
    """Sam, who took notes of a session called Candid."""
    sam = await world.member("Sam Okafor")
    await sam.say("notes new")
    await sam.fill(title="Candid", notes="We talked.")
    return sam


async def standing(world: World) -> int:
    def read(tx: Transaction) -> int:
        (session,) = tx.sessions.recent(world.network.id)
        return len(tx.note_posts.standing(session.id))

    return await world.aside.read(read)


async def due(world: World, moment: datetime, kind: type) -> int:
    """How many messages of a kind may be sent at a moment."""

    def read(tx: Transaction) -> int:
        row = DeliveryRow
        may_go = (row.next_at <= moment) & (row.expires_at.is_(None) | (row.expires_at > moment))
        seqs = set(tx.session.scalars(select(row.seq).where(may_go)))
        waiting = [one for one in tx.deliveries.waiting(1000) if one.seq in seqs]
        return sum(isinstance(tx.deliveries.notice(one), kind) for one in waiting)

    return await world.aside.read(read)
