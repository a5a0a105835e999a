"""The playground's own parts: who you are, the clock, the steps, trouble, a phone, two people."""

import asyncio

from playwright.async_api import Route, expect

from tests.browser.conftest import PageAt
from tests.support.pages import WATCH_ANNOUNCER, open_form
from tests.support.teabot import Trial

WALL_TIMES = {
    "2026-12-01T10:00": "2026-12-01T10:00:00.000Z",
    "2027-07-06T09:30": "2027-07-06T08:30:00.000Z",
    "2027-03-28T00:30": "2027-03-28T00:30:00.000Z",
    "2027-03-28T01:30": "2027-03-28T01:30:00.000Z",  # skipped by summer time: 2.30 there
    "2027-03-28T02:30": "2027-03-28T01:30:00.000Z",
    "2026-10-25T00:30": "2026-10-24T23:30:00.000Z",
    "2026-10-25T03:00": "2026-10-25T03:00:00.000Z",
}


async def test_reload_shows_the_same_person_place_form_and_draft(
    playground: Trial, page_at: PageAt
) -> None:
    page = await page_at(1440, playground.url())
    await page.get_by_role("combobox", name="Message #unmentoring").fill("half a thought")
    await open_form(page)
    await page.reload()
    await expect(page.get_by_role("dialog", name="Join Unmentoring")).to_be_visible()
    await page.keyboard.press("Escape")
    box = page.get_by_role("combobox", name="Message #unmentoring")
    await expect(box).to_have_value("half a thought")


async def test_somebody_else_can_be_chosen_from_the_menu_or_by_search(
    playground: Trial, page_at: PageAt
) -> None:
    page = await page_at(1440, playground.url())
    await page.keyboard.press("Control+k")
    groups = page.locator("#you-list .listbox-group")
    await expect(groups).to_have_text(
        [
            "Slack, Public services together",
            "Slack, Department for Harbours",
        ]
    )
    await page.keyboard.type("greg")
    await page.get_by_role("option").first.click()
    await expect(page.get_by_role("button", name="You are Greg")).to_be_focused()
    await page.keyboard.press("Control+k")
    await page.get_by_role("option", name="Priya Raman").click()
    await expect(page.get_by_role("button", name="You are Priya Raman, organiser")).to_be_visible()
    assert "U0PRIYA" in page.url


async def test_the_clock_says_what_comes_next_and_moves_there(
    playground: Trial, page_at: PageAt
) -> None:
    page = await page_at(1440, playground.url())
    following = page.get_by_role("button", name="Next thing that happens")
    await expect(following).to_contain_text(
        "Teapoint introduces 119 pairs, Tuesday 1 December at 10am"
    )
    await expect(page.locator(".clock-time")).to_have_text("Tuesday 24 November 2026, 10:00")
    await page.get_by_role("button", name="Tomorrow").click()
    await expect(page.locator(".clock-time")).to_have_text("Wednesday 25 November 2026, 10:00")
    await page.evaluate(WATCH_ANNOUNCER)
    await following.click()
    await expect(page.locator(".clock-time")).to_have_text("Tuesday 1 December 2026, 10:00")
    await asyncio.sleep(0.4)
    heard = " ".join(await page.evaluate("window.heard"))
    assert heard.count("It is now Tuesday 1 December 2026, 10:00.") == 1
    await page.get_by_role("button", name="Choose a time").click()
    await page.get_by_label("Move the clock to").fill("2027-07-06T09:30")
    await page.get_by_role("form").get_by_role("button", name="Move the clock").click()
    await expect(page.locator(".clock-time")).to_have_text("Tuesday 6 July 2027, 09:30")


async def test_wall_times_in_london_become_utc(playground: Trial, page_at: PageAt) -> None:
    page = await page_at(768, playground.url())
    words = "import('/playground/words.js')"
    for wall, utc in WALL_TIMES.items():
        assert await page.evaluate(f"{words}.then(words => words.fromLocal('{wall}'))") == utc


UNHEARD = "Here Teapoint hears only what mentions it: begin with @Teapoint."


async def test_completion_offers_verbs_and_then_their_usage(
    playground: Trial, page_at: PageAt
) -> None:
    page = await page_at(768, playground.url())

    async def offer(text: str, **where: bool) -> tuple[list[str], str | None]:
        found = await page.evaluate(
            "([text, where]) => import('/playground/completion.js').then(({ complete }) => "
            "complete(text, { ...where, commands: ["
            "{ command: '/u', words: 'join', usage: '/u join', help: 'Join' },"
            "{ command: '/u', words: 'my data', usage: '/u my data', help: 'Yours' }] }))",
            [text, where],
        )
        return [option["text"] for option in found["options"]], found["hint"]

    assert await offer("/") == (["/u join", "/u my data"], None)
    assert await offer("/U  MY") == (["/u my data"], None)
    assert await offer("/u data") == (["/u my data"], None)
    assert await offer("/u my data please") == ([], "/u my data: Yours")
    assert await offer("jo") == ([], None)
    assert await offer("jo", withBot=True) == (["join"], None)
    assert await offer("@te") == (["@Teapoint"], None)
    assert await offer("/u join\nand more") == ([], None)
    assert await offer("/jo", withBot=True, teams=True) == (["join"], None)
    assert (await offer("my da", teams=True))[1] == UNHEARD
    assert await offer("@teapoint jo", teams=True) == (["join"], None)


async def test_trouble_can_be_switched_on_and_is_told_in_plain_words(
    playground: Trial, page_at: PageAt
) -> None:
    page = await page_at(1440, playground.url(place="C0UNMENTOR/scenes"))
    await page.get_by_role("switch", name="Stop the bot now").check()
    await page.get_by_role("button", name="How it works").click()
    alert = page.get_by_role("alert").filter(has_text="Teapoint has not answered")
    await expect(alert).to_be_visible()
    await expect(page.get_by_text("to the bot, no answer").first).to_be_visible()
    await page.get_by_role("switch", name="Stop the bot now").uncheck()
    await alert.get_by_role("button", name="Put this message away").click()
    await page.get_by_role("button", name="How it works").click()
    await expect(page.locator(".message").last).to_contain_text("one person a month")


async def test_the_steps_tick_as_they_happen_and_can_be_put_away(
    playground: Trial, page_at: PageAt
) -> None:
    page = await page_at(1440, playground.url())
    steps = page.locator(".step")
    await expect(steps).to_have_count(5)
    await open_form(page)
    await page.keyboard.press("Escape")
    await expect(steps.first).to_contain_text("(done)")
    await page.get_by_role("button", name="Next thing that happens").click()
    await expect(steps.nth(2)).to_contain_text("(done)")
    await page.get_by_role("link", name="Introduce everybody").click()
    await expect(page.get_by_role("button", name="You are Priya Raman")).to_be_visible()
    await expect(page.get_by_role("heading", name="Teapoint", exact=True, level=2)).to_be_visible()
    await playground.introduce()
    await page.get_by_role("link", name="Say you met").click()
    await page.get_by_role("button", name="We've met").click()
    await expect(steps.nth(4)).to_contain_text("(done)")
    await page.get_by_role("button", name="Hide the steps").click()
    await page.reload()
    await expect(page.get_by_role("heading", name="Ade Bello")).to_be_visible()
    await expect(page.locator("#tour")).to_be_hidden()
    await page.keyboard.press("Control+/")
    await page.get_by_role("button", name="Show the five steps again").click()
    await expect(steps).to_have_count(5)


async def test_a_phone_shows_one_column_with_a_way_back(playground: Trial, page_at: PageAt) -> None:
    page = await page_at(375, playground.url(), height=812)
    await expect(page.get_by_role("heading", name="#unmentoring")).to_be_hidden()
    await page.get_by_role("link", name="unmentoring 1 new").click()
    await expect(page.get_by_role("heading", name="#unmentoring")).to_be_visible()
    await expect(page.locator("#side")).to_be_hidden()
    await page.get_by_role("link", name="3 replies").first.click()
    await expect(page.get_by_role("heading", name="Thread")).to_be_visible()
    await page.get_by_role("link", name="Close this column").click()
    await page.get_by_role("link", name="Back to all conversations").click()
    await expect(page.locator("#side a[data-conversation=C0UNMENTOR]")).to_be_focused()


async def test_a_lost_connection_is_told_and_found_again(
    playground: Trial, page_at: PageAt
) -> None:
    page = await page_at(1440, playground.url())
    await expect(page.get_by_role("button", name="Join", exact=True)).to_be_visible()
    await page.context.set_offline(True)
    await page.get_by_role("combobox", name="Message #unmentoring").fill("not lost")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("The playground does not answer.")
    await expect(page.get_by_role("combobox", name="Message #unmentoring")).to_have_value(
        "not lost"
    )
    await page.context.set_offline(False)
    await page.get_by_role("button", name="Try now").click()
    await expect(page.locator("#connection")).to_be_empty()


async def test_who_types_on_while_a_message_is_on_its_way_has_both_sent_in_order(
    playground: Trial, page_at: PageAt
) -> None:
    channel = await playground.introduce()
    page = await page_at(1440, playground.url(place=channel))
    said: list[str] = []
    first_arrives = asyncio.Event()

    async def hold(route: Route) -> None:
        said.append((route.request.post_data_json or {})["text"])
        await first_arrives.wait()
        await route.continue_()

    await page.route("**/playground/api/say", hold)
    box = page.get_by_role("combobox", name="Message Ade Bello")
    await box.focus()
    for words in ("Thursday?", "Or Friday?"):
        await page.keyboard.type(words)
        await page.keyboard.press("Enter")
    await page.keyboard.type("Half a thought")
    first_arrives.set()
    await expect(page.locator(".message").nth(-2)).to_contain_text("Thursday?")
    await expect(page.locator(".message").last).to_contain_text("Or Friday?")
    await expect(box).to_have_value("Half a thought")
    assert said == ["Thursday?", "Or Friday?"]


async def test_two_people_see_each_other_at_once(playground: Trial, page_at: PageAt) -> None:
    channel = await playground.introduce()
    sam = await page_at(1440, playground.url(place=channel))
    ade = await page_at(1440, playground.url("U0ADE", channel))
    await sam.get_by_role("combobox", name="Message Ade Bello").fill("Shall we say Thursday?")
    await sam.keyboard.press("Enter")
    await expect(ade.locator(".message").last).to_contain_text("Shall we say Thursday?")
