"""A whole note of 3,132 characters comes in by every route, and says the same by each."""

from io import BytesIO

import pytest
from docx import Document

from jobs.feeds.documents import Fetched
from jobs.feeds.trouble import UnreachableError
from jobs.notes import parse_notes
from jobs.sessions.note_taking import written_of
from storage.transaction import Transaction
from tests.support.camp_day import do_errands, grid_site
from tests.support.chat import Chat, World
from tests.support.hostile_web import answer, redirect
from tests.support.importing import Shelf, do_imports
from tests.support.session_notes import invented_note, real_note

DOC = "https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789/edit?usp=sharing"
BOX = 3_000
PLAIN = b"Session title: Data sharing\nRoom: M69\nNotes\nShare early\n"


@pytest.fixture(params=["invented", "real"])
def note(request: pytest.FixtureRequest) -> str:
    return invented_note() if request.param == "invented" else real_note()


async def kept(world: World) -> tuple[str, str, str, str]:
    """Return the newest note as it is kept: title, room, summary, text."""

    def look(tx: Transaction) -> tuple[str, str, str, str]:
        session = tx.sessions.recent(world.network.id, 1)[0]
        found = tx.notes.get(session.id, world.network.id)
        return session.title, session.plan.room, found.summary, found.text

    return await world.aside.read(look)


async def by_form(writer: Chat, note: str) -> None:
    """By hand, each thing into its own field, and the notes into as many boxes as they need."""
    (said,) = parse_notes(note).sessions
    written = written_of(said)
    await writer.say("notes new")
    await writer.fill(
        title=written.title,
        number=written.number,
        room=written.room,
        summary=written.summary,
        notes=written.text[:BOX],
        notes1=written.text[BOX:],
    )


async def by_shortcut(writer: Chat, note: str) -> None:
    """From the menu of a message: all of it comes at once, longer than a box."""
    await writer._hear(writer._heard("notes paste", values={"paste": note}))
    await writer.fill()


async def by_paste(writer: Chat, note: str) -> None:
    await writer.say("notes paste")
    await writer.fill(paste=note[:BOX], paste1=note[BOX:])
    await writer.fill()


async def by_command(writer: Chat, note: str) -> None:
    await writer.say(f"notes paste {note}")
    await writer.press("Save")


async def by_message(writer: Chat, note: str) -> None:
    await writer.say(note)
    await writer.press("Save")


async def by_file(writer: Chat, name: str, data: bytes) -> None:
    assert "We have it" in await writer.drop(("F1", name, str(len(data))))
    await do_imports(writer.world, Shelf({"F1": data}))
    (told,) = await writer.told()
    assert f"We have read “{name}”: 1 session." in told
    await writer.press("See what we understood")
    await writer.fill()


async def by_text_file(writer: Chat, note: str) -> None:
    await by_file(writer, "notes.txt", note.encode("utf-16"))


async def by_markdown(writer: Chat, note: str) -> None:
    await by_file(writer, "notes.md", note.encode())


async def by_word(writer: Chat, note: str) -> None:
    document, file = Document(), BytesIO()
    for line in note.splitlines():
        document.add_paragraph(line)
    document.save(file)
    await by_file(writer, "Session 1.docx", file.getvalue())


async def by_google(writer: Chat, note: str) -> None:
    async def fetch(url: str) -> Fetched:
        assert url.endswith("/export?format=txt"), url
        body = note.encode("utf-8-sig")
        return Fetched(url, 200, {"content-type": "text/plain"}, body, (), len(body))

    assert "We have it" in await writer.say(DOC)
    await do_imports(writer.world, Shelf(), fetch=fetch)
    await writer.told()
    await writer.press("See what we understood")
    await writer.fill()


ROUTES = [
    by_form,
    by_shortcut,
    by_paste,
    by_command,
    by_message,
    by_text_file,
    by_markdown,
    by_word,
    by_google,
]


@pytest.mark.parametrize("route", ROUTES)
async def test_the_whole_note_comes_in(world: World, note: str, route: object) -> None:
    writer = await world.member("Sam Okafor")
    await by_paste(writer, note)
    expected = await kept(world)
    assert len(" ".join(expected)) > 2_000
    assert callable(route)
    await route(writer, note)
    title, room, summary, text = await kept(world)
    assert (title, room, summary) == expected[:3]
    assert text.split() == expected[3].split()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("notes.docm", "It holds macros, so we did not open it."),
        ("notes.pdf", "We read text files, Markdown and Word's .docx."),
    ],
)
async def test_a_file_of_another_kind_in_the_form_says_what_to_do(
    world: World, name: str, sentence: str
) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("notes file")
    assert sentence in await sam.fill(file=("F1", name, "100"))


async def test_a_damaged_document_is_told_and_nothing_is_kept(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await sam.drop(("F1", "notes.docx", "20"))
    await do_imports(world, Shelf({"F1": b"PK\x03\x04 cut off"}))
    (told,) = await sam.told()
    assert "We could not read “notes.docx”." in told
    assert "It seems to be damaged." in told
    assert "/notes paste" in told


async def test_a_document_that_is_not_public_says_how_to_share_it(world: World) -> None:
    async def fetch(url: str) -> Fetched:
        sign_in = "https://accounts.google.com/v3/signin/identifier"
        return Fetched(sign_in, 200, {"content-type": "text/html"}, b"<html>", (), 6)

    sam = await world.member("Sam Okafor")
    await sam.say(f"notes file {DOC}")
    await do_imports(world, Shelf(), fetch=fetch)
    (told,) = await sam.told()
    assert "“Anyone with the link”" in told


async def test_an_address_inside_or_nowhere_is_answered_alike(world: World) -> None:
    async def fetch(_url: str) -> Fetched:
        raise UnreachableError("not found")

    sam = await world.member("Sam Okafor")
    assert "A web address begins with https://" in await sam.say("notes file notes.txt")
    await sam.say("notes file https://nowhere.example/notes.txt")
    await do_imports(world, Shelf(), fetch=fetch)
    (told,) = await sam.told()
    assert "We found no public website at that address." in told


async def test_a_link_is_followed_through_the_guard_alone(world: World) -> None:
    sam = await world.member("Sam Okafor")
    routes = {"/in": redirect("http://169.254.169.254/latest"), "/notes.txt": answer(200, PLAIN)}
    async with grid_site(dict(routes)) as (web, fetcher):
        for url in (web.url("/in"), "http://127.0.0.1:1/notes.txt", "http://nowhere.invalid/x"):
            await sam.say(f"notes file {url}")
            await do_errands(world, fetcher=fetcher)
            (told,) = await sam.told()
            assert "We found no public website at that address." in told
            assert "169" not in told
        await sam.say(f"notes file {web.url('/notes.txt')}")
        await do_errands(world, fetcher=fetcher)
        assert "1 session." in (await sam.told())[-1]


async def test_what_somebody_gave_is_shown_to_nobody_else(world: World) -> None:
    sam, bo = await world.member("Sam Okafor"), await world.member("Bo Reed")
    await sam.drop(("F1", "notes.txt", "90"))
    await do_imports(world, Shelf({"F1": invented_note().encode()}))
    await sam.told()
    button = sam.find_button("See what we understood")
    bo.shown.extend(sam.shown)
    assert "out of date" in await bo.press(button.label)


async def test_several_files_at_once_are_read_one_by_one(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await sam.drop(("F1", "a.txt", "90"), ("F2", "b.md", "90"), text="Our notes of the day")
    await do_imports(
        world, Shelf({"F1": b"Title: One\nNotes\n- x", "F2": b"Title: Two\nNotes\n- y"})
    )
    told = " ".join(await sam.told())
    assert "“a.txt”" in told
    assert "“b.md”" in told


async def test_ordinary_words_are_not_taken_for_notes(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "We don't know the words" in await sam.say("Dear bot,\nI had a good day.\nYours, Sam")
