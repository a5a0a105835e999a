"""The people of the invented network: the cast that was written, and everybody else."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

Record = dict[str, Any]

PEOPLE = 262
LONDON = ZoneInfo("Europe/London")

# Who joined when, besides the cast: a pilot, a steady trickle, then a full camp in November 2026.
JOINED = {
    "2025-11": 27, "2025-12": 6, "2026-01": 7, "2026-02": 8, "2026-03": 6, "2026-04": 7,
    "2026-05": 8, "2026-06": 7, "2026-07": 6, "2026-08": 4, "2026-09": 9, "2026-10": 10,
    "2026-11": 97,
}  # fmt: skip
REGIONS = {
    "London": 5, "North West": 3, "Scotland": 3, "Wales": 3, "South East": 2, "South West": 2,
    "West Midlands": 2, "East Midlands": 1, "East of England": 1, "North East": 2,
    "Northern Ireland": 1, "Yorkshire and the Humber": 2,
}  # fmt: skip
AT_HOME = {"Wales": "welsh", "Scotland": "scottish", "Northern Ireland": "irish"}
PAUSES = ["2026-12-14", "2027-01-04", "2027-01-04", "2027-01-11", "2027-02-01", "2027-02-22",
          "2027-03-01", "2027-04-12", "2027-06-01"]  # fmt: skip
# Ofcom keeps 07700 900000 to 900999 for drama; the cast has those up to 900199.
PHONES = range(900200, 901000)
BLANK_PERSON: Record = {
    "workspace": "T0TEAPOINT", "profession": "", "region": "", "interests": [], "topics": "",
    "ease": "", "tz": "Europe/London", "member": True, "organiser": False, "guest": False,
    "deactivated": False, "menu": None, "joined": None, "paused_until": None,
}  # fmt: skip


def read_record(name: str) -> Record:
    """One file of `invented/` that holds an object."""
    found: Record = json.loads(_text(name))
    return found


def read_rows(name: str) -> list[Any]:
    """One file of `invented/` that holds a list."""
    found: list[Any] = json.loads(_text(name))
    return found


def instant(wall: str) -> str:
    """The UTC instant of a wall time in London."""
    return datetime.fromisoformat(wall).replace(tzinfo=LONDON).astimezone(UTC).isoformat()


def _text(name: str) -> str:
    return (Path(__file__).parent / "invented" / f"{name}.json").read_text("utf-8")


def cast_member(written: Record, organisations: list[Record], rng: Random) -> Record:
    """Somebody whom we wrote, with what was left unsaid filled in."""
    person = {**BLANK_PERSON, **written}
    domain = next(
        each["domains"][0] for each in organisations if each["name"] == person["organisation"]
    )
    person.setdefault("email", address(person["name"], domain))
    shows = person["member"] and (not person.get("phone") or rng.random() < 0.7)
    person["contact"] = {
        "email": person["email"] if shows else "",
        "phone": person.pop("phone", ""),
    }
    return person


# Everybody else


def invent_people(cast: list[Record], organisations: list[Record], rng: Random) -> list[Record]:
    """The people besides the cast: members by month of joining, then those who have not joined."""
    names = NameBook(read_record("names"), rng)
    taken = {person["id"] for person in cast}
    topics = TopicBook(read_record("topics"), rng)
    phones = iter(rng.sample(PHONES, len(PHONES)))
    unsaid = set(read_rows("ease")) - {person["ease"] for person in cast}
    wishes = rng.sample(sorted(unsaid), len(unsaid))
    months: list[str | None] = [month for month, count in JOINED.items() for _ in range(count)]
    months += [None] * (PEOPLE - len(cast) - len(months))
    workplaces = employers(cast, organisations, len(months), rng)
    people = []
    for month, organisation in zip(months, workplaces, strict=True):
        person = hire(organisation, names.draw(organisation["region"]), taken, rng)
        if month:
            join(person, month, organisation, topics, phones, rng)
            if wishes and rng.random() < 0.14:
                person["ease"] = wishes.pop()
        people.append(person)
    pause(people, rng)
    return people


def employers(
    cast: list[Record], organisations: list[Record], count: int, rng: Random
) -> list[Record]:
    """Where each of `count` people works: everywhere somebody, at the first ones many."""
    staffed = {person["organisation"] for person in cast}
    chosen = [each for each in organisations if each["name"] not in staffed]
    weights = [1 / (rank + 3) ** 0.9 for rank in range(len(organisations))]
    chosen += rng.choices(organisations, weights, k=count - len(chosen))
    rng.shuffle(chosen)
    return chosen


def hire(organisation: Record, name: str, taken: set[str], rng: Random) -> Record:
    """A colleague with a profession that such an organisation has."""
    professions = read_record("professions")
    open_to = {
        key: value["weight"] * (3 if value["sectors"] and len(value["sectors"]) == 1 else 1)
        for key, value in professions.items()
        if value["sectors"] is None or organisation["sector"] in value["sectors"]
    }
    profession = draw(open_to, rng)
    return {
        **BLANK_PERSON,
        "id": new_id(name, taken),
        "name": name,
        "email": address(name, organisation["domains"][0]),
        "title": rng.choice(professions[profession]["titles"]),
        "organisation": organisation["name"],
        "contact": {"email": "", "phone": ""},
        "member": False,
        "works in": profession,
    }


def join(
    person: Record,
    month: str,
    organisation: Record,
    topics: TopicBook,
    phones: Iterator[int],
    rng: Random,
) -> None:
    """Fill in a member's profile; whoever has just joined has left more of it out."""
    new = month == "2026-11"
    person.update(member=True, joined=month)
    if rng.random() < (0.85 if new else 0.97):
        person["profession"] = person["works in"]
    if rng.random() < (0.9 if new else 0.97):
        person["region"] = home(organisation["region"], rng)
    if rng.random() < (0.55 if new else 0.7):
        person["topics"], person["interests"] = topics.draw(person["works in"], organisation)
    if rng.random() < (0.9 if new else 0.98):
        person["interests"] = interests(person, rng)
    person["contact"] = {
        "email": person["email"] if rng.random() < 0.75 else "",
        "phone": f"07700 {next(phones)}" if rng.random() < 0.3 else "",
    }
    if not any(person["contact"].values()):
        # Their partner may be in another workspace, so that everybody says how they are reached.
        person["contact"]["email"] = person["email"]


def pause(people: list[Record], rng: Random) -> None:
    """Some members of a while are away until a date."""
    settled = [person for person in people if (person["joined"] or "2026-11") < "2026-09"]
    for person, until in zip(rng.sample(settled, len(PAUSES)), PAUSES, strict=True):
        person["paused_until"] = until


def home(region: str, rng: Random) -> str:
    """Where somebody is: mostly where the organisation is."""
    if region == "UK-wide" or rng.random() < 0.06:
        return draw(REGIONS, rng)
    return region


def interests(person: Record, rng: Random) -> list[str]:
    """Up to six interests: those of the topic, then a Zipf-like draw that leans to the work."""
    leans = read_record("professions")[person["works in"]]["leans"]
    weights = {
        name: (5 if name in leans else 1) / (rank + 3)
        for rank, name in enumerate(read_rows("interests"))
        if name != "Welsh language" or person["region"] == "Wales"
    }
    wanted = rng.choices([1, 2, 3, 4, 5, 6], [1, 4, 7, 6, 3, 1])[0]
    chosen = list(person["interests"])
    while len(chosen) < wanted:
        chosen.append(draw({k: v for k, v in weights.items() if k not in chosen}, rng))
    return chosen


def draw(weights: dict[str, float] | dict[str, int], rng: Random) -> str:
    """One key, by weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


class NameBook:
    """Names, each given once; in Wales, Scotland and Northern Ireland more often local ones."""

    def __init__(self, by_tradition: dict[str, list[str]], rng: Random) -> None:
        self._left = {key: rng.sample(names, len(names)) for key, names in by_tradition.items()}
        self._rng = rng

    def draw(self, region: str) -> str:
        local = self._left.get(AT_HOME.get(region, ""), [])
        if local and self._rng.random() < 0.6:
            return local.pop()
        left = {key: len(names) for key, names in self._left.items()}
        return self._left[draw(left, self._rng)].pop()


class TopicBook:
    """Sentences about what people would like to talk about, each given once."""

    def __init__(self, by_profession: dict[str, list[Any]], rng: Random) -> None:
        self._left = {key: rng.sample(rows, len(rows)) for key, rows in by_profession.items()}

    def draw(self, profession: str, organisation: Record) -> tuple[str, list[str]]:
        """A sentence that fits profession and sector with its interests; "" where none is left."""
        for shelf in (self._left.get(profession, []), self._left["any"]):
            for row in shelf:
                sentence, themes, sectors = row
                welsh = "Welsh language" in themes and organisation["region"] != "Wales"
                if not welsh and (not sectors or organisation["sector"] in sectors):
                    shelf.remove(row)
                    return sentence, list(themes)
        return "", []


# Identifiers


def plain(name: str) -> list[str]:
    """A name's words in lower-case ASCII letters."""
    decomposed = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z]+", decomposed.lower().replace("'", "").replace("-", ""))


def address(name: str, domain: str) -> str:
    """A work address: given.family@domain."""
    return ".".join(plain(name)) + "@" + domain


def new_id(name: str, taken: set[str]) -> str:
    """A user id that can be read: the first name and as much of the last as it takes."""
    words = plain(name)
    given, family = words[0].upper(), words[-1].upper()
    options = ("U0" + given + family[:n] for n in range(1, len(family) + 1))
    chosen = next(option for option in options if option not in taken)
    taken.add(chosen)
    return chosen
