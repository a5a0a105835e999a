"""The playground's page as people use it: by pointer, by keyboard, by screen reader, on a phone."""

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import PageAt
from tests.support.teabot import NETWORK_FILE, Trial

PAGE = NETWORK_FILE.parent / "page"
LIMIT = 200_000
Check = Callable[[Page], Awaitable[None]]

WATCH_ANNOUNCER = """() => {
  window.heard = [];
  new MutationObserver(() => {
    const text = document.getElementById("announcer").textContent;
    if (text) window.heard.push(text);
  }).observe(document.getElementById("announcer"), { childList: true, subtree: true });
}"""
TOO_WIDE = """[...document.querySelectorAll(".side, .middle, .panel, .top, .modal")]
  .filter(node => node.scrollWidth > node.clientWidth + 1).map(node => node.className)"""
NARROW_PANES = {
    "": "#side",
    "C0UNMENTOR": ".message >> nth=-1",
    "home": ".home .block-header >> nth=0",
    "C0UNMENTOR/scenes": ".wire-row >> nth=0",
}
WALL_TIMES = {
    "2026-12-01T10:00": "2026-12-01T10:00:00.000Z",
    "2027-07-06T09:30": "2027-07-06T08:30:00.000Z",
    "2027-03-28T00:30": "2027-03-28T00:30:00.000Z",
    "2027-03-28T01:30": "2027-03-28T01:30:00.000Z",  # skipped by summer time: 2.30 there
    "2027-03-28T02:30": "2027-03-28T01:30:00.000Z",
    "2026-10-25T00:30": "2026-10-24T23:30:00.000Z",
    "2026-10-25T03:00": "2026-10-25T03:00:00.000Z",
}
FOCUSED = "() => document.activeElement.textContent.trim() || document.activeElement.id"


async def open_form(page: Page, name: str = "Join") -> None:
    """Press a button of the card and wait for its form."""
    await page.get_by_role("button", name=name, exact=True).first.click()
    await expect(page.get_by_role("dialog")).to_be_visible()


# what it looks like to everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 768, 375])
async def test_axe_finds_nothing_in_a_channel(
    playground: Trial, page_at: PageAt, assert_accessible: Check, width: int, scheme: str
) -> None:
    page = await page_at(width, playground.url(place="C0UNMENTOR"), color_scheme=scheme)
    await expect(page.get_by_role("button", name="Join", exact=True)).to_be_visible()
    await assert_accessible(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_in_forms_and_their_errors(
    playground: Trial, page_at: PageAt, assert_accessible: Check, scheme: str
) -> None:
    page = await page_at(1440, playground.url(), color_scheme=scheme)
    await open_form(page, "All the fields")
    await assert_accessible(page)
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator(".field-error:visible")).to_have_count(7)
    await assert_accessible(page)
    await page.get_by_role("combobox", name="Many").click()
    await expect(page.get_by_role("option", name="Design")).to_be_visible()
    await assert_accessible(page)


async def test_axe_finds_nothing_in_home_thread_scenes_menus_and_help(
    playground: Trial, page_at: PageAt, assert_accessible: Check
) -> None:
    page = await page_at(1440, playground.url(place="home"))
    await expect(page.get_by_role("heading", name="Good morning, Sam")).to_be_visible()
    await assert_accessible(page)
    await page.goto(playground.url(place="C0UNMENTOR"))
    await page.get_by_role("link", name="3 replies").first.click()
    await expect(page.get_by_role("heading", name="Thread")).to_be_visible()
    await assert_accessible(page)
    await page.get_by_role("button", name="Behind the scenes").click()
    await page.get_by_text("from the bot, answered 200").first.click()
    await assert_accessible(page)
    await page.get_by_role("button", name="You are Sam Okafor").click()
    await expect(page.get_by_role("option", name="Priya Raman")).to_be_visible()
    await assert_accessible(page)
    await page.keyboard.press("Escape")
    await page.keyboard.press("Control+/")
    await expect(page.get_by_role("dialog", name="How to use this page")).to_be_visible()
    await assert_accessible(page)


@pytest.mark.parametrize("height", [900, 256])
async def test_at_320_pixels_nothing_scrolls_sideways(
    playground: Trial, page_at: PageAt, height: int
) -> None:
    page = await page_at(320, playground.url(), height=height)
    for place in ("", "C0UNMENTOR", "home", "C0UNMENTOR/scenes"):
        await page.goto(playground.url(place=place))
        await page.reload()
        await expect(page.locator(NARROW_PANES[place])).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") <= 320
        assert await page.evaluate(TOO_WIDE) == []


async def test_at_400_percent_the_form_can_be_filled_in_and_sent(
    playground: Trial, page_at: PageAt
) -> None:
    page = await page_at(320, playground.url(place="C0UNMENTOR"), height=256)
    await open_form(page)
    await page.get_by_role("combobox", name="Your organisation").fill("north")
    await page.get_by_role("option", name="Northgate NHS Trust").click()
    await page.get_by_role("combobox", name="Sector").select_option("NHS")
    await page.get_by_role("button", name="Join", exact=True).last.click()
    await expect(page.get_by_role("dialog")).to_be_hidden()
    assert playground.heard[0]["sector"]["answer"]["selected_option"]["value"] == "NHS"


async def test_forced_colours_keep_every_mark(
    playground: Trial, page_at: PageAt, assert_accessible: Check
) -> None:
    page = await page_at(1440, playground.url(), forced_colors="active")
    await expect(page.get_by_role("button", name="Join", exact=True)).to_be_visible()
    await assert_accessible(page)


# what it weighs and what it trusts


async def test_it_is_light_and_loads_nothing_from_another_host(
    playground: Trial, page_at: PageAt
) -> None:
    page = await page_at(1440, playground.url())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.reload()
    await expect(page.get_by_role("button", name="Join", exact=True)).to_be_visible()
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(playground.origin).netloc}
    files = {urlsplit(url).path for url in asked if "/api/" not in url}
    assert "/playground/app.js" in files
    assert sum(file.stat().st_size for file in PAGE.iterdir()) < LIMIT


async def test_the_page_has_no_script_or_style_of_its_own_inside() -> None:
    text = (PAGE / "index.html").read_text("utf-8")
    assert "<style" not in text
    assert "style=" not in text
    assert "<script>" not in text
    scripts = "".join(file.read_text("utf-8") for file in PAGE.glob("*.js"))
    for dangerous in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write"):
        assert dangerous not in scripts


async def test_text_from_people_stays_text(playground: Trial, page_at: PageAt) -> None:
    page = await page_at(1440, playground.url())
    await page.get_by_role("combobox", name="Message #unmentoring").fill(
        "<img src=x onerror=alert(1)> *bold* <javascript:alert(1)|press>"
    )
    await page.keyboard.press("Enter")
    mine = page.locator(".message").last
    await expect(mine).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(mine.locator("strong", has_text="bold")).to_be_visible()
    await playground.post("<javascript:alert(1)|press me> and <https://example.org|go on>")
    last = page.locator(".message").last
    await expect(last).to_contain_text("press me and go on")
    await expect(last.locator(".message-body a")).to_have_attribute("href", "https://example.org")
    assert await page.locator(".message img[src=x]").count() == 0


# marks, names and lists in messages


async def test_marks_become_real_lists_quotes_and_names(playground: Trial, page_at: PageAt) -> None:
    page = await page_at(1440, playground.url())
    await playground.post(
        "Hello <@U0PRIYA> in <#C0DATA>, _really_ ~no~ `code *kept*` snake_case_name 2*3*4\n"
        "• one\n• two\n&gt; quoted\n```\na &lt; b\n```"
    )
    body = page.locator(".message").last.locator(".message-body")
    await expect(body).to_contain_text("Hello @Priya Raman in #data")
    assert await body.locator("em").all_inner_texts() == ["really"]
    assert await body.locator("s").all_inner_texts() == ["no"]
    assert await body.locator("code").all_inner_texts() == ["code *kept*"]
    assert await body.locator("li").all_inner_texts() == ["one", "two"]
    assert await body.locator("blockquote").inner_text() == "quoted"
    assert await body.locator("pre").inner_text() == "a < b"
    await expect(body).to_contain_text("snake_case_name 2*3*4")


# by keyboard


async def test_a_command_is_completed_and_sent_without_a_pointer(
    playground: Trial, page_at: PageAt
) -> None:
    page = await page_at(1440, playground.url())
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    assert await page.evaluate(FOCUSED) == "Skip to the message box"
    await page.keyboard.press("Enter")
    await page.keyboard.type("/unmentor st")
    await expect(page.get_by_role("option")).to_have_text(["/unmentor statusSee where you stand"])
    await page.keyboard.press("Tab")
    box = page.get_by_role("combobox", name="Message #unmentoring")
    await expect(box).to_have_value("/unmentor status ")
    await expect(page.locator("#composer-hint")).to_contain_text("See where you stand")
    await page.keyboard.press("Enter")
    answer = page.locator(".message").last
    await expect(answer).to_contain_text("You typed status")
    await expect(answer).to_contain_text("Only you can see this")
    await expect(box).to_have_value("")
    await expect(box).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(box).to_have_value("/unmentor status")


async def test_arrow_keys_walk_the_conversations_and_the_messages(
    playground: Trial, page_at: PageAt
) -> None:
    page = await page_at(1440, playground.url())
    await page.get_by_role("link", name="unmentoring").focus()
    await page.keyboard.press("ArrowDown")
    assert await page.evaluate(FOCUSED) == "#general"
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="#general")).to_be_visible()
    assert await page.evaluate(FOCUSED) == "#general"
    await page.keyboard.press("F6")
    await expect(page.locator(".message").last).to_be_focused()
    await page.keyboard.press("Home")
    await expect(page.locator(".message").first).to_be_focused()
    await page.keyboard.press("Alt+ArrowDown")
    await expect(page.get_by_role("heading", name="#service-design")).to_be_visible()


async def test_tab_does_not_have_to_pass_every_message(playground: Trial, page_at: PageAt) -> None:
    page = await page_at(1440, playground.url())
    await page.get_by_role("link", name="unmentoring").focus()
    passed: list[str] = []
    while len(passed) < 12 and (not passed or passed[-1] != "composer"):
        await page.keyboard.press("Tab")
        passed.append(await page.evaluate("document.activeElement.id"))
    # the buttons of the card, the last message and its thread, then the message box
    assert len(passed) <= 7


async def test_a_form_keeps_the_focus_and_escape_keeps_the_draft(
    playground: Trial, page_at: PageAt
) -> None:
    page = await page_at(1440, playground.url())
    join = page.get_by_role("button", name="Join", exact=True).first
    await join.focus()
    await page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="Join Unmentoring")
    await expect(form.get_by_label("Your name")).to_be_focused()
    await form.get_by_label("Topics").fill("harbours at night")
    for _ in range(12):
        await page.keyboard.press("Tab")
        assert await page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    await page.keyboard.press("Escape")
    await expect(form).to_be_hidden()
    await expect(join).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(form.get_by_label("Topics")).to_have_value("harbours at night")
    await expect(form.get_by_label("Your name")).to_have_value("Sam Okafor")
    await form.get_by_role("button", name="Start afresh").click()
    await expect(form.get_by_label("Topics")).to_have_value("")


async def test_errors_stand_at_their_field_and_the_first_has_the_focus(
    playground: Trial, page_at: PageAt
) -> None:
    page = await page_at(1440, playground.url())
    await open_form(page)
    form = page.get_by_role("dialog", name="Join Unmentoring")
    await form.get_by_role("button", name="Join").click()
    organisation = form.get_by_role("combobox", name="Your organisation")
    await expect(organisation).to_be_focused()
    await expect(organisation).to_have_attribute("aria-invalid", "true")
    await expect(organisation).to_have_accessible_description(
        "Start typing, then choose. Problem: Choose an answer here to go on."
    )
    await form.get_by_label("Your name").fill("?")
    await organisation.press_sequentially("harb")
    await expect(page.get_by_role("option", name="Department for Harbours")).to_be_visible()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await form.get_by_label("Sector").select_option("Police")
    await form.get_by_role("button", name="Join").click()
    await expect(form.get_by_text("Enter the name people know.")).to_be_visible()
    await expect(form.get_by_label("Your name")).to_be_focused()
    await form.get_by_label("Your name").fill("Sam Okafor")
    await page.keyboard.press("Enter")
    await expect(form).to_be_hidden()
    values = playground.heard[0]
    assert values["organisation"]["answer"]["selected_option"]["value"] == "Department for Harbours"
    assert values["topics"]["answer"]["value"] is None


async def test_every_kind_of_field_is_sent_as_slack_would(
    playground: Trial, page_at: PageAt
) -> None:
    page = await page_at(1440, playground.url())
    await open_form(page, "All the fields")
    form = page.get_by_role("dialog")
    await form.get_by_label("Lines").fill("one\ntwo")
    await form.get_by_label("Email").fill("sam@example.org")
    await form.get_by_label("Number").fill("4")
    await form.get_by_label("Two").check()
    await form.get_by_label("Mild").check()
    await form.get_by_role("combobox", name="Many").click()
    await page.get_by_role("option", name="Design").click()
    await form.get_by_role("combobox", name="People").press_sequentially("ade b")
    await page.get_by_role("option", name="Ade Bello").click()
    await form.get_by_role("combobox", name="Place").press_sequentially("data")
    await page.get_by_role("option", name="#data").click()
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_be_hidden()
    got = {
        name: entry["answer"] for name, entry in playground.heard[0].items() if "answer" in entry
    }
    assert got["lines"]["value"] == "one\ntwo"
    assert got["email"]["value"] == "sam@example.org"
    assert got["number"]["value"] == "4"
    assert got["date"]["selected_date"] == "2026-12-01"
    assert got["time"]["selected_time"] == "10:00"
    assert [option["value"] for option in got["ticks"]["selected_options"]] == ["Two"]
    assert got["radio"]["selected_option"]["value"] == "Mild"
    assert [option["value"] for option in got["many"]["selected_options"]] == ["Design"]
    assert got["people"]["selected_users"] == ["U0HUW", "U0ADE"]
    assert got["place"]["selected_conversation"] == "C0DATA"


async def test_a_form_on_a_form_gives_the_first_one_back_as_it_was(
    playground: Trial, page_at: PageAt
) -> None:
    page = await page_at(1440, playground.url())
    await open_form(page, "All the fields")
    await page.get_by_label("Lines").fill("kept")
    await page.get_by_role("button", name="Change the rules").click()
    await expect(page.get_by_role("dialog", name="Join Unmentoring")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog", name="Every kind of field")).to_be_visible()
    await expect(page.get_by_label("Lines")).to_have_value("kept")


# by ear, and without losing the place


async def test_a_new_message_is_announced_once(playground: Trial, page_at: PageAt) -> None:
    page = await page_at(1440, playground.url())
    await expect(page.get_by_role("button", name="Join", exact=True)).to_be_visible()
    await page.evaluate(WATCH_ANNOUNCER)
    await playground.post("The kettle is on")
    await expect(page.locator(".message").last).to_contain_text("The kettle is on")
    await playground.post("In another room", "C0DATA")
    await expect(page.get_by_role("link", name="data 1 new")).to_be_visible()
    await asyncio.sleep(0.4)
    heard = " ".join(await page.evaluate("window.heard"))
    assert heard.count("Teapoint: The kettle is on") == 1
    assert heard.count("New message in #data.") == 1


async def test_pressing_a_button_keeps_the_place_even_when_the_message_changes(
    playground: Trial, page_at: PageAt
) -> None:
    channel = await playground.introduce()
    page = await page_at(1440, playground.url(place=channel), height=600)
    met = page.get_by_role("button", name="We've met")
    await met.focus()
    await page.keyboard.press("Enter")
    message = page.locator(".message").last
    await expect(message).to_contain_text("You said that you've met. Good to hear.")
    await expect(message).to_be_focused()


async def test_reading_further_up_is_not_disturbed_by_news(
    playground: Trial, page_at: PageAt
) -> None:
    page = await page_at(1440, playground.url(), height=600)
    await expect(page.get_by_role("button", name="Join", exact=True)).to_be_visible()
    await page.locator(".message").first.scroll_into_view_if_needed()
    await page.locator(".scroller").first.evaluate("node => { node.scrollTop = 0; }")
    await playground.post("Something new at the end")
    below = page.get_by_role("button", name="1 new message below")
    await expect(below).to_be_visible()
    assert await page.locator(".scroller").first.evaluate("node => node.scrollTop") == 0
    await below.click()
    await expect(page.locator(".message").last).to_be_in_viewport()


async def test_a_question_is_asked_before_what_cannot_be_undone(
    playground: Trial, page_at: PageAt
) -> None:
    channel = await playground.introduce()
    page = await page_at(1440, playground.url(place=channel))
    wrong = page.get_by_role("button", name="Something was wrong")
    await wrong.click()
    question = page.get_by_role("dialog", name="Tell the organisers?")
    await expect(question).to_contain_text("Your partner will not.")
    await page.keyboard.press("Escape")
    await expect(question).to_be_hidden()
    await expect(wrong).to_be_focused()


# the playground's own parts


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
            "New here",
            "Has a partner",
            "Has not answered",
            "Organiser",
            "Guest",
            "In another workspace",
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


async def test_completion_offers_verbs_and_then_their_usage(
    playground: Trial, page_at: PageAt
) -> None:
    page = await page_at(768, playground.url())

    async def offer(text: str, with_bot: str = "false") -> tuple[list[str], str | None]:
        found = await page.evaluate(
            "([text, withBot]) => import('/playground/completion.js').then(({ complete }) => "
            "complete(text, [{ command: '/u', words: 'join', usage: '/u join', help: 'Join' },"
            "{ command: '/u', words: 'my data', usage: '/u my data', help: 'Yours' }], withBot))",
            [text, with_bot == "true"],
        )
        return [option["text"] for option in found["options"]], found["hint"]

    assert await offer("/") == (["/u join", "/u my data"], None)
    assert await offer("/U  MY") == (["/u my data"], None)
    assert await offer("/u data") == (["/u my data"], None)
    assert await offer("/u my data please") == ([], "/u my data: Yours")
    assert await offer("jo") == ([], None)
    assert await offer("jo", "true") == (["join"], None)
    assert await offer("@te") == (["@Teapoint"], None)
    assert await offer("/u join\nand more") == ([], None)


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
    await page.get_by_role("button", name="Hide the steps").click()
    await page.reload()
    await expect(page.get_by_role("button", name="Join", exact=True)).to_be_visible()
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


async def test_two_people_see_each_other_at_once(playground: Trial, page_at: PageAt) -> None:
    channel = await playground.introduce()
    sam = await page_at(1440, playground.url(place=channel))
    ade = await page_at(1440, playground.url("U0ADE", channel))
    await sam.get_by_role("combobox", name="Message Ade Bello").fill("Shall we say Thursday?")
    await sam.keyboard.press("Enter")
    await expect(ade.locator(".message").last).to_contain_text("Shall we say Thursday?")


async def test_the_pages_files_are_served_under_their_policy(playground: Trial) -> None:
    async with httpx.AsyncClient() as client:
        for file in ("", *(file.name for file in PAGE.iterdir())):
            answer = await client.get(f"{playground.origin}/playground/{file}")
            assert answer.status_code == 200
            assert answer.headers["content-security-policy"] == "default-src 'self'"
