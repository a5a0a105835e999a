"""The invented network keeps its promises: believable, consistent, and nobody real in it."""

from __future__ import annotations

import json
import re
import uuid
from collections import Counter
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.playground.invent import dump, invent_network
from bot.playground.invent_people import read_record, read_rows

Record = dict[str, Any]

FILE = Path(__file__).parents[2] / "bot" / "playground" / "network.json"
SECTORS = {
    "central", "local", "NHS", "police", "fire", "arm's-length", "devolved", "education",
    "charity", "supplier",
}  # fmt: skip
REGIONS = {
    "East Midlands", "East of England", "London", "North East", "North West", "Northern Ireland",
    "Scotland", "South East", "South West", "Wales", "West Midlands", "Yorkshire and the Humber",
}  # fmt: skip
PERSON = {
    "id", "workspace", "name", "email", "title", "organisation", "profession", "region",
    "interests", "topics", "contact", "ease", "tz", "member", "organiser", "guest", "deactivated",
    "menu", "joined", "paused_until",
}  # fmt: skip
MENU = {"newcomer", "partner", "silent", "organiser", "guest", "elsewhere"}
PROFESSIONS, INTERESTS = set(read_record("professions")), set(read_rows("interests"))
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")


@pytest.fixture(scope="module")
def network() -> Record:
    found: Record = json.loads(FILE.read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def people(network: Record) -> dict[str, Record]:
    return {person["id"]: person for person in network["people"]}


def members(people: dict[str, Record]) -> list[Record]:
    return [person for person in people.values() if person["member"]]


def groups(network: Record) -> list[tuple[int, Record]]:
    return [
        (number, group) for number, each in enumerate(network["rounds"]) for group in each["groups"]
    ]


def outcome(group: Record) -> str:
    given = group["answers"].values()
    return next((each for each in ("met", "can't", "not yet") if each in given), "silent")


def camp_people(camp: Record) -> set[str]:
    lists = ("leaders", "note_takers", "interested")
    named = {user for one in camp["sessions"] for key in lists for user in one.get(key, [])}
    told = {each["by"] for one in camp["sessions"] for each in one.get("outcomes", [])}
    carried = {one["carried_by"] for one in camp["sessions"] if one.get("carried_by")}
    return {camp["made_by"], *named, *told, *carried}


def test_the_file_is_what_the_script_writes() -> None:
    assert FILE.read_text("utf-8") == dump(invent_network())


def test_another_seed_invents_another_network_from_the_same_cast() -> None:
    other = invent_network(seed=7)
    assert dump(other) != FILE.read_text("utf-8")
    assert len({person["id"] for person in other["people"]}) == 269


def test_the_file_is_small_enough_to_read_at_every_start() -> None:
    assert FILE.stat().st_size < 400_000


def test_the_shape_is_the_one_in_the_playgrounds_readme(network: Record) -> None:
    assert list(network) == [
        "clock", "workspaces", "organisations", "people", "channels", "rounds", "avoid", "beside",
        "camps", "follows", "teams", "mail",
    ]  # fmt: skip
    assert network["clock"] == "2026-11-24T10:00:00+00:00"
    assert [each["id"] for each in network["workspaces"]] == ["T0TEAPOINT", "T0HARBOURS"]
    for person in network["people"]:
        assert set(person) == PERSON
        assert set(person["contact"]) == {"email", "phone"}


def test_about_240_members_of_about_60_organisations_with_skewed_sizes(
    network: Record, people: dict[str, Record]
) -> None:
    assert len(members(people)) == 240
    assert 255 <= len(people) <= 270
    assert 55 <= len(network["organisations"]) <= 65
    sizes = Counter(person["organisation"] for person in people.values())
    assert set(sizes) == {each["name"] for each in network["organisations"]}
    assert max(sizes.values()) >= 15
    assert sum(1 for size in sizes.values() if size <= 2) >= 10


def test_every_sector_and_every_nation_and_region_takes_part(
    network: Record, people: dict[str, Record]
) -> None:
    assert {each["sector"] for each in network["organisations"]} == SECTORS
    assert {each["region"] for each in network["organisations"]} <= REGIONS | {"UK-wide"}
    assert {each["region"] for each in members(people)} == REGIONS | {""}


def test_organisations_are_told_apart_by_every_name_and_domain(network: Record) -> None:
    names = [
        name.casefold()
        for each in network["organisations"]
        for name in [each["name"], *each["aliases"]]
    ]
    domains = [domain for each in network["organisations"] for domain in each["domains"]]
    assert len(set(names)) == len(names)
    assert len(set(domains)) == len(domains) == len(network["organisations"])


def test_every_address_is_at_its_organisations_example_domain(
    network: Record, people: dict[str, Record]
) -> None:
    domain = {each["name"]: each["domains"][0] for each in network["organisations"]}
    for person in people.values():
        assert re.fullmatch(r"[a-z]+(\.[a-z]+)*@[a-z-]+\.example", person["email"])
        assert person["email"].endswith("@" + domain[person["organisation"]])
        assert person["contact"]["email"] in ("", person["email"])
    assert len({person["email"] for person in people.values()}) == len(people)


def test_phone_numbers_are_those_kept_for_drama_and_nobody_shares_one(
    people: dict[str, Record],
) -> None:
    phones = [person["contact"]["phone"] for person in people.values()]
    given = [phone for phone in phones if phone]
    assert len(given) >= 50
    assert all(re.fullmatch(r"07700 900\d{3}", phone) for phone in given)
    assert len(set(given)) == len(given)


def test_ids_look_like_slacks_and_nobody_is_the_bot(people: dict[str, Record]) -> None:
    assert all(re.fullmatch(r"U0[A-Z]{2,20}", key) for key in people)
    assert len(people) == len({person["id"] for person in people.values()})


def test_who_has_not_joined_has_no_profile(people: dict[str, Record]) -> None:
    for person in people.values():
        assert bool(person["joined"]) == person["member"]
        if not person["member"]:
            assert not person["interests"]
            assert not person["topics"]
            assert person["contact"] == {"email": "", "phone": ""}


def test_a_few_interests_are_popular_and_many_are_not(people: dict[str, Record]) -> None:
    counts = Counter(name for person in members(people) for name in person["interests"])
    ranked = [count for _, count in counts.most_common()]
    assert 40 <= len(ranked) <= 55
    assert ranked[0] >= 4 * ranked[len(ranked) // 2]
    assert all(
        len(set(each["interests"])) == len(each["interests"]) <= 6 for each in members(people)
    )


def test_about_three_in_five_say_what_they_would_talk_about_each_in_their_own_words(
    people: dict[str, Record],
) -> None:
    topics = [each["topics"] for each in members(people) if each["topics"]]
    assert 0.5 <= len(topics) / 240 <= 0.7
    assert len(set(topics)) == len(topics)
    openings = Counter(" ".join(topic.split()[:2]) for topic in topics)
    assert max(openings.values()) <= 6


def test_the_menu_offers_somebody_for_every_role(people: dict[str, Record]) -> None:
    offered = Counter(person["menu"] for person in people.values() if person["menu"])
    assert set(offered) == MENU
    assert max(offered.values()) <= 3
    assert people["U0SAM"]["menu"] == "newcomer"
    assert not people["U0SAM"]["member"]
    for key in ("U0PRIYA", "U0HUW"):
        assert people[key]["menu"] == "organiser"
    organisers = {key for key, person in people.items() if person["organiser"]}
    assert organisers == {"U0PRIYA", "U0HUW"}
    elsewhere = [each for each in people.values() if each["workspace"] == "T0HARBOURS"]
    assert len(elsewhere) == 15
    assert {each["menu"] for each in elsewhere} == {"elsewhere", None}


def test_everybody_in_the_network_over_workspaces_can_be_reached(
    people: dict[str, Record],
) -> None:
    assert all(any(person["contact"].values()) for person in members(people))


def test_a_second_network_lives_beside_the_first_in_the_second_workspace(
    network: Record, people: dict[str, Record]
) -> None:
    (beside,) = network["beside"]
    assert beside["workspaces"] == ["T0HARBOURS"]
    (channel,) = (each for each in network["channels"] if each["id"] == beside["channel"])
    assert channel["workspace"] == "T0HARBOURS"
    assert len(beside["members"]) == 12
    there = {each["id"]: people[each["id"]] for each in beside["members"]}
    assert all(person["workspace"] == "T0HARBOURS" for person in there.values())
    assert sorted(key for key, person in there.items() if person["member"]) == [
        "U0DAPO", "U0ELLEN", "U0KIRSTY",
    ]  # fmt: skip
    assert max(Counter(person["organisation"] for person in there.values()).values()) <= 6
    assert set(beside["organisers"]) <= set(there)
    for each in beside["members"]:
        assert each["contact"]["email"] == people[each["id"]]["email"]
        assert each["profession"] in PROFESSIONS
        assert set(each["interests"]) <= INTERESTS


def test_one_awkward_case_of_each_kind(network: Record, people: dict[str, Record]) -> None:
    everybody = list(people.values())
    assert sum(each["guest"] for each in everybody) == 1
    assert sum(each["deactivated"] for each in everybody) == 1
    names = Counter(each["name"] for each in everybody)
    assert [name for name, count in names.items() if count > 1] == ["Rachel Evans"]
    assert any(len(name) > 60 for name in names)
    assert any(" " not in name for name in names)
    assert any(RIGHT_TO_LEFT.search(name) for name in names)
    assert any("'" in each["name"] and "&" in each["name"] for each in network["organisations"])
    assert sum(bool(each["paused_until"]) for each in everybody) >= 8


def test_the_deactivated_member_has_an_introduction_this_month(
    network: Record, people: dict[str, Record]
) -> None:
    (gone,) = (key for key, person in people.items() if person["deactivated"])
    (group,) = (each for each in network["rounds"][-1]["groups"] if gone in each["members"])
    assert gone not in group["answers"]


def test_somebody_is_waiting_for_a_partner(network: Record) -> None:
    groups_of_november = network["rounds"][-1]["groups"]
    (waiting,) = (each for each in groups_of_november if "U0JO" in each["members"])
    assert waiting["answers"] == {"U0JO": "not yet", "U0LEROY": "can't"}


def test_the_page_offers_people_whose_introduction_is_still_open(
    network: Record, people: dict[str, Record]
) -> None:
    of = {key: each for each in network["rounds"][-1]["groups"] for key in each["members"]}
    for key, person in people.items():
        if person["menu"] == "partner":
            assert outcome(of[key]) == "not yet"
        if person["menu"] == "silent":
            assert of[key]["answers"] == {}


def test_rounds_are_on_first_tuesdays_at_ten_in_london(network: Record) -> None:
    months = [each["month"] for each in network["rounds"]]
    assert months == ["2025-12", *(f"2026-{month:02}" for month in range(1, 12))]
    for each in network["rounds"]:
        at = datetime.fromisoformat(each["introduced_at"]).astimezone(ZoneInfo("Europe/London"))
        assert (at.hour, at.minute, at.weekday()) == (10, 0, 1)
        assert at.day <= 7
        assert f"{at:%Y-%m}" == each["month"]


def test_about_three_in_five_of_the_members_of_the_time_took_part(
    network: Record, people: dict[str, Record]
) -> None:
    for each in network["rounds"]:
        placed = [key for group in each["groups"] for key in group["members"]]
        then = [key for key, p in people.items() if p["joined"] and p["joined"] < each["month"]]
        assert len(set(placed)) == len(placed)
        assert set(placed) <= set(then)
        assert 0.5 <= len(placed) / len(then) <= 0.7


def test_nobody_met_a_colleague_or_somebody_they_avoid(
    network: Record, people: dict[str, Record]
) -> None:
    avoided = [set(pair) for pair in network["avoid"]]
    assert avoided
    for _, group in groups(network):
        assert 2 <= len(group["members"]) <= 3
        for a, b in combinations(group["members"], 2):
            assert people[a]["organisation"] != people[b]["organisation"]
            assert {a, b} not in avoided


def test_nobody_met_the_same_person_again_within_six_rounds(network: Record) -> None:
    last: dict[frozenset[str], int] = {}
    for number, group in groups(network):
        for pair in map(frozenset, combinations(group["members"], 2)):
            assert number - last.get(pair, -99) > 6
            last[pair] = number


def test_most_introductions_of_the_past_led_to_a_conversation(network: Record) -> None:
    for each in network["rounds"][:-1]:
        met = sum(outcome(group) == "met" for group in each["groups"])
        assert 0.7 <= met / len(each["groups"]) <= 0.9


def test_novembers_round_is_half_way(network: Record) -> None:
    november = network["rounds"][-1]["groups"]
    found = Counter(outcome(group) for group in november)
    assert len(november) == 41
    assert found == {"met": 23, "not yet": 10, "can't": 3, "silent": 5}


def test_only_members_of_a_group_answer_for_it(network: Record) -> None:
    for _, group in groups(network):
        assert set(group["answers"]) <= set(group["members"])
        assert set(group["answers"].values()) <= {"met", "not yet", "can't"}


def test_every_reference_to_a_person_or_organisation_resolves(
    network: Record, people: dict[str, Record]
) -> None:
    names = {each["name"] for each in network["organisations"]}
    workspaces = {each["id"] for each in network["workspaces"]}
    assert {person["organisation"] for person in people.values()} <= names
    assert {person["workspace"] for person in people.values()} == workspaces
    for camp in network["camps"]:
        assert camp_people(camp) <= {one["id"] for one in members(people)}
    assert {key for pair in network["avoid"] for key in pair} <= set(people)


def test_people_talk_in_their_own_workspace_in_the_week_before_the_clock_starts(
    network: Record, people: dict[str, Record]
) -> None:
    clock = datetime.fromisoformat(network["clock"])
    for channel in network["channels"]:
        assert 6 <= len(channel["talk"]) <= 10
        times = [datetime.fromisoformat(each["at"]) for each in channel["talk"]]
        assert times == sorted(times)
        for message in channel["talk"]:
            thread = [message, *message["replies"]]
            said = [datetime.fromisoformat(each["at"]) for each in thread]
            assert said == sorted(said)
            assert 0 < (clock - said[0]).total_seconds() < 8 * 86400
            assert said[-1] < clock
            for each in thread:
                assert people[each["user"]]["workspace"] == channel["workspace"]
                assert "teapoint" not in each["text"].casefold()  # else the bot would be called


def test_the_channels_are_those_of_the_readme(network: Record) -> None:
    assert {each["id"]: each["name"] for each in network["channels"]} == {
        "C0UNMENTOR": "unmentoring",
        "C0GENERAL": "general",
        "C0DESIGN": "service-design",
        "C0DATA": "data",
        "C0TEACAMP": "teacamp",
        "C1HARBOUR": "harbour-digital",
        "C1DESIGN": "design-and-research",
    }


def test_two_tenants_of_teams_belong_to_the_network_and_share_a_user_name(network: Record) -> None:
    teams = network["teams"]
    organisations = {each["name"]: each for each in network["organisations"]}
    sectors = {organisations[each["name"]]["sector"] for each in teams["tenants"]}
    assert sectors == {"local", "NHS"}
    guids = [each["id"] for each in [*teams["tenants"], *teams["people"]]]
    assert len({uuid.UUID(each) for each in guids}) == len(guids)
    users = Counter(each["user"] for each in teams["people"])
    assert [user for user, count in users.items() if count > 1] == ["j.hughes"]
    for person in teams["people"]:
        assert set(person["interests"]) <= INTERESTS
        assert person["profession"] in PROFESSIONS | {""}
        assert bool(person["joined"]) == person["member"] == bool(person["contact"]["email"])
    for team in teams["teams"]:
        assert team["channels"][0]["name"] == "General"
        assert team["id"] == team["channels"][0]["id"]
        said = [message["user"] for each in team["channels"] for message in each["talk"]]
        known = {each["id"] for each in teams["people"] if each["tenant"] == team["tenant"]}
        assert set(said) <= known


def test_people_with_nothing_but_e_mail_are_from_councils_and_one_has_not_joined(
    network: Record,
) -> None:
    organisations = {each["name"]: each for each in network["organisations"]}
    people = network["mail"]
    assert [bool(each["joined"]) for each in people] == [True, True, False]
    for person in people:
        organisation = organisations[person["organisation"]]
        assert organisation["sector"] == "local"
        assert person["email"].endswith(f"@{organisation['domains'][0]}")
        assert set(person["interests"]) <= INTERESTS
        assert person["profession"] in PROFESSIONS | {""}
        assert person["member"] == bool(person["joined"]) == bool(person["contact"]["email"])
