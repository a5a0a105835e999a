"""An event's notes as files: what is in them, what never is, and how they get to who asked."""

import csv
import io
import json
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.message import File, Message
from jobs.notes import ParsedSession, Section
from jobs.sessions.note_export import Archive, Exported, as_csv, as_json, as_markdown, parse_kept
from storage.events import Event
from storage.notes import Note, NoteState
from storage.session_records import EventSession, SessionPlan
from storage.transaction import Transaction
from storage.types import EventId, NetworkId, SessionId
from tests.support.camps import hold_camp
from tests.support.chat import World

NOW = datetime(2027, 1, 16, 10, tzinfo=UTC)
TEXT = "People want examples.\nChallenge:\nLegal teams say no, see https://data.example/why"
EVENT = Event(EventId("e_1"), NetworkId("n_1"), "TeaCamp", date(2027, 1, 16), "UTC")


def plan(title: str, **more: object) -> SessionPlan:
    people = {"leaders": ("Ash Nicol",), "note_takers": ("Bo Reed",)}
    return SessionPlan(title, **{**people, **more})  # type: ignore[arg-type]  # in short


async def hold(world: World) -> list[SessionId]:
    """A camp with a posted session, one under the rule, and three that stay inside."""
    ids = await hold_camp(
        world,
        plan("Data sharing", number="1", themes=("data",)),
        plan("Candid talk", number="2", consent="chatham"),
        plan("Silent circle", number="3", consent="none"),
        plan("Still a draft", number="4"),
        plan("Taken back", number="5"),
    )
    states: tuple[NoteState, ...] = ("posted", "posted", "posted", "open", "withdrawn")

    def write(tx: Transaction) -> None:
        for one, state in zip(ids, states, strict=True):
            session = tx.sessions.get(one, world.network.id)
            words = f"{TEXT}\nSaid in {session.title}."
            tx.notes.write(session, "In short.", words, seen=0, by=None, route="page", now=NOW)
            tx.notes.become(one, state, NOW)
        tx.outcomes.add(ids[0], "A pilot began.", None, NOW)

    await world.aside.write(write)
    return ids


async def exported(world: World) -> dict[str, str]:
    """The files that come by direct message, by their endings."""
    sam = await world.member("Sam Okafor")
    assert "are on their way" in await sam.say("notes export teacamp")
    assert "files for an archive" in (await sam.told())[-1]
    message = sam.shown[-1]
    assert isinstance(message, Message)
    files = [block for block in message.blocks if isinstance(block, File)]
    return {one.name.split(".")[-1]: one.content.decode("utf-8-sig") for one in files}


async def test_what_was_posted_comes_in_three_files_by_direct_message(world: World) -> None:
    await hold(world)
    files = await exported(world)
    assert set(files) == {"md", "csv", "json"}
    for text in files.values():
        assert "Data sharing" in text
        assert "A pilot began." in text
        assert "https://data.example/why" in text


async def test_nothing_leaves_that_is_not_posted_or_should_have_no_notes(world: World) -> None:
    await hold(world)
    for text in (await exported(world)).values():
        for title in ("Silent circle", "Still a draft", "Taken back"):
            assert title not in text


async def test_under_the_chatham_house_rule_no_names_leave(world: World) -> None:
    await hold(world)
    first, second = json.loads((await exported(world))["json"])["sessions"]
    assert (first["leaders"], first["note_takers"]) == (["Ash Nicol"], ["Bo Reed"])
    assert (second["title"], second["leaders"], second["note_takers"]) == ("Candid talk", [], [])
    assert second["volunteer"] is None


async def test_json_has_the_shape_that_the_parser_writes(world: World) -> None:
    await hold(world)
    whole = json.loads((await exported(world))["json"])
    session = whole["sessions"][0]
    shape = "event session room title leaders volunteer note_takers summary themes sections links"
    assert set(shape.split()) <= set(session)
    assert session["sections"][1]["heading"] == "Challenge"
    assert session["links"] == ["https://data.example/why"]
    assert whole["rest"] is None


async def test_where_nothing_is_posted_that_is_said(world: World) -> None:
    await hold_camp(world, plan("Data sharing"))
    sam = await world.member("Sam Okafor")
    assert "nothing to export" in await sam.say("notes export")
    assert "We know no event called" in await sam.say("notes export OtherCamp")


def archive(**fields: object) -> Archive:
    told = ParsedSession(**{"title": "T", **fields})  # type: ignore[arg-type]  # in short
    return Archive(EVENT, (Exported(told, ("It went on.",), (), "https://tea.example/removal/x"),))


def test_every_file_says_how_anyone_named_asks_for_removal() -> None:
    whole = archive()
    for text in (as_markdown(whole), as_csv(whole).decode(), as_json(whole)):
        assert "https://tea.example/removal/x" in text
    assert "ask for your name or words to be taken out" in as_markdown(whole)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=30), st.sampled_from(["", " ", "=", "+", "-", "@", "\t=", "\r", "\uff1d"]))
def test_no_cell_is_a_formula_whatever_people_write(text: str, sign: str) -> None:
    whole = archive(title=sign + text, summary=sign + text, leaders=(sign + text,))
    rows = list(csv.DictReader(io.StringIO(as_csv(whole).decode("utf-8-sig"), newline="")))
    assert len(rows) == 1
    for cell in rows[0].values():
        assert not cell.lstrip().startswith(("=", "+", "-", "@"))


def test_notes_that_read_like_a_form_lose_nothing() -> None:
    text = "Room: M69\nSession: 2\nTitle: another\n# Big\nand so on"
    session = EventSession(SessionId("s_1"), NetworkId("n_1"), None, "c", SessionPlan("T"), NOW)
    note = Note(session.id, session.network_id, "posted", 1, "", text, None, NOW, NOW)
    told = parse_kept(None, session, note)
    assert told.sections == (Section("Notes", text),)
    assert (told.room, told.session) == (None, None)
