"""The whole first walk, as people see it: Join, a round, an introduction, "we met", the totals.

The real program runs in a process of its own; one page is Sam, who is new, Priya, who organises,
and others in turn. With TEAPOINT_SCREENSHOTS=1 the pictures of the README are taken on the way.
"""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.conftest import PageAt
from tests.support.organiser_walk import (
    ADE,
    PRIYA,
    Check,
    priya_changes_pairs_and_sees_what_it_costs,
    priya_edits_the_scheme_in_its_form,
    priya_plans_six_rounds_on_paper,
    priya_rehearses_and_sends_the_round_once,
    priya_sets_up_a_second_scheme,
    the_round_is_planned_and_priya_previews_it,
    who_cannot_be_matched_is_named_with_the_cause,
)
from tests.support.walk import WAIT, Walker, Who, teapoint_running

SAM = Who("U0SAM", "Sam Okafor")
HUW = Who("U0HUW", "Huw Prosser")
MARGED = Who("U0MARGED", "Marged Pugh")
KIRSTY = Who("U0KIRSTY", "Kirsty Mathieson", "T0HARBOURS")

HALL = "C0UNMENTOR"


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path, browser: Browser) -> AsyncIterator[str]:
    """The playground of a program that was started as people start it."""
    async with teapoint_running(tmp_path, from_nothing=True) as found:
        yield found


@pytest.mark.browser
async def test_the_first_walk_from_join_to_the_totals(
    address: str, page_at: PageAt, assert_accessible: Check
) -> None:
    page = await page_at(1440, f"{address}#/T0TEAPOINT:U0SAM/{HALL}")
    walk = Walker(page, address)
    await a_card_invites_to_join(walk, assert_accessible)
    await sam_joins_in_one_screen(walk, assert_accessible)
    await sam_tells_more_afterwards(walk)
    await sam_sees_how_things_stand(walk, assert_accessible)
    await wrong_words_are_answered_kindly(walk)
    await sam_pauses_resumes_skips_and_avoids(walk)
    await priya_plans_six_rounds_on_paper(walk)
    await the_round_is_planned_and_priya_previews_it(walk, assert_accessible)
    await priya_edits_the_scheme_in_its_form(walk)
    await priya_sets_up_a_second_scheme(walk)
    await who_cannot_be_matched_is_named_with_the_cause(walk)
    await priya_changes_pairs_and_sees_what_it_costs(walk)
    await priya_rehearses_and_sends_the_round_once(walk)
    await sam_and_huw_are_introduced_with_reasons(walk, assert_accessible)
    await somebody_in_another_workspace_is_introduced_too(walk)
    await priya_reads_one_report(walk)
    await half_way_all_three_answers_are_fine(walk, assert_accessible)
    await something_was_wrong_reaches_an_organiser_only(walk)
    await the_channel_reads_how_many_met(walk, assert_accessible)
    await priya_sees_how_it_goes_in_words_and_as_a_picture(walk)
    await sam_reads_what_is_kept_leaves_and_is_forgotten(walk)
    await the_same_on_a_phone_and_in_the_dark(walk, page_at, assert_accessible)


# A newcomer


async def a_card_invites_to_join(walk: Walker, assert_accessible: Check) -> None:
    await walk.reads(
        "Unmentoring, monthly", "introduce you to one person from another organisation"
    )
    await walk.reads("30 minutes", "Introductions are on the first Tuesday of every month at 10am")
    await walk.reads(re.compile(r"2[34]\d people from (5|6)\d organisations are in it so far"))
    await assert_accessible(walk.page)
    await walk.pictures("playground")
    await walk.pictures_message("join-card", "are in it so far")
    await walk.presses("How it works")
    await walk.reads("Only you can see this", "We never read your conversations.")


async def sam_joins_in_one_screen(walk: Walker, assert_accessible: Check) -> None:
    await (
        walk.page.locator("#messages").get_by_role("button", name="Join", exact=True).first.click()
    )
    await expect(walk.form.get_by_label("Your name")).to_have_value("Sam Okafor", timeout=WAIT)
    await walk.reads("How we use what you tell us", "We never read your", where=walk.form)
    await walk.reads("administrators of a workspace", where=walk.form)
    await assert_accessible(walk.page)
    await walk.pictures("join")
    await walk.finds("Your organisation", "London Borough of Eastmarch", "Add “London")
    await walk.form.get_by_label("Sector").select_option("Local government")
    await walk.form.get_by_label("How a partner can reach you").fill("sam@eastmarsh.example")
    await walk.presses("Join", where=walk.form)
    await walk.reads("London Borough of Eastmarsh", "What you typed is kept", where=walk.form)
    await walk.form.get_by_label("London Borough of Eastmarsh", exact=True).check()
    await walk.presses("Join", where=walk.form)
    await walk.reads("You're in. We've sent you a message", where=walk.form)
    await walk.closes()


async def sam_tells_more_afterwards(walk: Walker) -> None:
    await walk.be(SAM)
    await walk.reads("You're in Unmentoring, monthly.", "On Tuesday 1 December 2026 at 10am we'll")
    await walk.presses("Tell us more")
    await walk.form.get_by_label("Your profession").select_option("Service design")
    await walk.form.get_by_label("Where you work").select_option("London")
    await walk.finds("What you're interested in", "service des", "service design")
    await walk.finds("What you're interested in", "health and care", "health and care")
    topics = "Getting legal teams to share data"
    await walk.form.get_by_label("What you'd like to talk about").fill(topics)
    await walk.form.get_by_label("Email that a partner may use").fill("sam at nowhere")
    await walk.form.get_by_label("What makes meeting easier").fill("Captions, please")
    await walk.presses("Save", where=walk.form)
    await walk.reads("This doesn't look like an email address.", where=walk.form)
    await walk.form.get_by_label("Email that a partner may use").fill(
        "sam.okafor@eastmarsh.example"
    )
    await walk.presses("Save", where=walk.form)
    await walk.reads("Saved. We'll use it from the next introductions on.", where=walk.form)
    await walk.closes()


async def sam_sees_how_things_stand(walk: Walker, assert_accessible: Check) -> None:
    await walk.be(SAM, "home")
    home = walk.page.locator(".home")
    await walk.reads("Hello Sam", "You're in Unmentoring, monthly.", "What you can do", where=home)
    await assert_accessible(walk.page)
    await walk.be(SAM, HALL)
    await walk.types("/unmentor status")
    await walk.reads("Only you can see this", "We've sent you the answer in a message to you alone")
    await walk.be(SAM)
    await walk.reads("How things stand", "On Tuesday 1 December 2026 at 10am")
    await walk.types("help")
    await walk.reads("/unmentor pause", "/teapoint my data")


async def wrong_words_are_answered_kindly(walk: Walker) -> None:
    await walk.types("/unmentor paws")
    await walk.reads(
        "We don't know the words", "Did you mean /unmentor pause", "Nothing has changed"
    )
    await walk.types("/unmentor pause until 45 octember")
    await walk.reads("We don't understand “until 45 octember” as a day. Nothing has changed.")
    await walk.types("/unmentor round send")
    await walk.reads("Only this network's organisers can do that.", "Priya Raman")


async def sam_pauses_resumes_skips_and_avoids(walk: Walker) -> None:
    await walk.types("/unmentor pause until 5 january")
    await walk.reads("break from Unmentoring, monthly until Tuesday 5 January 2027.")
    await walk.types("resume")
    await walk.reads("Welcome back.")
    await walk.types("skip")
    await walk.reads("sitting out the next round")
    await walk.types("unskip")
    await walk.reads("You're in the next round")
    await walk.types("/unmentor avoid Greg Ashworth-Lloyd")
    await walk.reads("We won't introduce you to Greg", "We never tell the other person.")


# Introductions


async def sam_and_huw_are_introduced_with_reasons(walk: Walker, assert_accessible: Check) -> None:
    await walk.be(SAM, "latest")
    card = walk.page.locator("#messages .message", has_text="Please meet each other").last
    await walk.reads("@Huw Prosser", "@Sam Okafor", "London Borough of Eastmarsh", where=card)
    await walk.reads("Why we matched you:", "You both care about", where=card)
    await walk.reads("Huw works in project delivery, Sam in service design.", where=card)
    await walk.reads("Getting legal teams to share data", "Captions", where=card)
    await walk.reads("goes first", "There's no agenda, and no selling.", where=card)
    await walk.reads("sam.okafor@eastmarsh.example", where=card)
    await assert_accessible(walk.page)
    await walk.pictures_message("introduction", "Please meet each other")
    await walk.be(SAM, "home")
    home = walk.page.locator(".home")
    await walk.reads("You've been introduced to Huw Prosser", where=home)
    await assert_accessible(walk.page)
    await walk.pictures("home", of=walk.page.locator("#middle"))


async def somebody_in_another_workspace_is_introduced_too(walk: Walker) -> None:
    await walk.be(KIRSTY)
    await walk.reads("Why we matched you:", "There's no agenda, and no selling.")
    await walk.reads("To reach", "We've met")


async def priya_reads_one_report(walk: Walker) -> None:
    await walk.moves_the_clock("November's round ends")
    await walk.be(PRIYA)
    report = walk.page.locator("#messages .message", has_text="How December's round was sent")
    await expect(report).to_have_count(1, timeout=WAIT)
    await expect(report).to_contain_text(re.compile(r"(\d+) of \1 messages were delivered"))


async def half_way_all_three_answers_are_fine(walk: Walker, assert_accessible: Check) -> None:
    await walk.moves_the_clock("half-way, people are asked whether they have met")
    await walk.be(SAM)
    await walk.reads("Have you and Huw met yet? All three answers are fine.")
    await assert_accessible(walk.page)
    await walk.pictures_message("check-in", "All three answers are fine")
    await walk.presses("We've met")
    await walk.reads("Thank you. We've noted that you and Huw have met.")
    await walk.presses("We've met")
    await walk.reads("We had noted already", "Nothing has changed.")
    await walk.be(ADE)
    await walk.reads("All three answers are fine.")
    await walk.presses("Not yet, but we will")
    await walk.reads("Thank you. We've noted that you haven't met yet.")
    await walk.be(MARGED)
    await walk.reads("All three answers are fine.")
    await walk.presses("I can't this time")
    await walk.reads("you can't meet this time. That's fine.")


async def something_was_wrong_reaches_an_organiser_only(walk: Walker) -> None:
    await walk.be(MARGED, "home")
    await walk.presses("Something was wrong")
    await walk.reads("Only the organisers will read this", "We don't tell", where=walk.form)
    await walk.form.get_by_label("What happened").fill("It turned into a sales call.")
    await walk.presses("Tell the organisers", where=walk.form)
    await walk.reads("Thank you for telling us.", where=walk.form)
    await walk.closes()
    await walk.be(PRIYA)
    await walk.reads("Something was wrong with an introduction", "Marged Pugh")
    await walk.reads("It turned into a sales call.", "won't match")


async def the_channel_reads_how_many_met(walk: Walker, assert_accessible: Check) -> None:
    await walk.moves_the_clock("December's round ends")
    await walk.be(PRIYA, HALL)
    totals = re.compile(r"December's round: \d\d of 1\d\d introductions led to a conversation\.")
    await walk.reads(totals)
    await walk.reads("pairs of organisations talked for the first time.")
    await walk.reads("The next round starts on Tuesday 5 January 2027 at 10am.")
    await assert_accessible(walk.page)
    await walk.pictures("summary", of=walk.page.locator("#middle"))
    await walk.be(PRIYA)
    await walk.types("/unmentor log")
    await walk.reads("What organisers did", "Priya Raman")


async def priya_sees_how_it_goes_in_words_and_as_a_picture(walk: Walker) -> None:
    await walk.types("/unmentor stats")
    await walk.reads("Unmentoring, monthly: how it has gone so far", "December 2026")
    drawn = walk.page.locator("#messages img").last
    await expect(drawn).to_be_visible(timeout=WAIT)
    await walk.pictures_whole("first-round-stats", drawn)


async def sam_reads_what_is_kept_leaves_and_is_forgotten(walk: Walker) -> None:
    await walk.be(SAM)
    await walk.types("unmentor history")
    await walk.reads("Huw Prosser")
    await walk.types("my data")
    await walk.reads("Your data, part")
    await walk.types("/unmentor leave")
    await walk.reads("You've left Unmentoring, monthly.")
    await walk.types("/teapoint forget me")
    await walk.reads("It can't be undone.")
    await walk.presses("Delete everything about me")
    await walk.presses("Delete everything", where=walk.form)
    await walk.reads("deleted")


async def the_same_on_a_phone_and_in_the_dark(
    walk: Walker, page_at: PageAt, assert_accessible: Check
) -> None:
    start = f"{walk.address}#/T0TEAPOINT:U0HUW/latest"
    phone = await page_at(375, start, height=812)
    card = phone.locator("#messages .message", has_text="Please meet each other").last
    await expect(card).to_be_visible(timeout=WAIT)
    await assert_accessible(phone)
    await Walker(phone, walk.address).pictures("phone")
    await walk.be(HUW, "latest")
    await walk.page.emulate_media(color_scheme="dark")
    await assert_accessible(walk.page)
    await walk.pictures("dark")
