"""Forms on the page: focus, drafts, errors at their field, every kind of field, forms on forms."""

from playwright.async_api import expect

from tests.browser.conftest import PageAt
from tests.support.pages import open_form
from tests.support.teabot import Trial


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
    await expect(page.get_by_role("option").first).to_have_text("Department for Harbours")
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
