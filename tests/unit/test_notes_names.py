"""Names are found loosely, and lines that say who said something are warned of."""

import csv
import time
from pathlib import Path

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


SPEAKS = (
    "{name} thinks it is late",
    "{name} from Poole thinks so",
    "as {name} put it, no",
    "Then {name}, Poole, said no",
    "No money ({name}, Poole)",
    "No money ({name})",
    "- {name}: no",
    "Too slow \u2013 {name}, Poole",
    "a point from {name}",
    "{name}'s point was that it costs",
    "raised by {name}",
)


@pytest.mark.parametrize("line", SPEAKS)
@pytest.mark.parametrize(
    "name", ["Oscar Fenn", "Ouma Hlophe", "Ana de Souza", "Wu O\u2019Neill-Ba"]
)
def test_a_stranger_who_seems_to_speak_is_warned_of(line: str, name: str) -> None:
    found = looks_attributed(line.format(name=name), PEOPLE, STARTERS["organisations"])
    assert [(one.name, one.person, one.said) for one in found] == [(name, None, True)]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Learn from Nick Hill.", "Nick Hill"),
        ("James A Cattrell can get invites", "James A Cattrell"),
        ("Cllr. Fenn was there", "Cllr. Fenn"),
        ("Ask Dr Wu", "Dr Wu"),
    ],
)
def test_what_looks_like_a_name_is_warned_of_wherever_it_stands(line: str, name: str) -> None:
    assert [(one.name, one.said) for one in looks_attributed(line, [])] == [(name, False)]


def starters(kind: str) -> list[str]:
    path = Path(__file__).parents[2] / "storage" / "starter" / f"{kind}.csv"
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["name"] for row in rows]


STARTERS = {kind: starters(kind) for kind in ("organisations", "interests", "professions")}


@pytest.mark.parametrize("line", SPEAKS)
def test_bodies_themes_and_trades_are_nobodys_name(line: str) -> None:
    unknown = [*STARTERS["interests"], *STARTERS["professions"]]
    text = "\n".join(line.format(name=each.title()) for each in unknown)
    assert [one.name for one in looks_attributed(text, []) if " " in one.name] == []
    known = STARTERS["organisations"]
    text = "\n".join(line.format(name=each) for each in known)
    assert looks_attributed(text, [], known) == ()


@pytest.mark.parametrize(
    "phrase",
    [
        "Service Design", "Policy Lab", "Local Digital", "Power BI", "Citizens Advice",
        "Microsoft Teams", "Next Steps", "Key Points", "Great Hall", "Group Two", "New Zealand",
        "North Yorkshire", "Open Data", "User Research", "The Treasury", "Action Learning",
        "Google Docs", "Some Councils", "Local Government Association", "Policy Camp",
    ],
)  # fmt: skip
@pytest.mark.parametrize("line", SPEAKS)
def test_an_ordinary_phrase_with_capitals_is_left_alone(phrase: str, line: str) -> None:
    assert looks_attributed(line.format(name=phrase), [], ["Poole"]) == ()


def test_in_the_whole_notes_only_people_are_found() -> None:
    real = {one.name for one in looks_attributed(real_note(), [])}
    assert real == {"Gavin Freegard", "James A Cattrell", "Nick Hill"}
    invented = {one.name for one in looks_attributed(invented_note(), [])}
    assert invented == {
        "Morwenna Pascoe-Lind", "Idris Oyelaran", "Tamsin Okafor", "Ruaridh B Macalister",
    }  # fmt: skip


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
