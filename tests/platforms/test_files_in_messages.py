"""A file that somebody attaches to a direct message: heard as Slack tells of it, and only there."""

import base64

from bot.platforms.slack.hear import is_said_to_us
from bot.playground.slack import Hub
from tests.platforms.test_playground_delivery import listening
from tests.support.playground import HALL, PRIYA, SAM, TEAM, Page

NOTES = "Title: Sharing data\nNotes\nShare early"


async def given(page: Page, name: str = "notes.txt") -> str:
    content = base64.b64encode(NOTES.encode()).decode()
    answer = await page.act("give", name=name, content=content)
    return str(answer["file"]["id"])


def direct(hub: Hub) -> str:
    return hub.world.open_direct(TEAM, SAM).id


async def test_the_bot_hears_of_the_file_and_the_page_shows_it() -> None:
    async with listening() as (hub, bot, page):
        place, file_id = direct(hub), await given(page)
        assert (await page.act("say", channel=place, text="", files=[file_id]))["ok"]
        await hub.courier.settle()
        event = bot.event(0)
        assert (event["type"], event["subtype"]) == ("message", "file_share")
        (file,) = event["files"]
        assert (file["id"], file["name"], file["size"], file["mimetype"]) == (
            file_id,
            "notes.txt",
            len(NOTES),
            "text/plain",
        )
        assert is_said_to_us(event)
        shown = (await page.read("conversation", id=place))["messages"][-1]
        assert shown["files"] == [{"name": "notes.txt", "size": len(NOTES)}]


async def test_words_may_go_with_it() -> None:
    async with listening() as (hub, bot, page):
        await page.act("say", channel=direct(hub), text="Our notes", files=[await given(page)])
        await hub.courier.settle()
        assert bot.event(0)["text"] == "Our notes"


async def test_a_file_of_somebody_else_is_not_sent() -> None:
    async with listening() as (hub, bot, page):
        theirs = await given(Page(page.client, f"{TEAM}:{PRIYA}"))
        answer = await page.act("say", channel=direct(hub), text="", files=[theirs])
        assert answer["error"] == "There is nothing to send yet. Write something first."
        assert not bot.heard


async def test_a_channel_and_a_command_take_none() -> None:
    async with listening() as (hub, bot, page):
        file_id = await given(page)
        told = await page.act("say", channel=HALL, text="Look", files=[file_id])
        assert told["error"] == "Here, files go only to Teapoint, in a direct message."
        told = await page.act("say", channel=direct(hub), text="/unmentor join", files=[file_id])
        assert told["error"].startswith("A command cannot carry a file.")
        assert not bot.heard
