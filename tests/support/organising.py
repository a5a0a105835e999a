"""What tests of organising need: the organiser, planning done, people by the dozen."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from jobs.errand_runner import ErrandRunner
from jobs.schedule import Ticker
from storage.programmes import Plan
from storage.queue_records import AuditEntry
from storage.round_records import Format, Group, Programme, Round, Rules
from storage.transaction import Transaction
from tests.support.chat import Chat, World

INTERESTS = ("data", "service design", "housing", "research", "content")
PROFESSIONS = ("policy", "delivery", "analysis")


@dataclass
class WorldClock:
    """Tells the world's time."""

    world: World

    def now(self) -> datetime:
        return self.world.now

    async def sleep_until(self, moment: datetime) -> None:
        """Nothing waits in a dialog."""


def priya(world: World) -> Chat:
    """The network's first organiser."""
    return world.person("Priya Raman", "U0PRIYA")


async def people(world: World, count: int, organisation: str = "") -> list[Chat]:
    """Members who take part, each of another organisation unless one is named."""
    return [
        await world.member(
            f"Person {number:02}",
            organisation or f"Organisation {number:02}",
            interests=(INTERESTS[number % 5], INTERESTS[number % 3]),
            profession=PROFESSIONS[number % 3],
        )
        for number in range(count)
    ]


async def do_errands(world: World) -> int:
    """Do what commands put off; return how many errands were done."""
    done = 0
    with ThreadPoolExecutor(1) as workers:
        runner = ErrandRunner(world.aside, WorldClock(world), workers)
        while await runner.run_once():
            done += 1
    return done


async def preview(world: World, organiser: Chat) -> str:
    """Have the next round planned; return the preview that the organiser is told."""
    assert "We're on it" in await organiser.say("unmentor round preview")
    await do_errands(world)
    return (await organiser.told())[-1]


async def waiting_round(world: World) -> Round:
    """Return the round that waits to be sent."""
    found = await world.aside.write(lambda tx: tx.rounds.latest(world.programme.id, "proposed"))
    assert found, "no round waits"
    return found


async def pairs(world: World, state: str = "proposed") -> list[list[str]]:
    """Return the names in each group of the newest round, in alphabetical order."""

    def read(tx: Transaction) -> list[list[str]]:
        round_ = tx.rounds.latest(world.programme.id)
        assert round_
        groups = [g for g in tx.rounds.groups(round_.id) if g.state == state]
        members = tx.members.many([m for group in groups for m in group.members])
        return sorted(sorted(members[m].name for m in group.members) for group in groups)

    return await world.aside.write(read)


async def audit(world: World) -> list[AuditEntry]:
    """Return the audit log, newest first."""
    return await world.aside.write(lambda tx: tx.audit.entries(world.network.id))


async def send_term(world: World) -> list[Group]:
    """Plan the next round and send it; return its sets or pairs."""
    organiser = priya(world)
    await organiser.say("unmentor round preview")
    await do_errands(world)
    await organiser.told()
    assert "way now" in await organiser.say("round send yes")
    return await running_groups(world)


async def running_groups(world: World) -> list[Group]:
    """Return the sets or pairs of the running term."""

    def read(tx: Transaction) -> list[Group]:
        (round_,) = tx.rounds.under_way(world.programme.id)
        return [group for group in tx.rounds.groups(round_.id) if group.state == "active"]

    return await world.aside.read(read)


async def change_kind(world: World, name: str, format_: Format, rules: Rules) -> None:
    """Make the world's scheme one of another kind."""

    def change(tx: Transaction) -> Programme:
        old = tx.programmes.get(world.programme.id, world.network.id)
        plan = Plan(name, old.place_id, rules, old.timing, format=format_)
        return tx.programmes.change(old, plan)

    world.programme = await world.aside.write(change)


async def tick(world: World, until: datetime) -> None:
    """Let the time pass, with all that falls due on the way."""
    ticker = Ticker(world.aside, WorldClock(world), 24)
    while True:
        upcoming = await world.aside.read(lambda tx: tx.schedules.upcoming(1))
        if not upcoming or upcoming[0].next_due > until:
            break
        world.now = max(world.now, upcoming[0].next_due)
        await ticker.run_once()
        await do_errands(world)
    world.now = until
