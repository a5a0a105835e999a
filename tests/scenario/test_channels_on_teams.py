"""What is said of a team's channel on Teams: its name, and that we are in it."""

from dataclasses import replace

import pytest

from bot.heard import PlaceHeard
from bot.wording.channels import how_to_invite
from bot.wording.view import View
from storage.transaction import Transaction
from storage.types import AccountKey
from tests.support.chat import NAMES, POLICY, Chat, World
from tests.support.digesting import WEEKLY, a_feed, follow

COUNCIL = a_feed("council", "Example Council Digital")
TENANT, CHANNEL = "7d1f0d9e-0000-4000-8000-000000000001", "19:tea@thread.tacv2"


async def _on_teams(world: World, *, name: str = "Tea", added: bool = True) -> Chat:
    """An organiser in a tenant, with a channel; `added`: its team has us."""

    def install(tx: Transaction) -> World:
        space = tx.spaces.install("teams", TENANT, TENANT, "Harbours")
        tx.networks.link(world.network.id, space.id, default=True)
        url = "https://smba.example/uk/" if added else ""
        channel = tx.places.see(space.id, CHANNEL, "channel", name, service_url=url)
        account = tx.accounts.see(AccountKey("teams", TENANT, "29:jo"), space.id, "Jo Hughes")
        tx.networks.add_organiser(world.network.id, account.id, world.now)
        return replace(world, space=space, channel=channel)

    tenant = await world.aside.write(install)
    await follow(tenant, COUNCIL, plan=replace(WEEKLY, rhythm="off"))
    return Chat(tenant, "Jo Hughes", "29:jo", platform="teams")


async def _say_there(jo: Chat, text: str) -> str:
    """Teams tells no name of a channel with what is said in it."""
    return await jo._hear(replace(jo._heard(text), place=PlaceHeard(CHANNEL, "channel")))


@pytest.mark.parametrize("added", [True, False])
async def test_a_channel_whose_team_has_us_is_not_asked_to_add_us(
    world: World, *, added: bool
) -> None:
    jo = await _on_teams(world, added=added)
    said = await _say_there(jo, "digest here weekly")
    assert "The first digest comes to #Tea" in said
    assert ("add Teapoint" in said) is not added


async def test_a_channel_without_a_name_is_never_its_id(world: World) -> None:
    jo = await _on_teams(world, name="")
    for line in ("digest here off", "digest here weekly", "digest", "log"):
        said = await _say_there(jo, line)
        assert "a channel on Teams" in said, line
        assert "19:" not in said, line


async def test_how_we_get_into_a_channel_is_told_as_its_platform_does_it(world: World) -> None:
    jo = await _on_teams(world)

    def hints(tx: Transaction) -> list[str]:
        spaces = (world.space.id, jo.world.space.id)
        views = (View(tx, world.now, world.network, one, NAMES, POLICY) for one in spaces)
        return [how_to_invite(view) for view in views]

    on_slack, on_teams = await world.aside.read(hints)
    assert "/invite @Teapoint" in on_slack
    assert "/invite" not in on_teams
    assert on_teams in await jo.say("notes follow")
