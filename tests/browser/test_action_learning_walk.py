"""A set of five that meets three times with one replacement, as people see it.

An organiser sets the scheme up in chat and sends it. The clock moves from meeting to meeting: all
are reminded, whoever facilitates answers for the set. One leaves after the first meeting; somebody
who waits takes the seat, and they have a chat of their own.
"""

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from icalendar import Calendar
from playwright.async_api import Browser, expect

from tests.browser.conftest import PageAt
from tests.support.organiser_walk import DESIGN, PRIYA, Check
from tests.support.walk import WAIT, Walker, Who, teapoint_running

SCHEME = "Leading change"
ADE, MUNA = Who("U0ADE", "Ade Bello"), Who("U0MUNA", "Muna Elmi")
OSCAR, ANJALI = Who("U0OSCAR", "Oscar Fenn"), Who("U0ANJALI", "Anjali Pillai-Marsh")
SIONED, JO = Who("U0SIONED", "Sioned Tegid"), Who("U0JO", "Jo Penrose")
FIVE = (ADE, MUNA, OSCAR, ANJALI, SIONED)
"""No two of them have been introduced before or are colleagues; the same holds for Jo."""

NEXT_DAY = date(2026, 11, 25)
DATES = (date(2026, 12, 15), date(2027, 1, 12), date(2027, 2, 9))
FIRST, SECOND, THIRD = (
    "Tuesday 15 December 2026 at 10am",
    "Tuesday 12 January 2027 at 10am",
    "Tuesday 9 February 2027 at 10am",
)


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path, browser: Browser) -> AsyncIterator[str]:
    """The playground of a program that was started as people start it."""
    async with teapoint_running(tmp_path) as found:
        yield found


@pytest.mark.browser
async def test_a_set_of_five_meets_three_times_with_one_replacement(
    address: str, page_at: PageAt, assert_accessible: Check
) -> None:
    walk = Walker(await page_at(1440, f"{address}#/T0TEAPOINT:U0PRIYA/bot"), address)
    await priya_sets_the_scheme_up(walk, assert_accessible)
    for who in FIVE:
        await joins(walk, who)
    await priya_sends_it(walk)
    await the_five_are_introduced(walk, assert_accessible)
    await the_dates_go_into_a_diary(walk, assert_accessible)

    first = await meets(walk, FIVE, DATES[0], FIRST, assert_accessible)
    await walk.reads("We've noted that your set has met.", f"Your next meeting is on {SECOND}.")
    await joins(walk, JO)
    leaver = next(who for who in FIVE if who != first)
    staying = [who for who in FIVE if who != leaver]
    await one_leaves_and_jo_takes_the_seat(walk, leaver, staying, assert_accessible)

    now = [*staying, JO]
    second = await meets(walk, now, DATES[1], SECOND, assert_accessible)
    await walk.reads(f"Your next meeting is on {THIRD}.")
    third = await meets(walk, now, DATES[2], THIRD, assert_accessible)
    await walk.reads("There are no more meetings ahead.")
    assert len({first, second, third}) == 3, "everybody facilitates in turn"
    await walk.be(leaver)
    await expect(walk.page.locator("#messages")).not_to_contain_text(THIRD)
    await the_round_ends(walk)


async def priya_sets_the_scheme_up(walk: Walker, assert_accessible: Check) -> None:
    await walk.types("/unmentor organise new")
    await walk.form.get_by_label("Name", exact=True).fill(SCHEME)
    await walk.finds("Channel", "service", "service-design")
    await walk.form.get_by_label("Action learning sets").check()
    await walk.form.get_by_label("People in a group").select_option("5")
    await walk.form.get_by_label("How many meetings").fill("3")
    await walk.form.get_by_label("How many minutes").fill("90")
    await walk.presses("Set it up", where=walk.form)
    await walk.reads("take 10 weeks", "2 months too soon: choose 3 or more.", where=walk.form)
    await walk.form.get_by_label("Every how many").fill("3")
    await walk.presses("Set it up", where=walk.form)
    await walk.reads("action learning sets of 5, 3 meetings 4 weeks apart", where=walk.form)
    await assert_accessible(walk.page)
    await walk.presses("Post the Join card", where=walk.form)
    await walk.reads("The Join card is on its way to #service-design.", where=walk.form)
    await walk.closes()


async def joins(walk: Walker, who: Who) -> None:
    """Somebody of the network joins by the card in the channel."""
    await walk.be(who, DESIGN)
    await walk.reads(SCHEME, "form an action learning set")
    card = walk.page.locator("#messages .message", has_text="form an action learning set").last
    await walk.presses("Join", where=card)
    await walk.reads("You're in. We've sent you a message")


async def priya_sends_it(walk: Walker) -> None:
    await walk.be(PRIYA)
    await walk.types(f"/unmentor round preview {SCHEME}")
    await walk.reads("5 people would be introduced, in 1 group of five.")
    await walk.reads("Everybody is in a set, and no rule had to bend.")
    await walk.presses("Introduce 1 group")
    await walk.presses("Introduce 1 group", where=walk.form)
    await walk.reads("1 introduction of December's round goes out by")


async def the_five_are_introduced(walk: Walker, assert_accessible: Check) -> None:
    # Somebody who was asked something today is introduced on the next day.
    await until(walk, NEXT_DAY, "10:30")
    await opens_chat(walk, ADE, SIONED)
    card = walk.page.locator("#messages .message", has_text="Please meet each other").last
    await walk.reads("Why we put you together:", "bring a real problem", where=card)
    await walk.reads(*(who.name for who in FIVE), FIRST, SECOND, THIRD, where=card)
    await assert_accessible(walk.page)
    await walk.page.set_viewport_size({"width": 1100, "height": 1900})
    await walk.pictures("set-introduced", of=card)
    await walk.page.set_viewport_size({"width": 1440, "height": 900})


async def opens_chat(walk: Walker, who: Who, other: Who) -> None:
    """Open the newest group chat with somebody, as soon as it is there."""
    await walk.be(who)
    chats = walk.page.locator("#side").get_by_role("link", name=other.name)
    await chats.last.click(timeout=WAIT)


async def the_dates_go_into_a_diary(walk: Walker, assert_accessible: Check) -> None:
    """The link of the message leads to a page with all dates; the first one's file is read."""
    link = walk.page.get_by_role("link", name="Put your set's dates in your diary").last
    href = await link.get_attribute("href", timeout=WAIT)
    assert href
    page = await walk.page.context.new_page()
    await page.goto(href)
    await expect(page.get_by_role("heading", level=2)).to_have_text([FIRST, SECOND, THIRD])
    await assert_accessible(page)
    file = await page.get_by_role("link", name="Calendar file").first.get_attribute("href")
    assert file
    answer = await page.request.get(file)
    (event,) = Calendar.from_ical(await answer.body()).walk("VEVENT")
    starts_at = event.decoded("DTSTART")
    assert isinstance(starts_at, datetime)
    assert starts_at.date() == DATES[0]
    await page.close()


async def meets(
    walk: Walker, members: Sequence[Who], day: date, moment: str, assert_accessible: Check
) -> Who:
    """All are reminded the day before; whoever facilitates says that they met, and is returned."""
    await until(walk, day - timedelta(days=1), "10:30")
    leads: list[Who] = []
    for who in members:
        await walk.be(who)
        reminder = walk.page.locator("#messages .message", has_text=f"Your set meets on {moment}")
        await expect(reminder).to_have_count(1, timeout=WAIT)
        await walk.reads("Put it in your diary", where=reminder)
        if "You facilitate this time." in await reminder.inner_text():
            leads.append(who)
            await walk.reads("Please send the others a link or a place today.", where=reminder)
            await assert_accessible(walk.page)
            await walk.pictures_message("set-facilitator", "You facilitate this time.")
    (leader,) = leads
    await until(walk, day, "11:45")
    await walk.be(leader)
    await walk.reads(f"Did your set meet on {moment}?")
    await walk.presses("Yes, we met")
    await walk.reads("We've noted that your set has met.")
    return leader


async def until(walk: Walker, day: date, at: str) -> None:
    """Choose a time on the playground's clock; what is due before then happens on the way."""
    if not await walk.page.locator(".clock-panel").is_visible():
        await walk.page.locator(".clock-toggle").click()
    await walk.page.get_by_role("button", name="Choose a time").click()
    await walk.page.locator("#clock-when").fill(f"{day:%Y-%m-%d}T{at}")
    chooser = walk.page.locator(".clock-chooser")
    await walk.moves_on(chooser.get_by_role("button", name="Move the clock"))
    then = walk.page.locator(f"#clock time[datetime^='{day:%Y-%m-%d}T{at}']")
    await expect(then).to_have_count(1, timeout=WAIT)


async def one_leaves_and_jo_takes_the_seat(
    walk: Walker, leaver: Who, staying: Sequence[Who], assert_accessible: Check
) -> None:
    await walk.be(leaver)
    await walk.types(f"/unmentor leave {SCHEME}")
    await walk.reads(f"You've left {SCHEME}.")
    for who in (*staying, JO):
        await opens_chat(walk, who, JO if who != JO else SIONED)
        card = walk.page.locator("#messages .message", has_text="Your set has changed").last
        await walk.reads(
            f"{leaver.name} has left your set.",
            "Jo Penrose (Penhallow and West Coast Council) has taken the empty seat.",
            "This is your set's chat from now on",
            SECOND,
            where=card,
        )
    await assert_accessible(walk.page)
    await walk.pictures_message("set-changed", "Your set has changed")
    await walk.be(JO)
    await walk.reads(f"Meet {', '.join(sorted(who.name for who in staying)[:-1])} and", THIRD)
    await walk.types("/unmentor times")
    await walk.reads("Your set has its dates already, so nothing has changed.")


async def the_round_ends(walk: Walker) -> None:
    await until(walk, DATES[2] + timedelta(days=8), "11:00")
    await walk.be(PRIYA, DESIGN)
    await walk.reads("December's round: 1 of 1 set met.")
