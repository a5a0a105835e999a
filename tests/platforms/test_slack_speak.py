"""The voice on Slack: each post once, found again by its key, and every failure sorted right."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from starlette.applications import Starlette

from bot.message import Button, Buttons, Message, say
from bot.platforms.slack.api import SlackApi
from bot.platforms.slack.failures import (
    sort_look_failure,
    sort_open_failure,
    sort_post_failure,
)
from bot.platforms.slack.finding import EVENT_TYPE
from bot.platforms.slack.render import render_message
from bot.platforms.slack.speak import SlackVoice
from bot.playground.slack import Fault, bot_token
from bot.playground.slack.records import format_ts
from jobs.delivery.voice import CannotLookError, Composed, NotSentError, RefusedError, UnsureError
from storage.naming import new_id
from storage.queue_records import Delivery
from storage.store import Store
from storage.transaction import Transaction
from storage.types import NetworkId, SpaceId
from tests.support.playground import (
    ADE,
    DEE,
    HALL,
    NIA,
    NOON,
    SAM,
    TEAM,
    hub_of,
    make_playground,
    serving,
)

SPACE = SpaceId("s_1")
MESSAGE = Message((*say("Meet Ade Bello").blocks, Buttons((Button("We've met", "met", "g_1"),))))
PAYLOAD = render_message(MESSAGE, TEAM)
COMPOSED = Composed(PAYLOAD["text"], PAYLOAD)


async def _token(_space: SpaceId) -> str:
    return bot_token(TEAM)


async def _no_token(_space: SpaceId) -> str:
    return ""


def _word(_tx: Transaction, _delivery: Delivery, _now: datetime) -> Message | None:
    return MESSAGE


@dataclass(slots=True)
class Speaking:
    """A voice, and the Slack that it speaks to."""

    voice: SlackVoice
    app: Starlette

    def posts(self, channel: str) -> list[str]:
        """Keys of our messages there."""
        messages = hub_of(self.app).world.conversations[channel].messages.values()
        marked = [message.metadata for message in messages if message.metadata]
        return [str(metadata["event_payload"]["k"]) for metadata in marked]


@asynccontextmanager
async def speaking(*faults: Fault, **options: object) -> AsyncIterator[Speaking]:
    app = make_playground(faults=faults, limits=False, **options)
    async with serving(app) as origin:
        api = SlackApi(f"{origin}/playground/slack/api/", timeout=1.0, connect=0.5)
        try:
            yield Speaking(SlackVoice(api, _token, _word), app)
        finally:
            await api.close()


async def test_the_same_people_are_met_in_the_same_conversation_and_the_post_is_found() -> None:
    async with speaking() as slack:
        place = await slack.voice.open(SPACE, [SAM, ADE])
        assert place == await slack.voice.open(SPACE, [ADE, SAM])
        ref = await slack.voice.post(SPACE, place, COMPOSED, "key-1")
        assert slack.posts(place) == ["key-1"]
        assert await slack.voice.find(SPACE, place, "key-1", NOON) == ref
        assert await slack.voice.find(SPACE, place, "key-2", NOON) is None


async def test_a_post_carries_its_key_and_reaches_no_further_than_its_conversation() -> None:
    async with speaking() as slack:
        await slack.voice.post(SPACE, HALL, COMPOSED, "key-1")
        [row] = [row for row in hub_of(slack.app).wire.rows if row["what"] == "chat.postMessage"]
        sent = row["request"]
        assert sent["metadata"] == {"event_type": EVENT_TYPE, "event_payload": {"k": "key-1"}}
        assert not any(sent[name] for name in ("link_names", "unfurl_links", "unfurl_media"))
        assert len(sent["client_msg_id"]) == 36


async def test_the_key_of_somebody_else_is_not_ours() -> None:
    async with speaking() as slack:
        hub = hub_of(slack.app)
        await slack.voice.post(SPACE, HALL, COMPOSED, "key-1")
        forged = next(m for m in hub.world.conversations[HALL].messages.values() if m.metadata)
        forged.bot_id = "BSTRANGER"
        assert await slack.voice.find(SPACE, HALL, "key-1", NOON) is None


async def test_a_message_many_pages_back_is_found() -> None:
    async with speaking() as slack:
        first = await slack.voice.post(SPACE, HALL, COMPOSED, "key-0")
        for number in range(1, 40):
            await slack.voice.post(SPACE, HALL, COMPOSED, f"key-{number}")
        assert await slack.voice.find(SPACE, HALL, "key-0", NOON) == first


@pytest.mark.parametrize(
    ("fault", "is_there"),
    [
        ("429", False),
        ("500", False),
        ("500 after", True),
        ("drop before", False),
        ("lost answer", True),
        ("late answer", True),
    ],
)
async def test_trouble_is_told_apart_and_the_truth_found_later(fault: str, is_there: bool) -> None:
    trouble = Fault(fault, ("chat.postMessage",), times=1, seconds=1.5)
    async with speaking(trouble) as slack:
        expected = NotSentError if fault == "429" else UnsureError
        with pytest.raises(expected):
            await slack.voice.post(SPACE, HALL, COMPOSED, "key-1")
        found = await slack.voice.find(SPACE, HALL, "key-1", NOON)
        assert (found is not None) == is_there
        assert slack.posts(HALL) == (
            ["key-1"] if is_there else []
        )  # and never sent again by itself
        # A call is counted when it was answered, which a late answer is not yet.
        assert hub_of(slack.app).wire.calls.get("chat.postMessage", 1) == 1


async def test_a_part_of_a_thread_is_found_in_its_thread_and_nowhere_else() -> None:
    async with speaking() as slack:
        top = await slack.voice.post(SPACE, HALL, COMPOSED, "top")
        for number in range(20):
            await slack.voice.post(SPACE, HALL, COMPOSED, f"other-{number}", top)
        part = await slack.voice.post(SPACE, HALL, COMPOSED, "part", top)
        assert await slack.voice.find(SPACE, HALL, "part", NOON, top) == part
        assert await slack.voice.find(SPACE, HALL, "part", NOON) is None
        assert await slack.voice.find(SPACE, HALL, "nothing", NOON, top) is None
        assert await slack.voice.find(SPACE, HALL, "part", NOON, "1.000001") is None
        hall = hub_of(slack.app).world.conversations[HALL]
        assert format_ts(hall.tops[-1]) == top, "the channel itself shows no part"


async def test_a_message_is_changed_in_its_place_and_still_found_by_its_key() -> None:
    other = render_message(say("You've met."), TEAM)
    async with speaking() as slack:
        ref = await slack.voice.post(SPACE, HALL, COMPOSED, "key-1")
        for _ in range(2):
            await slack.voice.change(SPACE, HALL, ref, Composed(other["text"], other))
        message = list(hub_of(slack.app).world.conversations[HALL].messages.values())[-1]
        assert (message.text, message.edited_us is not None) == ("You've met.", True)
        assert len(message.blocks) == 1, "buttons that are over are gone"
        assert await slack.voice.find(SPACE, HALL, "key-1", NOON) == ref


async def test_a_message_is_deleted_and_a_second_time_it_is_gone() -> None:
    async with speaking() as slack:
        ref = await slack.voice.post(SPACE, HALL, COMPOSED, "key-1")
        await slack.voice.remove(SPACE, HALL, ref)
        assert slack.posts(HALL) == []
        with pytest.raises(RefusedError) as removed:
            await slack.voice.remove(SPACE, HALL, ref)
        with pytest.raises(RefusedError) as changed:
            await slack.voice.change(SPACE, HALL, ref, COMPOSED)
        assert {removed.value.reason, changed.value.reason} == {"message gone"}


async def test_a_workspace_that_forbids_changes_says_so() -> None:
    async with speaking() as slack:
        ref = await slack.voice.post(SPACE, HALL, COMPOSED, "key-1")
        space = hub_of(slack.app).world.workspaces[TEAM]
        space.editing = space.deleting = False
        with pytest.raises(RefusedError) as removed:
            await slack.voice.remove(SPACE, HALL, ref)
        with pytest.raises(RefusedError) as changed:
            await slack.voice.change(SPACE, HALL, ref, COMPOSED)
        assert {removed.value.reason, changed.value.reason} == {"unchangeable"}


@pytest.mark.parametrize(("fault", "meant"), [("429", NotSentError), ("lost answer", UnsureError)])
async def test_trouble_with_a_change_is_told_apart_too(fault: str, meant: type[Exception]) -> None:
    async with speaking(Fault(fault, ("chat.update", "chat.delete"), times=2)) as slack:
        ref = await slack.voice.post(SPACE, HALL, COMPOSED, "key-1")
        with pytest.raises(meant):
            await slack.voice.change(SPACE, HALL, ref, COMPOSED)
        with pytest.raises(meant):
            await slack.voice.remove(SPACE, HALL, ref)


async def test_how_long_to_wait_is_what_slack_says() -> None:
    async with speaking(Fault("429", ("chat.postMessage",), retry_after=30)) as slack:
        with pytest.raises(NotSentError) as caught:
            await slack.voice.post(SPACE, HALL, COMPOSED, "key-1")
        assert (caught.value.after, caught.value.scope) == (30.0, "place")


@pytest.mark.parametrize("fault", ["429", "500", "500 after", "lost answer", "drop before"])
async def test_opening_and_looking_can_always_be_tried_again(fault: str) -> None:
    methods = ("conversations.open", "conversations.history")
    async with speaking(Fault(fault, methods)) as slack:
        with pytest.raises(NotSentError):
            await slack.voice.open(SPACE, [SAM])
        with pytest.raises(NotSentError):
            await slack.voice.find(SPACE, HALL, "key-1", NOON)


async def test_without_the_scope_the_bot_can_never_find_out() -> None:
    async with speaking(scopes=["chat:write", "im:write", "mpim:write"]) as slack:
        with pytest.raises(CannotLookError):
            await slack.voice.find(SPACE, HALL, "key-1", NOON)


async def test_people_who_cannot_meet_here_are_told_apart_from_people_who_are_gone() -> None:
    async with speaking() as slack:
        with pytest.raises(RefusedError) as unseen:
            await slack.voice.open(SPACE, [SAM, NIA])
        assert unseen.value.reason in {"cannot meet", "account gone"}
        with pytest.raises(RefusedError) as gone:
            await slack.voice.open(SPACE, [DEE])
        assert gone.value.reason == "account gone"


async def test_a_closed_channel_is_refused_for_good() -> None:
    async with speaking() as slack:
        hub_of(slack.app).world.conversations[HALL].archived = True
        with pytest.raises(RefusedError) as caught:
            await slack.voice.post(SPACE, HALL, COMPOSED, "key-1")
        assert (caught.value.reason, caught.value.code) == ("place closed", "is_archived")


async def test_a_workspace_without_a_token_has_revoked_us() -> None:
    voice = SlackVoice(SlackApi("http://127.0.0.1:1/"), _no_token, _word)
    with pytest.raises(RefusedError) as caught:
        await voice.post(SPACE, HALL, COMPOSED, "key-1")
    assert caught.value.reason == "space revoked"


def test_a_message_is_worded_for_the_workspace_in_which_it_is_read(store: Store) -> None:
    voice = SlackVoice(SlackApi(), _token, _word)
    with store.begin() as tx:
        space = tx.spaces.install("slack", TEAM, TEAM, "Here")
        delivery = Delivery(
            1, "k", new_id("x"), NetworkId("n_1"), space.id, "sending", 1, datetime.now(UTC)
        )
        composed = voice.compose(tx, delivery, datetime.now(UTC))
    assert composed == COMPOSED


# What no well-behaved Slack answers


@dataclass(slots=True)
class OddSlack:
    """A server that reads one request and answers raw bytes, or hangs up without any."""

    answer: bytes
    heard: list[bytes] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        self.heard.append(await reader.readexactly(length))
        writer.write(self.answer)
        await writer.drain()
        writer.close()


def http(status: str, body: bytes, kind: str = "application/json", more: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


ODD = [
    (http("200 OK", b"<html>please sign in</html>", "text/html"), UnsureError),
    (http("200 OK", b"ok", "text/plain"), UnsureError),
    (http("200 OK", b"[]"), UnsureError),
    (http("200 OK", b"null"), UnsureError),
    (http("200 OK", b'{"ok": true}'), UnsureError),
    (http("200 OK", b'{"ok": true, "ts": 7}'), UnsureError),
    (http("200 OK", b'{"ok": tr'), UnsureError),
    (http("200 OK", b"\xff\xfe\xfd"), UnsureError),
    (http("200 OK", b"\x1f\x8b" + b"\0" * 50, more="Content-Encoding: gzip\r\n"), UnsureError),
    (http("200 OK", b'{"ok": false}'), UnsureError),
    (http("502 Bad Gateway", b"<html></html>", "text/html"), UnsureError),
    (http("503 Busy", b'{"ok": false, "error": "service_unavailable"}'), NotSentError),
    (http("407 Proxy Authentication Required", b"<html></html>", "text/html"), NotSentError),
    (http("404 Not Found", b"<html></html>", "text/html"), NotSentError),
    (http("429 Slow", b"", "text/plain", "Retry-After: 7\r\n"), NotSentError),
    (http("200 OK", b'{"ok": false, "error": "fatal_error"}'), UnsureError),
    (http("200 OK", b'{"ok": false, "error": "token_revoked"}'), RefusedError),
    (http("200 OK", b'{"ok": false, "error": "never_heard_of"}'), RefusedError),
    (b"", UnsureError),
    (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{", UnsureError),
    (b"nonsense\r\n\r\n", UnsureError),
]


@pytest.mark.parametrize(("answer", "meant"), ODD)
async def test_an_odd_answer_never_breaks_us_and_never_sends_twice(
    answer: bytes, meant: type[Exception]
) -> None:
    odd = OddSlack(answer)
    server = await asyncio.start_server(odd.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    api = SlackApi(f"http://127.0.0.1:{port}/", timeout=2.0)
    async with server:
        with pytest.raises(meant):
            await SlackVoice(api, _token, _word).post(SPACE, HALL, COMPOSED, "key-1")
        await api.close()
    assert len(odd.heard) == 1


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://teapoint.invalid/"])
async def test_what_never_reached_slack_was_not_sent(address: str) -> None:
    api = SlackApi(address, timeout=5.0, connect=2.0)
    with pytest.raises(NotSentError):
        await SlackVoice(api, _token, _word).post(SPACE, HALL, COMPOSED, "key-1")
    await api.close()


async def test_a_connection_that_cannot_be_made_in_time_was_not_sent() -> None:
    # A listening socket whose queue is full accepts nobody.
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for client in waiting:
            client.setblocking(False)
            client.connect_ex(("127.0.0.1", port))
        api = SlackApi(f"http://127.0.0.1:{port}/", timeout=3.0, connect=0.3)
        with pytest.raises(NotSentError):
            await SlackVoice(api, _token, _word).post(SPACE, HALL, COMPOSED, "key-1")
        await api.close()
        for client in waiting:
            client.close()


# The table


def refused(error: str, status: int = 200, headers: dict[str, str] | None = None) -> SlackApiError:
    response = AsyncSlackResponse(
        client=None,
        http_verb="POST",
        api_url="https://slack.example/api/chat.postMessage",
        req_args={},
        data={"ok": False, "error": error} if error else {},
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError("refused", response)  # type: ignore[no-untyped-call]  # the SDK's


REASONS = [
    ("user_not_found", "account gone"),
    ("user_disabled", "account gone"),
    ("channel_not_found", "place closed"),
    ("is_archived", "place closed"),
    ("not_in_channel", "place closed"),
    ("invalid_user_combination", "cannot meet"),
    ("user_not_visible", "cannot meet"),
    ("cannot_dm_bot", "cannot meet"),
    ("too_many_users", "cannot meet"),
    ("token_revoked", "space revoked"),
    ("invalid_auth", "space revoked"),
    ("account_inactive", "space revoked"),
    ("msg_too_long", "too long"),
    ("msg_blocks_too_long", "too long"),
    ("invalid_blocks", "too long"),
    ("message_not_found", "message gone"),
    ("thread_not_found", "message gone"),
    ("cant_update_message", "unchangeable"),
    ("cant_delete_message", "unchangeable"),
    ("edit_window_closed", "unchangeable"),
    ("compliance_exports_prevent_deletion", "unchangeable"),
    ("restricted_action", "not allowed"),
    ("messages_tab_disabled", "not allowed"),
    ("missing_scope", "not allowed"),
]


@pytest.mark.parametrize(("code", "reason"), REASONS)
def test_each_refusal_has_its_reason(code: str, reason: str) -> None:
    meant = sort_post_failure(refused(code))
    assert isinstance(meant, RefusedError)
    assert (meant.reason, meant.code) == (reason, code)


@pytest.mark.parametrize("code", ["duplicate_client_msg_id", "internal_error", "fatal_error"])
def test_perhaps_is_never_taken_for_no(code: str) -> None:
    assert isinstance(sort_post_failure(refused(code)), UnsureError)


@given(st.sampled_from([code for code, _ in REASONS]) | st.text(max_size=20), st.integers(200, 599))
@settings(max_examples=200)
def test_no_failure_of_a_post_is_left_unsorted(code: str, status: int) -> None:
    error = refused(code, status)
    meant = sort_post_failure(error)
    if status >= 500 and isinstance(meant, NotSentError):
        assert code in {"ratelimited", "rate_limited", "service_unavailable"} or status == 429
    assert isinstance(sort_open_failure(error), NotSentError | RefusedError)
    looked = sort_look_failure(error)
    reasons = ("space revoked", "message gone")
    assert not isinstance(looked, RefusedError) or looked.reason in reasons


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("30", 30.0),
        ("0", 1.0),
        ("1000000000", 3_600.0),
        ("1e400", 3_600.0),
        ("-5", None),
        ("nan", None),
        ("", None),
        ("soon", None),
        ("Tue, 24 Nov 2026 10:00:00 GMT", None),
    ],
)
def test_a_wait_is_believed_only_within_reason(said: str, after: float | None) -> None:
    meant = sort_post_failure(refused("ratelimited", 429, {"Retry-After": said}))
    assert isinstance(meant, NotSentError)
    assert meant.after == after


def test_a_429_without_a_wait_leaves_it_to_us() -> None:
    meant = sort_post_failure(refused("ratelimited", 429))
    assert isinstance(meant, NotSentError)
    assert meant.after is None


@given(st.text(max_size=30))
def test_any_wait_is_none_or_at_most_an_hour(said: str) -> None:
    meant = sort_post_failure(refused("", 429, {"retry-after": said}))
    assert isinstance(meant, NotSentError)
    assert meant.after is None or 1 <= meant.after <= 3_600
