"""Notes pasted or typed as they are: understood, corrected in one list, and saved at once."""

from datetime import timedelta

import pytest

from tests.support.camps import drafts_of, hold_camp, notes_of, on_air
from tests.support.chat import Chat, World
from tests.support.session_notes import invented_note, real_note

SMALL = """Session: 4
Session title: Data sharing
Session leader: Ash Nicol
Notes
Share early
Share often
"""

THREE = """UKGovCamp

Session: 1
Room: M69
Session title: Data sharing
Session leader: Ash Nicol
Notes
Share early

Session: 2
Room: M70
Notes
A point without a title

Session: 3
Session title: Policy and delivery
Notes
Talk to each other
Summary
We should talk
"""


@pytest.fixture
async def sam(world: World) -> Chat:
    """Somebody who has notes elsewhere."""
    return await world.member("Sam Okafor")


async def paste(chat: Chat, text: str) -> str:
    """Paste a text into the boxes of the form, as much into each as it holds."""
    await chat.say("notes paste")
    boxes = [text[at : at + 3_000] for at in range(0, len(text), 3_000)]
    return await chat.fill(**{f"paste{at or ''}": box for at, box in enumerate(boxes)})  # type: ignore[arg-type]  # inputs only


def filled(chat: Chat) -> dict[str, object]:
    """Return what the open form shows, by input name."""
    assert chat.form
    return {one.name: getattr(one, "value", None) for one in chat.form.inputs}


async def test_the_real_note_is_pasted_corrected_and_saved(sam: Chat) -> None:
    shown = await paste(sam, real_note())
    assert "Not found: who carries it on and themes." in shown
    assert filled(sam)["title"] == "Practical support for Public sector reformers"
    assert filled(sam)["room"] == "M69"
    assert "are saved" in await sam.fill(volunteer="Kit Marlow")
    ((session, note),) = (await notes_of(sam.world)).values()
    assert session.plan.number == "1"
    assert session.plan.leaders == ("Gavin Freegard",)
    assert session.plan.note_takers == ("Sarah Slack",)
    assert "Therapy to support people!" in note.text
    assert "https://medium.com/kinship-works/" in note.text
    assert "Knowledge sharing is critical" in note.summary


async def test_every_line_of_a_pasted_note_is_somewhere(sam: Chat) -> None:
    text = invented_note()
    assert len(text) > 3_000
    await paste(sam, text)
    await sam.fill()
    ((session, note),) = (await notes_of(sam.world)).values()
    everything = f"{session.plan} {note.summary} {note.text}"
    lost = {word for word in text.split() if word.strip("<>()[]#:*") not in everything}
    template = (
        "Session Volunteer Notes Summary to continue conversation after leader title taken by"
    )
    assert {word for word in lost if word.isalpha()} <= set(template.split())


async def test_typed_notes_are_understood_and_saved_by_a_press(sam: Chat) -> None:
    shown = await sam.say(f"notes paste {SMALL}")
    assert "Title: Data sharing" in shown
    assert "Notes: 2 lines" in shown
    assert sam.buttons() == ["Save", "Correct first"]
    assert "Your notes of “Data sharing” are saved." in await sam.press("Save")
    ((session, note),) = (await notes_of(sam.world)).values()
    assert note.text == "Share early\nShare often"
    assert session.plan.leaders == ("Ash Nicol",)
    assert await drafts_of(sam) == []


async def test_a_paste_that_is_closed_again_is_a_draft(sam: Chat) -> None:
    await paste(sam, SMALL)
    (draft,) = await drafts_of(sam)
    assert draft.title == "Data sharing"
    assert draft.route == "paste"


async def test_lines_that_have_no_place_are_shown_and_kept(sam: Chat) -> None:
    shown = await paste(sam, "Hi all, here they are, more to come\n\n" + SMALL)
    assert "We could not place one line." in shown
    assert filled(sam)["rest"] == "Hi all, here they are, more to come"
    await sam.fill()
    ((_session, note),) = (await notes_of(sam.world)).values()
    assert note.text.endswith("Share often\n\nHi all, here they are, more to come")


async def test_an_event_that_we_do_not_know_is_said_once_and_kept(sam: Chat) -> None:
    shown = await paste(sam, "TideCamp\n" + SMALL)
    assert "It names the event “TideCamp”, which we don't know." in shown
    assert "We could not place" not in shown
    assert filled(sam)["rest"] == "Event: TideCamp"
    shown = await paste(sam, "TideCamp\n" + SMALL + "\n\nSession: 9\nTitle: Cups\nNotes\nOne")
    assert "We could not place" not in await sam.say("notes correct 2")
    said = await sam.say(SMALL.replace("Data sharing", "Baking") + "\nEvent: TideCamp")
    assert "We could not place" not in said


async def test_plain_words_become_notes_that_want_a_title(sam: Chat) -> None:
    shown = await paste(sam, "just a few thoughts about parking")
    assert "It has no title. Give it one, so that people can find it." in shown
    assert filled(sam)["notes"] == "just a few thoughts about parking"
    assert "Give the session a title" in await sam.fill()
    assert "are saved" in await sam.fill(title="Parking")
    assert await drafts_of(sam) == []


async def test_several_sessions_are_one_list_and_saved_at_once(sam: Chat) -> None:
    shown = await paste(sam, THREE)
    assert "We found 3 sessions. Nothing is saved yet." in shown
    assert "• 1. “Data sharing” (session 1, room M69, led by Ash Nicol)." in shown
    assert "• 2. No title (session 2, room M70). Not found: who led it" in shown
    assert shown.count("They name the event “UKGovCamp”, which we don't know.") == 1
    assert sam.buttons() == ["Save 2 of 3", "Correct number 2"]
    assert len(await drafts_of(sam)) == 3
    saved = await sam.press("Save 2")
    assert "The notes of 2 sessions are saved." in saved
    assert "One needs another look:" in saved
    await sam.press("Correct number 2")
    assert "are saved" in await sam.fill(title="Unnamed no more")
    titles = set(await notes_of(sam.world))
    assert titles == {"Data sharing", "Policy and delivery", "Unnamed no more"}
    assert await drafts_of(sam) == []


async def test_one_of_several_is_corrected_by_its_number(sam: Chat) -> None:
    await paste(sam, THREE)
    await sam.say("notes correct 2")
    assert filled(sam)["notes"] == "A point without a title"
    shown = await sam.fill(title="The second")
    assert "• 2. “The second” (session 2, room M70)." in shown
    assert await notes_of(sam.world) == {}
    assert "The notes of 3 sessions are saved." in await sam.say("notes save all")
    assert "no pasted notes" in await sam.say("notes save")


async def test_notes_of_a_session_of_today_become_its_notes(sam: Chat) -> None:
    world = sam.world
    (known, _other) = await hold_camp(
        world,
        on_air("Data sharing across councils", world.now, number="4", room="M70", leader="Bo Reed"),
        on_air("Policy", world.now, number="5"),
    )
    shown = await paste(sam, SMALL.replace("Ash Nicol", ""))
    assert "It seems to be “Data sharing across councils” of the grid." in shown
    assert filled(sam)["session"] == known
    assert filled(sam)["leaders"] == "Bo Reed"
    await sam.fill()
    ((session, _note),) = (await notes_of(world)).values()
    assert session.id == known
    assert session.plan.room == "M70"


async def test_notes_can_be_said_to_be_of_another_session(sam: Chat) -> None:
    world = sam.world
    (known,) = await hold_camp(world, on_air("Data sharing", world.now, number="4"))
    await paste(sam, SMALL)
    await sam.fill(session="own")
    ((session, _note),) = (await notes_of(world)).values()
    assert session.id != known
    assert session.event_id is not None


async def test_weeks_later_the_event_is_found_by_its_name(sam: Chat) -> None:
    world = sam.world
    (known,) = await hold_camp(world, on_air("Data sharing", world.now), name="UKGovCamp 2026")
    world.now += timedelta(days=21)
    await paste(sam, "ukgovcamp\n" + SMALL)
    assert filled(sam)["session"] == known


async def test_a_session_that_has_notes_already_is_not_written_over(sam: Chat) -> None:
    world = sam.world
    await hold_camp(world, on_air("Data sharing", world.now, number="1"))
    bo = await world.member("Bo Reed")
    await bo.say("notes new 1")
    await bo.fill(notes="What Bo heard")
    shown = await paste(sam, THREE.replace("UKGovCamp", "TeaCamp"))
    assert "There are notes of it already: you'll see both and choose." in shown
    await sam.say("notes correct 2")
    await sam.fill(title="The second")
    assert "One needs another look:" in await sam.press("Save 2 of 3")
    assert "Bo Reed has written notes of “Data sharing” already." in await sam.say("notes save")
    await sam.press("Keep both")
    note = (await notes_of(world))["Data sharing"][1]
    assert note.text == "What Bo heard\nShare early"


async def test_a_mentioned_person_is_called_by_name(sam: Chat) -> None:
    bo = await sam.world.member("Bo Reed")
    mention = f"slack:{bo.key.authority}:{bo.key.user}"
    await sam.say(f"notes paste Session title: Data\nNotes\n{mention} knows who to ask")
    await sam.press("Save")
    assert (await notes_of(sam.world))["Data"][1].text == "Bo Reed knows who to ask"


async def test_nothing_and_far_too_much_are_refused_kindly(sam: Chat) -> None:
    assert "Paste or type the notes here." in await paste(sam, "")
    many = "\n".join(f"Session: {n}\nSession title: S{n}\nNotes\nx\n" for n in range(1, 80))
    assert "we take 60 at once" in await paste(sam, many)
    assert await drafts_of(sam) == []


async def test_hostile_words_stay_words(sam: Chat) -> None:
    hidden = "Notes\n<!channel> \u202eevil\u202c <https://a.example|gov.uk>\n"
    await sam.say(f"notes paste Session title: <@U1> *bold\n{hidden}")
    await sam.press("Save")
    ((session, note),) = (await notes_of(sam.world)).values()
    assert session.title == "<@U1> *bold"
    assert "\u202e" not in note.text
