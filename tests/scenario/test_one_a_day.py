"""One introduction or question a day for each person, in all schemes; and nobody is unasked."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from jobs.rounds import checking_in
from jobs.rounds.introducing import announce
from storage.notices.terms import MentorCheckIn
from storage.round_records import Programme, Round, Table
from storage.rounds import Dates
from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.organising import tick

DUE = datetime(2026, 12, 1, 10, tzinfo=UTC)
WEEK = timedelta(days=7)
HALF_WAY = DUE + 2 * WEEK
CLOSES = DUE + 4 * WEEK - timedelta(days=5)  # Thursday 24 December


@pytest.fixture
async def lunch(world: World) -> Programme:
    """A second scheme, in the same channel."""
    return await world.add_programme("Design lunch")


async def _people(world: World, lunch: Programme, *names: str) -> list[Chat]:
    found = []
    for number, name in enumerate(names):
        found.append(await world.member(name, f"Organisation {number}"))
        await world.take_in(found[-1], f"Organisation {number}", programme=lunch)
    return found


async def _send(
    world: World, programme: Programme, *groups: Sequence[Chat], at: datetime = DUE
) -> Round:
    """Introduce exactly these people in a scheme, as its round does."""
    members = [tuple([(await chat.find_member()).id for chat in group]) for group in groups]

    def send(tx: Transaction) -> Round:
        dates = Dates(at, at + 2 * WEEK, CLOSES - timedelta(days=3), CLOSES)
        round_ = tx.rounds.open(programme, f"{at:%Y-%m-%d}", 7, dates)
        assert round_
        tables = [Table(group, 10.0) for group in members]
        tx.rounds.seating.propose(round_, tables, [], 100.0, [])
        fresh = tx.rounds.get(round_.id, round_.network_id)
        assert tx.rounds.become(fresh, "open", at, only_from="proposed")
        tx.rounds.seating.introduce(round_.id, at)
        sent = tx.rounds.get(round_.id, round_.network_id)
        announce(tx, programme, sent, tx.rounds.groups(round_.id), [], at)
        return sent

    world.now = at
    return await world.aside.write(send)


async def _ask(world: World, programme: Programme, *, last: bool = False) -> None:
    def ask(tx: Transaction) -> None:
        round_ = tx.rounds.latest(programme.id, "open")
        assert round_
        checking_in.check_in(tx, programme, round_, world.now, last=last)

    await world.aside.write(ask)


async def _days(world: World, chat: Chat, since: datetime) -> list[date]:
    """On which days somebody is introduced or asked, by what waits to be sent."""
    member = await chat.find_member()
    told = await world.aside.read(
        lambda tx: tx.introductions.told_elsewhere(world.network.id, None, since)
    )
    return sorted(moment.date() for moment in told[member.id])


async def test_two_schemes_ask_on_two_days_whether_people_met(
    world: World, lunch: Programme
) -> None:
    ann, ben, cem = await _people(world, lunch, "Ann", "Ben", "Cem")
    await _send(world, world.programme, (ann, ben))
    await _send(world, lunch, (ann, cem), at=DUE + timedelta(days=1))
    world.now = HALF_WAY
    await _ask(world, world.programme)
    await _ask(world, lunch)
    assert await _days(world, ann, HALF_WAY) == [date(2026, 12, 15), date(2026, 12, 16)]
    assert await _days(world, cem, HALF_WAY) == [date(2026, 12, 15)], "who is free is asked at once"


async def test_nobody_is_asked_on_the_day_of_another_introduction(
    world: World, lunch: Programme
) -> None:
    ann, ben, cem = await _people(world, lunch, "Ann", "Ben", "Cem")
    await _send(world, world.programme, (ann, ben))
    await _send(world, lunch, (ann, cem), at=HALF_WAY)
    await _ask(world, world.programme)
    assert await _days(world, ann, HALF_WAY) == [date(2026, 12, 15), date(2026, 12, 16)]
    assert await _days(world, ben, HALF_WAY) == [date(2026, 12, 15)]


async def test_the_monthly_question_of_mentoring_counts_as_one_too(
    world: World, lunch: Programme
) -> None:
    ann, ben, cem = await _people(world, lunch, "Ann", "Ben", "Cem")
    await _send(world, world.programme, (ann, ben))
    mentoring = await _send(world, lunch, (ann, cem), at=DUE + timedelta(days=1))
    world.now = HALF_WAY
    await _ask(world, world.programme)

    def ask(tx: Transaction) -> None:
        (group,) = tx.rounds.groups(mentoring.id)
        told = [(member, MentorCheckIn(group.id, member, 1)) for member in group.members]
        checking_in.ask_all(tx, lunch, mentoring, told, world.now, occasion="1")

    await world.aside.write(ask)
    assert await _days(world, ann, HALF_WAY) == [date(2026, 12, 15), date(2026, 12, 16)]
    assert await _days(world, cem, HALF_WAY) == [date(2026, 12, 15)]


async def test_a_last_question_is_not_put_off_beyond_the_end_of_the_round(
    world: World, lunch: Programme
) -> None:
    ann, ben, cem = await _people(world, lunch, "Ann", "Ben", "Cem")
    await _send(world, world.programme, (ann, ben))
    await _send(world, lunch, (ann, cem), at=CLOSES - timedelta(hours=1))
    await _ask(world, world.programme, last=True)
    assert await _days(world, ben, HALF_WAY) == [CLOSES.date()]
    assert await _days(world, ann, HALF_WAY) == [CLOSES.date(), CLOSES.date()]


async def test_an_introduction_of_a_wave_waits_for_a_free_day_too(
    world: World, lunch: Programme
) -> None:
    ann, ben, cem, dot = await _people(world, lunch, "Ann", "Ben", "Cem", "Dot")
    await _send(world, world.programme, (ann, ben), (cem, dot))
    world.now = DUE + timedelta(hours=1)
    await ben.say("can't Ann")
    await dot.say("can't Cem")
    wave = DUE + timedelta(days=1)
    await _send(world, lunch, (ann, ben), at=wave - timedelta(minutes=30))
    await tick(world, wave + timedelta(minutes=1))
    assert await _days(world, ann, wave - WEEK / 14) == [date(2026, 12, 2), date(2026, 12, 3)]
    (group,) = await world.aside.read(lambda tx: _standing(tx, world.programme))
    assert sorted(group) == ["Ann", "Cem"]


def _standing(tx: Transaction, programme: Programme) -> list[list[str]]:
    round_ = tx.rounds.latest(programme.id, "open")
    assert round_
    groups = tx.rounds.groups(round_.id)
    return [[m.name for m in tx.members.many(g.members).values()] for g in groups]


@pytest.mark.parametrize(
    ("days_before", "asked"),
    [(2, datetime(2026, 12, 23, 10, tzinfo=UTC)), (1, datetime(2026, 12, 23, 16, tzinfo=UTC))],
)
async def test_whoever_is_introduced_after_the_last_question_is_asked_once(
    world: World, days_before: int, asked: datetime
) -> None:
    names = ("Sam Okafor", "Ade Bello", "Jo March", "Kit Lane")
    sam, ade, jo, kit = [await world.member(name, f"{name.split()[1]} Council") for name in names]
    await _send(world, world.programme, (sam, ade), (jo, kit))
    wave = CLOSES - timedelta(days=days_before)
    world.now = wave - timedelta(hours=1)
    await _ask(world, world.programme, last=True)
    for chat in (ade, kit):
        await chat.say("can't")
    await tick(world, wave + timedelta(minutes=1))
    for chat in (sam, jo):
        assert "A first question" in "".join(await chat.told())
    await tick(world, asked - timedelta(minutes=1))
    assert await sam.told() == []
    await tick(world, asked + timedelta(minutes=1))
    for chat, other in ((sam, "Jo"), (jo, "Sam")):
        (question,) = await chat.told()
        assert (
            f"This round ends on Thursday 24 December 2026. Have you and {other} met?" in question
        )
    await tick(world, CLOSES - timedelta(minutes=1))
    assert await sam.told() == await jo.told() == [], "once is enough"


async def test_in_the_last_hour_there_is_nobody_to_ask(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    round_ = await _send(world, world.programme, (sam, ade))

    def late(tx: Transaction) -> object:
        moment = CLOSES - timedelta(hours=1)
        checking_in.ask_late(tx, world.programme, round_, moment)
        return tx.schedules.find("remind", round_.id)

    assert await world.aside.write(late) is None
