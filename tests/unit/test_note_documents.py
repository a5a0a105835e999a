"""Documents that people drop: what is read of them, and what is refused before it is opened."""

from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from jobs.notes import parse_notes
from jobs.notes.documents import MOST_UNPACKED, UnreadableNotesError, read_document


def word_file(*lines: str, heading: str = "", bullets: tuple[str, ...] = ()) -> bytes:
    document = Document()
    if heading:
        document.add_heading(heading, 1)
    for line in lines:
        document.add_paragraph(line)
    for line in bullets:
        document.add_paragraph(line, style="List Bullet")
    return saved(document)


def saved(document: object) -> bytes:
    file = BytesIO()
    document.save(file)  # type: ignore[attr-defined]  # python-docx's factory has no public type
    return file.getvalue()


def repacked(data: bytes, **more: bytes) -> bytes:
    """The same .docx with more parts in its zip."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(file, "w", ZIP_DEFLATED) as after:
        for part in before.infolist():
            after.writestr(part, before.read(part))
        for name, content in more.items():
            after.writestr(f"word/{name}.bin", content)
    return file.getvalue()


LETTER = word_file("Room: M69", "Session leader: Ash Nicol", bullets=("One", "Two"))


def why(name: str, data: bytes) -> str:
    with pytest.raises(UnreadableNotesError) as refused:
        read_document(name, data)
    return refused.value.why


def test_a_word_document_is_read_with_its_headings_and_lists() -> None:
    data = word_file(
        "Room: M69", "Session leader: Ash Nicol", heading="Data sharing", bullets=("One", "Two")
    )
    (session,) = parse_notes(read_document("notes.docx", data)).sessions
    assert (session.title, session.room, session.leaders) == (
        "Data sharing",
        "M69",
        ("Ash Nicol",),
    )
    assert "- One\n- Two" in session.sections[0].text


def test_links_in_word_keep_their_address() -> None:
    document = Document()
    paragraph = document.add_paragraph("See ")
    address = "https://blog.example/1"
    reference = document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link, run, words = (OxmlElement(name) for name in ("w:hyperlink", "w:r", "w:t"))
    link.set(qn("r:id"), reference)
    words.text = "the post"
    run.append(words)
    link.append(run)
    paragraph._p.append(link)
    assert "See [the post](https://blog.example/1)" in read_document("a.docx", saved(document))


def test_tables_in_word_are_rows() -> None:
    document = Document()
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Room", "M69"
    assert "| Room | M69 |" in read_document("a.docx", saved(document))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_text_files_of_every_usual_encoding_are_read(encoding: str) -> None:
    text = "Session title: Caf\u00e9 culture\nNotes\nOne \u2013 two \u2018three\u2019\n" * 3
    assert "Caf\u00e9 culture" in read_document("notes.txt", text.encode(encoding))


def test_macros_are_refused_by_name_and_by_content() -> None:
    assert why("notes.docm", b"PK\x03\x04") == "macros"
    assert why("notes.docx", repacked(word_file("Hello"), vbaProject=b"x")) == "macros"


def test_a_document_that_says_it_has_macros_is_refused_whatever_its_parts_are_called() -> None:
    file, kind = BytesIO(), b"application/vnd.ms-word.document.macroEnabled.main+xml"
    with ZipFile(BytesIO(word_file("Hello"))) as before, ZipFile(file, "w") as after:
        for part in before.infolist():
            plain = (
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            )
            after.writestr(part, before.read(part).replace(plain, kind))
    assert why("notes.docx", file.getvalue()) == "macros"


def test_what_would_unpack_to_too_much_is_never_unpacked() -> None:
    bomb = repacked(word_file("Hello"), filler=b"\0" * (MOST_UNPACKED + 1))
    assert len(bomb) < 200_000
    assert why("notes.docx", bomb) == "unpacks too large"


def test_whatever_else_cannot_be_read_says_why() -> None:
    assert why("notes.pdf", b"%PDF-1.7") == "kind"
    assert why("notes.txt", b"PK\x03\x04 a renamed zip") == "kind"
    assert why("notes.docx", b"\xd0\xcf\x11\xe0 a password") == "locked"
    assert why("notes.docx", b"PK\x03\x04 cut off") == "damaged"
    assert why("notes.md", b" \n\n ") == "empty"
    assert why("notes.txt", b"a" * 2_000_001) == "too large"


@given(st.binary(max_size=2_000), st.sampled_from(["txt", "md", "docx", "docm", "png", ""]))
def test_any_bytes_are_read_or_refused(data: bytes, extension: str) -> None:
    try:
        text = read_document(f"notes.{extension}", data)
    except UnreadableNotesError:
        return
    assert text.strip()


@given(st.lists(st.tuples(st.integers(0, 1_000_000), st.integers(0, 255)), min_size=1, max_size=3))
def test_a_word_document_that_came_through_damaged_is_read_or_refused(
    slips: list[tuple[int, int]],
) -> None:
    data = bytearray(LETTER)
    for place, value in slips:
        data[place % len(data)] = value
    with suppress(UnreadableNotesError):
        assert read_document("notes.docx", bytes(data)).strip()
