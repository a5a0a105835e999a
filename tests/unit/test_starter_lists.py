"""The starter lists in the package: real public bodies, interests and professions, each once."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from jobs.organisations.domain_names import may_prove, read_domain

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "storage" / "starter"
INVENTED = ROOT / "bot" / "playground"
SECTORS = {"central", "local", "NHS", "police", "fire", "arm's-length", "devolved"}
REGIONS = {
    "East Midlands", "East of England", "London", "North East", "North West", "Northern Ireland",
    "Scotland", "South East", "South West", "Wales", "West Midlands", "Yorkshire and the Humber",
    "UK-wide",
}  # fmt: skip
NATIONS = {"Scotland", "Wales", "Northern Ireland"}
DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,6}")
LISTS = {
    "organisations": ["name", "sector", "region", "aliases", "domains"],
    "interests": ["name", "synonyms"],
    "professions": ["name"],
}


def rows(name: str) -> list[dict[str, str]]:
    with (STARTER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts(cell: str) -> list[str]:
    return cell.split(";") if cell else []


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def repeated(texts: Iterable[str]) -> list[str]:
    return [text for text, count in Counter(map(fold, texts)).items() if count > 1]


@pytest.mark.parametrize(("name", "columns"), LISTS.items())
def test_every_row_has_the_columns_and_no_stray_spaces(name: str, columns: list[str]) -> None:
    for row in rows(name):
        assert list(row) == columns
        for cell in row.values():
            assert all(part and part == part.strip() for part in parts(cell))
            assert unicodedata.is_normalized("NFC", cell)
            assert "  " not in cell


def test_every_name_and_alias_of_an_organisation_means_one_organisation() -> None:
    names = [
        text for row in rows("organisations") for text in [row["name"], *parts(row["aliases"])]
    ]
    assert repeated(names) == []


def test_every_interest_and_synonym_means_one_interest() -> None:
    names = [text for row in rows("interests") for text in [row["name"], *parts(row["synonyms"])]]
    assert repeated(names) == []


def test_every_profession_is_listed_once() -> None:
    names = [row["name"] for row in rows("professions")]
    assert repeated(names) == []
    assert names == sorted(names, key=str.casefold)


def test_sectors_and_regions_are_known_and_all_are_used() -> None:
    found = rows("organisations")
    assert {row["sector"] for row in found} == SECTORS
    assert {row["region"] for row in found} == REGIONS


def test_domains_look_like_domains_and_each_is_one_organisations() -> None:
    domains = [domain for row in rows("organisations") for domain in parts(row["domains"])]
    assert all(DOMAIN.fullmatch(domain) for domain in domains)
    assert repeated(domains) == []


def test_every_domain_is_written_as_it_is_read_and_can_be_one_organisations() -> None:
    domains = {domain for row in rows("organisations") for domain in parts(row["domains"])}
    assert [domain for domain in domains if read_domain(domain) != domain] == []
    assert [domain for domain in domains if not may_prove(domain)] == []
    assert len(domains) > 600


def test_a_good_share_of_every_sector_has_a_domain_to_suggest_it() -> None:
    with_domain = Counter(row["sector"] for row in rows("organisations") if row["domains"])
    least = {"central": 40, "arm's-length": 60, "devolved": 60, "local": 350, "NHS": 45,
             "police": 45, "fire": 30}  # fmt: skip
    assert {sector: count for sector, count in least.items() if with_domain[sector] < count} == {}


def test_every_principal_council_of_the_uk_is_there() -> None:
    named = re.compile(r"Council$|Council of |City of London Corporation|Comhairle nan Eilean Siar")
    councils = Counter(
        row["region"] if row["region"] in NATIONS else "England"
        for row in rows("organisations")
        if row["sector"] == "local" and named.search(row["name"])
    )
    assert councils == {"England": 317, "Scotland": 32, "Wales": 22, "Northern Ireland": 11}


def test_every_health_board_and_trust_outside_england_is_there() -> None:
    names = [row["name"] for row in rows("organisations") if row["sector"] == "NHS"]
    assert sum(name.endswith("Health Board") for name in names) == 7
    assert sum(name.endswith("Health and Social Care Trust") for name in names) == 5
    assert sum(name.endswith("Integrated Care Board") for name in names) >= 30


def test_every_territorial_police_force_is_there() -> None:
    forces = [
        row["name"]
        for row in rows("organisations")
        if row["sector"] == "police"
        and re.search(r"Police$|Constabulary$|Police Service", row["name"])
        and row["region"] != "UK-wide"
    ]
    assert len(forces) == 43 + 1  # Police Scotland is named otherwise; Northern Ireland's is not
    assert {"Police Scotland"} <= {row["name"] for row in rows("organisations")}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("DWP", "Department for Work and Pensions"),
        ("moj", "Ministry of Justice"),
        ("HMRC", "HM Revenue and Customs"),
        ("DLUHC", "Ministry of Housing, Communities and Local Government"),
        ("Llywodraeth Cymru", "Welsh Government"),
        ("Cyngor Abertawe", "Swansea Council"),
        ("Harrogate Borough Council", "North Yorkshire Council"),
        ("London Borough of Hackney", "Hackney Council"),
        ("Heddlu Gwent", "Gwent Police"),
    ],
)
def test_people_find_their_organisation_by_what_they_call_it(said: str, name: str) -> None:
    named = {
        fold(text): row["name"]
        for row in rows("organisations")
        for text in [row["name"], *parts(row["aliases"])]
    }
    assert named[fold(said)] == name


def test_nobody_in_the_invented_network_works_for_a_real_organisation() -> None:
    real = {
        fold(text)
        for row in rows("organisations")
        for text in [row["name"], *parts(row["aliases"])]
    }
    network = json.loads((INVENTED / "network.json").read_text("utf-8"))
    invented = {
        fold(text) for each in network["organisations"] for text in [each["name"], *each["aliases"]]
    }
    assert invented & real == set()


def test_the_invented_network_uses_interests_and_professions_that_we_offer() -> None:
    network = json.loads((INVENTED / "network.json").read_text("utf-8"))
    interests = {name for person in network["people"] for name in person["interests"]}
    professions = {person["profession"] for person in network["people"]} - {""}
    assert interests <= {row["name"] for row in rows("interests")}
    assert professions <= {row["name"] for row in rows("professions")}
