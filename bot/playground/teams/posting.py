"""What the connector does for a bot: messages, conversations, members and teams.

Each function is the whole effect of one operation; refusals are ConnectorErrors.
"""

import json

from bot.playground.common.given import Json
from bot.playground.teams.cards import ADAPTIVE, check_card
from bot.playground.teams.errors import (
    ConnectorError,
    blocked,
    gone,
    not_in_roster,
    too_large,
)
from bot.playground.teams.hub import Hub
from bot.playground.teams.records import BOT, Person, Post, Talk, Team
from bot.playground.teams.world import THREAD, World

LARGEST = 80_000
"""Bytes of an activity in UTF-16: Teams takes about 100 KB and advises to stay below this."""


def send(hub: Hub, conversation_id: str, activity: Json, *, targeted: bool = False) -> Json:
    """Post a message in a conversation, in the thread that its id or `replyToId` names."""
    talk, thread = hub.world.find_talk(conversation_id)
    check_reach(hub.world, talk)
    hub.limits.allow_post(talk.id)
    check_activity(hub, activity)
    if activity.get("type") != "message":
        return {}
    root = _find_root(talk, activity, thread)
    post = read_post(activity)
    post.thread, post.author = root, BOT
    if targeted:
        post.only_to = _find_recipient(hub.world, talk, activity).id
    hub.world.posts_by_talk[talk.id] += 1
    return {"id": hub.world.post(talk, post).id}


def update(hub: Hub, conversation_id: str, activity_id: str, activity: Json) -> Json:
    """Change one of the bot's own messages, for everybody who sees it."""
    talk, post = _find_own(hub, conversation_id, activity_id)
    check_activity(hub, activity)
    fresh = read_post(activity)
    post.text, post.format, post.cards = fresh.text, fresh.format, fresh.cards
    post.entities, post.edited = fresh.entities, True
    post.shown.clear()
    post.notes.clear()
    hub.world.tell(talk, post.only_to)
    return {"id": post.id}


def delete(hub: Hub, conversation_id: str, activity_id: str) -> Json:
    """Take one of the bot's own messages away."""
    talk, post = _find_own(hub, conversation_id, activity_id)
    hub.world.delete(talk, post)
    return {}


def _find_own(hub: Hub, conversation_id: str, activity_id: str) -> tuple[Talk, Post]:
    talk, _ = hub.world.find_talk(conversation_id)
    check_reach(hub.world, talk)
    hub.limits.allow_post(talk.id)
    post = hub.world.find_post(talk, activity_id)
    if post.author != BOT:
        raise ConnectorError(403, "Forbidden", "The activity was sent by somebody else.")
    return talk, post


def _find_root(talk: Talk, activity: Json, thread: int | None) -> int | None:
    named = str(activity.get("replyToId") or "")
    wanted = thread or (int(named) if named.isdigit() else None)
    if talk.kind != "channel" or wanted is None:
        return None
    post = talk.find(wanted)
    if post is None:
        raise gone()
    return post.thread or post.ms


def _find_recipient(world: World, talk: Talk, activity: Json) -> Person:
    person = world.find_account(str((activity.get("recipient") or {}).get("id")))
    if person is None or person.id not in talk.members or talk.kind == "personal":
        raise ConnectorError(400, "BadArgument", "The recipient is not in the conversation.")
    return person


def check_reach(world: World, talk: Talk) -> None:
    """Refuse where the bot is not, or where the person has blocked it."""
    if talk.kind != "personal":
        if not talk.has_bot:
            raise not_in_roster()
        return
    person = world.people[next(iter(talk.members))]
    if person.blocks_bot:
        raise blocked()
    if not talk.has_bot and not _shares_team(world, person):
        raise not_in_roster()


def _shares_team(world: World, person: Person) -> bool:
    return any(team.installed and person.id in team.members for team in world.teams.values())


def check_activity(hub: Hub, activity: Json) -> None:
    """Refuse what is too large, and cards that break the rules."""
    if len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le", "replace")) > LARGEST:
        raise too_large()
    if activity.get("type") not in ("message", "typing"):
        raise ConnectorError(400, "BadSyntax", "Activity type is not supported.")
    problems = [problem for card in _cards(activity) for problem in check_card(card)]
    problems += _check_words(activity)
    if problems:
        hub.findings += problems
        raise ConnectorError(400, "BadSyntax", " ".join(problems))


def _check_words(activity: Json) -> list[str]:
    unknown = [each.get("contentType") for each in activity.get("attachments") or []]
    unknown = [kind for kind in unknown if kind != ADAPTIVE]
    found = [f"The attachment {kind!r} is not drawn here." for kind in unknown]
    empty = activity["type"] == "message" and not activity.get("text") and not _cards(activity)
    return [*found, "The message is empty."] if empty else found


def _cards(activity: Json) -> list[Json]:
    found = activity.get("attachments") or []
    return [each["content"] for each in found if each.get("contentType") == ADAPTIVE]


def read_post(activity: Json) -> Post:
    """A bot's activity as a message."""
    return Post(
        0,
        BOT,
        str(activity.get("text") or ""),
        str(activity.get("textFormat") or "markdown"),
        _cards(activity),
        list(activity.get("entities") or []),
    )


# conversations


def create(hub: Hub, body: Json, service_url: str) -> Json:
    """Open a person's chat, or a new thread in a channel; a first activity is posted in it."""
    channel = ((body.get("channelData") or {}).get("channel") or {}).get("id")
    if channel:
        return _create_thread(hub, str(channel), body)
    person = _find_member(hub.world, body)
    talk = hub.world.personal(person)
    hub.limits.allow_post(talk.id)
    check_reach(hub.world, talk)
    created: Json = {"id": talk.id, "serviceUrl": service_url}
    if body.get("activity"):
        created["activityId"] = send(hub, talk.id, body["activity"])["id"]
    return created


def _create_thread(hub: Hub, channel_id: str, body: Json) -> Json:
    if not body.get("activity"):
        raise ConnectorError(400, "BadSyntax", "Incorrect conversation creation parameters.")
    sent = send(hub, channel_id, body["activity"])
    return {"id": f"{channel_id}{THREAD}{sent['id']}", "activityId": sent["id"]}


def _find_member(world: World, body: Json) -> Person:
    members = body.get("members") or []
    tenant_id = body.get("tenantId") or (
        ((body.get("channelData") or {}).get("tenant") or {}).get("id")
    )
    if body.get("isGroup") or len(members) != 1 or not tenant_id:
        message = "Bots open conversations with one person of a tenant only."
        raise ConnectorError(400, "BadSyntax", message)
    person = world.find_account(str(members[0].get("id")))
    if person is None or person.tenant_id != tenant_id:
        raise ConnectorError(403, "Forbidden", "Failed to decrypt pairwise id.")
    return person


# members and teams


def list_members(hub: Hub, conversation_id: str) -> list[Json]:
    """Everybody in a conversation."""
    talk = _ask_about(hub, conversation_id)
    return [show_member(hub.world.people[one]) for one in talk.members]


def find_member(hub: Hub, conversation_id: str, account_id: str) -> Json:
    """One of them, by "29:…" or aadObjectId."""
    talk = _ask_about(hub, conversation_id)
    person = hub.world.find_account(account_id)
    if person is None or person.id not in talk.members:
        message = "The member is not in the conversation."
        raise ConnectorError(404, "MemberNotFoundInConversation", message)
    return show_member(person)


def page_members(hub: Hub, conversation_id: str, size: int, token: str) -> Json:
    """Some of them, and the token of the next page where there is one."""
    everybody = list_members(hub, conversation_id)
    start = int(token) if token.isdigit() else 0
    shown: Json = {"members": everybody[start : start + size]}
    if start + size < len(everybody):
        shown["continuationToken"] = str(start + size)
    return shown


def _ask_about(hub: Hub, conversation_id: str) -> Talk:
    talk, _ = hub.world.find_talk(conversation_id)
    hub.limits.allow_members(talk.id)
    if talk.kind != "personal" and not talk.has_bot:
        raise not_in_roster()
    return talk


def show_member(person: Person) -> Json:
    """Somebody as the roster has them: no department, no job title."""
    given, _, surname = person.name.rpartition(" ")
    return {
        "id": person.mri,
        "objectId": person.id,
        "aadObjectId": person.id,
        "name": person.name,
        "givenName": given,
        "surname": surname,
        "email": person.email,
        "userPrincipalName": f"{person.user}@{person.email.partition('@')[2]}",
        "tenantId": person.tenant_id,
        "userRole": "guest" if person.guest else "user",
    }


def show_team(hub: Hub, team_id: str) -> Json:
    """A team that the bot is in."""
    team = _find_team(hub, team_id)
    return {
        "id": team.id,
        "name": team.name,
        "aadGroupId": team.aad_group_id,
        "tenantId": team.tenant_id,
        "memberCount": len(team.members),
        "channelCount": len(team.channels),
        "type": "standard",
    }


def list_channels(hub: Hub, team_id: str) -> Json:
    """The channels of a team; General has no name, as in Teams."""
    team = _find_team(hub, team_id)
    named = {one: None if one == team.id else hub.world.talks[one].name for one in team.channels}
    rows = [{"id": one, "name": name, "type": "standard"} for one, name in named.items()]
    return {"conversations": rows}


def _find_team(hub: Hub, team_id: str) -> Team:
    team = hub.world.teams.get(team_id)
    if team is None:
        raise gone()
    hub.limits.allow_members(team.id)
    if not team.installed:
        raise not_in_roster()
    return team
