"""The networks beside the invented one: who is in them, and what they say of themselves there.

A person may be in several networks, with a profile in each: what one network knows of them, the
other does not. All of it was written by hand, in `invented/beside.json`.
"""

from __future__ import annotations

from bot.playground.invent_people import BLANK_PERSON, Record, address, read_record


def people_beside(organisations: list[Record]) -> list[Record]:
    """The people of the second workspace who are in none but a network beside the first."""
    domains = {each["name"]: each["domains"][0] for each in organisations}
    return [
        {
            **BLANK_PERSON,
            **written,
            "workspace": "T0HARBOURS",
            "email": address(written["name"], domains[written["organisation"]]),
            "contact": {"email": "", "phone": ""},
            "member": False,
        }
        for written in read_record("beside")["people"]
    ]


def networks_beside(people: list[Record]) -> list[Record]:
    """The networks in the shape of this folder's README, each member with a profile there."""
    known = {person["id"]: person for person in people}
    return [
        {**network, "members": [_member(each, known) for each in network["members"]]}
        for network in read_record("beside")["networks"]
    ]


def _member(written: Record, known: dict[str, Record]) -> Record:
    contact = {"email": known[written["id"]]["email"], "phone": ""}
    return {**written, "contact": contact, "ease": known[written["id"]]["ease"]}
