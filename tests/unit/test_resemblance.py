"""Names that resemble each other: found while typing, asked about before a second one is added."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.resemblance import alike, rank

ROOT = Path(__file__).parents[2]


def _known() -> list[str]:
    """The starter list and the invented network, with their aliases: some 1,600 names."""
    with (ROOT / "storage/starter/organisations.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = [name for row in rows for name in (row["name"], *row["aliases"].split(";"))]
    invented = json.loads((ROOT / "bot/playground/network.json").read_text(encoding="utf-8"))
    names += [n for o in invented["organisations"] for n in (o["name"], *o["aliases"])]
    return sorted({name.strip() for name in names if name.strip()})


KNOWN = _known()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("harbur", "Harbours"),
        ("dept harbours", "Department for Harbours"),
        ("cabnet office", "Cabinet Office"),
        ("CAMDEN", "Camden Council"),
        ("borough camden", "London Borough of Camden"),
        ("welsh gov", "Welsh Government"),
        ("dwp", "DWP"),
        ("ea", "EA"),
    ],
)
def test_what_is_typed_is_found_first(typed: str, first: str) -> None:
    assert KNOWN[rank(typed, KNOWN)[0]] == first


def test_a_beginning_finds_no_strangers() -> None:
    found = [KNOWN[place] for place in rank("eastmarsh h", KNOWN)]
    assert found == ["Eastmarsh Hospitals", "Eastmarsh University Hospitals NHS Trust"]


@pytest.mark.parametrize(
    ("new", "known"),
    [
        ("Harbours Department", "Department for Harbours"),
        ("Department for Harbors", "Department for Harbours"),
        ("Home Ofice", "Home Office"),
        ("Camden", "Camden Council"),
        ("The Cabinet Office", "Cabinet Office"),
        ("Welsh Goverment", "Welsh Government"),
        ("Northmoor", "Northmoor County Council"),
    ],
)
def test_the_same_place_under_another_name_is_asked_about(new: str, known: str) -> None:
    assert known in alike(new, KNOWN)[:4]


@pytest.mark.parametrize(
    "new",
    [
        "Zebra Widgets Ltd",
        "Ministry of Magic",
        "Testshire Police",
        "City Council",
        "Acme Consulting",
        "Loxley College",
        "Saltmere Charity",
    ],
)
def test_a_stranger_is_asked_about_nobody(new: str) -> None:
    assert alike(new, KNOWN) == []


@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=8))
@settings(max_examples=80, deadline=None)
def test_any_text_is_ranked_among_any_names(query: str, names: list[str]) -> None:
    places = rank(query, names)
    assert sorted(set(places)) == sorted(places)
    assert set(places) <= set(range(len(names)))
    assert set(alike(query, names)) <= set(names)


@given(st.sampled_from(KNOWN))
@settings(max_examples=40, deadline=None)
def test_every_known_name_is_alike_to_itself_and_found_by_itself(name: str) -> None:
    assert name in alike(name, KNOWN)
    assert name in [KNOWN[place] for place in rank(name, KNOWN)[:3]]
