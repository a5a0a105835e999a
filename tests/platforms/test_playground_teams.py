"""The playground's Teams is one that Microsoft's own SDK takes for Teams."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import jwt
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground.common.given import Raw
from bot.playground.teams.cards import check_card
from bot.playground.teams.keys import FORGERIES, ISSUER, SCOPE
from bot.playground.teams.seed import CLIENT_ID, CLIENT_SECRET, HOME_TENANT
from tests.support.card_words import find_all
from tests.support.teams import (
    BEE,
    COUNCIL,
    COUNCIL_CHANNEL,
    COUNCIL_CHAT,
    COUNCIL_TEAM,
    JO,
    JOHAR,
    KIT,
    SIAN,
    TOM,
    TRUST,
    TRUST_CHANNEL,
    TeamsBeside,
    teams_beside,
)

Json = dict[str, Any]
ADAPTIVE = "application/vnd.microsoft.card.adaptive"


def card(*body: Json, actions: tuple[Json, ...] = ()) -> Json:
    return {
        "type": "AdaptiveCard", "version": "1.5", "fallbackText": "A card.",
        "body": list(body), "actions": list(actions),
    }  # fmt: skip


def text(words: str) -> Json:
    return {"type": "TextBlock", "text": words, "wrap": True}


def message(*cards: Json) -> Json:
    return {
        "type": "message",
        "attachments": [{"contentType": ADAPTIVE, "content": c} for c in cards],
    }


NAME = {
    "type": "Input.Text", "id": "name~text", "label": "Your name", "isRequired": True,
    "errorMessage": "Enter your name.", "maxLength": 20,
}  # fmt: skip
JOIN = {"type": "Action.Execute", "title": "Join", "verb": "unmentor join", "data": {"ref": "r_1"}}
LEAVE = {
    "type": "Action.ShowCard", "title": "Leave",
    "card": card(text("Sure?"), actions=({**JOIN, "title": "Yes", "verb": "unmentor leave"},)),
}  # fmt: skip
ASKING = card(text("Join us"), NAME, actions=(LEAVE, JOIN))


@dataclass
class Bot:
    """A bot that keeps what it hears, and answers as a test says."""

    heard: list[Json] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    answer: Callable[[Json], Awaitable[Raw]] | None = None

    def app(self) -> Starlette:
        return Starlette(routes=[Route("/teams/messages", self.take, methods=["POST"])])

    async def take(self, request: Request) -> Response:
        activity = await request.json()
        self.heard.append(activity)
        self.shown.append(request.headers.get("authorization", ""))
        return JSONResponse(await self.answer(activity) if self.answer else None)

    def kinds(self) -> list[str]:
        return [each["type"] for each in self.heard]


@dataclass
class Meeting:
    """The bot and the Teams it is in."""

    teams: TeamsBeside
    bot: Bot
    token: str = ""

    async def call(self, method: str, path: str, body: Json | None = None) -> httpx.Response:
        headers = {"authorization": f"Bearer {self.token}"}
        return await self.teams.client.request(
            method, f"{self.teams.service_url}v3/{path}", json=body, headers=headers
        )

    async def post(self, conversation: str, words: str = "Hello", **more: Raw) -> httpx.Response:
        activity = {"type": "message", "text": words, **more}
        return await self.call("POST", f"conversations/{conversation}/activities", activity)

    async def sign_on(self, **changed: str) -> httpx.Response:
        form = {"grant_type": "client_credentials", "client_id": CLIENT_ID, "scope": SCOPE}
        form |= {"client_secret": CLIENT_SECRET}
        address = f"{self.teams.login}/{changed.pop('tenant', HOME_TENANT)}/oauth2/v2.0/token"
        return await self.teams.client.post(address, data=form | changed)


@asynccontextmanager
async def met(**options: Raw) -> AsyncIterator[Meeting]:
    bot = Bot()
    async with teams_beside(bot.app(), **options) as teams:
        meeting = Meeting(teams, bot)
        meeting.token = (await meeting.sign_on()).json()["access_token"]
        yield meeting


async def test_what_people_say_press_and_see_goes_between_them_and_the_bot() -> None:
    async with met() as at:
        jo, sian = at.teams.person(JO), at.teams.person(SIAN)
        await jo.say("unmentor join")
        (said,) = at.bot.heard
        assert (said["text"], said["conversation"]["conversationType"]) == (
            "unmentor join",
            "personal",
        )
        assert said["from"]["aadObjectId"] == JO
        assert said["conversation"]["tenantId"] == said["channelData"]["tenant"]["id"] == COUNCIL

        sent = await at.call("POST", f"conversations/{jo.chat}/activities", message(ASKING))
        assert sent.status_code == 201
        assert await jo.press("Join") == {"errors": {"name~text": "Enter your name."}}
        assert len(at.bot.heard) == 1

        async def thank(activity: Json) -> Raw:
            words = f"Welcome, {activity['value']['action']['data']['name~text']}"
            return {"statusCode": 200, "type": ADAPTIVE, "value": card(text(words))}

        at.bot.answer = thank
        await jo.press("Join", name="Jo")
        pressed = at.bot.heard[-1]
        assert (pressed["name"], pressed["replyToId"]) == ("adaptiveCard/action", sent.json()["id"])
        action = pressed["value"]["action"]
        assert (action["verb"], action["data"]) == (
            "unmentor join",
            {"ref": "r_1", "name~text": "Jo"},
        )
        assert await jo.latest() == "Welcome, Jo"
        assert (await sian.read("conversation", id=jo.chat))["error"]


async def test_in_a_channel_the_bot_hears_mentions_only_and_answers_in_the_thread() -> None:
    async with met() as at:
        jo, sian = at.teams.person(JO), at.teams.person(SIAN)
        await jo.say("Lunch, @Siân Pritchard?", COUNCIL_CHANNEL)
        assert at.bot.heard == []
        said = await jo.say("@Teapoint avoid @Siân Pritchard", COUNCIL_CHANNEL)
        (heard,) = at.bot.heard
        assert heard["text"] == "<at>Teapoint</at> avoid <at>Siân Pritchard</at>"
        assert [e["mentioned"]["name"] for e in heard["entities"] if e["type"] == "mention"] == [
            "Siân Pritchard",
            "Teapoint",
        ]
        thread = heard["conversation"]["id"]
        assert thread.startswith(f"{COUNCIL_CHANNEL};messageid=")

        in_thread = (await at.post(thread, "In the thread")).json()["id"]
        await at.post(COUNCIL_CHANNEL, "A new post")
        assert [m["text"] for m in await sian.messages(COUNCIL_CHANNEL)] == [
            "Lunch, <at>Siân Pritchard</at>?",
            "<at>Teapoint</at> avoid <at>Siân Pritchard</at>",
            "In the thread",
            "A new post",
        ]
        # An answer to a press is the presser's own view; a change is for all; then it is gone.
        card_id = await at.call("POST", f"conversations/{thread}/activities", message(ASKING))
        path = f"conversations/{COUNCIL_CHANNEL}/activities/{card_id.json()['id']}"

        async def note(_: Json) -> Raw:
            kind = "application/vnd.microsoft.activity.message"
            return {"statusCode": 200, "type": kind, "value": "Only you read this."}

        at.bot.answer = note
        answered = await jo.press("Join", COUNCIL_CHANNEL, name="Jo")
        assert answered["answer"] == "Only you read this."
        assert "Only you" in "".join(await jo.seen(COUNCIL_CHANNEL))
        assert "Only you" not in "".join(await sian.seen(COUNCIL_CHANNEL))

        async def close_for_one(_: Json) -> Raw:
            return {"statusCode": 200, "type": ADAPTIVE, "value": card(text("You have joined"))}

        at.bot.answer = close_for_one
        await jo.press("Join", COUNCIL_CHANNEL, name="Jo")
        assert "You have joined" in await jo.seen(COUNCIL_CHANNEL)
        assert "You have joined" not in await sian.seen(COUNCIL_CHANNEL)
        changed = card(text("Closed"))
        assert (await at.call("PUT", path, message(changed))).status_code == 200
        assert "Closed" in await sian.seen(COUNCIL_CHANNEL)
        assert (await at.call("DELETE", path)).status_code == 200
        assert "Closed" not in await sian.seen(COUNCIL_CHANNEL)
        assert (await at.call("PUT", path, message(changed))).status_code == 404
        theirs = f"conversations/{COUNCIL_CHANNEL}/activities/{heard['id']}"
        assert (await at.call("DELETE", theirs)).status_code == 403
        assert in_thread != said["ts"]


async def test_two_people_with_one_user_name_are_two_people() -> None:
    async with met() as at:
        for user, tenant in ((JO, COUNCIL), (JOHAR, TRUST)):
            await at.teams.person(user).say("@Teapoint my data")
            heard = at.bot.heard[-1]
            assert heard["text"] == "@Teapoint my data"  # nobody is mentioned in their own chat
            found = await at.call("GET", f"conversations/{heard['conversation']['id']}/members")
            (member,) = found.json()
            assert member["userPrincipalName"].startswith("j.hughes@")
            assert (member["aadObjectId"], member["tenantId"]) == (user, tenant)
        assert at.bot.heard[0]["from"]["id"] != at.bot.heard[1]["from"]["id"]
        elsewhere = f"teams/{TRUST}:{JO}"
        assert "Nobody" in (await at.teams.read("world", **{"as": elsewhere}))["error"]
        body = {"isGroup": False, "tenantId": TRUST, "members": [{"id": JO}]}
        assert (await at.call("POST", "conversations", body)).status_code == 403


async def test_only_whoever_has_the_bots_secret_speaks() -> None:
    async with met() as at:
        wrong = {
            "tenant": COUNCIL, "client_secret": "guessed", "client_id": "another",
            "scope": "https://graph.microsoft.com/.default", "grant_type": "password",
        }  # fmt: skip
        for name, value in wrong.items():
            assert (await at.sign_on(**{name: value})).status_code in (400, 401), name
        good, chat = at.token, at.teams.person(JO).chat
        keys = at.teams.hub.keys
        ours = {"aud": ISSUER, "appid": CLIENT_ID}
        another = keys.key("login").sign(ours | {"appid": "another"})
        for token in ("none", "junk", another, keys.key("connector").sign(ours)):
            at.token = token
            assert (await at.post(chat)).status_code == 401
        keys.seconds = -1
        at.token = (await at.sign_on()).json()["access_token"]
        assert (await at.post(chat)).status_code == 401
        at.token = good
        assert (await at.post(chat)).status_code == 201


async def test_who_cannot_be_reached_is_refused_as_teams_refuses() -> None:
    async with met() as at:
        tom, kit = at.teams.person(TOM), at.teams.person(KIT)
        body = {"isGroup": False, "tenantId": COUNCIL, "members": [{"id": TOM}]}
        opened = await at.call("POST", "conversations", body)
        assert opened.json()["id"] == tom.chat  # never added the bot, but is in a team with it
        assert (await at.post(tom.chat)).status_code == 201
        await at.teams.change(leave=kit.page_id, team="19:trust@thread.tacv2")
        assert at.bot.heard[-1]["channelData"]["eventType"] == "teamMemberRemoved"

        async def code(conversation: str, **more: Raw) -> tuple[int, str]:
            answer = await at.post(conversation, **more)
            return answer.status_code, answer.json()["error"]["code"]

        assert await code(kit.chat) == (403, "BotNotInConversationRoster")
        await at.teams.change(block=tom.page_id)
        assert await code(tom.chat) == (403, "ConversationBlockedByUser")
        await at.teams.change(remove=COUNCIL_CHANNEL)
        assert await code(COUNCIL_CHANNEL) == (404, "ConversationNotFound")
        assert await code("19:nowhere@thread.tacv2") == (404, "ConversationNotFound")
        assert await code(TRUST_CHANNEL, words="x" * 40_001) == (413, "MessageSizeTooBig")
        bare = message({"type": "AdaptiveCard", "version": "1.4", "body": []})
        assert await code(TRUST_CHANNEL, **bare) == (400, "BadSyntax")
        assert any("version" in each for each in at.teams.hub.findings)
        at.teams.hub.findings.clear()


async def test_it_is_told_when_the_bot_comes_and_goes() -> None:
    async with met() as at:
        tom = at.teams.person(TOM)
        assert "Add it first" in (await tom.say("help"))["error"]
        await tom.install()
        added, installed = at.bot.heard
        assert added["membersAdded"] == [{"id": f"28:{CLIENT_ID}", "name": "Teapoint"}]
        assert (installed["type"], installed["action"]) == ("installationUpdate", "add")
        await tom.say("help")
        await tom.uninstall()
        assert at.bot.heard[-1]["action"] == "remove"
        await tom.uninstall(team=COUNCIL_TEAM)
        gone, removed = at.bot.heard[-2:]
        assert gone["channelData"]["eventType"] == "teamMemberRemoved"
        assert removed["channelData"]["team"]["aadGroupId"]
        assert (await at.post(COUNCIL_CHANNEL)).status_code == 403

        jo, sian = at.teams.person(JO), at.teams.person(SIAN)
        assert (await at.post(COUNCIL_CHAT)).status_code == 403
        await jo.install(chat=COUNCIL_CHAT)
        await sian.say("@Teapoint help", COUNCIL_CHAT)
        asked = at.bot.heard[-1]["conversation"]
        assert (asked["id"], asked["conversationType"]) == (COUNCIL_CHAT, "groupChat")
        await at.post(COUNCIL_CHAT, "For both of you")
        assert await jo.latest(COUNCIL_CHAT) == "For both of you"


async def test_a_chat_takes_seven_messages_a_second_and_a_tenant_thirty_calls() -> None:
    async with met() as at:
        chat = at.teams.person(JO).chat
        answers = [await at.post(chat) for _ in range(8)]
        assert [each.status_code for each in answers] == [201] * 7 + [429]
        assert int(answers[-1].headers["retry-after"]) >= 1
        found = [(await at.call("GET", f"teams/{COUNCIL_TEAM}")).status_code for _ in range(24)]
        assert 429 in found
        assert (await at.post(at.teams.person(BEE).chat)).status_code == 201
    async with met(limits_scale=60.0) as at:
        answers = [await at.post(chat) for _ in range(8)]
        await asyncio.sleep(0.05)
        assert (await at.post(chat)).status_code == 201


BEFORE = {"429": 429, "412": 412, "500": 500, "down": 502, "blocked": 403, "gone": 404,
          "too large": 413, "drop before": 0}  # fmt: skip
AFTER = {"500 after": 500, "lost answer": 0, "late answer": 201, "slow": 201}


@pytest.mark.parametrize("kind", [*BEFORE, *AFTER])
async def test_trouble_strikes_one_tenant_before_or_after_the_effect(kind: str) -> None:
    async with met() as at:
        here, there = at.teams.person(JO), at.teams.person(BEE)
        await at.teams.trouble(kind, tenant=COUNCIL, seconds=0.01)
        assert (await at.post(there.chat)).status_code == 201
        try:
            status = (await at.post(here.chat)).status_code
        except httpx.TransportError:
            status = 0
        assert status == (BEFORE | AFTER)[kind]
        assert len(await here.messages()) == (kind in AFTER)
        await at.teams.trouble(kind, on=False)
        assert (await at.post(here.chat)).status_code == 201


async def test_what_the_bot_gave_up_on_may_still_arrive() -> None:
    async with met() as at:
        jo = at.teams.person(JO)
        await at.teams.trouble("late effect", seconds=0.05)
        at.teams.client.timeout = httpx.Timeout(0.1)
        with pytest.raises(httpx.TimeoutException):
            await at.post(jo.chat, "Late")
        at.teams.client.timeout = httpx.Timeout(10)
        assert await jo.wait_for("Late")


async def test_a_tenant_that_is_down_comes_back_after_an_hour_and_others_never_notice() -> None:
    async with met() as at:
        jo, bee = at.teams.person(JO), at.teams.person(BEE)
        await at.teams.trouble("down", tenant=COUNCIL)
        await jo.say("Is anybody there?")
        await bee.say("Hello")
        assert [each["text"] for each in at.bot.heard] == ["Hello"]
        clock = at.teams.hub.world.clock
        clock.move_to(clock.now() + timedelta(minutes=59))
        assert (await at.post(jo.chat)).status_code == 502
        clock.move_to(clock.now() + timedelta(minutes=1))
        assert (await at.post(jo.chat)).status_code == 201
        await at.teams.trouble("duplicate event", times=1)
        await jo.say("Once")
        assert [each["text"] for each in at.bot.heard[1:]] == ["Once", "Once"]


def test_a_card_that_breaks_a_rule_is_named_with_what_is_wrong() -> None:
    link = {"type": "Action.OpenUrl", "url": "https://teapoint.example/"}
    run = {"type": "TextRun", "text": "the page", "selectAction": link}
    assert check_card({**ASKING, "body": [{"type": "RichTextBlock", "inlines": [run]}]}) == []
    assert check_card(ASKING) == []
    unlabelled = {"type": "Input.Text", "id": "a"}
    choices = {"type": "Input.ChoiceSet", "id": "b", "label": "B", "isMultiSelect": True}
    bad: dict[str, Json] = {
        "no verb": {"type": "Action.Execute", "title": "Go"},
        "leads to": {"type": "Action.OpenUrl", "title": "Go", "url": "javascript:alert(1)"},
        "no label": unlabelled,
        "no errorMessage": {**unlabelled, "label": "A", "isRequired": True},
        "a comma": {**choices, "choices": [{"title": "One", "value": "1,2"}]},
        "no title": {"type": "ActionSet", "actions": [{**JOIN, "title": ""}]},
        "is not in schema": {"type": "CodeBlock"},
    }
    for why, element in bad.items():
        assert any(why in problem for problem in check_card(card(element))), why
    assert "for several" in check_card(card(NAME, NAME))[0]


# The SDK as the judge


def _validator(teams: TeamsBeside) -> Raw:
    from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides
    from microsoft_teams.apps.auth.token_validator import InboundActivityTokenValidator

    cloud = with_overrides(PUBLIC, openid_metadata_url=teams.openid)
    return InboundActivityTokenValidator(CLIENT_ID, cloud)


@pytest.fixture(scope="module")
def sdk() -> None:
    from bot.platforms.teams.sdk import import_sdk

    import_sdk()


async def test_the_sdk_believes_what_teams_signs_and_no_forgery(sdk: None) -> None:
    async with met() as at:
        validator = _validator(at.teams)
        await at.teams.person(JO).say("help")
        honest = at.bot.heard[0]

        async def believes(number: int) -> bool:
            shown = at.bot.shown[number].removeprefix("Bearer ")
            check = validator.validate_token(shown, at.bot.heard[number]["serviceUrl"])
            try:
                # It fetches keys from us, and blocks the loop that it runs in.
                await asyncio.to_thread(lambda: asyncio.run(check))
            except jwt.PyJWTError:
                return False
            return True

        assert await believes(0)
        for forgery in FORGERIES[1:]:
            await at.teams.hub.courier.deliver(honest, forgery)
        # A token names no tenant: that another one stands in the payload, the bot has to see.
        believed = [name for n, name in enumerate(FORGERIES) if await believes(n)]
        assert believed == ["", "tenant"]
        assert at.bot.heard[-1]["channelData"]["tenant"]["id"] != COUNCIL
        at.teams.hub.keys.turn_over()
        await at.teams.person(JO).say("help")
        validator = _validator(at.teams)  # it looks for unknown keys once in a while only
        assert await believes(len(FORGERIES))
        assert not await believes(0)


async def test_the_sdk_reads_everything_that_teams_sends(sdk: None) -> None:
    from microsoft_teams.api.activities import ActivityTypeAdapter

    extensions = [
        {"id": "notes", "title": "Make these session notes", "type": "action"},
        {"id": "find", "title": "Find notes", "type": "query"},
    ]
    async with met(extensions=extensions) as at:
        jo, tom = at.teams.person(JO), at.teams.person(TOM)
        form = {"contentType": ADAPTIVE, "content": ASKING}
        value = {"title": "Session notes", "card": form}
        answers = {
            "composeExtension/fetchTask": {"task": {"type": "continue", "value": value}},
            "composeExtension/submitAction": {"task": {"type": "message", "value": "Saved."}},
            "composeExtension/query": {"composeExtension": {"type": "result", "attachments": [
                {**form, "preview": {"content": {"title": "A note"}}}]}},
        }  # fmt: skip

        async def answer(activity: Json) -> Raw:
            return answers.get(activity.get("name", ""))

        at.bot.answer = answer
        said = await jo.say("@Teapoint hello", COUNCIL_CHANNEL)
        await tom.install()
        await tom.uninstall(team=COUNCIL_TEAM)
        await tom.install(team=COUNCIL_TEAM)
        await at.teams.change(channel="Biscuits", team=COUNCIL_TEAM)
        await at.teams.change(rename=COUNCIL_CHANNEL, name="Tea")
        await at.teams.change(leave=tom.page_id, team=COUNCIL_TEAM)
        given = await jo.act("give", name="notes.txt", content="aGVsbG8=")
        await jo.say("", files=[given["file"]["id"]])
        await jo.act("shortcut", channel=COUNCIL_CHANNEL, ts=said["ts"], callback_id="notes")
        dialog = await jo.read("view")
        (button,) = [
            a for a in find_all(dialog["view"]["card"], "Action.E") if a["title"] == "Join"
        ]
        press = {"view_id": dialog["view_id"], "action": button["pressId"]}
        assert "errors" in await jo.act("submit", **press, inputs={})
        done = await jo.act("submit", **press, inputs={"name~text": "Jo"})
        assert done["answer"] == "Saved."
        assert (await jo.read("view"))["view"] is None
        found = await jo.act("search", channel=COUNCIL_CHANNEL, command="find", query="tea")
        assert found["results"][0]["title"] == "A note"

        await at.teams.hub.courier.settle()
        kinds = {kind: at.bot.kinds().count(kind) for kind in set(at.bot.kinds())}
        assert kinds == {
            "message": 2,
            "conversationUpdate": 6,
            "installationUpdate": 3,
            "invoke": 3,
        }
        for activity in at.bot.heard:
            read = ActivityTypeAdapter.validate_python(activity)
            assert read.type == activity["type"]
        file = next(e for e in at.bot.heard if e["type"] == "message" and not e["text"])
        link = file["attachments"][0]["content"]["downloadUrl"]
        assert (await at.teams.client.get(link)).content == b"hello"


@pytest.mark.filterwarnings("ignore:The bot client is deprecated")
async def test_the_sdk_speaks_to_it_as_to_teams(sdk: None) -> None:
    from microsoft_teams.api.activities import MessageActivityInput
    from microsoft_teams.api.clients.conversation.params import CreateConversationParams

    from bot.platforms.teams.sdk import open_app

    async with met() as at:
        chat = at.teams.person(JO).chat

        async def token() -> str:
            return at.token

        app = open_app(CLIENT_ID, HOME_TENANT, "Public", token, 10)
        api = app.api.from_service_url(at.teams.service_url)
        sent = await api.conversations.create_activity(chat, MessageActivityInput(text="One"))
        changed = MessageActivityInput(text="Two")
        assert (await api.conversations.update_activity(chat, sent.id, changed)).id == sent.id
        assert await at.teams.person(JO).seen() == ["Two"]
        await api.conversations.delete_activity(chat, sent.id)
        assert await at.teams.person(JO).seen() == []
        wanted = {"isGroup": False, "members": [{"id": SIAN}], "tenantId": COUNCIL}
        opened = await api.conversations.create(CreateConversationParams.model_validate(wanted))
        assert opened.id == at.teams.person(SIAN).chat
        member = await api.conversations.get_member_by_id(COUNCIL_CHANNEL, SIAN)
        assert (member.name, member.email) == ("Siân Pritchard", "s.pritchard@council.example")
        page = await api.conversations.get_paged_members(COUNCIL_CHANNEL, 2)
        assert len(page.members) == 2
        assert page.continuation_token
        assert [each.name for each in await api.teams.get_conversations(COUNCIL_TEAM)] == [
            None,
            "Coffee",
        ]
        await app.api.http.http.aclose()
        await app.http_client.http.aclose()
