"""Whatever Teams sends, in whatever shape: it is taken or refused, and what follows is answered."""

import copy
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.playground.teams.activities import (
    FILE_INFO,
    Sender,
    build_installation,
    build_invoke,
    build_members,
    build_message,
    build_submission,
    build_update,
    find_mentions,
    show_bot,
    show_quoted,
    show_sender,
)
from bot.playground.teams.records import Post
from storage.store import Store
from tests.support.teams import COUNCIL, COUNCIL_CHANNEL, JO, SIAN, TRUST, TeamsBeside
from tests.support.teams_bot import ON_SQLITE, TeamsBot, teams_bot

pytestmark = ON_SQLITE

Json = dict[str, Any]
FORM = {"t": "submit", "line": "unmentor met", "ref": "r", "opened": ["x", ""], "name~text": "Jo"}
PRESS = {"t": "press", "line": "unmentor met", "ref": "g_1", "p": COUNCIL_CHANNEL, "k": "channel"}
SENT = (FORM, PRESS)
GONE = "gone"
ODD: list[Any] = [None, 7, "", [], {}, [1, {}], {"id": [1]}, True, "🫖" * 99]
TOP = ("id", "from", "recipient", "conversation", "entities", "channelData", "timestamp", "name")
UNKNOWN = ("task/fetch", "signin/verifyState", "fileConsent/invoke", "tab/fetch", "x/y", "")


def everything_from(beside: TeamsBeside) -> dict[str, list[Json]]:
    """Activities of each kind, as Teams sends them."""
    world = beside.hub.world
    jo, channel = world.people[JO], world.talks[COUNCIL_CHANNEL]
    own = Sender(world, jo, world.personal(jo), beside.service_url)
    there = Sender(world, jo, channel, beside.service_url)
    post = Post(1795687200000, JO, "unmentor met")
    return {
        "words": _words(own, there, post),
        "cards": _cards(own, post),
        "extensions": _extensions(there, post),
        "changes": _changes(own, there),
        "what nobody knows": [
            *(own.build(kind) for kind in ("messageUpdate", "messageDelete", "event", "blob")),
            *(build_invoke(own, name, {}) for name in UNKNOWN),
        ],
    }


def _words(own: Sender, there: Sender, post: Post) -> list[Json]:
    text, entities = find_mentions(
        there.world, there.talk, "@Teapoint unmentor who @Siân Pritchard"
    )
    mention = Post(1795687200001, JO, text, entities=entities)
    file = {"contentType": FILE_INFO, "name": "x", "content": {"downloadUrl": "https://x.example"}}
    return [build_message(own, post, [file]), build_message(there, mention, [])]


def _cards(own: Sender, post: Post) -> list[Json]:
    actions = [{"type": "Action.Execute", "verb": "unmentor met", "data": each} for each in SENT]
    executed = [
        build_invoke(own, "adaptiveCard/action", {"action": each}, post) for each in actions
    ]
    return [*executed, *(build_submission(own, post, each) for each in SENT)]


def _extensions(there: Sender, post: Post) -> list[Json]:
    opened: Json = {"commandId": "make_notes", "commandContext": "message"}
    quoted = {"messagePayload": show_quoted(there.world, post)}
    typed = {"commandId": "find_notes", "parameters": [{"name": "query", "value": "tea"}]}
    return [
        build_invoke(there, "composeExtension/fetchTask", opened | quoted),
        build_invoke(there, "composeExtension/submitAction", opened | {"data": FORM}),
        build_invoke(there, "composeExtension/query", typed),
    ]


def _changes(own: Sender, there: Sender) -> list[Json]:
    return [
        build_installation(own, "add"),
        build_installation(there, "add"),
        build_members(there, "membersAdded", [show_bot(own.world)]),
        build_members(there, "membersRemoved", [show_sender(own.person)]),
        build_update(there, {"eventType": "channelRenamed", "channel": {"id": "19:x"}}),
        own.build("messageReaction", reactionsAdded=[{"type": "like"}]),
    ]


def broken(activity: Json) -> Iterator[Json]:
    """The activity as it is, and with one part after the other gone or odd."""
    yield activity
    for number, path in enumerate(paths_of(activity)):
        for odd in (GONE, ODD[number % len(ODD)]):
            other = copy.deepcopy(activity)
            inner: Any = other
            for step in path[:-1]:
                inner = inner[step]
            inner[path[-1]] = odd
            if odd == GONE:
                del inner[path[-1]]
            yield other


def paths_of(activity: Json) -> Iterator[tuple[str | int, ...]]:
    for part in TOP:
        if part in activity:
            yield (part,)
    yield from inside(activity.get("value"), ("value",))
    yield from inside(activity.get("from"), ("from",))
    yield from inside(activity.get("channelData"), ("channelData",))


def inside(part: object, at: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if isinstance(part, dict | list):
        for step in part if isinstance(part, dict) else range(len(part)):
            yield (*at, step)
            yield from inside(part[step], (*at, step))


@pytest.mark.parametrize("kind", ["words", "cards", "extensions", "changes", "what nobody knows"])
async def test_no_activity_of_any_shape_stops_the_bot(store: Store, kind: str) -> None:
    async with teams_bot(store, limits=False, pace=1_000) as bot:
        app = Starlette(routes=bot.teams.routes())
        token = bot.beside.hub.keys.sign_activity(bot.beside.service_url) or ""
        transport, headers = httpx.ASGITransport(app=app), {"authorization": token}
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
            for each in everything_from(bot.beside)[kind]:
                for odd in broken(each):
                    answer = await client.post("/teams/messages", json=odd, headers=headers)
                    assert answer.status_code in (200, 403, 404, 501), odd
        assert await said_after(bot) == "Met somebody."
        with store.read() as tx:
            assert {space.external_id for space in tx.spaces.all()} == {COUNCIL, TRUST}


async def said_after(bot: TeamsBot) -> str:
    """What somebody else reads who asks for something then."""
    sian = bot.beside.person(SIAN)
    await sian.say("unmentor met")
    await bot.settle()
    return await sian.latest()
