"""Drafts of notes: kept from the first submit, offered for a week, gone once they are saved."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import commands
from bot.command import Call, Commands, load
from bot.dispatch import Dispatcher
from bot.form import Answer, Values
from storage.transaction import Transaction
from tests.support.camps import drafts_of, hold_camp, notes_of, on_air
from tests.support.chat import NAMES, POLICY, Chat, World


@pytest.fixture
async def sam(world: World) -> Chat:
    """Somebody who takes notes."""
    return await world.member("Sam Okafor")


async def test_a_form_without_a_title_is_kept_as_a_draft(sam: Chat) -> None:
    await sam.say("notes new")
    assert "Give the session a title" in await sam.fill(notes="A long afternoon's work")
    (draft,) = await drafts_of(sam)
    assert draft.body["notes"] == "A long afternoon's work"


async def test_a_form_that_fails_again_changes_the_draft_that_it_has(sam: Chat) -> None:
    await sam.say("notes new")
    await sam.fill(notes="One point")
    await sam.fill(notes="One point\nAnother")
    (draft,) = await drafts_of(sam)
    assert draft.body["notes"] == "One point\nAnother"


async def test_saved_notes_drop_their_draft(sam: Chat) -> None:
    await sam.say("notes new")
    await sam.fill(notes="One point")
    assert "are saved" in await sam.fill(title="Data sharing", notes="One point")
    assert await drafts_of(sam) == []


async def test_whoever_begins_again_is_offered_what_is_unfinished(sam: Chat) -> None:
    await sam.say("notes new")
    await sam.fill(notes="One point", room="M69")
    offer = await sam.say("notes new")
    assert "You have unfinished notes: “One point”, Thursday 26 November 2026 at 10am." in offer
    assert "kept until Thursday 3 December 2026" in offer
    await sam.press("Continue")
    assert "are saved" in await sam.fill(title="Data sharing")
    ((session, note),) = (await notes_of(sam.world)).values()
    assert (session.plan.room, note.text) == ("M69", "One point")


async def test_starting_afresh_leaves_the_draft(sam: Chat) -> None:
    await sam.say("notes new")
    await sam.fill(notes="One point")
    await sam.say("notes new")
    await sam.press("Start afresh")
    await sam.fill(title="Something else", notes="Other words")
    (draft,) = await drafts_of(sam)
    assert draft.body["notes"] == "One point"
    assert list(await notes_of(sam.world)) == ["Something else"]


async def test_after_a_week_nobody_is_offered_a_draft(sam: Chat) -> None:
    await sam.say("notes new")
    await sam.fill(notes="One point")
    sam.world.now += timedelta(days=7, seconds=1)
    assert "Title of the session" in await sam.say("notes new")
    assert "You have no drafts." in await sam.say("notes drafts")


async def test_drafts_are_listed_continued_and_dropped(sam: Chat) -> None:
    for point in ("First thoughts", "Second thoughts"):
        await sam.say("notes new afresh")
        await sam.fill(notes=point)
        sam.world.now += timedelta(minutes=5)
    listed = await sam.say("notes drafts")
    assert "You have 2 drafts." in listed
    assert "1. “Second thoughts”, Thursday 26 November 2026 at 10:05am." in listed
    assert "2. “First thoughts”, Thursday 26 November 2026 at 10am." in listed
    await sam.say("notes continue 2")
    assert sam.form
    assert "First thoughts" in {getattr(one, "value", "") for one in sam.form.inputs}
    assert "gone: “First thoughts”" in await sam.say("notes drop 2")
    assert "You have one draft." in await sam.say("notes drop 7")
    assert [draft.title for draft in await drafts_of(sam)] == ["Second thoughts"]


async def test_nobody_reads_or_drops_the_draft_of_another(sam: Chat) -> None:
    await sam.say("notes new")
    await sam.fill(notes="My own words")
    await sam.say("notes new")
    bo = await sam.world.member("Bo Reed")
    bo.shown = sam.shown
    assert "no longer here" in await bo.press("Continue")
    assert "You have no drafts" in await bo.say("notes drop 1")
    assert len(await drafts_of(sam)) == 1


async def test_in_a_running_event_the_bot_asks_which_session(sam: Chat) -> None:
    world = sam.world
    await hold_camp(
        world,
        on_air("Early birds", world.now - timedelta(hours=2), number="1"),
        on_air("Data sharing", world.now, number="12", room="M70", leader="Ash Nicol"),
        on_air("Policy and delivery", world.now, number="13", room="M71"),
    )
    asked = await sam.say("notes new")
    assert "Which session is it?" in asked
    assert sam.form
    labels = [option.label for option in sam.form.inputs[0].options]  # type: ignore[union-attr]  # a choice
    assert labels == ["12. Data sharing (M70)", "13. Policy and delivery (M71)", "Another one"]
    chosen = sam.form.inputs[0].options[0].value  # type: ignore[union-attr]  # a choice
    await sam.fill(session=chosen)
    assert "are saved" in await sam.fill(notes="A point")
    ((session, _note),) = (await notes_of(world)).values()
    assert session.id == chosen
    assert session.plan.leaders == ("Ash Nicol",)
    assert session.plan.note_takers == ("Sam Okafor",)


async def test_between_two_slots_the_last_ones_are_asked_about_for_an_hour(sam: Chat) -> None:
    world = sam.world
    await hold_camp(
        world, on_air("Data sharing", world.now), on_air("Closing", world.now + timedelta(hours=6))
    )
    world.now += timedelta(minutes=60)
    assert "Which session is it?" in await sam.say("notes new")
    world.now += timedelta(minutes=60)
    assert "Title of the session" in await sam.say("notes new")


async def test_another_session_of_the_day_belongs_to_the_event(sam: Chat) -> None:
    world = sam.world
    await hold_camp(world, on_air("Data sharing", world.now))
    await sam.say("notes new")
    await sam.fill(session="own")
    await sam.fill(title="In the corridor", notes="A point")
    ((session, _note),) = (await notes_of(world)).values()
    assert session.event_id is not None


async def test_a_session_without_notes_stays_so(sam: Chat) -> None:
    world = sam.world
    (quiet,) = await hold_camp(world, on_air("What went wrong", world.now, number="7"))
    await sam.say("notes new 7")

    def hush(tx: Transaction) -> None:
        plan = tx.sessions.get(quiet, world.network.id).plan
        tx.sessions.change(quiet, world.network.id, replace(plan, consent="none"))

    await world.aside.write(hush)
    refused = await sam.fill(notes="Who said what")
    assert "asked that no notes are taken" in refused
    assert "kept as a draft until" in refused
    assert await notes_of(world) == {}
    assert len(await drafts_of(sam)) == 1
    assert "asked that no notes are taken" in await sam.say("notes new afresh 7")


async def test_notes_over_the_most_are_kept_as_a_draft(sam: Chat) -> None:
    await sam.say("notes new")
    long = {f"notes{number or ''}": "word " * 599 for number in range(21)}
    heard = sam._heard(sam.form.command, ref=sam.form.ref, values={"title": "Long", **long})  # type: ignore[union-attr]  # the form is open
    assert "we can keep 60,000" in await sam._hear(heard)
    (draft,) = await drafts_of(sam)
    assert set(long) < set(draft.body)


async def test_a_fault_of_ours_keeps_what_was_typed(sam: Chat) -> None:
    world = sam.world
    await sam.say("notes new")

    def fail(call: Call, values: Values) -> Answer:
        raise RuntimeError("a fault of ours")

    table = load(commands).all
    broken = [replace(one, submit=fail) if one.line == "notes new" else one for one in table]
    world.dispatcher = Dispatcher(
        Commands(tuple(broken)), world.aside, lambda: world.now, POLICY, NAMES
    )
    assert "We couldn't save that just now" in await sam.fill(title="Data", notes="A point")
    (draft,) = await drafts_of(sam)
    assert (draft.title, draft.body["notes"]) == ("Data", "A point")
    assert await notes_of(world) == {}
