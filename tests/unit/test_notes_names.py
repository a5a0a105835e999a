"""Names are found loosely, and lines that say who said something are warned of."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.notes import FoundName, find_names, looks_attributed
from tests.support.nasty import texts
from tests.support.session_notes import invented_note, real_note

PEOPLE = ("Jo Park", "James Cattell", "Si\u00e2n O\u2019Brien", "Alan Hill (Poole)", "Sam Slack")


def test_the_real_notes_misspelt_name_is_found() -> None:
    found = find_names(real_note(), ["James Cattell", "Nick Hill", "Jo Park"])
    assert found == (
        FoundName("James Cattell", "James A Cattrell", exact=False),
        FoundName("Nick Hill", "Nick Hill", exact=True),
    )


def test_names_are_found_in_a_note_as_it_writes_them() -> None:
    found = find_names(invented_note(), ["Ruaridh MacAlister", "Tamsin Okafor", "Jo Park"])
    assert found == (
        FoundName("Ruaridh MacAlister", "Ruaridh B Macalister", exact=True),
        FoundName("Tamsin Okafor", "Tamsin Okafor", exact=True),
    )


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("ask JO PARK", "Jo Park"),
        ("jim or J Cattell", "James Cattell"),
        ("Sian O'Brien came", "Si\u00e2n O\u2019Brien"),
        ("with Al. Hill, later", None),
        ("with Ala Hill", "Alan Hill (Poole)"),
        ("up a hill", None),
        ("Jo\nPark and ride", None),
        ("Slack - a channel for all", None),
        ("the car park by Jo's house", None),
    ],
)
def test_a_name_is_given_and_family_name_close_together(text: str, person: str | None) -> None:
    assert [found.person for found in find_names(text, PEOPLE)] == ([person] if person else [])


@pytest.mark.parametrize(
    ("line", "name", "said"),
    [
        ("Jo said that money is short", "Jo", True),
        ("Jo Park (Poole) asked who pays", "Jo Park", True),
        ("- Jo: money is short", "Jo", True),
        ("according to Hill it works", "Hill", True),
        ("James A Cattrell suggested a list", "James A Cattrell", True),
        ("Mary Wren argued for more", "Mary Wren", True),
        ("A chat with Jo helped", "Jo", False),
        ("Slack is our channel", "Slack", False),
    ],
)
def test_a_line_with_a_name_is_warned_of(line: str, name: str, said: bool) -> None:
    (found,) = looks_attributed(f"Fog\n{line}\n", PEOPLE)
    assert (found.line, found.name, found.said) == (line, name, said)
    assert found.person is None or found.person in PEOPLE


@pytest.mark.parametrize(
    "line",
    ["One person said no", "Somebody asked who pays", "They said so", "a car park, up the hill"],
)
def test_a_line_that_names_nobody_is_left_alone(line: str) -> None:
    assert looks_attributed(line, PEOPLE) == ()


@settings(max_examples=150, deadline=None)
@given(texts, st.lists(texts, max_size=4))
def test_any_text_and_any_names_are_answered(text: str, people: list[str]) -> None:
    assert {found.person for found in find_names(text, people)} <= set(people)
    assert all(one.line in text for one in looks_attributed(text, people))


def test_a_thousand_people_in_a_long_note_take_no_time_to_speak_of() -> None:
    people = [f"Given{n} Family{n}" for n in range(1_000)]
    text = (invented_note() * 20)[:60_000]
    start = time.process_time()
    find_names(text, people)
    looks_attributed(text, people)
    assert time.process_time() - start < 3.0
