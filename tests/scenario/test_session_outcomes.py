"""What came of sessions: told once, read with the notes, and actions that nobody keeps silently."""

from datetime import timedelta

import pytest

from bot.message import plain_text
from storage.actions import Action
from storage.transaction import Transaction
from tests.support.carrying import DAY, TITLE, let_pass, one_camp, queued, session, write_notes
from tests.support.chat import Chat, World

WITH_ACTIONS = (
    "We talked.\n\n"
    "Action: Jo Park to write to the museums by 12 March\n"
    "Action: find a room for the next meeting"
)


async def _camp(world: World, text: str = "We talked.") -> tuple[Chat, Chat]:
    """Sam takes notes of a session, and Ade is interested."""
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    (first,) = await one_camp(world)
    await write_notes(world, sam, first, text)
    await ade.say("notes interested 1")
    return sam, ade


async def _actions(world: World) -> list[Action]:
    def read(tx: Transaction) -> list[Action]:
        return tx.actions.of_sessions([one.id for one in tx.sessions.recent(world.network.id)])

    return await world.aside.read(read)


async def _post(world: World) -> str:
    """Return the post in the channel as it would be worded now."""

    def read(tx: Transaction) -> str:
        found = [one for one in tx.deliveries.waiting(1000) if one.place_id == world.channel.id]
        said = world.word(tx, found[0])
        assert said
        return plain_text(said)

    return await world.aside.read(read)


# Outcomes


async def test_an_outcome_is_read_with_the_notes_and_told_once_to_the_interested(
    world: World,
) -> None:
    sam, ade = await _camp(world)
    await sam.say("notes interested 1")
    said = await sam.say("notes outcome 1 Three councils share one form now.")
    assert said.startswith(f"Thank you. That is kept with the notes of “{TITLE}”.")
    assert "It is added to the posts" in said
    await sam.say("notes outcome 1 Three councils share one form now.")
    (told,) = await ade.told()
    assert told == (
        "What happened next\n"
        f"You were interested in “{TITLE}”. This came of it:\n"
        "Three councils share one form now."
    )
    assert await _post(world) == (
        f"{TITLE}\n"
        "TeaCamp · Session 1 · Thursday 26 November 2026 at 10am\n"
        "We talked.\n"
        "What happened next\n"
        "• Three councils share one form now."
    )
    for line in ("notes outcomes", "notes outcomes TeaCamp"):
        assert f"• {TITLE}: Three councils share one form now." in await ade.say(line)
    assert await sam.told() == [], "whoever tells it knows it"


@pytest.mark.parametrize("called", ["1", "practical", "Practical support", TITLE])
async def test_a_title_of_several_words_is_not_taken_for_what_happened(
    world: World, called: str
) -> None:
    sam, _ade = await _camp(world)
    await sam.say(f"notes outcome {called} We share one form now.")
    assert f"{TITLE}: We share one form now." in await sam.say("notes outcomes")


async def test_an_outcome_is_told_in_a_form(world: World) -> None:
    sam, ade = await _camp(world)
    await sam.say("notes volunteer 1")
    await sam.say("notes done 1")
    await sam.press("Say what happened next")
    assert "Write what happened" in await sam.fill(text="   ")
    assert "kept with the notes" in await sam.fill(text="A group meets on Tuesdays.")
    assert "A group meets on Tuesdays." in (await ade.told())[0]


async def test_nobody_hears_of_a_session_any_more_who_said_so(world: World) -> None:
    sam, ade = await _camp(world)
    assert f"You won't hear of “{TITLE}” any more." in await ade.say("notes not interested 1")
    assert "Nothing has changed" in await ade.say("notes not interested 1")
    await sam.say("notes outcome 1 A pilot began.")
    assert await ade.told() == []
    assert "You'll hear what comes" in await ade.say("notes interested 1")
    assert await ade.told() == []


async def test_an_outcome_waits_for_the_morning(world: World) -> None:
    sam, _ade = await _camp(world)
    world.now = world.now.replace(hour=22)
    await sam.say("notes outcome 1 A pilot began.")

    def ready(tx: Transaction, hour: int) -> int:
        later = world.now.replace(day=27, hour=hour)
        claimed = tx.outbox.claim("ready", later, timedelta(minutes=1), 10)
        return len([one for one in claimed if one.delivery.account_id])

    assert await world.aside.write(lambda tx: ready(tx, 8)) == 0
    assert await world.aside.write(lambda tx: ready(tx, 9)) == 1


# Actions


async def test_actions_in_notes_are_kept_only_after_a_press(world: World) -> None:
    sam, _ade = await _camp(world, WITH_ACTIONS)
    (told,) = await sam.told()
    assert told.startswith(f"Are these actions?\nWe found these in your notes of “{TITLE}”.")
    assert "by Friday 12 March 2027" in told
    assert await _actions(world) == []
    said = await sam.press("Keep as actions")
    assert said.startswith(f"2 actions of “{TITLE}” are kept.")
    assert "There is nothing new to keep" in await sam.say("notes action keep 1")
    kept = await _actions(world)
    assert [one.plan.owner for one in kept] == ["Jo Park", ""]
    assert {one.plan.owner_id for one in kept} == {None}, "nobody is bound by another's notes"


async def test_notes_without_actions_ask_nothing(world: World) -> None:
    sam, _ade = await _camp(world)
    assert await sam.told() == []


async def test_an_action_is_added_listed_and_done(world: World) -> None:
    sam, ade = await _camp(world)
    said = await ade.say("notes action 1 Write to the museums by 12 March")
    assert f"That is kept as an action of “{TITLE}”:" in said
    assert "has this action already" in await ade.say(
        "notes action 1 Write to the museums by 12 March"
    )
    (kept,) = await _actions(world)
    assert kept.plan.owner_id == (await ade.find_member()).id
    assert str(kept.plan.due_on) == "2027-03-12"
    await sam.say("notes action 1")
    assert "kept as an action" in await sam.fill(
        text="Find a room", owner="Jo Park", due="2026-12-01"
    )
    listed = await sam.say("notes actions 1")
    assert "• 1. Write to the museums by 12 March · Ade Bello · by Friday 12 March 2027" in listed
    assert "• 2. Find a room · Jo Park · by Tuesday 1 December 2026" in listed
    assert "Done: Find a room" in await ade.say("notes action done 1 2")
    assert "Done: Write to the museums by 12 March" in await ade.say("notes action done 1")
    assert "no open action with that number" in await ade.say("notes action done 1 7")


async def test_one_of_several_actions_is_chosen(world: World) -> None:
    sam, _ade = await _camp(world, WITH_ACTIONS)
    await sam.say("notes action keep 1")
    await sam.say("notes action done 1")
    second = (await _actions(world))[1]
    assert "Done: find a room for the next meeting" in await sam.fill(which=second.id)


async def test_an_erased_owner_leaves_an_action_without_a_name(world: World) -> None:
    _sam, ade = await _camp(world)
    await ade.say("notes action 1 Write to the museums")
    await ade.say("forget me now")
    (kept,) = await _actions(world)
    assert (kept.plan.owner, kept.plan.owner_id) == ("", None)


# Links


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://localhost/x", "https://user@blog.gov.uk/", "blog"]
)
async def test_only_public_addresses_are_attached(world: World, url: str) -> None:
    sam, _ade = await _camp(world)
    said = await sam.say(f"notes link 1 {url}")
    assert "isn't a web address that everybody can follow. Nothing has changed." in said


async def test_a_write_up_stands_with_the_notes(world: World) -> None:
    sam, ade = await _camp(world)
    await sam.say("notes link 1 <https://blog.gov.uk/reform> What reformers need")
    assert "Written up: What reformers need" in await _post(world)
    assert "stands with the notes" in await ade.say("notes link 1 https://blog.gov.uk/reform")
    assert "already. Nothing has changed." in await ade.say(
        "notes link 1 https://blog.gov.uk/reform"
    )


# The volunteer in the notes


async def test_whom_the_notes_name_is_asked_and_never_taken_for_granted(world: World) -> None:
    sam, ade = await _camp(world)
    first = await world.aside.read(lambda tx: tx.sessions.recent(world.network.id)[0])

    def name(tx: Transaction) -> None:
        tx.carrying.name_volunteer(first, "ade bello", world.now)

    await world.aside.write(name)
    assert "by Ade Bello" not in await sam.say("notes open")
    await let_pass(world, world.now + 4 * DAY)
    assert len(await queued(world, "CarryAsked")) == 1
    assert (await session(world, first.id)).asked_at
    (told,) = await ade.told()
    assert "Would you carry this on?" in told, "and not in a second message, as an interested one"
    assert len(await queued(world, "WhoCarriesOn")) == 1
