"""A camp, as people see it: set up in its channel, its grid given as a file, a slot announced.

Priya sets the day up and moves a session; Sam pitches one, and Huw would come.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.conftest import PageAt
from tests.support.camp_day import GRID
from tests.support.organiser_walk import PRIYA, Check
from tests.support.walk import WAIT, Walker, teapoint_running

ODD = b"2026,soon,41,Attic,12,A session at no known time,Gwen Pritchard,,,,,\r\n"


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path, browser: Browser) -> AsyncIterator[str]:
    """The playground of a program that was started as people start it."""
    async with teapoint_running(tmp_path) as found:
        yield found


@pytest.mark.browser
async def test_a_day_is_set_up_and_its_channel_reads_which_sessions_begin(
    address: str, page_at: PageAt, assert_accessible: Check
) -> None:
    walk = Walker(await page_at(1440, f"{address}#/T0TEAPOINT:U0PRIYA/C0UNMENTOR"), address)
    await walk.types('/notes event new "TeaCamp" 5 December')
    await walk.reads("TeaCamp is set up for Saturday 5 December 2026.")
    await walk.presses("Import the grid")
    await walk.reads("Sessions that are here already keep their notes", where=walk.form)
    await assert_accessible(walk.page)
    grid = GRID.read_bytes().replace(b"2027,", b"2026,") + ODD
    file = {"name": "grid.csv", "mimeType": "text/csv", "buffer": grid}
    await walk.form.get_by_label("Or a file").set_input_files(file)  # type: ignore[arg-type]  # a plain dict
    await expect(walk.form.get_by_role("status")).to_contain_text("grid.csv", timeout=WAIT)
    await walk.presses("Import", where=walk.form)
    await walk.reads("We're on it", where=walk.form)
    await walk.closes()
    await walk.be(PRIYA)
    report = walk.page.locator("#messages .message", has_text="The grid of TeaCamp is read")
    await expect(report).to_have_count(1, timeout=WAIT)
    await expect(report).to_contain_text("41 new sessions")
    await expect(report).to_contain_text("Row 42: “soon” is no time that we know")
    await assert_accessible(walk.page)
    await walk.be(PRIYA, "C0UNMENTOR")  # the channel says which event is meant
    await walk.types("/notes move 12 Attic 11:15")
    await walk.reads("Attic at 11:15am is taken by “", "(session 16)")
    await walk.presses("Put both there")
    await walk.reads("is in Attic at 11:15am now.")
    await walk.moves_the_clock("The sessions of an event that begin")
    begun = walk.page.locator("#messages .message", has_text="10:15am: 8 sessions begin")
    await expect(begun).to_have_count(1, timeout=WAIT)
    await expect(begun.locator("a[href*='/r/']")).to_have_count(8)
    await assert_accessible(walk.page)
    await walk.pictures_message("slot-begins", "10:15am: 8 sessions begin")
