"""Finding notes in chat: what is typed, what comes back, and what is never shown."""

from datetime import timedelta

from bot.note_search import asked_for
from bot.reading import read_words
from jobs.sessions.finding import Asked
from storage.notes import NoteState
from storage.session_records import SessionPlan
from storage.transaction import Transaction
from storage.types import SessionId
from tests.support.camps import hold_camp
from tests.support.chat import Chat, World

REFORM = SessionPlan(
    "Practical support for public sector reformers",
    number="1",
    leaders=("James Cattell",),
    note_takers=("Nick Hill",),
    themes=("Local digital",),
)
TEXT = "People want examples.\nSharing data between councils is hard, and legal teams say no."


async def noted(
    world: World, plan: SessionPlan = REFORM, text: str = TEXT, state: NoteState = "posted"
) -> SessionId:
    """A camp's session whose notes were written by nobody in particular."""
    (session_id,) = await hold_camp(world, plan, name=f"TeaCamp {plan.number}")
    await write(world, session_id, text, state)
    return session_id


async def write(world: World, session_id: SessionId, text: str, state: NoteState) -> None:
    def keep(tx: Transaction) -> None:
        session = tx.sessions.get(session_id, world.network.id)
        tx.notes.write(session, "", text, seen=0, by=None, route="paste", now=world.now)
        tx.notes.become(session_id, state, world.now)

    await world.aside.write(keep)


async def test_notes_are_found_with_the_line_where_the_words_stand(world: World) -> None:
    await noted(world)
    sam = await world.member("Sam Okafor")
    answer = await sam.say("notes find shared data")
    assert "Practical support for public sector reformers · TeaCamp 1 · Thursday" in answer
    assert "Sharing data between councils is hard" in answer
    assert "Read it: /notes show" in answer


async def test_what_was_found_is_read_by_its_code_while_another_camp_is_on(world: World) -> None:
    await noted(world)
    sam = await world.member("Sam Okafor")
    (line,) = [one for one in (await sam.say("notes find councils")).splitlines() if "/" in one]
    world.now += timedelta(days=30)
    await hold_camp(world, SessionPlan("Baking"), name="BakeCamp")
    read = line.removeprefix("Read it: /")
    assert "legal teams say no" in await sam.say(read)
    assert "legal teams say no" in await sam.say(read.upper().replace("NOTES SHOW", "notes show"))


async def test_a_name_with_a_slip_and_a_field_in_quotation_marks_are_understood(
    world: World,
) -> None:
    await noted(world)
    sam = await world.member("Sam Okafor")
    for typed in (
        "leader:catrell",
        'leader:"james cattrell"',
        "leader: cattell data",
        "event:teacmp theme:“local digtal”",
        "refromers",
        "Cattrell",
    ):
        assert "Practical support" in await sam.say(f"notes find {typed}"), typed
    for typed in ("leader:hill", "event:othercamp", "theme:art data", "leader:catrell unicorns"):
        assert "We found no session notes" in await sam.say(f"notes find {typed}"), typed


async def test_words_that_were_mended_are_said(world: World) -> None:
    await noted(world)
    answer = await (await world.member("Sam Okafor")).say("notes find practicle suport")
    assert "Here is what we found for “practical support”." in answer


async def test_where_nothing_is_found_something_near_is_offered_to_press(world: World) -> None:
    await noted(world)
    sam = await world.member("Sam Okafor")
    answer = await sam.say("notes find james catapult")
    assert "We found no session notes for “james catapult”." in answer
    assert "Practical support" in await sam.press("Led by James Cattell")


async def test_many_are_read_a_page_at_a_time(world: World) -> None:
    for number in range(1, 8):
        await noted(world, SessionPlan(f"Talk {number}", number=str(number)), "Archives")
    sam = await world.member("Sam Okafor")
    first = await sam.say("notes find archive")
    assert "These are 1 to 5, best first." in first
    second = await sam.press("Next 5")
    titles = {f"Talk {number}" for number in range(1, 8)}
    assert sum(title in first for title in titles) == 5
    assert {title for title in titles if title in first or title in second} == titles


async def test_asked_in_a_channel_the_answer_comes_by_direct_message(world: World) -> None:
    await noted(world)
    sam = await world.member("Sam Okafor")
    assert "message to you alone" in await sam.say("notes find data leader:“cattell”", channel=True)
    assert "Sharing data between councils" in (await sam.told())[-1]


async def test_notes_that_are_not_posted_are_their_writers_alone(world: World) -> None:
    ash = await world.member("Ash Nicol")
    await ash.say("notes new")
    await ash.fill(title="Early thoughts", notes="Archives are hard")
    assert "Early thoughts" in await ash.say("notes find archives")
    other = await world.member("Bo Reed")
    assert "We found no session notes" in await other.say("notes find archives")


async def test_who_types_nothing_is_told_what_to_type(world: World) -> None:
    sam: Chat = await world.member("Sam Okafor")
    assert "Type what you look for" in await sam.say("notes find")
    await noted(world)
    assert "Practical support" in await sam.say("notes find latest")


def test_fields_are_read_wherever_they_stand() -> None:
    read = asked_for(read_words('data leader:"nick hill" “open standards” theme: AI event:'))
    assert read == Asked('data "open standards"', leader="nick hill", theme="AI")
    assert asked_for(()) is None
    assert asked_for(("http://a.example",)) == Asked("http://a.example")


async def test_what_found_nothing_is_said_in_words(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "We found no session notes led by Pugh." in await sam.say("notes find leader:Pugh")
    said = await sam.say("notes find zebra crossings leader:Pugh event:Lakes theme:zoo")
    assert (
        "We found no session notes for “zebra crossings”, led by Pugh, at Lakes, about zoo." in said
    )
