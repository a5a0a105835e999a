"""What Slack tells of itself is kept, and acted on."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import httpx
import pytest
from starlette.applications import Starlette

from bot.command import Commands, Policy
from bot.dispatch import Dispatcher
from bot.message import Message
from bot.platforms.slack.connect import Connection, Slack, identify
from bot.playground.common.given import Json
from bot.playground.slack import bot_token
from jobs.aside import Aside
from jobs.clock import RealClock
from storage.errors import UnavailableError
from storage.installations import Granted
from storage.queue_records import Delivery
from storage.store import Store
from storage.transaction import Transaction
from storage.types import AccountKey, Space
from tests.support.playground import HALL, NOON, SAM, SECRET, TEAM, make_playground, serving
from tests.support.slack_bot import NAMES, sign


def _word(_tx: Transaction, _delivery: Delivery, _now: datetime) -> Message | None:
    return None


@asynccontextmanager
async def connected(store: Store, api: str = "http://127.0.0.1:1/") -> AsyncIterator[Slack]:
    """Slack over HTTP, by itself at an address where nothing listens."""
    aside = Aside(store)
    dispatcher = Dispatcher(Commands(()), aside, lambda: NOON, Policy("", "", 24), NAMES)
    here = Connection(api, SECRET)
    slack = Slack(here, dispatcher, aside, RealClock(), NAMES, _word)
    await slack.start()
    yield slack
    await slack.stop()
    aside.close()


def installed(store: Store) -> Space:
    with store.begin() as tx:
        network = tx.networks.add("Public services together")
        space = tx.spaces.install("slack", TEAM, TEAM, "Here", "xoxb-secret")
        tx.networks.link(network.id, space.id, default=True)
        return space


async def tell(slack: Slack, event: Json) -> int:
    body = json.dumps({"type": "event_callback", "team_id": TEAM, "event_id": "E", "event": event})
    transport = httpx.ASGITransport(app=Starlette(routes=slack.routes()))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        answer = await client.post("/slack/events", content=body, headers=sign(body))
    return answer.status_code


@pytest.mark.parametrize(
    "event",
    [
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["UBOT"]}},
    ],
    ids=lambda event: event["type"],
)
async def test_an_uninstalled_app_forgets_its_token_and_says_nothing_more(
    store: Store, event: Json
) -> None:
    space = installed(store)
    async with connected(store) as slack:
        assert await tell(slack, event) == 200
        assert await tell(slack, event) == 200  # told twice
    with store.read() as tx:
        assert tx.spaces.token(space.id) == ""
        assert tx.spaces.get(space.id).paused_why == "uninstalled"


async def org_tell(slack: Slack, event: Json, team: str, enterprise: str = "E1") -> int:
    """As Slack tells it of an organisation that installed the app as a whole."""
    where = {"team_id": team, "enterprise_id": enterprise, "is_enterprise_install": True}
    body = json.dumps(
        {"type": "event_callback", "event_id": "E", "event": event, "authorizations": [where]}
        | {"team_id": team, "enterprise_id": enterprise}
    )
    transport = httpx.ASGITransport(app=Starlette(routes=slack.routes()))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        answer = await client.post("/slack/events", content=body, headers=sign(body))
    return answer.status_code


async def test_a_workspace_of_an_installed_organisation_is_made_known_by_its_first_event(
    store: Store,
) -> None:
    with store.begin() as tx:
        org = tx.spaces.install("slack", "E1", "E1", "Ministry of Piers", "xoxb-org")
        tx.installations.record(org.id, Granted("UBOT", org_wide=True), None, NOON)
    async with connected(store) as slack:
        assert await org_tell(slack, {"type": "channel_archive", "channel": HALL}, "T7") == 200
        with store.read() as tx:
            child = tx.spaces.find("slack", "T7")
            assert (child.parent_id, child.authority) == (org.id, "E1")
            assert tx.spaces.token(child.id) == "xoxb-org"
        await org_tell(slack, {"type": "channel_archive", "channel": HALL}, "T8", "E2")
        with store.read() as tx:
            assert len(tx.spaces.all()) == 2, "nothing of an organisation that did not install it"
        assert await org_tell(slack, {"type": "app_uninstalled"}, "T7") == 200
    with store.read() as tx:
        assert {space.paused_why for space in tx.spaces.all()} == {"uninstalled"}
        assert tx.spaces.token(child.id) == ""


async def test_an_archived_channel_is_closed_until_it_is_reopened(store: Store) -> None:
    space = installed(store)

    def why() -> str | None:
        with store.begin() as tx:
            return tx.places.see(space.id, HALL, "channel").closed_why

    async with connected(store) as slack:
        await tell(slack, {"type": "channel_archive", "channel": HALL})
        assert why() == "archived"
        await tell(slack, {"type": "channel_unarchive", "channel": HALL})
        assert why() is None


async def test_a_deactivated_account_is_written_to_no_more(store: Store) -> None:
    space = installed(store)
    key = AccountKey("slack", TEAM, SAM)
    with store.begin() as tx:
        tx.accounts.see(key, space.id, "Sam Okafor")
    async with connected(store) as slack:
        await tell(slack, {"type": "user_change", "user": {"id": SAM, "deleted": True}})
    with store.read() as tx:
        account = tx.accounts.find(key)
    assert account is not None
    assert account.gone


async def test_a_workspace_that_we_do_not_know_is_told_so(store: Store) -> None:
    async with connected(store) as slack:
        assert await tell(slack, {"type": "channel_archive", "channel": HALL}) == 200


async def test_slack_says_whose_token_it_is() -> None:
    async with serving(make_playground()) as origin:
        here = Connection(f"{origin}/playground/slack/api/", SECRET)
        identity = await identify(here, bot_token(TEAM))
        assert identity.url.startswith("https://")
        assert (identity.team, identity.enterprise) == (TEAM, "")
        with pytest.raises(UnavailableError, match="SLACK_BOT_TOKEN"):
            await identify(here, "xoxb-made-up")


async def test_where_slack_cannot_be_reached_the_setting_is_named() -> None:
    with pytest.raises(UnavailableError, match="TEAPOINT_SLACK_API"):
        await identify(Connection("http://127.0.0.1:1/", SECRET), "xoxb-secret")


async def _addresses(store: Store, *, wait_for: str) -> dict[str, str]:
    """Read where workspaces are on the web, once this one's is known, or after two seconds."""
    for _turn in range(100):
        with store.read() as tx:
            urls = {one.external_id: one.url for one in tx.spaces.all()}
        if urls[wait_for]:
            break
        await asyncio.sleep(0.02)
    return urls


async def test_a_workspace_that_was_installed_long_ago_gets_its_address_at_the_next_start(
    store: Store,
) -> None:
    with store.begin() as tx:
        tx.spaces.install("slack", "T0GONE", "T0GONE", "A refused token", "xoxb-made-up")
        tx.spaces.install("slack", "T0BARE", "T0BARE", "No token")
        tx.spaces.install("slack", TEAM, TEAM, "Here", bot_token(TEAM))
    async with connected(store) as slack:  # nobody answers
        assert isinstance(slack, Slack)
    async with (
        serving(make_playground()) as origin,
        connected(store, f"{origin}/playground/slack/api/"),
    ):
        urls = await _addresses(store, wait_for=TEAM)
    assert urls[TEAM].startswith("https://")
    assert (urls["T0GONE"], urls["T0BARE"]) == ("", "")
