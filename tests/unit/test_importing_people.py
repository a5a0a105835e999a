"""Rows become people and past pairs: doubled ones are one, unclear ones are named."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.importing.findings import Finding
from jobs.importing.headings import read_heading
from jobs.importing.merging import Known, Sheet, put_together
from jobs.importing.people import Person, understand
from jobs.importing.rows import read_rows
from storage.invitations import Invited
from storage.types import MemberId

TODAY = date(2026, 11, 22)
JANUARY = date(2026, 1, 1)


def read(text: str, *known: Known) -> Sheet:
    """Read a whole sheet, as the errand does."""
    head, *rows = read_rows(text.encode())
    heading, findings = read_heading(head, TODAY)
    said = understand(heading, rows, TODAY)
    sheet = put_together(said.people, known, TODAY, pairs=heading.pairs)
    return Sheet(sheet.entries, sheet.pairs, (*findings, *said.findings, *sheet.findings))


def names(sheet: Sheet) -> list[str]:
    return [entry.invited.name for entry in sheet.entries]


def met(sheet: Sheet) -> set[tuple[str, ...]]:
    called = {entry.invited.key: entry.invited.name for entry in sheet.entries}
    return {tuple(sorted((called[pair.a], called[pair.b]))) for pair in sheet.pairs}


def test_first_and_last_names_are_put_together() -> None:
    assert names(read("First name,Surname\nAde,Bello\nJo,\n")) == ["Ade Bello", "Jo"]


def test_somebody_in_two_rows_is_one_person_with_what_both_say() -> None:
    sheet = read(
        "Name,Email,Organisation,Interests\nAde Bello,,Harbour Trust,boats\n"
        "ade bello,ade@harbour.example,HARBOUR TRUST,data\n"
        "A. Bello,ADE@harbour.example,,tea\n"
    )
    (entry,) = sheet.entries
    assert entry.invited == Invited(
        "Ade Bello", "ade@harbour.example", "Harbour Trust", interests=("boats", "data", "tea")
    )
    assert [(f.row, f.why, f.other) for f in sheet.findings] == [
        (3, "the same person", 2),
        (4, "the same person", 2),
    ]


def test_two_addresses_are_two_people_of_one_name() -> None:
    sheet = read("Name,Email,Met with\nJo Park,a@x.example,\nJo Park,b@x.example,\nKim,,Jo Park\n")
    assert len(sheet.entries) == 3
    assert [(f.row, f.why) for f in sheet.findings] == [(4, "two such partners")]


def test_partners_are_found_by_name_by_address_and_among_several() -> None:
    sheet = read(
        "Name,Email,Organisation,January 2026,March 2026\n"
        "Ade Bello,ade@x.example,Harbour,Jo Park; Kim Vale,n/a\n"
        "Jo Park,jo@x.example,Eastmarsh,,Kim Vale and Lee Wren\n"
        "Kim Vale,,Northmoor,-,\nLee Wren,,Harbour,Jo <jo@x.example>,Lee Wren\n"
        "Max Hale,,Eastmarsh,Ade Bello (Harbour),yes\n"
    )
    assert met(sheet) == {
        ("Ade Bello", "Jo Park"),
        ("Ade Bello", "Kim Vale"),
        ("Jo Park", "Kim Vale"),
        ("Jo Park", "Lee Wren"),
        ("Ade Bello", "Max Hale"),
    }
    assert sheet.findings == (Finding(5, "their own partner", "Lee Wren", "March 2026"),)


def test_the_day_of_a_pair_is_its_rounds_and_without_one_it_is_today() -> None:
    sheet = read("Name,Matched with January 2026,Partner\nAde,Jo,Kim\nJo,,\nKim,,\n")
    assert [pair.met_on for pair in sheet.pairs] == [JANUARY, TODAY]


def test_rows_of_pairs_make_people_and_pairs_without_complaints_of_doubles() -> None:
    sheet = read("Person 1,Person 2,Date\nAde,Jo,1/1/2026\nAde,Kim,Feb 2026\nJo,,\n")
    assert names(sheet) == ["Ade", "Jo", "Kim"]
    assert met(sheet) == {("Ade", "Jo"), ("Ade", "Kim")}
    assert [(f.row, f.why) for f in sheet.findings] == [(4, "no name")]


def test_whoever_is_known_keeps_their_key_and_membership() -> None:
    ade = Known(Invited("Ade Bello", "ade@x.example", "Harbour"), MemberId("mem_ade"))
    jo = Known(Invited("Jo Park", "jo@x.example", "Eastmarsh"))
    sheet = read("Person A,Person B\nAde Bello,Jo Park\n", ade, jo)
    assert [(e.invited.key, e.member_id) for e in sheet.entries] == [
        ("ade@x.example", "mem_ade"),
        ("jo@x.example", None),
    ]
    assert sheet.findings == ()


def test_a_name_that_two_known_people_have_is_nobody_known() -> None:
    known = [Known(Invited("Jo Park", f"{n}@x.example"), MemberId(f"mem_{n}")) for n in "ab"]
    sheet = read("Name\nJo Park\n", *known)
    assert [entry.member_id for entry in sheet.entries] == [None]


def test_more_cells_than_headings_and_odd_addresses_are_named() -> None:
    sheet = read("Name,Email\nAde,ade at work,Harbour\nJo,Jo Park <jo@x.example>\n")
    assert [(f.row, f.why, f.text) for f in sheet.findings] == [
        (2, "more cells than headings", "Harbour"),
        (2, "an address", "ade at work"),
    ]
    assert [entry.invited.email for entry in sheet.entries] == ["", "jo@x.example"]


PEOPLE = st.builds(
    Invited,
    name=st.sampled_from(["Ade", "Jo", "Kim", "ADE"]),
    email=st.sampled_from(["", "a@x.example", "b@x.example", "A@x.example"]),
    organisation=st.sampled_from(["", "Harbour", "Eastmarsh"]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PEOPLE, max_size=12))
def test_nobody_is_invited_twice_however_the_rows_stand(rows: list[Invited]) -> None:
    people = [Person(number, who) for number, who in enumerate(rows, start=2)]
    sheet = put_together(people, (), TODAY, pairs=False)
    keys = [entry.invited.key for entry in sheet.entries]
    assert len(set(keys)) == len(keys)
    assert {who.email.casefold() for who in rows} >= {
        e.invited.email.casefold() for e in sheet.entries
    }
    assert len(sheet.entries) + len(sheet.findings) == len(rows)
