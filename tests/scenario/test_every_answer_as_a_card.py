"""Whatever the bot answers or tells, Teams can show it: judged by the schema and our rules."""

import pytest

from bot import commands
from bot.command import load
from bot.form import Answer, Form
from bot.message import Message
from bot.platforms.teams.forms import render_errors, render_form
from bot.platforms.teams.markup import Reader
from bot.platforms.teams.render import PAGE_BYTES, render_message, render_pages
from tests.support.card_oracle import check_card
from tests.support.chat import Chat, World

HERE = Reader("7f6c2a10-0000-4000-8000-000000000001")


def check(answer: Answer | None) -> str:
    """Check an answer as a card, and return what kind it was."""
    if isinstance(answer, Form):
        check_card(render_form(answer, HERE, (), (answer.command, answer.ref)))
        errors = {asked.name: "Look again." for asked in answer.inputs}
        check_card(render_errors(answer, {}, errors, HERE))
        return "form"
    if isinstance(answer, Message):
        check_card(render_message(answer, HERE))
        for page in render_pages(answer, HERE):
            check_card(page, PAGE_BYTES)
        return "message"
    return ""


async def press_everything(chat: Chat) -> int:
    """Press what the last answer offers, each once, and check what comes of it."""
    offered = chat.buttons()
    for label in offered[:3]:
        await chat.press(label)
        check(chat.last)
    return len(offered)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_every_command_is_answered_by_a_card_that_teams_takes(world: World) -> None:
    organiser = world.person("Priya Raman", "U0PRIYA")
    await world.take_in(organiser, "Northmoor Council")
    await world.member("Ade Bello", "Harbours Department", interests=("data standards",))
    await world.member("Sam Okafor", "Northmoor Council")
    kinds = [check(await answered(organiser, each.line)) for each in load(commands).all]
    assert kinds.count("form") > 15
    assert kinds.count("message") > 60


async def answered(chat: Chat, line: str) -> Answer | None:
    """Type a command; leaving is undone, so that the next one has a member to answer."""
    await chat.say(line)
    answer = chat.last
    if line == "unmentor leave":
        await chat.say("unmentor join")
    return answer


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_every_message_of_an_introduction_is_a_card_with_presses_that_work(
    world: World,
) -> None:
    pair = [await world.member("Ade Bello", "Harbours"), await world.member("Sam Okafor", "Hull")]
    await world.introduce(pair)
    for chat in pair:
        assert await chat.told()
        assert [check(message) for message in chat.shown] == ["message"] * len(chat.shown)
        assert await press_everything(chat)
