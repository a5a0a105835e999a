"""What happens around the bot on Teams: added and removed, channels and teams that come and go."""

from bot.playground.teams.activities import Sender, build_update
from storage.store import Store
from storage.types import AccountKey, Place
from tests.support.teams import COUNCIL, COUNCIL_CHANNEL, COUNCIL_TEAM, JO, SIAN, TOM
from tests.support.teams_bot import ON_SQLITE, TeamsBot, teams_bot

pytestmark = ON_SQLITE


def open_channels(bot: TeamsBot) -> list[str]:
    with bot.store.read() as tx:
        return [place.name for place in tx.places.channels(bot.space_id())]


def chat_with(bot: TeamsBot, user: str) -> Place | None:
    with bot.store.read() as tx:
        account = tx.accounts.find(AccountKey("teams", COUNCIL, user))
        return tx.places.direct(account.id, bot.space_id()) if account else None


async def tell_of_channel(bot: TeamsBot, event: str, channel: str) -> None:
    """What Teams says when somebody deletes a channel, or brings it back."""
    beside = bot.beside
    world = beside.hub.world
    sender = Sender(world, world.people[SIAN], world.talks[COUNCIL_TEAM], beside.service_url)
    await beside.hub.courier.deliver(
        build_update(sender, {"eventType": event, "channel": {"id": channel, "name": "Cake"}})
    )
    await bot.settle()


async def test_who_adds_it_is_greeted_once_and_not_kept_before_they_use_it(store: Store) -> None:
    async with teams_bot(store) as bot:
        tom = bot.beside.person(TOM)
        await bot.beside.trouble("duplicate event", rate=1.0)
        await tom.install()
        await bot.settle()
        [greeting] = await tom.seen()
        assert "introduces people of different organisations" in greeting
        with store.read() as tx:
            assert tx.accounts.find(AccountKey("teams", COUNCIL, TOM)) is None
        await tom.press("Join")
        await bot.settle()
        assert chat_with(bot, TOM) is not None


async def test_who_removes_it_is_written_to_no_more_until_they_add_it_again(store: Store) -> None:
    async with teams_bot(store) as bot:
        jo = bot.beside.person(JO)
        await jo.say("unmentor met")
        await bot.settle()
        with store.read() as tx:
            account = tx.accounts.find(AccountKey("teams", COUNCIL, JO))
            assert account is not None
        await jo.uninstall()
        await bot.settle()
        with store.read() as tx:
            assert tx.accounts.get(account.id).blocked_at is not None
        assert chat_with(bot, JO) is None
        await jo.install()
        await bot.settle()
        with store.read() as tx:
            assert tx.accounts.get(account.id).blocked_at is None
        assert chat_with(bot, JO) is not None


async def test_a_team_that_adds_it_offers_its_channels_and_one_that_removes_it_closes_them(
    store: Store,
) -> None:
    async with teams_bot(store) as bot:
        sian = bot.beside.person(SIAN)
        await sian.uninstall(team=COUNCIL_TEAM)
        await bot.settle()
        assert open_channels(bot) == []
        await sian.install(team=COUNCIL_TEAM)
        await bot.settle()
        assert open_channels(bot) == ["Coffee", "General"]
        await sian.uninstall(team=COUNCIL_TEAM)
        await bot.settle()
        assert open_channels(bot) == []


async def test_channels_that_come_change_their_name_and_go(store: Store) -> None:
    async with teams_bot(store) as bot:
        sian = bot.beside.person(SIAN)
        await sian.uninstall(team=COUNCIL_TEAM)
        await sian.install(team=COUNCIL_TEAM)
        await bot.beside.change(channel="Tea", team=COUNCIL_TEAM)
        await bot.beside.change(rename=COUNCIL_CHANNEL, name="Cake")
        await bot.settle()
        assert open_channels(bot) == ["Cake", "General", "Tea"]
        await tell_of_channel(bot, "channelDeleted", COUNCIL_CHANNEL)
        assert open_channels(bot) == ["General", "Tea"]
        await bot.beside.change(leave=sian.page_id, team=COUNCIL_TEAM)  # people come and go
        await bot.settle()
        assert open_channels(bot) == ["General", "Tea"]
        await tell_of_channel(bot, "channelRestored", COUNCIL_CHANNEL)
        assert open_channels(bot) == ["Cake", "General", "Tea"]


async def test_channels_that_nobody_told_us_of_are_known_by_name_once_one_is_used(
    store: Store,
) -> None:
    async with teams_bot(store) as bot:
        await bot.beside.person(JO).say("@Teapoint unmentor met", COUNCIL_CHANNEL)
        await bot.settle()
        assert open_channels(bot) == ["Coffee", "General"]
