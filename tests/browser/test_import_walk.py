"""An old spreadsheet, as people see it: given by file, read, reported row by row; a code is used.

Priya imports a sheet that has a few bad rows, reads what was not understood, and gets the codes.
Sam joins with one of them, and it works for nobody else.
"""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.conftest import PageAt
from tests.support.organiser_walk import PRIYA, Check
from tests.support.walk import WAIT, Walker, Who, teapoint_running

SAM = Who("U0SAM", "Sam Okafor")
HUW = Who("U0HUW", "Huw Prosser")
SHEET = """Full name;Email;Organisation;Job title;Region;Interests;Matched with (January 2026);Shoe size
Sam Okafor;sam.okafor@eastmarsh.example;London Borough of Eastmarsh;Service designer;London;maps, boats;Morwenna Trewin;9
Morwenna Trewin;morwenna@stourhampton.example;Stourhampton Council;Policy adviser;South West;boats;Sam Okafor;6
;nobody@nowhere.example;Stourhampton Council;;;;;
Ffion Rees;no address yet;Llanfair Health Board;Analyst;Wales;data;Somebody Else;
Jatinder Gill;jatinder@llanfair.example;"=HYPERLINK(""https://x.example"")";;;;;
Morwenna Trewin;morwenna@stourhampton.example;;;;;;
"""  # noqa: E501 - a sheet as it comes
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path, browser: Browser) -> AsyncIterator[str]:
    """The playground of a program that was started as people start it."""
    async with teapoint_running(tmp_path) as found:
        yield found


@pytest.mark.browser
async def test_a_sheet_with_bad_rows_becomes_invitations_and_one_of_them_a_member(
    address: str, page_at: PageAt, assert_accessible: Check
) -> None:
    walk = Walker(await page_at(1440, f"{address}#/T0TEAPOINT:U0PRIYA/bot"), address)
    await priya_gives_a_sheet(walk, assert_accessible)
    await while_it_is_read_she_can_ask_how_far_it_is(walk)
    await she_reads_row_by_row_what_was_not_understood(walk, assert_accessible)
    codes = await she_gets_the_codes(walk, assert_accessible)
    await sam_joins_with_his_own(walk, codes["Sam Okafor"], assert_accessible)
    await it_works_once(walk, codes["Sam Okafor"])
    await she_sees_how_many_are_left(walk)


@pytest.mark.browser
async def test_on_a_phone_a_file_that_is_no_sheet_is_refused_whole(
    address: str, page_at: PageAt, assert_accessible: Check
) -> None:
    walk = Walker(await page_at(375, f"{address}#/T0TEAPOINT:U0PRIYA/bot", height=740), address)
    await walk.types("/unmentor organise import")
    await assert_accessible(walk.page)
    await give(walk, "sign-ups.csv", b"PK\x03\x04 xl/workbook.xml [Content_Types].xml")
    await walk.reads("We have your sheet (1 KB), and are reading it.", where=walk.form)
    await walk.closes()
    await walk.reads("Your sheet was not imported", "Nothing was imported")
    await assert_accessible(walk.page)
    await walk.types("/unmentor organise import")
    await walk.presses("Import", where=walk.form)
    await walk.reads("Choose a file to go on.", where=walk.form)
    await assert_accessible(walk.page)


async def give(walk: Walker, name: str, content: bytes) -> None:
    """Choose a file in the open form and send it."""
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    await walk.form.get_by_label("Sheet").set_input_files(file)  # type: ignore[arg-type]  # a plain dict
    await expect(walk.form.get_by_role("status")).to_contain_text(name, timeout=WAIT)
    await walk.presses("Import", where=walk.form)


async def priya_gives_a_sheet(walk: Walker, assert_accessible: Check) -> None:
    """Slack is slow to give it to us, so that there is time to ask how far it is."""
    trouble = {"name": "slow", "methods": ["download"], "seconds": 6}
    assert (await walk.page.request.post(f"{walk.address}api/fault", data=trouble)).ok
    await walk.types("/unmentor organise import")
    await walk.reads("Nobody is a member until they agree", where=walk.form)
    await assert_accessible(walk.page)
    await give(walk, "sign-ups-2025.csv", SHEET.encode("cp1252"))
    await walk.reads(
        "We have your sheet (1 KB), and are reading it.",
        "Nobody else is told anything.",
        where=walk.form,
    )
    await walk.closes()


async def while_it_is_read_she_can_ask_how_far_it_is(walk: Walker) -> None:
    await walk.types("/unmentor organise import")
    await walk.reads("A sheet is being imported.", "Then you can import another.")
    await walk.types("/unmentor organise")
    await walk.reads("From a spreadsheet", "A sheet is being imported.")


async def she_reads_row_by_row_what_was_not_understood(
    walk: Walker, assert_accessible: Check
) -> None:
    report = walk.page.locator("#messages .message", has_text="Your sheet is imported")
    await expect(report).to_have_count(1, timeout=WAIT)
    for words in (
        "We read 6 rows.",
        "4 new invitations",
        "1 past introduction understood",
        "We left out these columns: Shoe size.",
        "These rows need a look. All others were taken as they are.",
        "Row 4: there is no name, so it was left out",
        "Row 5: “no address yet” is no email address.",
        "Row 5: we know nobody called “Somebody Else”.",
        "Row 6: organisation holds a formula",
        "Row 7: Morwenna Trewin is in row 3 already.",
    ):
        await expect(report).to_contain_text(words, timeout=WAIT)
    await assert_accessible(walk.page)
    await walk.pictures_message("import-report", "Your sheet is imported")


async def she_gets_the_codes(walk: Walker, assert_accessible: Check) -> dict[str, str]:
    """Returns the codes by name."""
    await walk.presses("Get the codes")
    await walk.reads("Invitations", "Only organisers can see who is invited.")
    await walk.presses("Send me the codes")
    list_ = walk.page.locator("#messages .message", has_text="Names and codes")
    await expect(list_).to_have_count(1, timeout=WAIT)
    await expect(list_).to_contain_text("/unmentor invitation CODE")
    await assert_accessible(walk.page)
    items = await list_.get_by_role("listitem").all_inner_texts()
    found = {item.partition(",")[0].partition(":")[0]: CODE.search(item) for item in items}
    return {name: code[0] for name, code in found.items() if code}


async def sam_joins_with_his_own(walk: Walker, code: str, assert_accessible: Check) -> None:
    await walk.be(SAM)
    await walk.types(f"/unmentor invitation {code.lower().replace('-', ' ')}")
    await walk.reads("You're invited.", "maps, boats", where=walk.form)
    await expect(walk.form.get_by_label("Your name")).to_have_value("Sam Okafor")
    await assert_accessible(walk.page)
    await walk.presses("Join", where=walk.form)
    await walk.reads("You're in.", where=walk.form)
    await walk.closes()
    await walk.types("/unmentor profile")
    profession = walk.form.get_by_role("textbox", name=re.compile("If it isn.t in the list"))
    await expect(profession).to_have_value("Service designer", timeout=WAIT)
    await walk.closes()


async def it_works_once(walk: Walker, code: str) -> None:
    await walk.be(HUW)
    await walk.types(f"/unmentor invitation {code}")
    await walk.reads("This code has been used already.", "Nothing has changed.")


async def she_sees_how_many_are_left(walk: Walker) -> None:
    await walk.be(PRIYA)
    await walk.types("/unmentor organise")
    await walk.reads("3 invitations from a sheet are open")
