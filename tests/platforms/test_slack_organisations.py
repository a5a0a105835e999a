"""A whole organisation installs the app: its workspaces by name, granted and taken away."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import pytest
from starlette.applications import Starlette

from bot.command import Commands, Policy
from bot.dispatch import Dispatcher
from bot.platforms.slack.connect import Connection, Slack
from bot.platforms.slack.oauth import OAuthClient
from bot.playground.common.given import Json
from bot.playground.slack import Fault, Hub
from bot.playground.slack.oauth import CLIENT_ID, CLIENT_SECRET
from jobs.aside import Aside
from storage.notices.workspaces import SendingPaused
from storage.store import Store
from storage.transaction import Transaction
from storage.types import AccountKey, Space
from tests.support.playground import (
    HALL,
    NIA,
    NOON,
    OTHER_TEAM,
    OWEN,
    PRIYA,
    SECRET,
    TEAM,
    StillClock,
    hub_of,
    make_playground,
    serving,
)
from tests.support.slack_bot import NAMES, sign

BOT = "https://bot.example"
MINISTRY = {"id": "E0PIERS", "name": "Ministry of Piers"}


@dataclass(slots=True)
class Ministry:
    """The app as an organisation uses it, and that organisation's Slack."""

    slack: Slack
    hub: Hub
    ours: httpx.AsyncClient
    authorize: str

    async def install(self) -> str:
        """Nia installs it for the whole organisation; returns the last page."""
        began = await self.ours.post("/slack/install")
        query = dict(httpx.URL(began.headers["location"]).params)
        form = query | {"answer": "allow", "as": f"{OTHER_TEAM}:{NIA}"}
        async with httpx.AsyncClient() as browser:
            agreed = await browser.post(self.authorize, data=form)
        return (await self.ours.get(agreed.headers["location"])).text

    async def tell(self, kind: str, teams: Sequence[str], event_id: str = "Ev1") -> int:
        """As Slack tells of workspaces that were granted or revoked; no single one is named."""
        return await self.send({"type": kind, "team_ids": list(teams)}, event_id)

    async def send(self, event: Json, event_id: str = "Ev1", team: str | None = None) -> int:
        """Send an event, of one workspace or of the organisation as a whole."""
        body = json.dumps(
            {
                "type": "event_callback",
                "event_id": event_id,
                "team_id": team,
                "enterprise_id": MINISTRY["id"],
                "authorizations": [
                    {
                        "enterprise_id": MINISTRY["id"],
                        "team_id": team,
                        "is_bot": True,
                        "is_enterprise_install": True,
                    }
                ],
                "event": event,
            }
        )
        answer = await self.ours.post("/slack/events", content=body, headers=sign(body))
        return answer.status_code


@asynccontextmanager
async def ministry(store: Store) -> AsyncIterator[Ministry]:
    playground, clock = make_playground(), StillClock()
    hub = hub_of(playground)
    hub.world.grants.organisation = dict(MINISTRY)
    async with serving(playground) as origin:
        at = f"{origin}/playground/slack"
        authorize = f"{at}/oauth/v2/authorize"
        client = OAuthClient(CLIENT_ID, CLIENT_SECRET, authorize, f"{BOT}/slack/oauth_redirect")
        aside = Aside(store)
        dispatcher = Dispatcher(Commands(()), aside, clock.now, Policy("", "", 24), NAMES)
        here = Connection(f"{at}/api/", SECRET, oauth=client, timeout=2.0)
        slack = Slack(here, dispatcher, aside, clock, NAMES, lambda *_: None, "it@example.org")
        transport = httpx.ASGITransport(app=Starlette(routes=slack.routes()))
        async with httpx.AsyncClient(transport=transport, base_url=BOT) as ours:
            yield Ministry(slack, hub, ours, authorize)
        await slack.stop()
        aside.close()


def spaces(store: Store) -> dict[str, Space]:
    with store.read() as tx:
        return {space.external_id: space for space in tx.spaces.all()}


async def test_all_workspaces_of_the_organisation_are_known_by_their_names(store: Store) -> None:
    async with ministry(store) as org:
        assert "Teapoint is in Ministry of Piers" in await org.install()
    known = spaces(store)
    assert {team: space.name for team, space in known.items()} == {
        "E0PIERS": "Ministry of Piers",
        TEAM: "Public services together",
        OTHER_TEAM: "Department for Harbours",
    }
    assert known[TEAM].parent_id == known[OTHER_TEAM].parent_id == known["E0PIERS"].id
    with store.read() as tx:
        assert tx.spaces.token(known[TEAM].id) == tx.spaces.token(known["E0PIERS"].id) != ""


@pytest.mark.parametrize("trouble", ["500", "429", "drop before"])
async def test_where_slack_does_not_say_names_they_are_learnt_with_the_next_grant(
    store: Store, trouble: str
) -> None:
    async with ministry(store) as org:
        org.hub.faults.add(Fault(trouble, ("auth.teams.list",), times=1))
        assert "Teapoint is in Ministry of Piers" in await org.install()
        assert set(spaces(store)) == {"E0PIERS"}
        org.hub.faults.remove(trouble)
        assert await org.tell("team_access_granted", [TEAM]) == 200
    assert spaces(store)[TEAM].name == "Public services together"


async def test_a_workspace_that_we_missed_gets_its_name_after_its_first_event(
    store: Store,
) -> None:
    async with ministry(store) as org:
        org.hub.faults.add(Fault("500", ("auth.teams.list",), times=1))
        await org.install()
        org.hub.faults.remove("500")
        archived = {"type": "channel_archive", "channel": HALL}
        assert await org.send(archived, team=TEAM) == 200
        await org.slack.stop()
    assert spaces(store)[TEAM].name == "Public services together"


async def test_nothing_is_sent_to_a_workspace_that_was_taken_away_until_it_is_granted_again(
    store: Store,
) -> None:
    async with ministry(store) as org:
        await org.install()
        _two_organisers(store)
        assert await org.tell("team_access_revoked", [OTHER_TEAM]) == 200
        assert await org.tell("team_access_revoked", [OTHER_TEAM], "Ev2") == 200  # told twice
        known = spaces(store)
        assert known[OTHER_TEAM].paused_why == "team_access_revoked"
        assert known[TEAM].paused_why is None
        assert known["E0PIERS"].paused_why is None
        assert _told_that_it_is_paused(store) == [PRIYA], "who can still be reached, and once"
        assert await org.tell("team_access_granted", [OTHER_TEAM], "Ev3") == 200
    assert spaces(store)[OTHER_TEAM].paused_why is None


async def test_a_grant_of_an_organisation_that_did_not_install_it_changes_nothing(
    store: Store,
) -> None:
    async with ministry(store) as org:
        assert await org.tell("team_access_granted", [TEAM]) == 200
        assert await org.tell("team_access_revoked", [TEAM], "Ev2") == 200
    assert spaces(store) == {}


def _two_organisers(store: Store) -> None:
    """A network over both workspaces, with an organiser in each."""

    def found(tx: Transaction) -> None:
        network = tx.networks.add("Piers and harbours")
        for team, user in ((TEAM, PRIYA), (OTHER_TEAM, OWEN)):
            space = tx.spaces.find("slack", team)
            tx.networks.link(network.id, space.id, default=True)
            account = tx.accounts.see(AccountKey("slack", MINISTRY["id"], user), space.id, user)
            tx.networks.add_organiser(network.id, account.id, NOON)

    with store.begin() as tx:
        found(tx)


def _told_that_it_is_paused(store: Store) -> list[str]:
    with store.begin() as tx:
        waiting = tx.deliveries.waiting()
        told = [d for d in waiting if isinstance(tx.deliveries.notice(d), SendingPaused)]
        return [tx.accounts.get(d.account_id).key.user for d in told if d.account_id]
