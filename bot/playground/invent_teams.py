"""The tenants of Teams in the invented network: who is in them, and what they say.

All of it was written by hand, in `invented/teams.json`; ids are drawn from the names, so that they
look like those of Teams and stay the same. Two people have the same user name, one in each tenant.
"""

from __future__ import annotations

import hashlib
import uuid

from bot.playground.invent_people import Record, instant, read_record

JOINED = "2026-11"
BLANK: Record = {
    "profession": "", "region": "", "interests": [], "topics": "", "ease": "", "menu": None,
    "member": True, "installed": True,
}  # fmt: skip


def invent_teams(organisations: list[Record]) -> Record:
    """The tenants, people and teams in the shape of this folder's README."""
    domains = {each["name"]: each["domains"][0] for each in organisations}
    written = read_record("teams")["tenants"]
    tenants = [_tenant(each, domains[each["organisation"]]) for each in written]
    return {
        "tenants": tenants,
        "people": [
            _person(each, row, tenant)
            for row, tenant in zip(written, tenants, strict=True)
            for each in row["people"]
        ],
        "teams": [_team(row, tenant) for row, tenant in zip(written, tenants, strict=True)],
    }


def _tenant(row: Record, domain: str) -> Record:
    return {"id": draw_guid(domain), "name": row["organisation"], "domain": domain}


def _person(written: Record, row: Record, tenant: Record) -> Record:
    person = {**BLANK, **written}
    email = f"{written['user']}@{tenant['domain']}"
    return {
        "id": draw_guid(email),
        "tenant": tenant["id"],
        "user": person["user"],
        "name": person["name"],
        "email": email,
        "title": person["title"],
        "organisation": row["organisation"],
        **{key: person[key] for key in BLANK},
        "contact": {"email": email if person["member"] else "", "phone": ""},
        "joined": JOINED if person["member"] else None,
    }


def _team(row: Record, tenant: Record) -> Record:
    channels = [_channel(each, tenant) for each in row["channels"]]
    return {
        "id": channels[0]["id"],
        "tenant": tenant["id"],
        "name": row["team"],
        "aad_group": draw_guid(f"{row['team']} {tenant['domain']}"),
        "installed": True,
        "channels": channels,
    }


def _channel(row: Record, tenant: Record) -> Record:
    drawn = hashlib.sha256(f"{row['name']} {tenant['domain']}".encode()).hexdigest()[:32]
    return {
        "id": f"19:{drawn}@thread.tacv2",
        "name": row["name"],
        "purpose": row["purpose"],
        "talk": [_said(each, tenant) for each in row["talk"]],
    }


def _said(message: Record, tenant: Record) -> Record:
    said = {
        "user": draw_guid(f"{message['user']}@{tenant['domain']}"),
        "text": message["text"],
        "at": instant(message["at"]),
    }
    return {**said, "replies": [_said(each, tenant) for each in message.get("replies", [])]}


def draw_guid(name: str) -> str:
    """The id of something on Teams, always the same for one name."""
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, name))
