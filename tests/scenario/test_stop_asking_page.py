"""A volunteer follows the link in our question, and is asked nothing more."""

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from starlette.applications import Starlette

from bot.message import Link, Message, Paragraph
from bot.pages.links import Links
from bot.pages.stop_asking import StopAsking
from bot.wording.look import Look
from bot.wording.notices import word
from storage.transaction import Transaction
from tests.support.carrying import let_pass, one_camp, queued, write_notes
from tests.support.chat import NAMES, POLICY, Chat, World
from tests.support.rooms import BASE

TWO_WEEKS = timedelta(weeks=2)


@pytest.fixture
def links(world: World) -> Links:
    return Links(world.aside.store.cipher, BASE)


async def _nudged(world: World) -> Chat:
    """Ade carries a conversation on, and was asked once how it goes."""
    ade = await world.member("Ade Bello")
    (first,) = await one_camp(world)
    await write_notes(world, ade, first)
    await ade.say("notes volunteer 1")
    await let_pass(world, world.now + TWO_WEEKS)
    return ade


async def _links_told(world: World, links: Links) -> list[Link]:
    """The links of what waits to be told, where pages can be opened."""
    names = replace(NAMES, stop_asking=links.stop_asking)

    def read(tx: Transaction) -> list[Message | None]:
        waiting = tx.deliveries.waiting(1000)
        return [word(Look(tx, one, world.network, world.now, names, POLICY)) for one in waiting]

    told = await world.aside.read(read)
    blocks = [block for message in told if message for block in message.blocks]
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    return [piece for text in texts for piece in text if isinstance(piece, Link)]


async def _open(world: World, links: Links, address: str, method: str = "GET") -> httpx.Response:
    app = Starlette(routes=StopAsking(world.aside, links).routes())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
        return await client.request(method, address)


async def test_a_volunteer_stops_the_questions_by_the_link_in_one(
    world: World, links: Links
) -> None:
    ade = await _nudged(world)
    (link,) = await _links_told(world, links)
    assert link.text == "Get no more of these questions"
    opened = await _open(world, links, link.url)
    assert "Stop our questions?" in opened.text
    assert "Stop the questions</button>" in opened.text
    assert "We ask you" in await ade.say("notes remind"), "opening it has done nothing"
    sent = await _open(world, links, link.url, "POST")
    assert "We've stopped the questions" in sent.text.replace("&#39;", "'")
    assert "<button" not in (await _open(world, links, link.url)).text
    assert "We ask you nothing" in await ade.say("notes remind")
    await let_pass(world, world.now + 2 * TWO_WEEKS)
    assert len(await queued(world, "CarryNudge")) == 1
    assert await ade.say("notes open") == "No conversation is open.", "what they carry stays theirs"


async def test_a_guessed_link_and_one_of_somebody_who_is_gone_stop_nothing(
    world: World, links: Links
) -> None:
    ade = await _nudged(world)
    (link,) = await _links_told(world, links)
    for method in ("GET", "POST"):
        assert (await _open(world, links, link.url[:-1], method)).status_code == 404
    await ade.say("forget me now")
    assert (await _open(world, links, link.url, "POST")).status_code == 404
