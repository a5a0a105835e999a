"""A sheet is read as it was written: any separator, encoding and quoting that programs use."""

import csv
import io
import string
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from jobs.importing.findings import UnreadableError
from jobs.importing.headings import read_heading
from jobs.importing.past_dates import read_past_day
from jobs.importing.people import neutralise
from jobs.importing.rows import Row, decode, read_rows

TODAY = date(2026, 11, 22)
WESTERN = string.ascii_letters + string.digits + " .,;'\"\n\t£€éèüñçàöß&/()\u2013\u2019"
HEAD = ["Name", "Organisation", "Interests"]

cells = st.text(WESTERN, max_size=30).map(str.strip)
any_cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(str.strip)


def rows_of(cell: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    row = st.lists(cell, min_size=3, max_size=3).filter(any)
    return st.lists(row, min_size=1, max_size=8)


def write(rows: list[list[str]], separator: str, quoting: int, end: str) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]  # an int of csv's
    writer.writerows([HEAD, *rows])
    return out.getvalue()


separators = st.sampled_from([",", ";", "\t"])
quotings = st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
ends = st.sampled_from(["\n", "\r\n"])


@settings(max_examples=150, deadline=None)
@given(
    rows_of(any_cells),
    separators,
    quotings,
    ends,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
)
def test_what_was_written_in_unicode_is_read(
    rows: list[list[str]], separator: str, quoting: int, end: str, encoding: str
) -> None:
    text = write(rows, separator, quoting, end)
    bom = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    read = read_rows(bom + text.encode(encoding))
    assert [list(row.cells) for row in read] == [HEAD, *rows]
    assert read[0].number == 1


@settings(max_examples=100, deadline=None)
@given(rows_of(cells), separators, quotings, ends)
def test_what_was_written_by_an_old_program_is_read(
    rows: list[list[str]], separator: str, quoting: int, end: str
) -> None:
    data = write(rows, separator, quoting, end).encode("cp1252")
    with suppress(UnicodeDecodeError):
        assume(data.decode("utf-8").isascii())  # a few pairs of signs happen to be UTF-8 as well
    assert [list(row.cells) for row in read_rows(data)] == [HEAD, *rows]


@settings(max_examples=150, deadline=None)
@example(b",")
@given(st.binary(max_size=300))
def test_whatever_bytes_come_they_are_rows_or_refused(data: bytes) -> None:
    with suppress(UnreadableError):
        assert read_rows(data)[0].cells


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20))
def test_what_we_write_out_is_never_a_formula(text: str) -> None:
    written = neutralise(text)
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert written.removeprefix("'") == text.removeprefix("'")


def test_empty_rows_are_left_out_and_numbers_stay_those_of_the_sheet() -> None:
    read = read_rows(b'Name,Email\n\nAde,"a\nb"\n,,\nJo,\n')
    assert [(row.number, row.cells[0]) for row in read] == [(1, "Name"), (3, "Ade"), (5, "Jo")]


@pytest.mark.parametrize("line", ["sep=;\r\n", '"sep=;"\n'])
def test_a_first_line_that_names_the_separator_is_no_row(line: str) -> None:
    read = read_rows(f"{line}Name;Organisation\nAde, the first;Harbour, Trust\n".encode())
    assert [row.cells for row in read][1] == ("Ade, the first", "Harbour, Trust")
    assert read[0].number == 1


def test_utf_16_without_a_mark_is_recognised() -> None:
    text = "Name,Organisation\r\nAde Bello,Harbour Trust\r\nJo Park,Eastmarsh Council\r\n"
    assert decode(text.encode("utf-16-le")) == text


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_row() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_rows(b'Name,Email\nAde,x\nJo,"y\nKim,z\n')
    assert (caught.value.why, caught.value.row) == ("a quotation mark", 3)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("January 2026", date(2026, 1, 1)),
        ("Jan 26", date(2026, 1, 1)),
        ("Sept '25", date(2025, 9, 1)),
        ("2026-02-01", date(2026, 2, 1)),
        ("2026-02", date(2026, 2, 1)),
        ("01/02/2026", date(2026, 2, 1)),
        ("1.2.26", date(2026, 2, 1)),
        ("3rd March 2024", date(2024, 3, 3)),
        ("31/02/2026", None),
        ("next week", None),
        ("45321", None),
        ("1 January 1970", None),
        ("", None),
    ],
)
def test_a_day_is_read_in_the_uk_order(written: str, meant: date | None) -> None:
    assert read_past_day(written, TODAY) == meant


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        ("Full name", "name"),
        ("1. Your name", "name"),
        ("E-mail address", "email"),
        ("Emial", "email"),
        ("ORGANISATION", "organisation"),
        ("Organization:", "organisation"),
        ("Job Title", "profession"),
        ("Intrests", "interests"),
        ("Matched with (January 2026)", "partner"),
        ("January 2026", "partner"),
        ("Met in March 2026?", "partner"),
        ("Timestamp", "nothing"),
        ("Favourite biscuit", "nothing"),
        ("", "nothing"),
    ],
)
def test_a_heading_is_understood_however_it_is_written(written: str, holds: str) -> None:
    heading, _ = read_heading(Row(1, ("Name", written)), TODAY)
    assert heading.columns[1].holds == holds


def test_a_round_that_is_still_to_come_is_left_out_and_noted() -> None:
    heading, findings = read_heading(Row(1, ("Name", "Partner, January 2027")), TODAY)
    assert heading.partners() == []
    assert [finding.why for finding in findings] == ["a date to come"]
