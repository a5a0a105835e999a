"""From the invented network (network.json, "teams") to tenants, people, teams and channels."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.playground.teams.records import Person, Post, Talk, Team, Tenant, milliseconds

CLIENT_ID = "7ea90147-0000-4000-8000-000000000b07"
CLIENT_SECRET = "playground"  # noqa: S105 - the playground's own; it opens nothing else
HOME_TENANT = "7ea90147-0000-4000-8000-00000000000a"
NOTHING: Mapping[str, Any] = {"tenants": [], "people": [], "teams": []}


def make_mri(bot_id: str, person_id: str) -> str:
    """The id under which one bot meets a person: another one at every bot."""
    drawn = hashlib.sha256(f"{bot_id} {person_id}".encode()).digest()
    return "29:1" + base64.urlsafe_b64encode(drawn).rstrip(b"=").decode()


def make_personal_id(bot_id: str, person_id: str) -> str:
    """The id of a person's chat with the bot."""
    drawn = hashlib.sha256(f"chat {bot_id} {person_id}".encode()).digest()
    return "a:1" + base64.urlsafe_b64encode(drawn).rstrip(b"=").decode()


def read_tenants(network: Mapping[str, Any]) -> dict[str, Tenant]:
    """The tenants by their ids."""
    rows = network.get("teams", NOTHING)["tenants"]
    return {row["id"]: Tenant(row["id"], row["name"], row["domain"]) for row in rows}


def read_people(network: Mapping[str, Any], bot_id: str) -> dict[str, Person]:
    """Everybody by their aadObjectId."""
    rows = network.get("teams", NOTHING)["people"]
    return {
        row["id"]: Person(
            id=row["id"],
            tenant_id=row["tenant"],
            mri=make_mri(bot_id, row["id"]),
            user=row["user"],
            name=row["name"],
            email=row.get("email") or "",
            title=row.get("title") or "",
            menu=row.get("menu"),
            guest=bool(row.get("guest")),
        )
        for row in rows
    }


def read_personal_chats(
    network: Mapping[str, Any], people: Mapping[str, Person], bot_id: str
) -> list[Talk]:
    """Everybody's chat with the bot, in which it is where they have added it."""
    rows = network.get("teams", NOTHING)["people"]
    return [
        Talk(
            make_personal_id(bot_id, row["id"]),
            row["tenant"],
            "personal",
            members={people[row["id"]].id: None},
            has_bot=bool(row.get("installed")),
        )
        for row in rows
    ]


def read_teams(network: Mapping[str, Any]) -> dict[str, Team]:
    """The teams; where no members are listed, everybody of the tenant is in them."""
    document = network.get("teams", NOTHING)
    return {row["id"]: _read_team(document, row) for row in document["teams"]}


def read_group_chats(network: Mapping[str, Any]) -> list[Talk]:
    """Chats of several people, with the bot where it was added."""
    return [
        Talk(
            row["id"],
            row["tenant"],
            "groupChat",
            row.get("name", ""),
            members=dict.fromkeys(row["members"]),
            has_bot=bool(row.get("installed")),
        )
        for row in network.get("teams", NOTHING).get("chats", ())
    ]


def _read_team(document: Mapping[str, Any], row: Mapping[str, Any]) -> Team:
    everybody = [each["id"] for each in document["people"] if each["tenant"] == row["tenant"]]
    return Team(
        row["id"],
        row["tenant"],
        row["name"],
        row["aad_group"],
        members=dict.fromkeys(row.get("members", everybody)),
        channels=[channel["id"] for channel in row["channels"]],
        installed=bool(row.get("installed")),
    )


def read_channels(network: Mapping[str, Any], teams: Mapping[str, Team]) -> list[Talk]:
    """The channels of all teams with what was said in them."""
    return [
        _read_channel(channel, teams[row["id"]])
        for row in network.get("teams", NOTHING)["teams"]
        for channel in row["channels"]
    ]


def _read_channel(row: Mapping[str, Any], team: Team) -> Talk:
    # A team and its channels have the same members: the same dictionary.
    talk = Talk(row["id"], team.tenant_id, "channel", row["name"], row.get("purpose", ""), team.id)
    talk.members, talk.has_bot = team.members, team.installed
    for said in row.get("talk", []):
        root = _say(talk, said, None)
        for reply in said.get("replies", []):
            _say(talk, reply, root)
    return talk


def _say(talk: Talk, said: Mapping[str, Any], root: int | None) -> int:
    ms = milliseconds(datetime.fromisoformat(said["at"]))
    while ms in talk.posts:
        ms += 1
    talk.posts[ms] = Post(ms, said["user"], said["text"], thread=root)
    if root is None:
        talk.tops.append(ms)
    else:
        talk.posts[root].replies.append(ms)
    talk.last_ms = max(talk.last_ms, ms)
    talk.read_ms = dict.fromkeys(talk.members, talk.last_ms)
    return ms
