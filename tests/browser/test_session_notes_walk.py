"""A whole note of 3,132 characters, as people bring it: form, paste, file, a phone in the room.

It is understood, goes to two channels of two workspaces, is carried on, and what came of it shows
on both posts. The invented note is always tried, the real one where it lies beside us.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from jobs.notes import ParsedSession, parse_notes
from tests.browser.conftest import PageAt
from tests.support.organiser_walk import Check
from tests.support.session_notes import invented_note, real_note
from tests.support.walk import WAIT, Walker, Who, teapoint_running

ADE = Who("U0ADE", "Ade Bello")
KIRSTY = Who("U0KIRSTY", "Kirsty Mathieson", "T0HARBOURS")
DATA, HARBOURS = "C0DATA", "C1DESIGN"
NAMES = {DATA: "data", HARBOURS: "design-and-research"}
BOX = 3_000
PHONE = {"width": 390, "height": 844}


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path, browser: Browser) -> AsyncIterator[str]:
    """The playground of a program that was started as people start it."""
    async with teapoint_running(tmp_path) as found:
        yield found


# The invented note is the last, so that pictures are of it: nobody real is in the documents.
@pytest.fixture(params=["real", "invented"])
def note(request: pytest.FixtureRequest) -> str:
    return invented_note() if request.param == "invented" else real_note()


@pytest.mark.browser
async def test_a_whole_note_comes_in_by_every_route_and_its_conversation_goes_on(
    address: str, page_at: PageAt, browser: Browser, note: str, assert_accessible: Check
) -> None:
    walk = Walker(await page_at(1440, f"{address}#/T0TEAPOINT:U0ADE/bot", height=1000), address)
    (said,) = parse_notes(note).sessions
    await ade_types_it_into_the_form(walk, said)
    await ade_pastes_it(walk, note, said, assert_accessible)
    await ade_drops_the_file(walk, note, said, assert_accessible)
    await a_phone_brings_it_to_the_room(walk, browser, note, assert_accessible)
    title = said.title or ""
    await ade_posts_it_in_two_workspaces(walk, title, assert_accessible)
    await ade_carries_it_on(walk, title, assert_accessible)
    await what_came_of_it_shows_on_both_posts(walk, title, assert_accessible)


# In


async def ade_types_it_into_the_form(walk: Walker, said: ParsedSession) -> None:
    """By hand, in more than one box; the form has as many as are needed."""
    text = "\n\n".join(f"{one.heading}\n{one.text}" for one in said.sections)
    await walk.types("/notes new")
    await named(walk, "Title of the session").fill("By form")
    await named(walk, "Session number").fill(said.session or "")
    await named(walk, "Room").fill(said.room or "")
    await named(walk, "Summary").fill(said.summary or "")
    await named(walk, "Notes").fill(text[:BOX])
    await named(walk, "Notes, continued").fill(text[BOX:] or "The end.")
    await saves_and_closes(walk, "By form")


async def ade_pastes_it(
    walk: Walker, note: str, said: ParsedSession, assert_accessible: Check
) -> None:
    await walk.types("/notes paste")
    await named(walk, "Notes").fill(note[:BOX])
    await walk.form.get_by_label("More of the notes").first.fill(note[BOX:])
    await assert_accessible(walk.page)
    await walk.presses("Continue", where=walk.form)
    await is_understood(walk, said, assert_accessible)
    await walk.pictures("notes-understood")
    await named(walk, "Title of the session").fill("By paste")
    await saves_and_closes(walk, "By paste")


async def ade_drops_the_file(
    walk: Walker, note: str, said: ParsedSession, assert_accessible: Check
) -> None:
    """A file goes with a message to the bot: shown with its size, removable, sent by keyboard."""
    middle = walk.page.locator("#middle")
    attach = middle.get_by_role("button", name="Attach a file")
    attached = middle.locator(".attached")
    await choose_file(walk, attach, "Wrong notes.txt", b"Not these")
    await expect(attached).to_contain_text("Wrong notes.txt")
    await attached.get_by_role("button", name="Remove Wrong notes.txt").press("Enter")
    await expect(attached).to_be_hidden()
    await choose_file(walk, attach, "Session 1.txt", note.encode())
    await expect(attached).to_contain_text(re.compile(r"Session 1\.txt\s*3 KB"))
    await expect(walk.page.locator("#composer")).to_be_focused()
    await assert_accessible(walk.page)
    await walk.pictures("notes-attached")
    await walk.page.keyboard.press("Enter")
    await walk.reads("We have it, and are reading it.")
    await expect(attached).to_be_hidden()
    sent = walk.page.locator("#messages .message-files", has_text="Session 1.txt")
    await expect(sent).to_have_count(1, timeout=WAIT)
    await walk.reads("We have read “Session 1.txt”: 1 session.")
    await assert_accessible(walk.page)
    await walk.presses("See what we understood")
    await is_understood(walk, said, assert_accessible)
    await named(walk, "Themes").fill("data, service design")
    await saves_and_closes(walk, said.title or "")


async def a_phone_brings_it_to_the_room(
    walk: Walker, browser: Browser, note: str, assert_accessible: Check
) -> None:
    """Anybody's phone, without an account: the page of tomorrow's event is open to its room."""
    await walk.types("/notes page H3")
    answer = walk.page.locator("#messages .message", has_text="Write notes of “What we will do")
    link = answer.locator("a[href*='/r/']").last
    await expect(link).to_be_visible(timeout=WAIT)
    async with a_phone(browser, str(await link.get_attribute("href"))) as phone:
        await phone.get_by_label("What was said").fill(note)
        await phone.get_by_role("button", name="Add this point").click()
        points = phone.locator("#points .words")
        await expect(points).to_have_count(1, timeout=WAIT)
        await expect(phone.locator("#kept")).to_have_text("Kept.", timeout=WAIT)
        await assert_accessible(phone)
        await phone.reload()
        await expect(points).to_contain_text(note.strip().splitlines()[-1], timeout=WAIT)
    await walk.types("/notes show what we will do on Monday")
    await walk.reads("What we will do on Monday", "Some further details")


# Out


async def ade_posts_it_in_two_workspaces(
    walk: Walker, title: str, assert_accessible: Check
) -> None:
    await walk.types(f"/notes post {title}")
    await walk.reads("Nothing is posted yet.", "#data", "#design-and-research")
    await assert_accessible(walk.page)
    await walk.pictures_message("notes-post-preview", "Nothing is posted yet.")
    await walk.page.get_by_role("button", name=re.compile("^Post in ")).last.click(timeout=WAIT)
    await walk.reads(f"“{title}” is being posted in")
    for who, place in ((ADE, DATA), (KIRSTY, HARBOURS)):
        await expect(await post_of(walk, who, place, title)).to_have_count(1, timeout=WAIT)
        await assert_accessible(walk.page)


async def ade_carries_it_on(walk: Walker, title: str, assert_accessible: Check) -> None:
    """Two working days later, and only once."""
    await walk.be(ADE)
    await walk.moves_the_clock("Thursday 26 November at 10am")
    await walk.reads("Who will carry this on?", title)
    await assert_accessible(walk.page)
    await walk.presses("I will")
    await walk.reads("Thank you. You carry on")


async def what_came_of_it_shows_on_both_posts(
    walk: Walker, title: str, assert_accessible: Check
) -> None:
    told = "Three ports read the same gauge now."
    await walk.types(f'/notes outcome "{title}" {told}')
    await walk.reads("That is kept with the notes of")
    for who, place in ((ADE, DATA), (KIRSTY, HARBOURS)):
        post = await post_of(walk, who, place, title)
        await expect(post).to_contain_text("Ade Bello carries this on.", timeout=WAIT)
        await expect(post).to_contain_text(told, timeout=WAIT)
        await assert_accessible(walk.page)
    await walk.pictures_message("notes-carried-on", told)


# Aids


def named(walk: Walker, label: str) -> Locator:
    """A field of the form, by the beginning of its label."""
    return walk.form.get_by_label(re.compile(rf"^{re.escape(label)}(?!, )")).first


async def is_understood(walk: Walker, said: ParsedSession, assert_accessible: Check) -> None:
    """Every field of the form says what the note says."""
    await expect(walk.form).to_contain_text("This is what we understood.", timeout=WAIT)
    await expect(named(walk, "Title of the session")).to_have_value(said.title or "")
    await expect(named(walk, "Session number")).to_have_value("1")
    await expect(named(walk, "Room")).to_have_value(said.room or "")
    await expect(named(walk, "Who led it")).to_have_value(", ".join(said.leaders))
    await expect(named(walk, "Who took notes")).to_have_value(", ".join(said.note_takers))
    await expect(named(walk, "Who carries the conversation on")).to_have_value("nobody yet")
    await expect(named(walk, "Summary")).to_have_value(said.summary or "")
    text = await named(walk, "Notes").input_value()
    assert all(heading in text for heading in ("Some further details", "Challenge"))
    assert all(link in text for link in said.links)
    await assert_accessible(walk.page)


async def saves_and_closes(walk: Walker, title: str) -> None:
    await walk.presses("Save", where=walk.form)
    await walk.reads(f"Your notes of “{title}” are saved.", where=walk.form)
    await walk.closes()


async def choose_file(walk: Walker, attach: Locator, name: str, content: bytes) -> None:
    """Press the button by keyboard and choose a file in what opens."""
    async with walk.page.expect_file_chooser() as opened:
        await attach.press("Enter")
    file = {"name": name, "mimeType": "text/plain", "buffer": content}
    await (await opened.value).set_files(file)  # type: ignore[arg-type]  # a plain dict


@asynccontextmanager
async def a_phone(browser: Browser, link: str) -> AsyncIterator[Page]:
    """A phone on which a link is open."""
    context = await browser.new_context(viewport=PHONE, reduced_motion="reduce", locale="en-GB")  # type: ignore[arg-type]  # a plain dict
    page = await context.new_page()
    await page.goto(link)
    yield page
    await context.close()


async def post_of(walk: Walker, who: Who, place: str, title: str) -> Locator:
    """The post of the notes, as somebody reads it in a channel."""
    await walk.page.evaluate("hash => { location.hash = hash }", f"#/{who.team}:{who.user}/{place}")
    await expect(walk.page).to_have_title(f"#{NAMES[place]}, {who.name}, Teapoint playground")
    await expect(walk.page.locator("#place-title")).to_have_text(f"#{NAMES[place]}", timeout=WAIT)
    return walk.page.locator("#messages .message.is-bot", has_text=title)
