"""A set's chat holds who is in the set: a new one whenever that changes, told once to everybody."""

from datetime import timedelta

from jobs.delivery import refusals
from jobs.delivery.voice import RefusedError
from storage.notices.terms import SetChanged
from storage.outbox import Settled
from storage.queue_records import Delivery
from storage.round_records import Format, Rules
from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.organising import change_kind, do_errands, priya, send_term, tick

SETS = Format(kind="sets", meetings=3, weeks_between=4, posts=False)
PEOPLE = ("Ade Bello", "Bea Cole", "Cal Dunn", "Dee Eze", "Eli Fox")


async def begin(world: World, *later: str) -> list[Chat]:
    """A set of five that was introduced; whoever comes later waits for a seat."""
    await change_kind(world, "Action learning", SETS, Rules(group_size=5))
    members = [await world.member(name, f"Office of {name}") for name in PEOPLE]
    await send_term(world)
    await settle(world)
    for chat in members:
        await chat.told()
    for name in later:
        await world.member(name, f"Office of {name}")
    return members


async def settle(world: World) -> None:
    """Everything that waits was sent."""

    def send(tx: Transaction) -> None:
        for claimed in tx.outbox.claim("ready", world.now, timedelta(minutes=1), 100):
            tx.outbox.settle(claimed, Settled("sent", remote_ref="1.1"), world.now)

    await world.aside.write(send)


async def changes(world: World) -> list[Delivery]:
    """What waits to be told of who is in the set."""

    def read(tx: Transaction) -> list[Delivery]:
        waiting = tx.deliveries.waiting(1_000)
        return [each for each in waiting if isinstance(tx.deliveries.notice(each), SetChanged)]

    return await world.aside.read(read)


async def test_a_replacement_is_in_the_sets_new_chat_and_all_are_told_once(world: World) -> None:
    members = await begin(world, "Fay Gill")
    fay = world.person("Fay Gill")
    await members[0].say("leave")
    (chat,) = await changes(world)
    assert chat.group_id
    assert chat.account_id is None
    assert chat.remote_place is None, "it is not the chat in which the leaver is"
    for member in members[1:]:
        (told,) = await member.told()
        assert "Ade Bello has left your set." in told
        assert "Fay Gill (Office of Fay Gill) has taken the empty seat." in told
        assert "This is your set's chat from now on" in told
        assert "You meet on:" in told
        assert member.buttons() == ["Show my set", "Something was wrong"]
    in_chat, by_message = sorted(await fay.told(), key=lambda words: "Meet " in words)
    assert "Fay Gill (Office of Fay Gill) has taken the empty seat." in in_chat
    assert "Meet Bea Cole, Cal Dunn, Dee Eze and Eli Fox" in by_message
    assert not await members[0].told(), "whoever left is told no more of it"


async def test_without_a_replacement_the_four_have_a_chat_of_their_own(world: World) -> None:
    members = await begin(world)
    await members[0].say("leave")
    (chat,) = await changes(world)
    assert chat.group_id
    (told,) = await members[1].told()
    assert "You go on as 4, and your dates stay as they are." in told
    assert "Ade Bello (" not in told


async def test_where_the_platform_refuses_the_chat_each_is_told_directly(world: World) -> None:
    members = await begin(world, "Fay Gill")
    fay = world.person("Fay Gill")
    await members[0].say("leave")
    for member in (*members, fay):
        await member.told()

    def refuse(tx: Transaction) -> None:
        for claimed in tx.outbox.claim("ready", world.now, timedelta(minutes=1), 100):
            if claimed.delivery.group_id:
                error = RefusedError("cannot meet", "user_not_visible")
                refusals.handle(tx, claimed, error, world.now)

    await world.aside.write(refuse)
    told = await changes(world)
    assert len(told) == 4, "one each, and none to who joined, whom we introduced already"
    assert all(each.account_id for each in told)
    (words,) = await members[1].told()
    assert "Fay Gill (Office of Fay Gill) has taken the empty seat." in words
    assert "chat" not in words
    assert not await fay.told()


async def test_a_chat_that_opens_after_the_next_change_says_who_is_in_it_then(world: World) -> None:
    members = await begin(world, "Fay Gill")
    fay = world.person("Fay Gill")
    await members[0].say("leave")
    await fay.say("leave")
    first, second = [words for words in await members[1].told() if "has changed" in words]
    assert "has taken the empty seat" not in first
    assert "Fay Gill has left your set." in second
    for words in (first, second):
        assert "Bea Cole (Office of Bea Cole)" in words
        assert "Fay Gill (" not in words


async def test_organisers_hear_nothing_of_a_period_in_which_every_set_goes_on(
    world: World,
) -> None:
    await begin(world)
    organiser = priya(world)
    await organiser.told()
    await tick(world, world.now + timedelta(weeks=7))
    assert [words for words in await organiser.told() if "no introductions" in words] == []
    assert (
        await world.aside.read(lambda tx: tx.rounds.latest(world.programme.id, "proposed")) is None
    )
    for name in ("Gus Hart", "Hal Ives", "Ida Jones"):
        await world.member(name, f"Office of {name}")
    await tick(world, world.now + timedelta(weeks=3))
    assert any("3 people would be introduced" in words for words in await organiser.told())


async def test_an_organiser_who_asks_hears_that_every_set_goes_on(world: World) -> None:
    await begin(world)
    organiser = priya(world)
    await organiser.told()
    world.now += timedelta(weeks=2)
    await organiser.say("unmentor round preview")
    await do_errands(world)
    assert (
        "Everybody who takes part sits in a set that still meets." in (await organiser.told())[-1]
    )
