"""`teapoint notes parse` as people type it: JSON in the agreed shape, or one plain line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from tests.support.session_notes import INVENTED_FILE

FIELDS = (
    "event",
    "session",
    "room",
    "title",
    "leaders",
    "volunteer",
    "note_takers",
    "summary",
    "themes",
    "sections",
    "links",
)


def parse(*words: str) -> Result:
    return CliRunner().invoke(main, ["notes", "parse", *words])


def test_json_has_the_agreed_shape() -> None:
    result = parse(str(INVENTED_FILE), "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert tuple(told) == ("sessions", "rest")
    (session,) = told["sessions"]
    assert tuple(session) == FIELDS
    assert session["volunteer"] is None
    assert session["leaders"] == ["Morwenna Pascoe-Lind"]
    assert session["themes"] == []
    assert [tuple(section) for section in session["sections"]] == [("heading", "text")] * 3
    assert told["rest"] is None


def test_what_is_understood_is_said_in_the_templates_words() -> None:
    result = parse(str(INVENTED_FILE))
    assert result.exit_code == 0
    assert "Session leader : Morwenna Pascoe-Lind\n" in result.stdout
    assert result.stdout.endswith("Weather!\n")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "windows-1252"])
def test_a_file_is_read_in_the_encodings_that_programs_write(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "notes.txt"
    title = "\u201cCaf\u00e9 talk\u201d \u2013 the people\u2019s own"
    file.write_bytes(f"Room: M2\r\nTitle: {title}\r\nNotes\r\nx\r\n".encode(encoding))
    (session,) = json.loads(parse(str(file), "--json").stdout)["sessions"]
    assert session["title"] == title


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_two_bytes_to_a_letter_are_seen_without_a_mark(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes("Room: M2\nTitle: What tides teach\nNotes\nfog\n".encode(encoding))
    (session,) = json.loads(parse(str(file), "--json").stdout)["sessions"]
    assert session["title"] == "What tides teach"


@pytest.mark.parametrize("data", [b"", b"\0\xff\xfe\x80", b"\xff\xfe\x00\xd8", b"Room: \xf0\x9f"])
def test_any_bytes_are_fields_or_the_rest(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(data)
    result = parse(str(file), "--json")
    assert result.exit_code == 0
    assert set(json.loads(result.stdout)) == {"sessions", "rest"}


def test_a_file_that_is_no_notes_is_refused_in_one_line(tmp_path: Path) -> None:
    word, large = tmp_path / "notes.docx", tmp_path / "large.txt"
    word.write_bytes(b"PK\x03\x04 and more")
    large.write_bytes(b"a" * 2_000_001)
    for file, said in ((word, "not a text file"), (large, "2 MB"), (tmp_path / "none", "No such")):
        result = parse(str(file))
        assert result.exit_code == 1
        assert said in result.stderr
        assert result.stderr.count("\n") == 1
