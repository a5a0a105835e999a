"""Teams, e-mail and Slack on one page: a newcomer on Teams meets somebody who has only e-mail.

Jo joins by words and a card, says more in another, and is introduced by the round that Priya sends
on Slack. Wilf reads the same introduction in his mailbox, and Jo presses "We've met".
"""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, Locator, expect

from bot.demo.filling import read_document
from tests.browser.conftest import PageAt
from tests.support.organiser_walk import PRIYA, Check
from tests.support.walk import WAIT, Walker, Who, teapoint_running


def find_on_teams(name: str) -> Who:
    """Somebody on Teams, with the ids that the invented network has for them."""
    row = next(row for row in read_document()["teams"]["people"] if row["name"] == name)
    return Who(row["id"], name, f"teams/{row['tenant']}")


JO = find_on_teams("Jo Hughes")
WILF = Who("wilf.garrow@fenwold.example", "Wilf Garrow", "mail")
REACHED = "jo.hughes@tynewick.example"
TOPIC = "What happens to a form after somebody sends it"


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path, browser: Browser) -> AsyncIterator[str]:
    """The playground of a program that was started as people start it."""
    async with teapoint_running(tmp_path) as found:
        yield found


async def test_a_newcomer_on_teams_meets_somebody_who_has_only_e_mail(
    address: str, page_at: PageAt, assert_accessible: Check
) -> None:
    walk = Walker(await page_at(1440, f"{address}#/T0TEAPOINT:U0SAM/C0UNMENTOR"), address)
    await jo_is_chosen_among_everybody(walk)
    await jo_joins_by_words_and_a_card(walk, assert_accessible)
    await jo_says_more_in_another_card(walk)
    await in_a_channel_the_bot_hears_what_mentions_it(walk)
    await priya_pairs_jo_with_wilf_and_sends_on_slack(walk)
    await jo_is_introduced_on_teams(walk, assert_accessible)
    await wilf_reads_it_in_his_mailbox(walk, assert_accessible)
    await jo_says_they_met(walk)
    await jo_takes_teapoint_away_and_adds_it_again(walk)


def newest(walk: Walker) -> Locator:
    """The message that came last."""
    return walk.page.locator("#messages .message").last


def asked(card: Locator, label: str) -> Locator:
    """The text field of a card whose label begins so."""
    return card.get_by_role("textbox", name=re.compile(f"^{label}"))


async def jo_is_chosen_among_everybody(walk: Walker) -> None:
    await walk.presses("Hide the steps")
    await walk.page.keyboard.press("Control+k")
    groups = walk.page.locator("#you-list .listbox-group")
    await expect(groups).to_have_text(
        [
            "Slack, Public services together",
            "Slack, Department for Harbours",
            "Teams, Tynewick Borough Council",
            "Teams, Tarnside Community NHS Foundation Trust",
            "E-mail only",
        ]
    )
    await walk.page.get_by_role("option", name="Jo Hughes").click()
    you = walk.page.get_by_role("button", name="You are Jo Hughes, new here, on Teams")
    await expect(you).to_be_focused()
    await walk.be(JO)


async def jo_joins_by_words_and_a_card(walk: Walker, assert_accessible: Check) -> None:
    await walk.types("unmentor join")
    card = newest(walk)
    await walk.presses("Join", where=card)
    organisation = asked(card, "Your organisation")
    await expect(organisation).to_be_focused()
    await expect(organisation).to_have_attribute("aria-invalid", "true")
    await expect(card.locator(".field-error:visible")).to_have_text(
        [re.compile("Your organisation"), re.compile("How a partner can reach you")]
    )
    await assert_accessible(walk.page)
    await organisation.fill("Tynewick Borough")
    await asked(card, "How a partner can reach you").fill(REACHED)
    await walk.presses("Join", where=card)
    await expect(card).to_contain_text("Did you mean Tynewick Borough Council?", timeout=WAIT)
    await expect(organisation).to_be_focused()
    await expect(asked(card, "How a partner can reach you")).to_have_value(REACHED)
    await organisation.fill("Tynewick Borough Council")
    await walk.presses("Join", where=card)
    await expect(card).to_contain_text("You're in", timeout=WAIT)
    await expect(organisation).to_have_count(0)


async def jo_says_more_in_another_card(walk: Walker) -> None:
    await walk.types("unmentor profile")
    card = newest(walk)
    await asked(card, "What you'd like to talk about").fill(TOPIC)
    await walk.presses("Save", where=card)
    await walk.reads("Saved")


async def in_a_channel_the_bot_hears_what_mentions_it(walk: Walker) -> None:
    await walk.page.get_by_role("link", name="Meet somebody new").click()
    box = walk.page.get_by_role("combobox", name="Message Meet somebody new")
    await box.press_sequentially("unmentor stat")
    await expect(walk.page.locator("#composer-hint")).to_contain_text("begin with @Teapoint")
    await walk.page.get_by_role("option", name="unmentor status").first.click()
    await expect(box).to_have_value("@Teapoint unmentor status ")
    await walk.page.keyboard.press("Escape")
    await box.press("Enter")
    said = walk.page.locator("#messages .message", has_text="unmentor status").last
    await expect(said.locator(".mention")).to_have_text("@Teapoint")
    await expect(said.get_by_role("link", name="1 reply")).to_be_visible()


async def priya_pairs_jo_with_wilf_and_sends_on_slack(walk: Walker) -> None:
    await walk.moves_the_clock("the next round is planned")
    await walk.be(PRIYA)
    await walk.reads("Unmentoring, monthly: December's round")
    await walk.types("/unmentor round pair Jo Hughes and Wilf Garrow")
    await walk.presses("Make this change")
    await walk.reads("are a pair, and stay one if the round is planned again.")
    await walk.types("/unmentor round send yes")
    await walk.reads("are on their way")


async def jo_is_introduced_on_teams(walk: Walker, assert_accessible: Check) -> None:
    await walk.be(JO)
    await walk.reads("Meet Wilf Garrow", "Fenwold District Council", "To reach Wilf")
    await assert_accessible(walk.page)
    await walk.pictures("playground-teams")


async def wilf_reads_it_in_his_mailbox(walk: Walker, assert_accessible: Check) -> None:
    await walk.be(WILF, "mail")
    mail = walk.page.locator("#mails .mail", has_text="Jo Hughes").first
    subject = mail.get_by_role("button")
    if await subject.get_attribute("aria-expanded") == "false":
        await subject.click()
    await walk.reads(REACHED, TOPIC, where=mail.locator(".mail-text"))
    await expect(walk.page.get_by_text("You can read here, but not write.")).to_be_visible()
    await assert_accessible(walk.page)
    await walk.pictures("playground-mail")
    async with walk.page.context.expect_page() as opened:
        await mail.locator(".mail-text a", has_text="page").first.click()
    theirs = await opened.value
    await expect(theirs.locator("h1")).to_be_visible()
    await theirs.close()


async def jo_says_they_met(walk: Walker) -> None:
    await walk.be(JO)
    await walk.presses("We've met")
    await walk.reads(re.compile("glad|Thank you", re.IGNORECASE))


async def jo_takes_teapoint_away_and_adds_it_again(walk: Walker) -> None:
    await walk.presses("Remove Teapoint")
    await expect(walk.page.get_by_text("Teapoint is not in this chat")).to_be_visible()
    await walk.presses("Add Teapoint")
    await expect(walk.page.locator("#composer")).to_be_visible()
