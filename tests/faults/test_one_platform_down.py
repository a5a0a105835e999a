"""E-mail and a tenant of Teams are down for an hour: all others hear at once, and they after."""

from datetime import UTC, datetime, timedelta

from jobs.delivery.reaching import address_all
from jobs.members.by_mail import open_mail_space
from storage.notices.workspaces import ContactWanted
from storage.store import Store
from storage.transaction import Transaction
from storage.types import AccountKey, MemberId, Profile
from tests.support.everywhere import Everywhere, everywhere
from tests.support.mail import trouble
from tests.support.persons import Person
from tests.support.playground import NIA, OTHER_TEAM, PRIYA, SAM, TEAM
from tests.support.teams import BEE, COUNCIL, JO, SIAN, TRUST

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)
WORDS = "now has people in more than one workspace"
ADA = "ada.obi@midvale.gov.uk"
KEYS = {
    SAM: AccountKey("slack", TEAM, SAM),
    NIA: AccountKey("slack", OTHER_TEAM, NIA),
    JO: AccountKey("teams", COUNCIL, JO),
    SIAN: AccountKey("teams", COUNCIL, SIAN),
    BEE: AccountKey("teams", TRUST, BEE),
}


async def _begin(world: Everywhere) -> list[MemberId]:
    """Everybody uses the bot once, so that it knows where they are."""
    for user, team in ((SAM, TEAM), (NIA, OTHER_TEAM)):
        await world.on_slack(user, team).say("teapoint help")
    for user in (JO, SIAN, BEE):
        await world.on_teams(user).say("help")

    def find(tx: Transaction) -> list[MemberId]:
        space = open_mail_space(tx, world.network)
        key, now = tx.addresses.mail_key(world.network.id, ADA), world.clock.now()
        ada = tx.accounts.see(key, space.id, "Ada Obi")
        tx.addresses.keep(ada.id, ADA, "mail", now, verified=True)
        known = [ada, *filter(None, map(tx.accounts.find, KEYS.values()))]
        join, network = tx.members.join, world.network.id
        return [join(network, one.id, Profile(one.name, None), now).id for one in known]

    return await world.teapoint.aside.write(find)


async def _tell(world: Everywhere, members: list[MemberId]) -> None:
    def queue(tx: Transaction) -> None:
        items = address_all(tx, [(member, ContactWanted(member)) for member in members])
        tx.notices.queue_all(world.network.id, items, world.clock.now())

    await world.teapoint.aside.write(queue)


async def _pass(world: Everywhere, time: timedelta) -> None:
    """Let time pass in steps of a few minutes, with all that is tried on the way."""
    until = world.clock.now() + time
    while world.clock.now() < until:
        world.clock.move_to(world.clock.now() + timedelta(minutes=5))
        await world.teapoint.ticks.run_all()


async def _reached(world: Everywhere) -> dict[str, int]:
    people: dict[str, Person] = {
        **{user: world.on_slack(user, KEYS[user].authority) for user in (SAM, NIA)},
        **{user: world.on_teams(user) for user in (JO, SIAN, BEE)},
        ADA: world.with_mail(ADA),
    }
    return {who: sum(WORDS in one for one in await each.heard()) for who, each in people.items()}


async def test_the_others_go_on_and_nothing_is_lost_or_told_twice(store: Store) -> None:
    async with everywhere(store, TUESDAY) as world:
        members = await _begin(world)
        trouble(world.room, "busy")
        await world.teams.trouble("down", tenant=COUNCIL)
        await _tell(world, members)
        await _pass(world, timedelta(minutes=50))
        told = await _reached(world)
        assert told == {SAM: 1, NIA: 1, BEE: 1, JO: 0, SIAN: 0, ADA: 0}
        world.room.faults.clear()
        await world.teams.trouble("down", on=False)
        await _pass(world, timedelta(hours=2))
        told = await _reached(world)
        assert (told[SAM], told[NIA], told[BEE], told[ADA]) == (1, 1, 1, 1)
        unsure = await world.teapoint.aside.read(
            lambda tx: tx.deliveries.in_state(world.network.id, "unsure")
        )
        assert unsure, "what was under way when the tenant went down may have arrived"
        assert told[JO] + told[SIAN] + len(unsure) == 2
        said = await world.on_slack(PRIYA).say("unmentor unsure")
        assert "Jo Hughes" in said or "Siân Pritchard" in said, said
