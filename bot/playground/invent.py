"""Invents the playground's network: `python -m bot.playground.invent > network.json`.

Nobody in it exists. The names, the sentences and the talk are written by hand, in `invented/`; a
seeded draw decides who works where, cares about what (`invent_people`) and has met whom
(`invent_rounds`). The same seed gives the same file, byte for byte. Standard library only.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from random import Random

from bot.playground.invent_beside import networks_beside, people_beside
from bot.playground.invent_mail import invent_mail
from bot.playground.invent_people import (
    Record,
    cast_member,
    instant,
    invent_people,
    read_record,
    read_rows,
)
from bot.playground.invent_rounds import invent_rounds
from bot.playground.invent_teams import invent_teams

SEED = 20261126
CLOCK = "2026-11-24T10:00:00+00:00"
WORKSPACES = {"T0TEAPOINT": "Public services together", "T0HARBOURS": "Department for Harbours"}
ORDER = ["id", "workspace", "name", "email", "title", "organisation", "profession", "region",
         "interests", "topics", "contact", "ease", "tz", "member", "organiser", "guest",
         "deactivated", "menu", "joined", "paused_until"]  # fmt: skip


def invent_network(seed: int = SEED) -> Record:
    """The whole network in the shape of this folder's README, decided by the seed alone."""
    rng = Random(seed)
    organisations = read_organisations()
    cast = read_record("cast")
    people = [cast_member(each, organisations, rng) for each in cast["people"]]
    people += invent_people(people, organisations, rng)
    rounds = invent_rounds(people, organisations, cast["november"], cast["avoid"], rng)
    people += people_beside(organisations)
    return {
        "clock": CLOCK,
        "workspaces": [{"id": key, "name": name} for key, name in WORKSPACES.items()],
        "organisations": organisations,
        "people": [{key: person[key] for key in ORDER} for person in people],
        "channels": read_channels(),
        "rounds": rounds,
        "avoid": cast["avoid"],
        "beside": networks_beside(people),
        **read_camps(),
        "teams": invent_teams(organisations),
        "mail": invent_mail(organisations),
    }


# What was written by hand


def read_organisations() -> list[Record]:
    """The organisations, those with the most people first."""
    keys = ("name", "sector", "region", "aliases", "domains")
    return [dict(zip(keys, row, strict=True)) for row in read_rows("organisations")]


def read_channels() -> list[Record]:
    """The channels and their talk, with London's times as instants."""
    return [
        {**channel, "talk": [said(each) for each in channel["talk"]]}
        for channel in read_rows("talk")
    ]


def read_camps() -> Record:
    """The camps with their sessions and notes, and which channels follow which themes."""
    written = read_record("camps")
    return {"camps": written["camps"], "follows": written["follows"]}


def said(message: Record) -> Record:
    """A message and its replies."""
    replies = [
        {"user": each["user"], "text": each["text"], "at": instant(each["at"])}
        for each in message.get("replies", [])
    ]
    at = instant(message["at"])
    return {"user": message["user"], "text": message["text"], "at": at, "replies": replies}


# Writing it down


def dump(network: Record) -> str:
    """The network as JSON with one organisation, person, message or group on a line."""
    return (
        "{" + ",\n".join(f"{line(key)}: {block(value)}" for key, value in network.items()) + "}\n"
    )


def block(value: object) -> str:
    """A list of records, or a record of such lists, over several lines; anything else on one."""
    if isinstance(value, dict):
        return "{" + ",\n".join(f"{line(key)}: {block(each)}" for key, each in value.items()) + "}"
    if not isinstance(value, list):
        return line(value)
    return "[\n" + ",\n".join(nested(each) for each in value) + "\n]"


def nested(record: object) -> str:
    """A record, its long list ("talk", "groups" …) with a line for each item, if any."""
    for key in ("talk", "groups", "members", "sessions", "channels"):
        if isinstance(record, dict) and key in record:
            head = line({k: v for k, v in record.items() if k != key})[:-1]
            return f'{head},"{key}":[\n' + rows(record[key]) + "]}"
    return line(record)


def rows(items: Iterable[object]) -> str:
    """Items, one on a line."""
    return ",\n".join("  " + line(item) for item in items)


def line(value: object) -> str:
    """Compact JSON, with letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(dump(invent_network()))
