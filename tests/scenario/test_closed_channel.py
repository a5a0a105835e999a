"""A scheme's channel is archived: organisers hear of it, and nothing else stops."""

from jobs.delivery.closed_places import close_place
from jobs.delivery.deliver import Deliverer
from jobs.delivery.manners import Manners
from storage.notice_queue import To
from storage.notices.channels import JoinCard
from storage.transaction import Transaction
from tests.support.chat import World
from tests.support.organising import priya
from tests.support.scripted_platform import JumpingClock, ScriptedPlatform, refused


def _archive(world: World, tx: Transaction) -> None:
    close_place(tx, tx.places.get(world.channel.id), "archived", world.now)


async def test_organisers_are_told_once_and_can_choose_another(world: World) -> None:
    await world.aside.write(lambda tx: _archive(world, tx))
    await world.aside.write(lambda tx: _archive(world, tx))
    organiser = priya(world)
    (told,) = await organiser.told()
    assert "We can't post in #unmentoring any more." in told
    assert "Introductions of Unmentoring, monthly go on as before." in told
    assert "Channel" in await organiser.press("Edit the scheme")


async def test_nothing_is_said_of_a_channel_that_is_open_again(world: World) -> None:
    await world.aside.write(lambda tx: _archive(world, tx))
    await world.aside.write(lambda tx: tx.places.reopen(world.channel.id))
    assert await priya(world).told() == []


async def test_a_refused_post_tells_it_too(world: World) -> None:
    def post(tx: Transaction) -> None:
        to = [To(world.space.id, place_id=world.channel.id)]
        tx.notices.queue(world.network.id, JoinCard(world.programme.id), to, world.now)

    await world.aside.write(post)
    clock = JumpingClock(world.now)
    platform = ScriptedPlatform(clock, iter([refused("place closed")]))
    deliverer = Deliverer(world.aside, lambda _platform: platform, clock, Manners())
    assert await deliverer.run_once()
    (told,) = await priya(world).told()
    assert "Perhaps it was archived" in told
