"""One account that asks without end is told so kindly; nobody else notices."""

from dataclasses import replace

from bot import commands
from bot.command import load
from bot.dispatch import Dispatcher
from bot.pace import Pace
from storage.types import AccountKey
from tests.support.chat import NAMES, POLICY, World


def test_a_flood_from_one_account_leaves_the_others_alone() -> None:
    pace = Pace(a_minute=20)
    flooding, calm = AccountKey("slack", "T1", "U1"), AccountKey("slack", "T1", "U2")
    answers = [pace.allows(flooding) for _ in range(1000)]
    assert sum(answers) == 20
    assert pace.allows(calm)


async def test_who_asks_too_often_reads_what_to_do_and_nothing_is_done(world: World) -> None:
    slow = Dispatcher(
        load(commands), world.aside, lambda: world.now, POLICY, NAMES, Pace(a_minute=3)
    )
    hurried = replace(world, dispatcher=slow)
    ade = await hurried.member("Ade Bello")
    for _ in range(3):
        assert "a lot at once" not in await ade.say("status")
    assert "Wait a minute" in await ade.say("leave")
    assert (await ade.find_member()).left_at is None
    priya = hurried.person("Priya Raman", "U0PRIYA")
    assert "a lot at once" not in await priya.say("help")
