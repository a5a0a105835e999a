"""What an organiser sees and does before a round is sent: the steps of the first walk."""

import re
from collections.abc import Awaitable, Callable

from playwright.async_api import Page, expect

from tests.support.walk import WAIT, Walker, Who

PRIYA = Who("U0PRIYA", "Priya Raman")
ADE = Who("U0ADE", "Ade Bello")
CAROL = Who("U0CAROLA", "Carol Ashdown")
SAIMA = Who("U0SAIMAQ", "Saima Qureshi")
DESIGN = "C0DESIGN"

Check = Callable[[Page], Awaitable[None]]


async def the_round_is_planned_and_priya_previews_it(
    walk: Walker, assert_accessible: Check
) -> None:
    await walk.moves_the_clock("the next round is planned")
    await walk.be(PRIYA)
    await walk.reads("Unmentoring, monthly: December's round", "people would be introduced, in")
    await walk.reads("per cent of the best possible", "Nobody is told anything until you send it.")
    await walk.reads("Everybody has a partner, and no rule had to bend.")
    await assert_accessible(walk.page)
    await walk.pictures_message("preview", "people would be introduced")
    await walk.types("/unmentor round show")
    await walk.reads("December's round:", "page 1 of", "care about")
    await walk.presses("More groups")
    await walk.reads("page 2 of")


async def priya_plans_six_rounds_on_paper(walk: Walker) -> None:
    await walk.be(PRIYA)
    await walk.types("/unmentor organise try")
    await walk.reads("There are new partners for everybody in the next 6 rounds.")
    await walk.pictures_message("first-round-on-paper", "the next rounds on paper")


async def priya_edits_the_scheme_in_its_form(walk: Walker) -> None:
    await walk.types("/unmentor organise")
    await walk.reads(
        "the first Tuesday of every month at 10am", "December's round waits to be sent."
    )
    await walk.presses("Edit the scheme")
    quiet = walk.form.get_by_label("Quiet periods")
    await quiet.fill("over Christmas")
    await walk.presses("Save", where=walk.form)
    await walk.reads("We can't read the dates in “over Christmas”.", where=walk.form)
    await quiet.fill("24 December 2026 to 1 January 2027: Christmas")
    await walk.presses("Save", where=walk.form)
    await walk.reads("24 December 2026 to 1 January 2027: Christmas", where=walk.form)
    await walk.closes()


async def priya_sets_up_a_second_scheme(walk: Walker) -> None:
    await walk.types("/unmentor organise new")
    await walk.form.get_by_label("Name", exact=True).fill("Coffee and a question")
    await walk.finds("Channel", "service", "service-design")
    await walk.pictures("first-round-form", of=walk.form)
    await walk.form.get_by_label("By the week").check()
    await walk.form.get_by_label("Every how many").fill("2")
    await walk.presses("Set it up", where=walk.form)
    await walk.reads("every 2 weeks on Tuesday at 10am", "nobody yet", where=walk.form)
    await walk.presses("Post the Join card", where=walk.form)
    await walk.reads("The Join card is on its way to #service-design.", where=walk.form)
    await walk.closes()
    for who in (CAROL, SAIMA):
        await walk.be(who, DESIGN)
        await walk.reads("Coffee and a question", "Every 2 weeks we introduce you to")
        await walk.presses("Join")
        await walk.reads("You're in. We've sent you a message")


async def who_cannot_be_matched_is_named_with_the_cause(walk: Walker) -> None:
    await walk.be(PRIYA)
    await walk.types("/unmentor round preview Coffee and a question")
    await walk.reads("Everybody is from Northmoor County Council, and colleagues are not matched.")
    await walk.be(ADE, DESIGN)
    await walk.presses("Join")
    await walk.reads("You're in. We've sent you a message")
    await walk.be(PRIYA)
    await walk.types("/unmentor round preview Coffee and a question")
    await walk.reads("2 people would be introduced, in 1 pair.")
    await walk.reads("1 person can't be matched this time:")
    await walk.types("/unmentor organise end Coffee and a question")
    await walk.presses("End it")
    await walk.presses("End it", where=walk.form)
    await walk.reads("Coffee and a question has ended.")


async def priya_changes_pairs_and_sees_what_it_costs(walk: Walker) -> None:
    await walk.types("/unmentor round why Sam Okafor")
    await walk.reads("Sam Okafor (London Borough of Eastmarsh)")
    await walk.types("/unmentor round why Carol Ashdown and Saima Qureshi")
    await walk.reads("are colleagues, and this scheme never matches colleagues")
    await change(walk, "Take somebody out", "Carol Ashdown")
    await made(walk, "Carol Ashdown is out of this round.")
    await change(walk, "Put somebody back", "Carol Ashdown")
    await made(walk, "Carol Ashdown is back in this round.")
    await change(walk, "Swap two people", "Sam Okafor", "Ade Bello")
    await walk.pictures("change-pairs", of=walk.form)
    await made(walk, "have swapped places.")
    await change(walk, "Pair two people", "Sam Okafor", "Huw Prosser")
    await made(walk, "Huw Prosser and Sam Okafor are a pair")
    await choose_change(walk, "Lock a group", "Ade Bello")
    await walk.reads("the group of Ade Bello stays together", where=walk.form)
    await walk.closes()


async def change(walk: Walker, kind: str, one: str, other: str = "") -> None:
    """Ask for a change; what it costs is shown, and nothing has changed."""
    await choose_change(walk, kind, one, other)
    await walk.reads("After the change:", "of the best possible", where=walk.form)
    await walk.reads("Nothing has changed yet.", where=walk.form)


async def choose_change(walk: Walker, kind: str, one: str, other: str = "") -> None:
    await walk.types("/unmentor round change")
    await walk.form.get_by_label(kind, exact=True).check()
    await walk.finds("Who", one, one)
    if other:
        await walk.finds("And who else", other, other)
    await walk.presses("Show what it costs", where=walk.form)


async def made(walk: Walker, words: str) -> None:
    await walk.presses("Make this change", where=walk.form)
    await walk.reads(words, where=walk.form)
    await walk.closes()


async def priya_rehearses_and_sends_the_round_once(walk: Walker) -> None:
    await walk.types("/unmentor round preview")
    await walk.reads("December's round")
    await walk.presses("Send to me only")
    rehearsed = walk.page.locator("#messages .message", has_text="A rehearsal, to you only.")
    await expect(rehearsed).to_have_count(5, timeout=WAIT)
    await walk.reads("Their group would read:", "Why we matched you:")
    await expect(rehearsed.filter(has_text="To reach")).to_have_count(0)
    await walk.types("/unmentor round preview")
    label_of = re.compile(r"Introduce 1\d\d (pairs|groups)")
    send = walk.page.get_by_role("button", name=label_of).last
    label = await send.inner_text()
    await send.click()
    await walk.reads("It can't be taken back.", where=walk.form)
    await walk.presses(label, where=walk.form)
    await walk.reads(re.sub(r"\D", "", label), "are on their way")
    await walk.types("/unmentor round send")
    await walk.reads("so there is nothing to send.")
