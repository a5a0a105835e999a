"""The page for everybody: axe, small windows, forced colours, keyboard and ear."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import PageAt
from tests.support.pages import FOCUSED, WATCH_ANNOUNCER, open_form
from tests.support.teabot import Trial

Check = Callable[[Page], Awaitable[None]]
TOO_WIDE = """[...document.querySelectorAll(".side, .middle, .panel, .top, .modal")]
  .filter(node => node.scrollWidth > node.clientWidth + 1).map(node => node.className)"""
NARROW_PANES = {
    "": "#side",
    "C0UNMENTOR": ".message >> nth=-1",
    "home": ".home .block-header >> nth=0",
    "C0UNMENTOR/scenes": ".wire-row >> nth=0",
}


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
