"""Anyone named in notes asks to be taken out: the page, the organisers, and every version."""

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from functools import partial

import httpx
import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from bot.pages.links import Links
from bot.pages.removal import ASKS_AN_HOUR, RemovalPages
from jobs.sessions.removals import KEPT_DAYS
from storage.purging import Retention
from storage.redacting import redact_text
from storage.session_records import EventSession
from storage.tables import Base, RemovalRow
from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.organising import audit, priya
from tests.support.rooms import BASE, Phone

NAME = "Wilhelmina Quist"
NOTES = f"We talked.\n\n{NAME} said that forms are hard.\n\nwilhelmina  quist agreed."


@pytest.fixture
def links(world: World) -> Links:
    return Links(world.aside.store.cipher, BASE)


@pytest.fixture
async def browser(world: World, links: Links) -> AsyncIterator["Asker"]:
    pages = RemovalPages(world.aside, links, BASE, lambda: world.now)
    app = Starlette(routes=pages.routes())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE) as client:
        yield Asker(client, "")


class Asker(Phone):
    """Somebody with a browser and no script."""

    async def ask(self, words: str, contact: str = "", **more: str) -> httpx.Response:
        """Fill the form in and send it."""
        token = self.field("token")
        form = {"token": token, "words": words, "contact": contact} | more
        self.page = await self.client.post(self.home, data=form, follow_redirects=True)
        return self.page


async def written(world: World, writer: Chat) -> EventSession:
    """Notes that name Wilhelmina: in the text, an earlier version, and as a leader."""
    await writer.say("notes new")
    await writer.fill(title=f"Forms with {NAME}", notes=NOTES, leaders=NAME)
    await writer.say("notes edit forms")
    await writer.fill(notes=NOTES + "\n\nAnd on.")
    return await newest(world)


async def newest(world: World) -> EventSession:
    return (await world.aside.read(lambda tx: tx.sessions.recent(world.network.id)))[0]


async def everything(world: World) -> str:
    """All that the database holds, as one text."""

    def read(tx: Transaction) -> str:
        tables = Base.metadata.sorted_tables
        return "\n".join(str(row) for one in tables for row in tx.session.execute(select(one)))

    return await world.aside.read(read)


def _path(links: Links, session: EventSession) -> str:
    return links.removal(session.id, session.network_id).removeprefix(BASE)


# The page


async def test_somebody_who_is_no_member_asks_and_organisers_are_told_ids_only(
    world: World, browser: Asker, links: Links
) -> None:
    session = await written(world, await world.member("Sam Okafor"))
    browser.home = _path(links, session)
    await browser.open()
    assert f"This is about the notes of “Forms with {NAME}”" in browser.reads()
    assert "You don't have to say why." in browser.reads()
    answer = await browser.ask("The line with my name, please.", "mina@example.org")
    assert answer.status_code == 200
    assert "Your request has been sent" in browser.reads()
    organiser = priya(world)
    (told,) = await organiser.told()
    assert told.startswith("Somebody who is named in the notes of")
    assert "please." not in told
    assert "The line with my name" not in await everything(world), "it is sealed"
    assert "mina@example.org" not in await everything(world)
    said = await organiser.press("Open")
    assert "They wrote: The line with my name, please." in said
    assert "To answer them: mina@example.org" in said


async def test_opening_the_page_does_nothing(world: World, browser: Asker, links: Links) -> None:
    session = await written(world, await world.member("Sam Okafor"))
    browser.home = _path(links, session)
    for path in ("", "?sent=1", "?words=x"):
        assert (await browser.open(path)).status_code == 200
    assert await world.aside.read(lambda tx: tx.removals.open(world.network.id)) == []


async def test_what_is_missing_is_said_and_nothing_is_lost(
    world: World, browser: Asker, links: Links
) -> None:
    session = await written(world, await world.member("Sam Okafor"))
    browser.home = _path(links, session)
    await browser.open()
    assert (await browser.ask("  ", "mina@example.org")).status_code == 422
    assert "Write what should be taken out, such as your name." in browser.reads()
    assert browser.field("contact") == "mina@example.org"
    assert (await browser.ask("x" * 1_001)).status_code == 422
    assert "x" * 1_001 in browser.reads(), "what was written is not lost"
    assert (await browser.ask("x" * 70_000)).status_code == 413


async def test_a_form_from_elsewhere_is_shown_again_and_not_sent(
    world: World, browser: Asker, links: Links
) -> None:
    session = await written(world, await world.member("Sam Okafor"))
    browser.home = _path(links, session)
    await browser.open()
    assert (await browser.ask("Me", token="forged")).status_code == 409
    assert "Check your words below, then send them again." in browser.reads()
    world.now += timedelta(hours=13)
    await browser.open()
    token = browser.field("token")
    browser.client.cookies.clear()
    assert (await browser.ask("Me", token=token)).status_code == 409
    assert await world.aside.read(lambda tx: tx.removals.open(world.network.id)) == []
    assert (await browser.ask("Me")).status_code == 200


@pytest.mark.parametrize(
    "path", ["/removal/nonsense", "/removal/WyJzXzEiLCJuXzEiXQ.x", "/r/aaaaaaaa/removal"]
)
async def test_a_guessed_link_leads_nowhere(browser: Asker, path: str) -> None:
    browser.home = path
    assert (await browser.open()).status_code == 404
    assert "There's nothing to take out here" in browser.reads()


async def test_a_flood_is_stopped(world: World, browser: Asker, links: Links) -> None:
    session = await written(world, await world.member("Sam Okafor"))
    browser.home = _path(links, session)
    await browser.open()
    for number in range(ASKS_AN_HOUR):
        assert (await browser.ask(f"Line {number}")).status_code == 200
        await browser.open()
    assert (await browser.ask("One more")).status_code == 429
    assert "try again in an hour" in browser.reads()


async def test_asking_twice_is_one_request(world: World, browser: Asker, links: Links) -> None:
    session = await written(world, await world.member("Sam Okafor"))
    browser.home = _path(links, session)
    for _turn in range(2):
        await browser.open()
        await browser.ask("My name")
    assert len(await world.aside.read(lambda tx: tx.removals.open(world.network.id))) == 1
    assert len(await priya(world).told()) == 1


async def test_the_page_for_a_room_leads_there(world: World, browser: Asker, links: Links) -> None:
    session = await written(world, await world.member("Sam Okafor"))
    browser.home = f"/r/{session.code}/removal"
    assert (await browser.open()).url.path == _path(links, session)


async def test_the_title_is_hidden_in_a_sensitive_network(
    world: World, browser: Asker, links: Links
) -> None:
    session = await written(world, await world.member("Sam Okafor"))
    rows = Base.metadata.tables["network"]
    hide = rows.update().values(sensitive=True)
    await world.aside.write(lambda tx: tx.session.execute(hide))
    browser.home = _path(links, session)
    await browser.open()
    assert NAME not in browser.reads()


# Settling


async def asked(world: World, words: str = "My name", contact: str = "") -> EventSession:
    """Wilhelmina asked."""
    session = await written(world, await world.member("Sam Okafor"))
    await world.aside.write(lambda tx: tx.removals.ask(session, words, contact, world.now))
    return session


async def test_what_is_taken_out_goes_from_every_version(world: World) -> None:
    session = await asked(world, contact="mina@example.org")
    sam = world.person("Sam Okafor")
    await sam.say("notes post forms #unmentoring yes")
    assert NAME.casefold() in (await everything(world)).casefold()
    organiser = priya(world)
    assert "1: Forms with" in await organiser.say("notes removals")
    await organiser.press("Open")
    await organiser.press("Settle it")
    said = await organiser.fill(outcome="removed", words=NAME, why="As you asked.")
    assert "The words are taken out in" in said
    assert "You could write: “We have taken it out of the notes.” As you asked." in said
    left = re.sub(r"\s+", " ", await everything(world)).casefold()
    assert "wilhelmina" not in left
    assert "quist" not in left
    now = await newest(world)
    assert now.title == "Forms with [taken out]"
    assert now.plan.leaders == ()
    assert "[taken out] agreed." in await sam.say("notes show forms")
    assert "Forms with" not in await sam.say("notes find wilhelmina")
    assert "No request" in await organiser.say("notes removals")
    (entry,) = [one for one in await audit(world) if one.action == "removal.settle"]
    assert (entry.object_id, entry.detail) == (session.id, {"outcome": "removed"})


async def test_it_is_settled_by_typing(world: World) -> None:
    await asked(world)
    organiser = priya(world)
    assert "Type “removed” or “not removed”" in await organiser.say(
        "notes removal settle 1 perhaps"
    )
    said = await organiser.say("notes removal settle 1 not removed it is a public talk")
    assert "is settled: the notes stay." in said
    assert NAME in await everything(world)


async def test_settling_as_removed_offers_the_form(world: World) -> None:
    await asked(world)
    organiser = priya(world)
    said = await organiser.say("notes removal settle 1 removed")
    assert "Now take it out of the notes." in said
    assert organiser.buttons() == ["Change the notes"]


async def test_words_that_the_notes_lack_are_said_to(world: World) -> None:
    await asked(world)
    organiser = priya(world)
    await organiser.say("notes removal settle 1")
    assert "The notes don't have “Nobody”." in await organiser.fill(
        outcome="removed", words="Nobody"
    )
    assert await world.aside.read(lambda tx: len(tx.removals.open(world.network.id))) == 1


async def test_only_organisers_read_and_only_one_settles(world: World) -> None:
    await asked(world)
    sam = world.person("Sam Okafor")
    for line in ("notes removals", "notes removal 1", "notes removal settle 1 removed"):
        assert "Only this network's organisers" in await sam.say(line)
    organiser = priya(world)
    await organiser.say("notes removals")
    await organiser.say("notes removal settle 1 removed")
    await organiser.press("Open")
    assert "It is settled already." in "\n".join([await organiser.press("Open")])
    assert "No request" in await organiser.say("notes removal settle 1 removed")


async def test_words_and_contact_go_a_month_after_it_is_settled(world: World) -> None:
    await asked(world, contact="mina@example.org")
    await priya(world).say("notes removal settle 1 not removed")

    async def kept() -> tuple[str | None, str | None]:
        def read(tx: Transaction) -> tuple[str | None, str | None]:
            row = tx.session.scalars(select(RemovalRow)).one()
            return row.words_sealed, row.contact_sealed

        return await world.aside.read(read)

    for days, is_kept in ((KEPT_DAYS - 1, True), (KEPT_DAYS + 1, False)):
        moment = world.now + timedelta(days=days)
        await world.aside.write(partial(_purge, moment))
        assert all(await kept()) == is_kept


def _purge(moment: datetime, tx: Transaction) -> None:
    tx.erasure.purge(moment, Retention())


def test_only_whole_words_go() -> None:
    assert redact_text("Ann met Anna, and ANN.", "ann", "x") == "x met Anna, and x."
    assert redact_text("Ann\nLee said", "Ann Lee", "x") == "x said"
    assert redact_text("a+b", "a+b", "x") == "x"
    assert redact_text("as it is", "  ", "x") == "as it is"


async def test_a_network_reads_only_its_own(
    world: World,
) -> None:
    await asked(world)
    other = await world.aside.write(lambda tx: tx.networks.add("Another").id)
    assert await world.aside.read(lambda tx: tx.removals.open(other)) == []
