"""After a camp: notes are found by a misspelt word, leave as files, and become a playbook."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.conftest import PageAt
from tests.support.organiser_walk import Check
from tests.support.walk import WAIT, Walker, Who, teapoint_running

ADE = Who("U0ADE", "Ade Bello")
MUNA = Who("U0MUNA", "Muna Elmi")
HALL = "C0UNMENTOR"
NOTES = "Sharing data between councils is slow.\nTip: ask the legal team on day one"


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path, browser: Browser) -> AsyncIterator[str]:
    """The playground of a program that was started as people start it."""
    async with teapoint_running(tmp_path) as found:
        yield found


@pytest.mark.browser
async def test_notes_are_found_exported_and_gathered(
    address: str, page_at: PageAt, assert_accessible: Check
) -> None:
    walk = Walker(await page_at(1440, f"{address}#/T0TEAPOINT:U0PRIYA/bot"), address)
    await walk.types('/notes event new "TeaCamp" today')
    await walk.reads("TeaCamp is set up")
    await ade_posts_notes(walk)
    await muna_finds_them(walk)
    await assert_accessible(walk.page)
    await muna_exports_the_event(walk)
    await assert_accessible(walk.page)
    await ade_calls_and_muna_adds(walk)
    await muna_reads_the_playbook(walk)


async def ade_posts_notes(walk: Walker) -> None:
    await walk.be(ADE)
    await walk.types("/notes new")
    await walk.form.get_by_label("Title").fill("Practical support for reformers")
    await walk.form.get_by_label("Who led it").fill("James Cattell")
    await walk.form.get_by_label("Notes", exact=True).first.fill(NOTES)
    await walk.presses("Save", where=walk.form)
    await walk.closes()
    await walk.types("/notes post practical support #unmentoring")
    await walk.presses("Post in #unmentoring")
    await walk.reads("is being posted in #unmentoring")


async def muna_finds_them(walk: Walker) -> None:
    await walk.be(MUNA)
    await walk.types("/notes find shared data leader:catrell")
    await walk.reads("Practical support for reformers · TeaCamp", "Sharing data between councils")
    await walk.pictures_message("notes-found", "Sharing data between councils")


async def muna_exports_the_event(walk: Walker) -> None:
    await walk.types("/notes export teacamp")
    told = walk.page.locator("#messages .message", has_text="as files for an archive")
    await expect(told).to_have_count(1, timeout=WAIT)
    whole = json.loads(await saved(walk, "TeaCamp.json"))
    assert whole["sessions"][0]["leaders"] == ["James Cattell"]
    assert "/removal/" in whole["sessions"][0]["ask_for_removal"]
    assert "# TeaCamp" in await saved(walk, "TeaCamp.md")
    await walk.pictures_message("notes-exported", "as files for an archive")


async def ade_calls_and_muna_adds(walk: Walker) -> None:
    await walk.be(ADE, HALL)
    await walk.types('/notes call "Getting legal teams to share data"')
    call = walk.page.locator("#messages .message", has_text="A call: Getting legal teams")
    await expect(call).to_have_count(1, timeout=WAIT)
    await walk.be(MUNA, HALL)
    await expect(call).to_have_count(1, timeout=WAIT)
    await walk.pictures_message("notes-call", "A call: Getting legal teams")
    await walk.presses("Add one", where=call)
    await walk.form.get_by_label("Your example or tip").fill("Example: one page for both sides")
    await walk.form.get_by_label("Yes, with my name").check()
    await walk.presses("Add it", where=walk.form)
    await walk.closes()


async def muna_reads_the_playbook(walk: Walker) -> None:
    await walk.be(MUNA)
    await walk.types("/notes playbook legal event:teacamp")
    told = walk.page.locator("#messages .message", has_text="Here is the playbook")
    await expect(told).to_have_count(1, timeout=WAIT)
    text = await saved(walk, "Getting legal teams to share data.md")
    assert "one page for both sides (Muna Elmi)" in text
    assert "ask the legal team on day one (“Practical support for reformers”, TeaCamp)" in text
    assert "/removal/" in text, "who is named in the notes can ask to be taken out"


async def saved(walk: Walker, name: str) -> str:
    """Press a file's name; return what is saved."""
    link = walk.page.locator("#messages").get_by_role("link", name=name)
    address = await link.get_attribute("href")
    assert address
    answer = await walk.page.request.get(address)
    assert answer.ok
    return await answer.text()
