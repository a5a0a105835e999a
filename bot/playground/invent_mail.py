"""People of the invented network who have nothing but e-mail, and what they say of themselves.

All of it was written by hand, in `invented/mail.json`. One of them has not joined: whoever plays
them types their address on the network's join page.
"""

from __future__ import annotations

from bot.playground.invent_people import Record, read_record

JOINED = "2026-11"
BLANK: Record = {
    "profession": "", "interests": [], "topics": "", "ease": "", "menu": None, "member": True,
}  # fmt: skip


def invent_mail(organisations: list[Record]) -> list[Record]:
    """The people in the shape of this folder's README."""
    known = {each["name"]: each for each in organisations}
    return [_person(row, known[row["organisation"]]) for row in read_record("mail")["people"]]


def _person(row: Record, organisation: Record) -> Record:
    person = {**BLANK, **row}
    email = f"{row['user']}@{organisation['domains'][0]}"
    return {
        "email": email,
        "name": person["name"],
        "title": person["title"],
        "organisation": person["organisation"],
        "region": organisation["region"],
        **{key: person[key] for key in BLANK},
        "contact": {"email": email if person["member"] else "", "phone": ""},
        "joined": JOINED if person["member"] else None,
    }
