"""What people read of a digest: a screen first, why it was chosen, and nothing that acts."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.message import Buttons, Message, plain_text
from bot.platforms.slack.render import render_message
from bot.platforms.teams.markup import Reader
from bot.platforms.teams.render import render_message as render_card
from storage.naming import clean
from tests.support.block_oracle import walk
from tests.support.card_oracle import check_card
from tests.support.card_oracle import walk as walk_card
from tests.support.chat import World
from tests.support.digest_days import (
    COUNCIL,
    PLANET,
    deliver,
    message,
    until,
)
from tests.support.digesting import (
    WEEKLY,
    an_entry,
    follow,
    follow_oneself,
    labels,
    write,
)
from tests.support.nasty import NASTY
from tests.support.organising import priya

_INERT = {
    *("header", "plain_text", "context", "rich_text", "rich_text_section"),
    *("rich_text_list", "text", "link", "actions", "button"),
}


# A member's own


async def test_a_members_digest_is_of_their_interests_and_says_why(world: World) -> None:
    network = world.network.id
    words = [("data", ["statistics"]), ("accessibility", [])]
    await world.aside.write(lambda tx: tx.interests.add_many(network, words))
    sam = await world.member("Sam Okafor", interests=("data",))
    plan = replace(WEEKLY, shows="interests")
    digest = await follow_oneself(world, sam, COUNCIL, plan=plan)
    await write(world, COUNCIL, an_entry(1, "Statistics week"), an_entry(2, "Tea"))
    await until(world, datetime(2026, 11, 30, 9, tzinfo=UTC), arrive=False)
    (told,) = await sam.told()
    assert told.startswith("New from the blogs you follow: Monday 30 November 2026")
    assert "Because you follow data" in told
    assert "Statistics week" in told
    assert "Tea" not in told
    await deliver(world, "sent")
    assert await labels(world, digest) == ["2026-W49 delivered"]


# The message


async def test_at_midnight_it_names_the_day_that_begins(world: World) -> None:
    await follow(world, COUNCIL, plan=replace(WEEKLY, at="00:00"))
    day = date(2026, 11, 30)
    await write(world, COUNCIL, an_entry(1), an_entry(2, happens_on=day, happens="event"))
    await until(world, datetime(2026, 11, 30, tzinfo=UTC))
    told = plain_text(await message(world))
    assert "New from the blogs this channel follows: Monday 30 November 2026" in told
    await write(world, COUNCIL, an_entry(3))
    await until(world, datetime(2026, 12, 7, tzinfo=UTC))
    assert "1 new post since Monday 30 November 2026" in plain_text(await message(world))


async def test_the_message_shows_a_screen_and_the_rest_waits_behind_a_button(world: World) -> None:
    await follow(world, COUNCIL, PLANET, plan=WEEKLY)
    entries = [an_entry(n, f"Data {n}", "council") for n in range(12)]
    await write(world, COUNCIL, *entries)
    await write(world, PLANET, replace(entries[0], key="copy"))
    day = date(2026, 12, 3)
    open_day = an_entry(40, "Open day", "council", happens_on=day, happens="event")
    await write(world, COUNCIL, open_day)
    await until(world, datetime(2026, 11, 30, 9, tzinfo=UTC))
    shown = await message(world)
    told = plain_text(shown)
    assert told.index("Dates to know") < told.index("Open day") < told.index("Data ")
    assert "On Thursday 3 December 2026" in told
    assert "Ade Bello, Example Council Digital · 4 minute read" in told
    (row,) = [block for block in shown.blocks if isinstance(block, Buttons)]
    labels_ = [button.label for button in row.buttons]
    assert labels_ == ["The rest (5)", "Choose what you see"]


async def hostile_digest(world: World, mark: str = "") -> list[Message]:
    """A digest of posts whose every word was written to hurt, and its rest; words are marked."""
    await follow(world, COUNCIL, plan=WEEKLY)
    for number, nasty in enumerate(clean(mark + text, 300) for text in NASTY):  # as posts are kept
        entry = an_entry(number, feed_id="council")
        await write(world, COUNCIL, replace(entry, title=nasty, author=nasty, summary=mark + nasty))
    await until(world, datetime(2026, 11, 30, 9, tzinfo=UTC))
    boss = priya(world)
    await boss.say("digest more", channel=True)
    assert isinstance(boss.last, Message)
    return [await message(world), boss.last]


async def test_hostile_titles_are_words_of_a_link_and_nothing_more(world: World) -> None:
    for shown in await hostile_digest(world):
        drawn = list(walk(render_message(shown, world.space.authority)))
        links = [each for each in drawn if each.get("type") == "link"]
        assert len(links) >= 8
        assert all(str(link["text"]).strip() for link in links), "a title is never blank"
        kinds = {str(each["type"]) for each in drawn if "type" in each}
        assert kinds <= _INERT, "nothing that a blog wrote notifies anybody or is formatted"
        urls = {str(each["url"]) for each in drawn if "url" in each}
        assert all(url.startswith("https://council.example/") for url in urls)


async def test_on_teams_hostile_titles_are_runs_of_text_and_nothing_more(world: World) -> None:
    """A run of text has no markdown; what Teams reads even there is broken up."""
    for shown in await hostile_digest(world, "qz "):
        card = render_card(shown, Reader("7f6c2a10-0000-4000-8000-000000000001"))
        check_card(card)
        drawn = list(walk_card(card))
        theirs = [each for each in drawn if "qz" in str(each.get("text", ""))]
        assert len(theirs) >= 3 * 8, "title, author and excerpt of each post"
        assert {each["type"] for each in theirs} == {"TextRun"}
        assert not [each for each in theirs if "{{" in each["text"]]
        assert card["msteams"].get("entities", []) == [], "nobody is mentioned"
        urls = [str(each["url"]) for each in drawn if "url" in each]
        assert urls
        assert all(url.startswith("https://council.example/") for url in urls)
