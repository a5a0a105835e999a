"""The playground's Web API, called by the real SDK: what works, and every refusal by its name."""

from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette

from bot.playground.common.given import Json, Raw
from bot.playground.slack import app_token
from tests.support.playground import (
    ADE,
    DEE,
    GUS,
    HALL,
    HARBOUR,
    NIA,
    OTHER_TEAM,
    OWEN,
    PRIYA,
    QUIET,
    SAM,
    SHARED,
    TEAM,
    Page,
    hub_of,
    make_playground,
    page_of,
    serving,
    slack_client,
)

Ask = Callable[[AsyncWebClient], Awaitable[Raw]]


@pytest.fixture
def playground() -> Starlette:
    return make_playground()


@pytest.fixture
async def origin(playground: Starlette) -> AsyncIterator[str]:
    async with serving(playground) as address:
        yield address


@pytest.fixture
def slack(origin: str) -> AsyncWebClient:
    return slack_client(origin)


@pytest.fixture
async def page(origin: str) -> AsyncIterator[Page]:
    async with page_of(origin, SAM) as opened:
        yield opened


async def refusal(asking: Awaitable[Raw]) -> Json:
    """The refusal that a call meets."""
    with pytest.raises(SlackApiError) as met:
        await asking
    answer: Json = met.value.response.data
    return answer


async def refused(asking: Awaitable[Raw]) -> str:
    """The name of the refusal that a call meets."""
    return str((await refusal(asking))["error"])


async def test_a_token_tells_whose_it_is(slack: AsyncWebClient, origin: str) -> None:
    here = await slack.auth_test()
    there = await slack_client(origin, OTHER_TEAM).auth_test()
    assert (here["team_id"], here["user_id"], here["bot_id"]) == (TEAM, "UBOT1", "BTEAPOINT1")
    assert (there["team_id"], there["user_id"]) == (OTHER_TEAM, "UBOT2")


async def test_a_call_without_a_good_token_is_refused(origin: str) -> None:
    base = f"{origin}/playground/slack/api/"
    assert await refused(AsyncWebClient(base_url=base).auth_test()) == "not_authed"
    assert (
        await refused(AsyncWebClient("xoxb-made-up", base_url=base).auth_test()) == "invalid_auth"
    )
    app_level = AsyncWebClient(app_token(), base_url=base)
    assert await refused(app_level.auth_test()) == "invalid_auth"
    opened = await app_level.apps_connections_open(app_token=app_token())
    assert opened["url"].startswith("ws://127.0.0.1:")


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive"])
async def test_a_lost_token_is_refused_by_its_own_name(
    slack: AsyncWebClient, page: Page, error: str
) -> None:
    await page.act("change", workspace=TEAM, token=error)
    assert await refused(slack.auth_test()) == error


async def test_a_method_that_does_not_exist_is_unknown(slack: AsyncWebClient) -> None:
    assert await refused(slack.api_call("chat.shout")) == "unknown_method"


async def test_the_same_people_always_share_the_same_conversation(slack: AsyncWebClient) -> None:
    pair = (await slack.conversations_open(users=[SAM, PRIYA]))["channel"]["id"]
    again = await slack.conversations_open(users=[PRIYA, SAM, SAM])
    direct = (await slack.conversations_open(users=SAM))["channel"]["id"]
    assert again["channel"]["id"] == pair
    assert again["already_open"]
    assert (pair[0], direct[0]) == ("G", "D")
    members = await slack.conversations_members(channel=pair)
    assert set(members["members"]) == {SAM, PRIYA, "UBOT1"}
    assert (await slack.conversations_open(channel=pair, return_im=True))["channel"]["is_mpim"]
    assert (await slack.conversations_info(channel=direct))["channel"]["user"] == SAM


@pytest.mark.parametrize(
    ("users", "error"),
    [
        ([], "users_list_not_supplied"),
        (["U0NOBODY"], "user_not_found"),
        ([DEE], "user_disabled"),
        ([SAM, DEE], "user_disabled"),
        (["UBOT2"], "cannot_dm_bot"),
        ([f"U{n}" for n in range(9)], "too_many_users"),
        ([OWEN], "user_not_visible"),
        ([SAM, NIA], "invalid_user_combination"),
        ([PRIYA, OWEN], "invalid_user_combination"),
    ],
)
async def test_conversations_that_cannot_be_opened(
    slack: AsyncWebClient, users: list[str], error: str
) -> None:
    assert await refused(slack.conversations_open(users=users)) == error


async def test_people_of_two_workspaces_meet_where_they_share_a_channel(
    slack: AsyncWebClient,
) -> None:
    group = (await slack.conversations_open(users=[PRIYA, NIA], return_im=True))["channel"]
    assert group["is_ext_shared"]
    assert (await slack.chat_postMessage(channel=group["id"], text="Meet"))["ok"]
    assert (await slack.users_info(user=NIA))["user"]["team_id"] == OTHER_TEAM
    assert await refused(slack.users_info(user=OWEN)) == "user_not_found"


async def test_a_post_is_stored_as_given_and_found_again_by_its_metadata(
    slack: AsyncWebClient,
) -> None:
    metadata = {"event_type": "intro", "event_payload": {"key": "k1"}}
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "*Meet*"}}]
    posted = await slack.chat_postMessage(
        channel=SAM, text="Meet", blocks=blocks, metadata=metadata
    )
    plain = await slack.conversations_history(channel=posted["channel"])
    assert "metadata" not in plain["messages"][0]
    found = await slack.conversations_history(
        channel=posted["channel"], include_all_metadata=True, oldest="0", limit=15
    )
    message = found["messages"][0]
    assert message["metadata"] == metadata
    assert (message["ts"], message["bot_id"]) == (posted["ts"], "BTEAPOINT1")
    assert message["blocks"][0]["text"] == blocks[0]["text"]
    assert message["blocks"][0]["block_id"]


async def test_form_bodies_with_json_inside_are_read_like_json_bodies(origin: str) -> None:
    async with httpx.AsyncClient(base_url=f"{origin}/playground/slack/api/") as client:
        form = {
            "token": "xoxb-playground-T0TEAPOINT",
            "channel": HALL,
            "text": "hello",
            "blocks": '[{"type": "divider"}]',
            "metadata": '{"event_type": "x", "event_payload": {"key": "form"}}',
        }
        answer = (await client.post("chat.postMessage", data=form)).json()
        broken = (await client.post("chat.postMessage", data=form | {"blocks": "[{"})).json()
    assert answer["message"]["blocks"][0]["type"] == "divider"
    assert answer["message"]["metadata"]["event_payload"] == {"key": "form"}
    assert broken["error"] == "invalid_blocks_format"


async def test_a_text_over_the_limit_is_cut_as_slack_cuts_it(slack: AsyncWebClient) -> None:
    posted = await slack.chat_postMessage(channel=HALL, text="x" * 40_001)
    assert len(posted["message"]["text"]) == 40_000


MODAL: Json = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Hello"},
    "blocks": [{"type": "divider"}],
}
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3_001}}
POSTS: dict[str, Ask] = {
    "channel_not_found": lambda c: c.chat_postMessage(channel="C0NOWHERE", text="x"),
    "not_in_channel": lambda c: c.chat_postMessage(channel=QUIET, text="x"),
    "cannot_dm_bot": lambda c: c.chat_postMessage(channel="UBOT1", text="x"),
    "no_text": lambda c: c.api_call("chat.postMessage", json={"channel": HALL}),
    "thread_not_found": lambda c: c.chat_postMessage(channel=HALL, text="x", thread_ts="1.000001"),
    "invalid_metadata_format": lambda c: c.chat_postMessage(
        channel=HALL, text="x", metadata={"event_type": 1, "event_payload": {}}
    ),
    "msg_blocks_too_long": lambda c: c.chat_postMessage(
        channel=HALL, text="x", blocks=[{"type": "markdown", "text": "x" * 6_001}] * 2
    ),
    "message_not_found": lambda c: c.chat_update(channel=HALL, ts="1.000001", text="x"),
    "cant_update_message": lambda c: c.chat_update(channel=HALL, ts=WELCOME, text="x"),
    "cant_delete_message": lambda c: c.chat_delete(channel=HALL, ts=WELCOME),
    "user_not_in_channel": lambda c: c.chat_postEphemeral(channel=SHARED, user=SAM, text="x"),
    "users_not_found": lambda c: c.users_lookupByEmail(email="nobody@example.org"),
    "user_not_found": lambda c: c.users_info(user="U0NOBODY"),
    "invalid_cursor": lambda c: c.users_list(cursor="!!"),
    "method_not_supported_for_channel_type": lambda c: c.conversations_open(channel=HALL),
    "invalid_trigger_id": lambda c: c.views_open(trigger_id="1.2.3", view=MODAL),
    "not_found": lambda c: c.views_update(view_id="V0NONE", view=MODAL),
    "invalid_arguments": lambda c: c.views_publish(user_id=SAM, view=MODAL),
}
WELCOME = "1795597200.000000"  # the first message of the seeded channel


@pytest.mark.parametrize("error", POSTS)
async def test_refusals_carry_slacks_own_names(
    playground: Starlette, slack: AsyncWebClient, error: str
) -> None:
    hub_of(playground).world.workspaces[TEAM].scopes.add("users:read.email")
    assert await refused(POSTS[error](slack)) == error


async def test_bad_blocks_are_refused_with_the_place_of_each_problem(slack: AsyncWebClient) -> None:
    answer = await refusal(slack.chat_postMessage(channel=HALL, text="x", blocks=[SECTION]))
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]


async def test_archived_restricted_and_closed_places_take_no_posts(
    slack: AsyncWebClient, page: Page
) -> None:
    direct = (await slack.conversations_open(users=SAM))["channel"]["id"]
    await page.act("change", workspace=TEAM, messages_tab=False)
    assert (
        await refused(slack.chat_postMessage(channel=direct, text="x")) == "messages_tab_disabled"
    )
    await page.act("change", restrict=HALL)
    assert await refused(slack.chat_postMessage(channel=HALL, text="x")) == "restricted_action"
    await page.act("change", archive=HALL)
    assert await refused(slack.chat_postMessage(channel=HALL, text="x")) == "is_archived"
    assert (await page.act("say", channel=HALL, text="x"))["error"].startswith("This channel is")


async def test_another_workspaces_channel_does_not_exist_for_the_bot(slack: AsyncWebClient) -> None:
    assert await refused(slack.conversations_info(channel=HARBOUR)) == "channel_not_found"


async def test_history_needs_the_scope_of_its_kind_of_conversation(
    slack: AsyncWebClient, page: Page
) -> None:
    direct = (await slack.chat_postMessage(channel=SAM, text="x"))["channel"]
    group = (await slack.conversations_open(users=[SAM, ADE]))["channel"]["id"]
    await page.act("change", workspace=TEAM, scopes=["chat:write"])
    places = {direct: "im:history", group: "mpim:history", HALL: "channels:history"}
    for channel, scope in places.items():
        answer = await refusal(slack.conversations_history(channel=channel))
        assert (answer["error"], answer["needed"]) == ("missing_scope", scope)
        assert answer["provided"] == "chat:write"
    assert await refused(slack.users_info(user=SAM)) == "missing_scope"


async def test_own_messages_are_changed_and_deleted(slack: AsyncWebClient) -> None:
    ts = (await slack.chat_postMessage(channel=HALL, text="one"))["ts"]
    await slack.chat_update(channel=HALL, ts=ts, text="two")
    message = (await slack.conversations_history(channel=HALL, limit=1))["messages"][0]
    assert (message["text"], "edited" in message) == ("two", True)
    too_long = slack.chat_update(channel=HALL, ts=ts, text="x" * 4_001)
    assert await refused(too_long) == "msg_too_long"
    await slack.chat_delete(channel=HALL, ts=ts)
    message = (await slack.conversations_history(channel=HALL, limit=1))["messages"][0]
    assert message["text"] == "Lunch?"


async def test_a_message_with_replies_leaves_a_sentence_until_they_are_gone_too(
    slack: AsyncWebClient, page: Page
) -> None:
    top = (await slack.chat_postMessage(channel=HALL, text="top"))["ts"]
    reply = (await slack.chat_postMessage(channel=HALL, text="reply", thread_ts=top))["ts"]
    await slack.chat_delete(channel=HALL, ts=top)
    buried = (await slack.conversations_replies(channel=HALL, ts=top))["messages"][0]
    assert (buried["subtype"], buried["text"]) == ("tombstone", "This message was deleted.")
    shown = (await page.read("conversation", id=HALL))["messages"][-1]
    assert (shown["text"], shown["reply_count"]) == ("This message was deleted.", 1)
    again = slack.chat_update(channel=HALL, ts=top, text="x")
    assert await refused(again) == "message_not_found"
    await slack.chat_delete(channel=HALL, ts=reply)
    assert await refused(slack.conversations_replies(channel=HALL, ts=top)) == "thread_not_found"
    history = await slack.conversations_history(channel=HALL, limit=1)
    assert history["messages"][0]["text"] == "Lunch?"


async def test_a_workspace_may_forbid_changing_and_deleting(
    slack: AsyncWebClient, page: Page
) -> None:
    ts = (await slack.chat_postMessage(channel=HALL, text="one"))["ts"]
    await page.act("change", editing=False, workspace=TEAM)
    await page.act("change", deleting=False, workspace=TEAM)
    assert await refused(slack.chat_update(channel=HALL, ts=ts, text="x")) == "edit_window_closed"
    refusal_ = await refused(slack.chat_delete(channel=HALL, ts=ts))
    assert refusal_ == "compliance_exports_prevent_deletion"


async def test_history_and_threads_page_by_cursor_and_by_time(slack: AsyncWebClient) -> None:
    direct = (await slack.conversations_open(users=SAM))["channel"]["id"]
    sent = [(await slack.chat_postMessage(channel=SAM, text=str(n)))["ts"] for n in range(4)]
    first = await slack.conversations_history(channel=direct, limit=3)
    assert ([m["text"] for m in first["messages"]], first["has_more"]) == (["3", "2", "1"], True)
    cursor = first["response_metadata"]["next_cursor"]
    second = await slack.conversations_history(channel=direct, limit=3, cursor=cursor)
    assert ([m["text"] for m in second["messages"]], second["has_more"]) == (["0"], False)
    oldest = await slack.conversations_history(channel=direct, oldest=sent[0], limit=2)
    assert [m["text"] for m in oldest["messages"]] == ["2", "1"]
    cursor = oldest["response_metadata"]["next_cursor"]
    later = await slack.conversations_history(
        channel=direct, oldest=sent[0], limit=2, cursor=cursor
    )
    assert [m["text"] for m in later["messages"]] == ["3"]
    between = await slack.conversations_history(
        channel=direct, oldest=sent[1], latest=sent[2], inclusive=True
    )
    assert [m["text"] for m in between["messages"]] == ["2", "1"]


async def test_replies_are_in_their_thread_and_not_in_the_history(slack: AsyncWebClient) -> None:
    top = (await slack.conversations_history(channel=HALL))["messages"][-1]
    assert (top["text"], top["reply_count"]) == ("Welcome", 1)
    await slack.chat_postMessage(channel=HALL, text="aside", thread_ts=top["ts"])
    await slack.chat_postMessage(
        channel=HALL, text="aloud", thread_ts=top["ts"], reply_broadcast=True
    )
    thread = await slack.conversations_replies(channel=HALL, ts=top["ts"], limit=2)
    assert [m["text"] for m in thread["messages"]] == ["Welcome", "Hello", "aside"]
    cursor = thread["response_metadata"]["next_cursor"]
    rest = await slack.conversations_replies(channel=HALL, ts=top["ts"], limit=2, cursor=cursor)
    assert [m["text"] for m in rest["messages"]] == ["Welcome", "aloud"]
    history = await slack.conversations_history(channel=HALL)
    assert [m["text"] for m in history["messages"]] == ["aloud", "Lunch?", "Welcome"]


async def test_users_are_listed_page_by_page_and_addresses_only_by_scope(
    slack: AsyncWebClient, page: Page
) -> None:
    first = await slack.users_list(limit=4)
    rest = await slack.users_list(cursor=first["response_metadata"]["next_cursor"])
    ids = [user["id"] for answer in (first, rest) for user in answer["members"]]
    assert ids == [SAM, PRIYA, ADE, GUS, DEE, "UBOT1"]
    guest = (await slack.users_info(user=GUS))["user"]
    assert (guest["is_restricted"], "email" in guest["profile"]) == (True, False)
    assert await refused(slack.users_lookupByEmail(email="sam@example.org")) == "missing_scope"
    scopes = ["users:read", "users:read.email"]
    await page.act("change", workspace=TEAM, scopes=scopes)
    found = await slack.users_lookupByEmail(email="SAM@example.org")
    assert found["user"]["profile"]["email"] == "sam@example.org"
    assert found["user"]["id"] == SAM


async def test_conversations_are_listed_by_type(slack: AsyncWebClient) -> None:
    await slack.conversations_open(users=[SAM, ADE])
    public = await slack.conversations_list()
    own = await slack.users_conversations(types="mpim")
    assert [c["name"] for c in public["channels"]] == ["unmentoring", "shared", "quiet"]
    assert [c["is_mpim"] for c in own["channels"]] == [True]
