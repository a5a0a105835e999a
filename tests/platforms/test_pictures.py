"""A picture on Slack: one post shows it, its words always arrive, and trouble never doubles it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import httpx
import pytest
from slack_sdk.errors import SlackApiError
from starlette.applications import Starlette

from bot.message import Message, Picture, plain_text, say
from bot.platforms.slack.api import SlackApi
from bot.platforms.slack.render import render_message
from bot.platforms.slack.speak import SlackVoice
from bot.playground.common.given import Json
from bot.playground.slack import Fault, bot_token
from jobs.delivery.voice import Composed, NotSentError, RefusedError, UnsureError
from storage.queue_records import Delivery
from storage.transaction import Transaction
from storage.types import SpaceId
from tests.support.block_oracle import check_message
from tests.support.playground import (
    ADE,
    HALL,
    NIA,
    NOON,
    OTHER_TEAM,
    SAM,
    TEAM,
    hub_of,
    make_playground,
    page_of,
    serving,
    slack_client,
)

SPACE = SpaceId("s_1")
PNG = b"\x89PNG\r\n\x1a\n and the rest"
PICTURE = Picture(PNG, "Bars: 34 of 41 in December, 30 of 44 in January.", "How rounds went")
MESSAGE = Message((*say("These are the totals.").blocks, PICTURE))
METHODS = ("files.getUploadURLExternal", "upload", "files.completeUploadExternal")


async def _token(_space: SpaceId) -> str:
    return bot_token(TEAM)


def _word(_tx: Transaction, _delivery: Delivery, _now: datetime) -> Message | None:
    return MESSAGE


def _composed() -> Composed:
    payload = render_message(MESSAGE, TEAM) | {"message": MESSAGE, "authority": TEAM}
    return Composed(str(payload["text"]), payload)


@dataclass(slots=True)
class Speaking:
    """A voice, and the Slack that it speaks to."""

    voice: SlackVoice
    app: Starlette
    origin: str

    async def post(self) -> str:
        return await self.voice.post(SPACE, HALL, _composed(), "key-1")

    def posts(self) -> list[list[Json]]:
        """The blocks of our messages."""
        messages = hub_of(self.app).world.conversations[HALL].messages.values()
        return [message.blocks for message in messages if message.metadata]

    def kinds(self) -> list[str]:
        """The kinds of the blocks of our one message."""
        [blocks] = self.posts()
        return [block["type"] for block in blocks]


@asynccontextmanager
async def speaking(*faults: Fault, **options: object) -> AsyncIterator[Speaking]:
    app = make_playground(faults=faults, limits=False, **options)
    async with serving(app) as origin:
        api = SlackApi(f"{origin}/playground/slack/api/", timeout=2.0, connect=0.5)
        try:
            yield Speaking(SlackVoice(api, _token, _word), app, origin)
        finally:
            await api.close()


def test_the_words_of_a_message_hold_everything_that_its_picture_shows() -> None:
    assert plain_text(MESSAGE).endswith(f"How rounds went\n{PICTURE.alt}")


def test_an_image_block_is_one_that_the_judges_accept() -> None:
    shown = render_message(MESSAGE, TEAM, {PNG: "F00000001"})
    check_message(shown)
    assert shown["blocks"][-1] == {
        "type": "image",
        "slack_file": {"id": "F00000001"},
        "alt_text": PICTURE.alt,
        "title": {"type": "plain_text", "text": "How rounds went", "emoji": False},
    }


def test_words_of_any_length_fit_into_an_image_block() -> None:
    long = Message((Picture(PNG, "word " * 1_000, "t" * 300),))
    check_message(render_message(long, TEAM, {PNG: "F00000001"}))
    check_message(render_message(long, TEAM))


async def test_a_picture_goes_in_the_same_post_as_its_words() -> None:
    async with speaking() as slack:
        await slack.post()
        assert slack.kinds() == ["rich_text", "image"]
        [[_, image]] = slack.posts()
        upload = hub_of(slack.app).world.uploads.by_id[image["slack_file"]["id"]]
        assert (upload.content, upload.title) == (PNG, "How rounds went")


async def test_a_picture_is_seen_only_where_a_message_shows_it() -> None:
    async with speaking() as slack:
        await slack.post()
        [[_, image]] = slack.posts()
        file = image["slack_file"]["id"]
        async with page_of(slack.origin, SAM) as sam, page_of(slack.origin, NIA, OTHER_TEAM) as nia:
            address = "/playground/api/picture"
            seen = await sam.client.get(address, params={"as": sam.person, "id": file})
            assert (seen.content, seen.headers["content-type"]) == (PNG, "image/png")
            unseen = await nia.client.get(address, params={"as": nia.person, "id": file})
            assert unseen.status_code == 404


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("fault", ["429", "500", "lost answer", "drop before"])
async def test_trouble_with_an_upload_posts_nothing_and_trying_again_is_harmless(
    method: str, fault: str
) -> None:
    async with speaking(Fault(fault, (method,), times=1)) as slack:
        with pytest.raises(NotSentError):
            await slack.post()
        assert slack.posts() == []
        await slack.post()
        assert slack.kinds() == ["rich_text", "image"]


async def test_a_post_whose_answer_is_lost_is_found_with_its_picture() -> None:
    lost = Fault("lost answer", ("chat.postMessage",), times=1)
    async with speaking(lost, time_scale=1_000.0) as slack:
        with pytest.raises(UnsureError):
            await slack.post()
        assert await slack.voice.find(SPACE, HALL, "key-1", NOON)
        assert slack.kinds() == ["rich_text", "image"]


async def test_without_the_right_to_add_files_the_words_go_alone_and_say_so() -> None:
    async with speaking(scopes=("chat:write", "im:write", "channels:history")) as slack:
        await slack.post()
        assert slack.kinds() == ["rich_text", "rich_text"]
        [[_, instead]] = slack.posts()
        words = instead["elements"][0]["elements"][0]["text"]
        assert "a picture of this, which we can't show here" in words
        assert PICTURE.alt in words


async def test_a_workspace_that_shuts_the_bot_out_is_told_apart() -> None:
    async with speaking() as slack:
        hub_of(slack.app).world.workspaces[TEAM].token_error = "token_revoked"
        with pytest.raises(RefusedError) as met:
            await slack.post()
        assert met.value.reason == "space revoked"


async def test_a_file_that_is_not_there_or_not_ready_cannot_be_shown() -> None:
    async with speaking() as slack:
        client = slack_client(slack.origin)
        blocks = [{"type": "image", "slack_file": {"id": "F99999999"}, "alt_text": "Nothing"}]
        with pytest.raises(SlackApiError) as met:
            await client.chat_postMessage(channel=HALL, text="Look", blocks=blocks)
        assert met.value.response["error"] == "invalid_blocks"
        assert "invalid slack file" in str(met.value.response["response_metadata"])


async def test_an_upload_takes_only_the_bytes_that_were_announced() -> None:
    async with speaking() as slack:
        client = slack_client(slack.origin)
        asked = await client.files_getUploadURLExternal(filename="a.png", length=4)
        async with httpx.AsyncClient() as plain:
            wrong = await plain.post(asked["upload_url"], content=b"12345")
            right = await plain.post(asked["upload_url"], content=b"1234")
        assert (wrong.status_code, right.status_code) == (404, 200)
        with pytest.raises(SlackApiError) as met:
            await slack_client(slack.origin, OTHER_TEAM).files_completeUploadExternal(
                files=[{"id": asked["file_id"], "title": "a"}]
            )
        assert met.value.response["error"] == "file_not_found"


async def test_two_people_who_share_no_place_share_no_picture() -> None:
    async with speaking() as slack:
        place = await slack.voice.open(SPACE, [SAM])
        await slack.voice.post(SPACE, place, _composed(), "key-2")
        messages = hub_of(slack.app).world.conversations[place].messages.values()
        [file] = [m.blocks[-1]["slack_file"]["id"] for m in messages if m.metadata]
        async with page_of(slack.origin, ADE) as ade:
            answer = await ade.client.get(
                "/playground/api/picture", params={"as": ade.person, "id": file}
            )
            assert answer.status_code == 404
