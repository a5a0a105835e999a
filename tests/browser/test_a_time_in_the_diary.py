"""A time in the diary, as people see it: suggested in a form, pressed, and opened as a file."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from icalendar import Calendar
from playwright.async_api import APIResponse, Browser, expect

from tests.browser.conftest import PageAt
from tests.support.organiser_walk import Check
from tests.support.walk import WAIT, Walker, Who, teapoint_running

HUW, EITHNE = Who("U0HUW", "Huw Prosser"), Who("U0EITHNE", "Eithne Magill")
"""The invented network has introduced these two in November."""


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path, browser: Browser) -> AsyncIterator[str]:
    """The playground of a program that was started as people start it."""
    async with teapoint_running(tmp_path) as found:
        yield found


def _event(file: bytes) -> tuple[str, int, datetime]:
    calendar = Calendar.from_ical(file)
    (event,) = calendar.walk("VEVENT")
    start = event.decoded("DTSTART")
    assert isinstance(start, datetime)
    return str(calendar["METHOD"]), int(str(event["SEQUENCE"])), start


@pytest.mark.browser
async def test_one_suggests_the_other_presses_and_both_have_it_in_their_diaries(
    address: str, page_at: PageAt, assert_accessible: Check
) -> None:
    page = await page_at(1440, f"{address}#/T0TEAPOINT:U0HUW/bot")
    walk = Walker(page, address)
    await walk.types("/unmentor times")
    await walk.reads("Eithne chooses one of these times.", where=walk.form)
    await assert_accessible(page)
    await walk.form.get_by_label("Time on the first day").fill("10:00")
    await walk.presses("Suggest these times", where=walk.form)
    await walk.reads("We've sent Eithne these times:", where=walk.form)
    await walk.closes()
    await walk.be(EITHNE)
    await walk.reads("Huw suggests meeting by video, for 30 minutes.")
    await assert_accessible(page)
    await walk.pictures_message("times-offered", "Which time suits you?")
    await page.get_by_role("button", name=re.compile("^Wednesday 25 November")).last.click()
    await walk.reads("You're meeting Huw Prosser on Wednesday 25 November 2026 at 10am")
    await assert_accessible(page)
    await walk.pictures_message("time-agreed", "Put it in your diary")
    file = await _open_file(walk)
    assert file.headers["content-type"].startswith("text/calendar")
    starts = datetime(2026, 11, 25, 10, tzinfo=UTC)
    assert _event(await file.body()) == ("PUBLISH", 1, starts)

    await walk.be(HUW)
    await walk.reads("You're meeting Eithne Magill on Wednesday 25 November 2026 at 10am")
    assert _event(await (await _open_file(walk)).body()) == ("PUBLISH", 1, starts)
    await walk.presses("Call it off")
    await walk.presses("Call it off", where=walk.form)
    await walk.reads("is called off, and we've told Eithne.")
    assert _event(await (await _open_file(walk)).body()) == ("CANCEL", 2, starts)
    await walk.be(EITHNE)
    await walk.reads("Your meeting with Huw on Wednesday 25 November 2026 at 10am is called off.")


async def _open_file(walk: Walker) -> APIResponse:
    """Open the newest link to a calendar file as the browser would."""
    link = walk.page.get_by_role("link", name="calendar file").last
    await expect(link).to_have_count(1, timeout=WAIT)
    href = await link.get_attribute("href")
    assert href
    answer = await walk.page.request.get(href)
    assert answer.ok
    return answer
