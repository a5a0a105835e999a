"""A workspace installs the app itself: there and back, and every way in which it can go wrong."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.applications import Starlette

from bot.command import Commands, Policy
from bot.connecting import connection_of
from bot.dispatch import Dispatcher
from bot.platforms.slack.connect import Connection, Slack
from bot.platforms.slack.manifest import SCOPES
from bot.platforms.slack.oauth import OAuthClient
from bot.playground.slack import Fault, Hub
from bot.playground.slack.oauth import CLIENT_ID, CLIENT_SECRET
from bot.settings import read_settings
from jobs.aside import Aside
from storage.store import Store
from storage.types import AccountKey
from tests.support.playground import (
    NIA,
    NOON,
    OTHER_TEAM,
    SECRET,
    StillClock,
    hub_of,
    make_playground,
    serving,
)
from tests.support.slack_bot import NAMES

BOT = "https://bot.example"


@dataclass(slots=True)
class Browser:
    """Somebody's browser, between our pages and Slack's. `slack` is where the playground is."""

    ours: httpx.AsyncClient
    slack: str
    hub: Hub
    clock: StillClock

    async def begin(self) -> str:
        """Press the button; return Slack's address with what we ask for."""
        answer = await self.ours.post("/slack/install")
        assert answer.status_code == 303
        return answer.headers["location"]

    async def agree(self, address: str, answer: str = "allow", user: str = NIA) -> str:
        """Answer at Slack; return the address to which Slack sends back."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        form = query | {"answer": answer, "as": f"{OTHER_TEAM}:{user}"}
        async with httpx.AsyncClient() as slack:
            sent = await slack.post(f"{self.slack}/oauth/v2/authorize", data=form)
        assert sent.status_code == 303, sent.text
        return sent.headers["location"]

    async def back(self, address: str) -> httpx.Response:
        """Follow Slack back to us."""
        return await self.ours.get(address)


@asynccontextmanager
async def browsing(store: Store, *, secret: str = CLIENT_SECRET) -> AsyncIterator[Browser]:
    playground = make_playground()
    async with serving(playground) as origin:
        slack_at = f"{origin}/playground/slack"
        client = OAuthClient(
            CLIENT_ID, secret, f"{slack_at}/oauth/v2/authorize", f"{BOT}/slack/oauth_redirect"
        )
        here = Connection(f"{slack_at}/api/", SECRET, oauth=client, timeout=2.0)
        async with browsing_at(store, here, slack_at, hub_of(playground)) as browser:
            yield browser


@asynccontextmanager
async def browsing_at(
    store: Store, here: Connection, slack_at: str, hub: Hub
) -> AsyncIterator[Browser]:
    """Our pages as this connection has them, and Slack at its address."""
    clock, aside = StillClock(), Aside(store)
    dispatcher = Dispatcher(Commands(()), aside, clock.now, Policy("", "", 24), NAMES)
    slack = Slack(here, dispatcher, aside, clock, NAMES, lambda *_: None, "it@example.org")
    transport = httpx.ASGITransport(app=Starlette(routes=slack.routes()))
    async with httpx.AsyncClient(transport=transport, base_url=BOT) as ours:
        yield Browser(ours, slack_at, hub, clock)
    await slack.stop()
    aside.close()


def count_spaces(store: Store) -> int:
    with store.read() as tx:
        return len(tx.spaces.all())


async def test_the_page_names_every_right_and_says_why(store: Store) -> None:
    async with browsing(store) as browser:
        page = await browser.ours.get("/slack/install")
    assert page.status_code == 200
    assert all(scope in page.text for scope in SCOPES)
    assert page.text.count("<button") == 1
    assert 'lang="en-GB"' in page.text
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


async def test_a_workspace_is_installed_and_its_installer_told_what_to_do_next(
    store: Store,
) -> None:
    async with browsing(store) as browser:
        address = await browser.begin()
        assert set(parse_qs(urlsplit(address).query)["scope"][0].split(",")) == set(SCOPES)
        page = await browser.back(await browser.agree(address))
        assert page.status_code == 200
        assert "Teapoint is in Department for Harbours" in page.text
        direct = browser.hub.world.open_direct(OTHER_TEAM, NIA)
        (told,) = direct.messages.values()
    assert "/teapoint network connect CODE" in told.text
    assert "/teapoint network found" in told.text
    with store.read() as tx:
        space = tx.spaces.find("slack", OTHER_TEAM)
        assert space.url.startswith("https://"), "where its messages are found"
        installation = tx.installations.find(space.id)
        account = tx.accounts.find(AccountKey("slack", OTHER_TEAM, NIA))
        token = tx.spaces.token(space.id)
    assert installation
    assert account
    assert installation.installed_by == account.id
    assert token.startswith("xoxb-")


async def test_what_was_taken_to_slack_works_once(store: Store) -> None:
    async with browsing(store) as browser:
        back = await browser.agree(await browser.begin())
        assert (await browser.back(back)).status_code == 200
        again = await browser.back(back)
    assert again.status_code == 400
    assert "This link can&#39;t be used any more" in again.text
    assert count_spaces(store) == 1


async def test_what_was_taken_to_slack_lives_ten_minutes(store: Store) -> None:
    async with browsing(store) as browser:
        back = await browser.agree(await browser.begin())
        browser.clock.move_to(NOON.replace(hour=11))
        assert (await browser.back(back)).status_code == 400
    assert count_spaces(store) == 0


async def test_nobody_finishes_what_another_browser_began(store: Store) -> None:
    async with browsing(store) as browser:
        back = await browser.agree(await browser.begin())
        browser.ours.cookies.clear()
        assert (await browser.back(back)).status_code == 400
    assert count_spaces(store) == 0


async def test_saying_no_at_slack_changes_nothing(store: Store) -> None:
    async with browsing(store) as browser:
        page = await browser.back(await browser.agree(await browser.begin(), "cancel"))
    assert page.status_code == 200
    assert "You chose not to add it, so nothing has changed." in page.text
    assert count_spaces(store) == 0


async def test_a_made_up_code_is_refused_by_slack(store: Store) -> None:
    async with browsing(store) as browser:
        state = parse_qs(urlsplit(await browser.begin()).query)["state"][0]
        page = await browser.back(f"{BOT}/slack/oauth_redirect?code=1.2&state={state}")
    assert page.status_code == 400
    assert "invalid_code" in page.text


async def test_a_wrong_secret_is_ours_to_mend(store: Store) -> None:
    async with browsing(store, secret="not this") as browser:
        page = await browser.back(await browser.agree(await browser.begin()))
    assert "not in what you did" in page.text
    assert "it@example.org" in page.text


@pytest.mark.parametrize("kind", ["500", "drop before", "lost answer"])
async def test_no_answer_from_slack_says_so(store: Store, kind: str) -> None:
    async with browsing(store) as browser:
        back = await browser.agree(await browser.begin())
        browser.hub.faults.add(Fault(kind, ("oauth.v2.access",)))
        page = await browser.back(back)
    assert page.status_code == 502
    assert "To add Teapoint twice does no harm." in page.text


async def test_an_installer_who_cannot_be_told_is_installed_all_the_same(store: Store) -> None:
    async with browsing(store) as browser:
        browser.hub.faults.add(Fault("500", ("chat.postMessage",)))
        page = await browser.back(await browser.agree(await browser.begin()))
    assert page.status_code == 200
    assert count_spaces(store) == 1


async def test_a_slack_at_other_addresses_is_asked_there_as_the_settings_say(store: Store) -> None:
    """GovSlack, say: consent, the exchange and the first message all go to what is set."""
    playground = make_playground()
    async with serving(playground) as origin:
        slack_at = f"{origin}/playground/slack"
        settings = read_settings(
            {
                "SLACK_CLIENT_ID": CLIENT_ID,
                "SLACK_CLIENT_SECRET": CLIENT_SECRET,
                "SLACK_SIGNING_SECRET": SECRET,
                "TEAPOINT_URL": BOT,
                "TEAPOINT_CONTROLLER": "Northmoor County Council",
                "TEAPOINT_CONTACT": "data@northmoor.example",
                "TEAPOINT_SLACK_API": f"{slack_at}/api/",
                "TEAPOINT_SLACK_AUTHORIZE": f"{slack_at}/oauth/v2/authorize",
            }
        )
        assert settings.slack
        here = connection_of(settings.slack, 2.0, settings.url)
        async with browsing_at(store, here, slack_at, hub_of(playground)) as browser:
            address = await browser.begin()
            assert address.startswith(f"{slack_at}/oauth/v2/authorize?")
            page = await browser.back(await browser.agree(address))
            assert "Teapoint is in Department for Harbours" in page.text
            direct = browser.hub.world.open_direct(OTHER_TEAM, NIA)
            assert len(direct.messages) == 1
