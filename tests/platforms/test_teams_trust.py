"""Whom the bot believes on Teams: Microsoft's signature, and the tenants on the operator's list."""

import asyncio
import copy
from typing import Any

import httpx
import jwt
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.checkup import check
from bot.platforms.teams.keys import Keys
from bot.platforms.teams.trust import NotTrustedError, is_safe, tenant_of
from bot.playground.teams.activities import Sender, build_invoke, build_message
from bot.playground.teams.keys import FORGERIES, Keyring
from bot.playground.teams.records import Post
from storage.store import Store
from storage.types import AccountKey
from tests.support.playground import serving
from tests.support.teams import COUNCIL, JO, JOHAR, TRUST, TeamsBeside, make_keyring
from tests.support.teams_bot import ON_SQLITE, TeamsBot, teams_bot

Json = dict[str, Any]


def words_from(beside: TeamsBeside, user: str, text: str = "unmentor who") -> Json:
    """An activity in which somebody says something in their chat with the bot."""
    world = beside.hub.world
    person = world.people[user]
    sender = Sender(world, person, world.personal(person), beside.service_url)
    return build_message(sender, Post(1795687200000, person.id, text), [])


def is_known(bot: TeamsBot, user: str, tenant: str = COUNCIL) -> bool:
    with bot.store.read() as tx:
        return tx.accounts.find(AccountKey("teams", tenant, user)) is not None


@ON_SQLITE
async def test_what_is_not_signed_for_us_by_microsoft_changes_nothing(store: Store) -> None:
    async with teams_bot(store) as bot:
        words = words_from(bot.beside, JO)
        forged = [kind for kind in FORGERIES if kind not in ("", "tenant")]
        for kind in forged:
            ack = await bot.beside.hub.courier.deliver(words, kind)
            assert ack.status == 401, kind
        assert len(forged) == 8
        assert not is_known(bot, JO)
        ack = await bot.beside.hub.courier.deliver(words)
        assert ack.status == 200
        await bot.settle()
        assert is_known(bot, JO)


@ON_SQLITE
async def test_a_chat_on_a_web_page_cannot_speak_for_a_tenant(store: Store) -> None:
    """Its visitors write what they like into it, and the same service signs for it."""
    async with teams_bot(store) as bot:
        for channel in ("webchat", "directline", ""):
            words = words_from(bot.beside, JO) | {"channelId": channel}
            assert (await bot.beside.hub.courier.deliver(words)).status == 401
        assert not is_known(bot, JO)


@ON_SQLITE
async def test_a_tenant_that_is_not_on_the_list_is_told_so_and_nothing_is_kept(
    store: Store,
) -> None:
    async with teams_bot(store, tenants=(COUNCIL,)) as bot:
        johar = bot.beside.person(JOHAR)
        await johar.say("unmentor who")
        await bot.settle()
        assert "not set up for your organisation yet" in await johar.latest()
        with store.read() as tx:
            assert [space.external_id for space in tx.spaces.all()] == [COUNCIL]
            assert tx.inbox.latest() is None


@ON_SQLITE
async def test_a_tenant_that_was_taken_off_the_list_is_heard_no_more(store: Store) -> None:
    async with teams_bot(store) as bot:
        await bot.beside.person(JOHAR).say("unmentor who")
        await bot.settle()
        assert is_known(bot, JOHAR, TRUST)
        with store.read() as tx:
            heard = tx.inbox.latest()
    async with teams_bot(store, tenants=(COUNCIL,)) as bot:
        johar = bot.beside.person(JOHAR)
        for said in await asks_in_every_way(bot, JOHAR):
            assert "not set up for your organisation yet" in said
        await johar.uninstall()
        await bot.settle()
        assert "not set up for your organisation yet" in await johar.latest()
        with store.read() as tx:
            assert tx.inbox.latest() == heard
            account = tx.accounts.find(AccountKey("teams", TRUST, JOHAR))
            assert account is not None
            assert account.blocked_at is None


async def asks_in_every_way(bot: TeamsBot, user: str) -> list[str]:
    """What somebody is answered at once who types, presses, opens a dialog and searches."""
    beside = bot.beside
    person = beside.hub.world.people[user]
    sender = Sender(beside.hub.world, person, beside.hub.world.personal(person), beside.service_url)
    data = {"t": "press", "line": "unmentor met", "ref": "g_1"}
    invokes = [
        build_invoke(sender, "adaptiveCard/action", {"action": {"data": data}}),
        build_invoke(sender, "composeExtension/fetchTask", {"commandId": "make_notes"}),
        build_invoke(sender, "composeExtension/submitAction", {"data": data}),
        build_invoke(sender, "composeExtension/query", {"commandId": "find_notes"}),
    ]
    acks = [await beside.hub.courier.deliver(each) for each in invokes]
    assert [ack.status for ack in acks] == [200] * 4
    await beside.person(user).say("unmentor met")
    await bot.settle()
    return [str(ack.body) for ack in acks]


async def test_a_forged_tenant_changes_nothing(store: Store) -> None:
    async with teams_bot(store) as bot:
        courier = bot.beside.hub.courier
        await bot.beside.person(JO).say("unmentor who")
        await bot.settle()
        forged = words_from(bot.beside, JO)
        only_data = copy.deepcopy(forged)
        only_data["channelData"]["tenant"]["id"] = TRUST
        both = copy.deepcopy(only_data)
        both["conversation"]["tenantId"] = TRUST  # a chat that is known to be the council's
        in_path = forged | {"serviceUrl": f"{bot.beside.service_url}{TRUST}/"}
        statuses = [(await courier.deliver(each)).status for each in (only_data, both, in_path)]
        assert statuses == [403, 403, 403]
        assert not is_known(bot, JO, TRUST)


@ON_SQLITE
async def test_people_of_the_same_name_in_two_tenants_are_two(store: Store) -> None:
    async with teams_bot(store) as bot:
        jo, johar = bot.beside.person(JO), bot.beside.person(JOHAR)
        await jo.say("unmentor who")
        await johar.say("unmentor who")
        await bot.settle()
        assert f"teams:{COUNCIL}:{JO} Jo Hughes" in await jo.latest()
        assert f"teams:{TRUST}:{JOHAR} Johar Hughes" in await johar.latest()


@ON_SQLITE
async def test_bodies_that_are_none_are_turned_away(store: Store) -> None:
    async with teams_bot(store) as bot:
        token = bot.beside.hub.keys.sign_activity(bot.beside.service_url) or ""
        app = Starlette(routes=bot.teams.routes())
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:

            async def send(body: bytes) -> int:
                headers = {"authorization": token}
                answer = await client.post("/teams/messages", content=body, headers=headers)
                return answer.status_code

            assert [await send(b"{"), await send(b"[]"), await send(b"x" * 1_000_001)] == [
                400,
                400,
                413,
            ]
            assert await send(b"{}") == 401  # it names no service


def an_activity(**parts: Any) -> Json:  # noqa: ANN401 - JSON
    return {"serviceUrl": "https://smba.example/uk/", **parts}


def test_the_tenant_is_what_all_places_agree_on() -> None:
    chat, data = {"tenantId": COUNCIL.upper()}, {"tenant": {"id": COUNCIL}}
    url = f"https://smba.example/uk/{COUNCIL}/"
    assert tenant_of(an_activity(conversation=chat, channelData=data, serviceUrl=url)) == COUNCIL
    assert tenant_of(an_activity(channelData=data)) == COUNCIL
    for forged in (
        an_activity(),
        an_activity(conversation=chat, channelData={"tenant": {"id": TRUST}}),
        an_activity(conversation={"tenantId": TRUST}, serviceUrl=url),
        an_activity(conversation="no object", value={"tenant": {"id": COUNCIL}}),
    ):
        with pytest.raises(NotTrustedError):
            tenant_of(forged)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://smba.trafficmanager.net/uk/", True),
        ("http://smba.trafficmanager.net/uk/", False),
        ("http://127.0.0.1:9/", False),
        ("https://user:word@smba.trafficmanager.net/", False),
        ("https://", False),
        ("https://[", False),
    ],
)
def test_our_token_goes_where_nobody_reads_it_on_the_way(url: str, *, safe: bool) -> None:
    assert is_safe(url) is safe


# Keys


class Signing:
    """A service with the keys of a ring, which counts who asks."""

    def __init__(self, ring: Keyring) -> None:
        self.ring, self.asked, self.names = ring, 0, ["connector"]

    def app(self) -> Starlette:
        async def metadata(request: Request) -> JSONResponse:
            return JSONResponse({"jwks_uri": str(request.url.replace(path="/keys"))})

        async def keys(_request: Request) -> JSONResponse:
            self.asked += 1
            return JSONResponse({"keys": [self._show(name) for name in self.names]})

        return Starlette(routes=[Route("/openid", metadata), Route("/keys", keys)])

    def _show(self, name: str) -> Json:
        public = self.ring.key(name).private.public_key()
        shown: Json = jwt.algorithms.RSAAlgorithm.to_jwk(public, as_dict=True)
        return shown | {"kid": name, "endorsements": ["msteams"]}


async def test_an_unknown_key_is_looked_for_later_and_at_most_once_a_minute() -> None:
    signing, now = Signing(make_keyring()), [0.0]
    async with serving(signing.app()) as origin:
        keys = Keys(f"{origin}/openid", clock=lambda: now[0])
        await keys.start()
        assert await keys.ready()
        assert keys.find("connector") is not None
        signing.names.append("nobody")
        for _ in range(50):  # somebody makes up key ids
            assert keys.find("nobody") is None
        await asyncio.sleep(0.05)
        assert signing.asked == 1
        now[0] = 61.0
        assert keys.find("nobody") is None  # refused at once; fetched beside what goes on
        for _ in range(500):
            if keys.find("nobody"):
                break
            await asyncio.sleep(0.01)
        assert (keys.find("nobody") is not None, signing.asked) == (True, 2)
        await keys.stop()


async def test_right_after_the_start_the_first_keys_are_waited_for() -> None:
    signing = Signing(make_keyring())
    app = signing.app()
    async with serving(app) as origin:
        keys = Keys(f"{origin}/openid")
        waiting = asyncio.create_task(keys.ready())
        await asyncio.sleep(0)
        await keys.start()
        assert await waiting
        await keys.stop()


@ON_SQLITE
async def test_without_any_key_teams_is_asked_to_come_again(store: Store) -> None:
    async with teams_bot(store, openid="http://127.0.0.1:9/openid") as bot:
        assert (await bot.beside.hub.courier.deliver(words_from(bot.beside, JO))).status == 503
        assert not is_known(bot, JO)


@ON_SQLITE
async def test_the_check_says_whether_we_can_sign_in(store: Store, database_url: str) -> None:
    async with teams_bot(store) as bot:
        environ = bot.beside.environ() | {
            "TEAPOINT_DATABASE": database_url,
            "TEAPOINT_TEAMS_TENANTS": f"{COUNCIL}=Tynewick Borough Council, {TRUST}",
            "TEAPOINT_ORGANISERS": f"teams:{COUNCIL}:{JO}",
            "TEAPOINT_CONTROLLER": "Us",
            "TEAPOINT_CONTACT": "us@example.org",
        }
        lines, _ = await asyncio.to_thread(check, environ)
        [teams] = [line for line in lines if line.startswith("Teams:")]
        assert teams == (
            "Teams: signed in. People of these may use it: Tynewick Borough Council and "
            "Teams tenant 0a0a0a0a."
        )
        lines, fine = await asyncio.to_thread(check, environ | {"TEAMS_CLIENT_SECRET": "wrong"})
        [teams] = [line for line in lines if line.startswith("Teams:")]
        assert (fine, "invalid_client" in teams) == (False, True)
