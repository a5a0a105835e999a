"""How events reach a bot: signed, retried, once over one socket; and what a bot can answer."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground.common.given import Json, Raw
from bot.playground.slack import Fault, Hub
from tests.support.playground import (
    HALL,
    NIA,
    PRIYA,
    SAM,
    SECRET,
    SHARED,
    TEAM,
    Page,
    hub_of,
    make_playground,
    page_of,
    serving,
    slack_client,
    wait_until,
)


@dataclass(slots=True)
class Listener:
    """A bot that keeps what it hears, and answers as it is told."""

    answers: list[Response] = field(default_factory=list)
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    delay: float = 0.0

    async def take(self, request: Request) -> Response:
        """Hear one request."""
        self.heard.append((dict(request.headers), await request.body()))
        await asyncio.sleep(self.delay)
        return self.answers.pop(0) if self.answers else Response()

    def event(self, n: int) -> Json:
        """The n-th thing heard, an event."""
        event: Json = json.loads(self.heard[n][1])["event"]
        return event

    def interaction(self, n: int) -> Json:
        """The n-th thing heard, an interaction."""
        form = dict(httpx.QueryParams(self.heard[n][1].decode()))
        payload: Json = json.loads(form["payload"])
        return payload


@asynccontextmanager
async def listening(**options: Raw) -> AsyncIterator[tuple[Hub, Listener, Page]]:
    """A playground whose bot is a Listener in the same process; Sam has the page open."""
    listener = Listener()
    bot = Starlette(routes=[Route("/slack/events", listener.take, methods=["POST"])])
    app = make_playground(
        bot_url="http://bot/slack/events", transport=httpx.ASGITransport(app=bot), **options
    )
    async with serving(app) as origin, page_of(origin, SAM) as page:
        yield hub_of(app), listener, page


async def greet(hub: Hub, page: Page) -> None:
    """Sam writes to the bot."""
    direct = hub.world.open_direct(TEAM, SAM)
    await page.act("say", channel=direct.id, text="hello")
    await hub.courier.settle()


async def test_an_event_is_signed_so_that_slacks_own_verifier_takes_it() -> None:
    async with listening() as (hub, listener, page):
        await greet(hub, page)
        headers, body = listener.heard[0]
        assert SignatureVerifier(SECRET).is_valid_request(body.decode(), headers)
        assert not SignatureVerifier("another").is_valid_request(body.decode(), headers)
        assert "x-slack-retry-num" not in headers


async def test_a_stale_signature_is_refused_by_slacks_own_verifier() -> None:
    async with listening(faults=[Fault("stale signature")]) as (hub, listener, page):
        await greet(hub, page)
        headers, body = listener.heard[0]
        assert not SignatureVerifier(SECRET).is_valid_request(body.decode(), headers)


async def test_a_failing_bot_hears_an_event_four_times_with_the_reason() -> None:
    async with listening(time_scale=10_000.0) as (hub, listener, page):
        listener.answers = [Response(status_code=500) for _ in range(9)]
        await greet(hub, page)
        retries = [headers.get("x-slack-retry-num") for headers, _ in listener.heard]
        reasons = [headers.get("x-slack-retry-reason") for headers, _ in listener.heard]
        assert retries == [None, "1", "2", "3"]
        assert reasons == [None, "http_error", "http_error", "http_error"]
        assert len({json.loads(body)["event_id"] for _, body in listener.heard}) == 1


async def test_retries_end_with_the_first_success_or_on_request() -> None:
    async with listening(time_scale=10_000.0) as (hub, listener, page):
        listener.answers = [Response(status_code=500)]
        await greet(hub, page)
        assert len(listener.heard) == 2
        listener.answers = [Response(status_code=500, headers={"x-slack-no-retry": "1"})]
        await greet(hub, page)
        assert len(listener.heard) == 3


async def test_a_bot_slower_than_the_ack_time_is_tried_again() -> None:
    async with listening(time_scale=10_000.0, ack_seconds=0.1) as (hub, listener, page):
        listener.delay = 0.3
        await greet(hub, page)
        assert listener.heard[1][0]["x-slack-retry-reason"] == "http_timeout"


async def test_a_duplicate_event_is_the_same_event_marked_as_a_retry() -> None:
    async with listening(faults=[Fault("duplicate event", times=1)]) as (hub, listener, page):
        await greet(hub, page)
        (_, first), (headers, second) = listener.heard
        assert first == second
        assert headers["x-slack-retry-num"] == "1"


async def test_a_stopped_bot_hears_nothing_and_the_page_says_so() -> None:
    async with listening(faults=[Fault("stopped")]) as (_, listener, page):
        answer = await page.act("say", channel=HALL, text="/unmentor join")
        assert answer["answer"].startswith("Teapoint has not answered.")
        talk = await page.read("conversation", id=HALL)
        assert talk["messages"][-1]["ephemeral"]
        assert not listener.heard


async def test_deliveries_under_way_end_with_the_playground() -> None:
    async with listening() as (hub, listener, page):
        listener.answers = [Response(status_code=500) for _ in range(9)]
        direct = hub.world.open_direct(TEAM, SAM)
        await page.act("say", channel=direct.id, text="hello")
        await wait_until(lambda: len(listener.heard) == 2)
        assert hub.courier.background.tasks
    assert not hub.courier.background.tasks


# who hears what


async def test_ordinary_talk_in_a_channel_never_reaches_the_bot() -> None:
    async with listening() as (hub, listener, page):
        await page.act("say", channel=HALL, text="Anyone for lunch?")
        await hub.courier.settle()
        assert not listener.heard


async def test_a_mention_in_a_channel_reaches_the_bot() -> None:
    async with listening() as (hub, listener, page):
        await page.act("say", channel=HALL, text="@Teapoint what is <this>?")
        await hub.courier.settle()
        event = listener.event(0)
        assert event["type"] == "app_mention"
        assert event["text"] == "<@UBOT1> what is &lt;this&gt;?"
        assert (event["user"], event["channel"]) == (SAM, HALL)


async def test_without_the_scope_slack_sends_no_event() -> None:
    async with listening(scopes=["chat:write"]) as (hub, listener, page):
        await greet(hub, page)
        await page.act("say", channel=HALL, text="@Teapoint hello")
        await hub.courier.settle()
        assert not listener.heard


async def test_joining_leaving_revoking_and_uninstalling_are_told() -> None:
    async with listening() as (hub, listener, page):
        await page.act("change", join=SAM, channel=SHARED)
        await page.act("change", token="token_revoked")
        await page.act("change", uninstall=TEAM)
        await hub.courier.settle()
        types = {listener.event(n)["type"] for n in range(3)}
        assert types == {"member_joined_channel", "tokens_revoked", "app_uninstalled"}
        await page.act("change", leave=SAM, channel=SHARED)
        assert SAM not in hub.world.conversations[SHARED].members


async def test_a_deactivated_account_is_told() -> None:
    async with listening() as (hub, listener, page):
        await page.act("change", deactivate=f"{TEAM}:{SAM}")
        await hub.courier.settle()
        event = listener.event(0)
        assert event["type"] == "user_change"
        assert (event["user"]["id"], event["user"]["deleted"]) == (SAM, True)


async def test_a_person_of_another_workspace_is_heard_by_the_conversations_own_bot() -> None:
    async with listening() as (hub, listener, _):
        group = hub.world.open_group(TEAM, [PRIYA, NIA])
        message = {"text": "x", "blocks": [PRESSABLE]}
        slack = await _post(hub, group.id, message)
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app=_app_of(hub)), base_url="http://127.0.0.1"
        ) as client:
            page = Page(client, f"T0HARBOURS:{NIA}")
            pressed = await page.act(
                "press", channel=group.id, ts=slack, block_id="b", action_id="go"
            )
        assert pressed == {"ok": True}
        payload = listener.interaction(0)
        assert payload["team"]["id"] == TEAM
        assert payload["user"]["team_id"] == "T0HARBOURS"


PRESSABLE: Json = {
    "type": "actions",
    "block_id": "b",
    "elements": [
        {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}},
        {
            "type": "static_select",
            "action_id": "pick",
            "placeholder": {"type": "plain_text", "text": "Pick"},
            "options": [
                {"text": {"type": "plain_text", "text": word}, "value": word}
                for word in ("tea", "cake")
            ],
        },
    ],
}


def _app_of(hub: Hub) -> Starlette:
    app = make_playground()
    app.state.hub = hub
    return app


async def _post(hub: Hub, channel: str, message: Json) -> str:
    async with serving(_app_of(hub)) as origin:
        posted = await slack_client(origin).chat_postMessage(channel=channel, **message)
    return str(posted["ts"])


# answers


async def test_a_command_can_be_answered_to_one_or_to_all_with_blocks() -> None:
    async with listening() as (_, listener, page):
        divider = {"type": "divider"}
        listener.answers = [
            JSONResponse({"response_type": "in_channel", "text": "To all", "blocks": [divider]}),
            Response("To you", media_type="text/plain"),
            JSONResponse({"text": "x", "blocks": [{"type": "unheard of"}]}),
        ]
        assert (await page.act("say", channel=HALL, text="/teapoint"))["answer"] == "To all"
        assert (await page.act("say", channel=HALL, text="/teapoint"))["answer"] == "To you"
        broken = await page.act("say", channel=HALL, text="/teapoint")
        assert "invalid_blocks" in broken["answer"]
        *_, to_all, to_you, _ = (await page.read("conversation", id=HALL))["messages"]
        assert (to_all["ephemeral"], to_all["blocks"][0]["type"]) == (False, "divider")
        assert (to_you["ephemeral"], to_you["text"]) == (True, "To you")


async def test_an_unknown_command_is_explained_and_not_sent() -> None:
    async with listening() as (_, listener, page):
        answer = await page.act("say", channel=HALL, text="/lunch now")
        expected = "/lunch is not a command here. Known: /unmentor, /teapoint."
        assert answer == {"ok": True, "answer": expected}
        assert not listener.heard


async def test_a_response_url_replaces_the_message_that_was_pressed_then_deletes_it() -> None:
    async with listening() as (hub, listener, page):
        ts = await _post(hub, HALL, {"text": "Card", "blocks": [PRESSABLE]})
        choice = {"selected_option": {"value": "tea"}}
        await page.act(
            "press", channel=HALL, ts=ts, block_id="b", action_id="pick", selected=choice
        )
        payload = listener.interaction(0)
        assert payload["actions"][0]["selected_option"] == {"value": "tea"}
        assert payload["message"]["ts"] == ts
        url = payload["response_url"]
        async with httpx.AsyncClient() as client:
            await client.post(url, json={"replace_original": True, "text": "Done"})
            talk = await page.read("conversation", id=HALL)
            assert (talk["messages"][-1]["text"], talk["messages"][-1]["blocks"]) == ("Done", [])
            await client.post(url, json={"text": "Only you"})
            await client.post(url, json={"delete_original": True})
            talk = await page.read("conversation", id=HALL)
            assert [m["text"] for m in talk["messages"]] == ["Welcome", "Lunch?", "Only you"]
            for _ in range(2):
                await client.post(url, json={"response_type": "in_channel", "text": "All"})
            refused = await client.post(url, json={"text": "once more"})
        assert (refused.status_code, refused.json()["error"]) == (404, "used_url")


async def test_a_press_on_a_private_answer_carries_no_message_but_can_replace_it() -> None:
    async with listening() as (hub, listener, page):
        listener.answers = [JSONResponse({"text": "Sure?", "blocks": [PRESSABLE]})]
        await page.act("say", channel=HALL, text="/teapoint")
        ts = (await page.read("conversation", id=HALL))["messages"][-1]["ts"]
        await page.act("press", channel=HALL, ts=ts, block_id="b", action_id="go")
        payload = listener.interaction(1)
        assert payload["container"]["is_ephemeral"]
        assert "message" not in payload
        async with httpx.AsyncClient() as client:
            answer = {"replace_original": True, "text": "Done"}
            await client.post(payload["response_url"], json=answer)
        last = (await page.read("conversation", id=HALL))["messages"][-1]
        assert (last["text"], last["ephemeral"]) == ("Done", True)
        assert hub.world.posts_by_conversation[HALL] == 0


async def test_options_of_an_external_menu_come_from_the_bot() -> None:
    async with listening() as (hub, listener, page):
        menu = {
            "type": "external_select",
            "action_id": "member",
            "placeholder": {"type": "plain_text", "text": "Who"},
        }
        block = {"type": "actions", "block_id": "b", "elements": [menu]}
        ts = await _post(hub, HALL, {"text": "Card", "blocks": [block]})
        option = {"text": {"type": "plain_text", "text": "Ade"}, "value": "m1"}
        listener.answers = [JSONResponse({"options": [option]})]
        asked = {"block_id": "b", "action_id": "member", "value": "ad"}
        got = await page.act("suggest", source="message", channel=HALL, ts=ts, **asked)
        assert got == {"options": [option]}
        payload = listener.interaction(0)
        assert payload["type"] == "block_suggestion"
        assert {key: payload[key] for key in asked} == asked
