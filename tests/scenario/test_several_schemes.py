"""Several schemes in one network: a person may be in many, and is never doubly loaded."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from jobs.rounds.introducing import announce
from jobs.rounds.spreading import when_told
from storage.programmes import Plan
from storage.round_records import Programme, Round, Table
from storage.rounds import Dates
from storage.transaction import Transaction
from storage.types import ProgrammeId
from tests.support.chat import Chat, World
from tests.support.organising import do_errands, priya

DUE = datetime(2026, 12, 1, 10, tzinfo=UTC)


@pytest.fixture
async def schemes(world: World) -> list[Programme]:
    """Three schemes, all in one channel."""
    more = [await world.add_programme(name) for name in ("Design lunch", "Policy tea")]
    return [world.programme, *more]


async def _in_all(world: World, schemes: Sequence[Programme], *names: str) -> list[Chat]:
    found = []
    for number, name in enumerate(names):
        chat = await world.member(name, f"Organisation {number:02}")
        for programme in schemes[1:]:
            await world.take_in(chat, f"Organisation {number:02}", programme=programme)
        found.append(chat)
    return found


async def _send(
    world: World, programme: Programme, *groups: Sequence[Chat], at: datetime = DUE
) -> None:
    """Introduce exactly these people in a scheme, as its round does."""
    members = [tuple([(await chat.find_member()).id for chat in group]) for group in groups]

    def send(tx: Transaction) -> None:
        week = timedelta(days=7)
        dates = Dates(at, at + week, at + 2 * week, at + 3 * week)
        round_ = tx.rounds.open(programme, f"{at:%Y-%m-%d}", 7, dates)
        assert round_
        tables = [Table(group, 10.0) for group in members]
        tx.rounds.seating.propose(round_, tables, [], 100.0, [])
        assert tx.rounds.become(
            tx.rounds.get(round_.id, round_.network_id), "open", at, only_from="proposed"
        )
        tx.rounds.seating.introduce(round_.id, at)
        sent: Round = tx.rounds.get(round_.id, round_.network_id)
        announce(tx, programme, sent, tx.rounds.groups(round_.id), [], at)

    world.now = at
    await world.aside.write(send)


async def _days(world: World, chat: Chat) -> list[date]:
    """On which days somebody is introduced, by what waits to be sent."""
    member = await chat.find_member()

    def read(tx: Transaction) -> list[date]:
        beginning = datetime(2026, 1, 1, tzinfo=UTC)
        told = tx.introductions.told_elsewhere(world.network.id, ProgrammeId("g_0"), beginning)
        return sorted(moment.date() for moment in told[member.id])

    return await world.aside.read(read)


async def test_who_is_introduced_by_two_schemes_on_one_day_hears_of_one_a_day_later(
    world: World, schemes: list[Programme]
) -> None:
    ann, ben, cem, dot = await _in_all(world, schemes, "Ann", "Ben", "Cem", "Dot")
    await _send(world, schemes[0], (ann, ben))
    await _send(world, schemes[1], (ann, cem), (ben, dot))
    assert await _days(world, ann) == [date(2026, 12, 1), date(2026, 12, 2)]
    assert await _days(world, cem) == [date(2026, 12, 2)]


async def test_in_three_schemes_each_day_has_one_introduction_and_nobody_is_dropped(
    world: World, schemes: list[Programme]
) -> None:
    chats = await _in_all(world, schemes, "Ann", "Ben", "Cem", "Dot")
    ann, ben, cem, dot = chats
    await _send(world, schemes[0], (ann, ben), (cem, dot))
    await _send(world, schemes[1], (ann, cem), (ben, dot), at=DUE + timedelta(minutes=1))
    await _send(world, schemes[2], (ann, dot), (ben, cem), at=DUE + timedelta(minutes=2))
    for chat in chats:
        days = await _days(world, chat)
        assert len(days) == len(set(days)) == 3
        assert days[-1] == date(2026, 12, 3)


async def test_who_is_free_that_day_is_told_at_once(world: World, schemes: list[Programme]) -> None:
    ann, ben, cem, dot = await _in_all(world, schemes, "Ann", "Ben", "Cem", "Dot")
    await _send(world, schemes[0], (ann, ben))
    await _send(world, schemes[1], (cem, dot))
    assert await _days(world, cem) == [date(2026, 12, 1)]


async def test_weekends_and_bank_holidays_are_passed_over(
    world: World, schemes: list[Programme]
) -> None:
    ann, ben, cem = await _in_all(world, schemes, "Ann", "Ben", "Cem")
    christmas_eve = datetime(2026, 12, 24, 10, tzinfo=UTC)
    await _send(world, schemes[0], (ann, ben), at=christmas_eve)
    await _send(world, schemes[1], (ann, cem), at=christmas_eve + timedelta(hours=1))
    assert await _days(world, ann) == [date(2026, 12, 24), date(2026, 12, 29)]


async def test_where_all_days_are_taken_a_group_is_told_at_first(
    world: World, schemes: list[Programme]
) -> None:
    ann, ben = await _in_all(world, schemes, "Ann", "Ben")
    for days in (0, 1, 2, 3, 6, 7, 8):
        await _send(world, schemes[0], (ann, ben), at=DUE + timedelta(days=days))

    def choose(tx: Transaction) -> set[datetime]:
        round_ = tx.rounds.latest(schemes[0].id)
        assert round_
        groups = tx.rounds.groups(round_.id)
        return set(when_told(tx, schemes[1], groups, DUE).values())

    assert await world.aside.read(choose) == {DUE}


async def test_an_introduction_says_of_which_scheme_it_is(
    world: World, schemes: list[Programme]
) -> None:
    ann, ben = await _in_all(world, schemes, "Ann", "Ben")
    await _send(world, schemes[1], (ann, ben))
    said = next(words for words in await ann.told() if "Please meet each other" in words)
    assert "This introduction is part of Design lunch." in said


async def test_status_tells_of_each_scheme_and_each_introduction(
    world: World, schemes: list[Programme]
) -> None:
    ann, ben, cem, dot = await _in_all(world, schemes, "Ann", "Ben Brown", "Cem Can", "Dot Day")
    for programme, other in zip(schemes, (ben, cem, dot), strict=True):
        await _send(world, programme, (ann, other))
    said = await ann.say("status")
    for programme in schemes:
        assert f"You're in {programme.name}." in said
    for name in ("Ben Brown", "Cem Can", "Dot Day"):
        assert name in said


async def test_organisers_read_which_introductions_wait_for_a_free_day(
    world: World, schemes: list[Programme]
) -> None:
    ann, ben, cem, dot = await _in_all(world, schemes, "Ann", "Ben", "Cem", "Dot")
    await _send(world, schemes[2], (ann, ben), (cem, dot))
    organiser = priya(world)
    await organiser.say("round preview Unmentoring, monthly")
    await do_errands(world)
    await organiser.told()
    said = await organiser.press("Introduce 2 pairs")
    assert (
        "Done. 2 introductions of January's round go out by Wednesday 2 December 2026 at 10am, "
        "since somebody in each hears of another introduction first." in said
    )
    assert "on their way now" not in said


async def test_times_may_begin_with_a_name(world: World, schemes: list[Programme]) -> None:
    ann, rob, ray = await _in_all(world, schemes, "Ann Day", "Rachel Roe", "Rachel Evans")
    await _send(world, schemes[0], (ann, rob))
    await _send(world, schemes[1], (ann, ray), at=DUE + timedelta(days=1))
    said = await ann.say("times with Rachel Evans 10 December at 10am")
    assert "Thursday 10 December 2026 at 10am" in said
    assert any("Ann suggests meeting" in told for told in await ray.told())
    assert "Whom do you mean?" in await ann.say("times Rachel 11 December at 2pm")
    assert "Friday 11 December 2026 at 2pm" in await ann.press("Rachel Roe")
    await ann.say("met Rachel Roe")
    assert "Suggest times" in await ann.say("times"), "of two, one was met already"
    evans = (await ray.find_member()).id
    (group,) = await world.aside.read(lambda tx: tx.rounds.open_groups(evans))
    assert ann.form
    assert ann.form.ref.startswith(group.id)


async def test_with_three_introductions_the_bot_asks_whom(
    world: World, schemes: list[Programme]
) -> None:
    ann, ben, cem, dot = await _in_all(world, schemes, "Ann", "Ben Brown", "Cem Can", "Dot Day")
    for programme, other in zip(schemes, (ben, cem, dot), strict=True):
        await _send(world, programme, (ann, other))
    assert "You have several introductions. Whom do you mean?" in await ann.say("met")
    assert sorted(ann.buttons()) == ["Ben Brown", "Cem Can", "Dot Day"]
    await ann.say("met with Cem")
    open_now = await world.aside.read(lambda tx: tx.rounds.latest(schemes[1].id, "open"))
    assert open_now
    member = await ann.find_member()

    def answers(tx: Transaction) -> dict[str, str | None]:
        groups = tx.rounds.open_groups(member.id)
        seats = [
            (g.round_id, s.answer) for g in groups for s in g.seats if s.member_id == member.id
        ]
        return dict(seats)

    found = await world.aside.read(answers)
    assert [round_id for round_id, answer in found.items() if answer == "met"] == [open_now.id]


async def test_a_break_a_skip_and_leaving_can_be_from_one_of_three(
    world: World, schemes: list[Programme]
) -> None:
    (ann,) = await _in_all(world, schemes, "Ann")
    said = await ann.say("pause design lunch for 4 weeks")
    assert "Design lunch" in said
    assert "Unmentoring" not in said
    assert "Which scheme" in await ann.say("skip")
    assert "Policy tea" in await ann.press("Policy tea")
    await ann.say("leave unmentoring, monthly")
    said = await ann.say("status")
    assert "You're having a break from Design lunch" in said
    assert "You're in Policy tea, and you're sitting out the next round." in said
    assert "Unmentoring, monthly" not in said


async def test_a_scheme_that_is_named_counts_more_than_the_channels_own(world: World) -> None:
    def elsewhere(tx: Transaction) -> None:
        place = tx.places.see(world.space.id, "C0DESIGN", "channel", "design")
        tx.programmes.add(world.network.id, Plan("Design lunch", place.id))

    await world.aside.write(elsewhere)
    organiser = priya(world)
    assert "Design lunch" in await organiser.say("organise end design lunch", channel=True)
    assert "Unmentoring, monthly" in await organiser.say("organise end", channel=True)
    ann = await world.member("Ann")
    said = await ann.say("join design lunch", channel=True)
    assert "Design lunch" in said


async def test_how_it_works_names_each_scheme(world: World, schemes: list[Programme]) -> None:
    said = await world.person("Ann").say("how")
    for programme in schemes:
        assert f"{programme.name}: " in said
