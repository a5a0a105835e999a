"""After a meeting: was it worth it, one thing worth sharing, posted only if all say so."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.form import TextInput
from jobs.meetings import feedback
from jobs.schedule import Ticker
from storage.errors import NotFoundError
from storage.programmes import Plan
from storage.round_records import Format, Group
from storage.transaction import Transaction
from tests.support.chat import Chat, World, read
from tests.support.organising import WorldClock, people, priya

LESSON = "Ask legal teams early. <!channel> *bold* <https://bad.example|click>"


async def _met(world: World) -> tuple[Chat, Chat, Group]:
    sam = await world.member("Sam Okafor", "Example County Council")
    ade = await world.member("Ade Bello", "Example City Council")
    (group,) = await world.introduce([sam, ade])
    await sam.say("met")
    return sam, ade, group


async def _tick(world: World, after: timedelta) -> None:
    world.now += after
    ticker = Ticker(world.aside, WorldClock(world), retention_months=24)
    while await ticker.run_once():
        pass


async def _posted(world: World) -> list[str]:
    """What the scheme's channel reads of what people shared."""

    def find(tx: Transaction) -> list[str]:
        round_ = tx.rounds.latest(world.programme.id)
        assert round_
        found = tx.deliveries.of_round(round_.id, "ThingWorthSharing")
        assert all(each.place_id == world.programme.place_id for each in found)
        messages = [world.word(tx, each) for each in found]
        return [read(message) for message in messages if message]

    return await world.aside.read(find)


async def test_met_is_followed_by_was_it_worth_it_and_one_thing(world: World) -> None:
    sam, ade, group = await _met(world)
    said = await ade.say("met")
    assert "worth passing on, tell the channel: type /unmentor feedback." in said
    assert "Was it worth your time?" in said
    assert sam.buttons() == ["Yes", "Somewhat", "No"]
    assert "totals of at least five people only" in await sam.press("Somewhat")
    assert sam.buttons() == ["Share one thing", "Stay in touch"]
    member = await sam.find_member()
    kept = await world.aside.read(lambda tx: tx.feedback.find(group.id, member.id))
    assert kept
    assert kept.worth == "somewhat"
    assert "Please name nobody but yourself" in await sam.press("Share one thing")


async def test_what_was_typed_after_the_command_stands_in_the_form(world: World) -> None:
    sam, _ade, _group = await _met(world)
    await sam.say("feedback Ask legal teams early.")
    await sam.fill(share="unnamed")
    for typed in ("feedback", "feedback with Ade"):  # a partner's name is nothing to share
        await sam.say(typed)
        assert sam.form
        (thing,) = [each for each in sam.form.inputs if isinstance(each, TextInput)]
        assert thing.value == "Ask legal teams early."


@pytest.mark.parametrize(
    ("share", "by"),
    [
        ("named", "From Sam Okafor (Example County Council), after a conversation in Unmentoring"),
        ("unnamed", "From a conversation in Unmentoring, monthly."),
    ],
)
async def test_it_is_posted_an_hour_later_with_or_without_a_name(
    world: World, share: str, by: str
) -> None:
    sam, _ade, _group = await _met(world)
    await sam.say("feedback")
    said = await sam.fill(thing=LESSON, share=share)
    assert "on Thursday 26 November 2026 at 11am" in said
    await _tick(world, timedelta(minutes=59))
    assert await _posted(world) == []
    await _tick(world, timedelta(minutes=2))
    (posted,) = await _posted(world)
    assert LESSON in posted
    assert by in posted
    assert "Ade" not in posted
    assert ("Sam" in posted) == (share == "named")


async def test_nothing_is_posted_unless_the_member_says_so(world: World) -> None:
    sam, _ade, _group = await _met(world)
    await sam.say("feedback")
    assert "We don't post it" in await sam.fill(thing=LESSON)
    await _tick(world, timedelta(days=1))
    assert await _posted(world) == []


async def test_nothing_is_posted_unless_the_scheme_says_so(world: World) -> None:
    sam, _ade, group = await _met(world)
    await sam.say("feedback")
    await sam.fill(thing=LESSON, share="named")
    old = world.programme
    plan = Plan(old.name, old.place_id, format=Format(shares=False))
    await world.aside.write(lambda tx: tx.programmes.change(old, plan))
    await _tick(world, timedelta(days=1))
    assert await _posted(world) == []
    assert "Was it worth your time?" in await sam.say("feedback")
    await sam.press("Yes")
    assert "Share one thing" not in sam.buttons()
    assert "doesn't post" in await sam.fill(thing=LESSON, share="named")
    assert group.members


async def test_it_can_be_taken_back_or_changed_until_it_is_posted(world: World) -> None:
    sam, _ade, _group = await _met(world)
    await sam.say("feedback")
    await sam.fill(thing=LESSON, share="named")
    assert "taken it back" in await sam.press("Take it back")
    await _tick(world, timedelta(hours=2))
    assert await _posted(world) == []
    await sam.say("feedback")
    await sam.fill(thing="Ask early.", share="named")
    await sam.press("Change it")
    await sam.fill(thing="Ask very early.", share="unnamed")
    await _tick(world, timedelta(hours=2))
    (posted,) = await _posted(world)
    assert "Ask very early." in posted
    assert "Sam" not in posted
    for line in ("feedback back", "feedback"):
        said = await sam.say(line)
        assert "posted in the channel already" in said
        assert "Priya Raman" in said


async def test_it_waits_for_a_working_hour(world: World) -> None:
    sam, _ade, _group = await _met(world)
    world.now = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)  # a Friday afternoon
    await sam.say("feedback")
    said = await sam.fill(thing=LESSON, share="unnamed")
    assert "on Monday 30 November 2026 at 9am" in said


async def test_a_partners_name_is_not_posted(world: World) -> None:
    sam, _ade, _group = await _met(world)
    await sam.say("feedback")
    assert "leave Ade out of it" in await sam.fill(thing="Ade is right.", share="unnamed")
    assert "leave Ade out of it" in await sam.fill(thing="ADE BELLO knows.", share="named")
    assert "We'll post this" in await sam.fill(thing="We made it.", share="unnamed")


async def test_whoever_leaves_before_takes_it_with_them(world: World) -> None:
    sam, _ade, _group = await _met(world)
    await sam.say("feedback")
    await sam.fill(thing=LESSON, share="named")
    await sam.say("forget me now")
    await _tick(world, timedelta(hours=2))
    assert await _posted(world) == []


async def test_nobody_speaks_of_a_conversation_that_was_not_theirs(world: World) -> None:
    _sam, _ade, group = await _met(world)
    jo = await (await world.member("Jo March")).find_member()

    def tell(tx: Transaction) -> None:
        with pytest.raises(NotFoundError):
            feedback.rate(tx, jo, group, "yes", world.now)
        with pytest.raises(NotFoundError):
            feedback.share(tx, jo, group, "Hello", "named", world.now)

    await world.aside.write(tell)


async def test_organisers_see_totals_of_five_only(world: World) -> None:
    members = await people(world, 6)
    await world.introduce(*[members[k : k + 2] for k in (0, 2, 4)])
    for member in members[:4]:
        await member.say("met")
        await member.press("Yes")
    assert "worth your time" not in await priya(world).say("unmentor members")
    await members[4].say("met")
    await members[4].say("worth yes")
    await members[5].say("met")
    await members[5].say("worth no")
    assert "Was it worth your time?: yes: 5\n" in await priya(world).say("unmentor members")
