"""Activities in the shapes in which Teams sends them to a bot.

After the Bot Framework protocol (schema 3.1) and what Teams adds: the tenant stands in the
conversation and in channelData, the person has an aadObjectId, a channel's conversation names the
thread, and an html copy of the words comes as an attachment.
"""

import html
import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.playground.common.given import Json
from bot.playground.teams.records import BOT_NAME, Person, Post, Talk
from bot.playground.teams.world import THREAD, World

ZONE = "Europe/London"
LOCALE = "en-GB"
FILE_INFO = "application/vnd.microsoft.teams.file.download.info"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who does something where, and the service URL at which the bot may answer."""

    world: World
    person: Person
    talk: Talk
    service_url: str

    def build(self, kind: str, **more: object) -> Json:
        """An activity of this type with everything that all of them have."""
        now = self.world.clock.now().astimezone(UTC)
        local = now.astimezone(ZoneInfo(ZONE))
        return {
            "type": kind,
            "id": f"f:{uuid.uuid4()}",
            "timestamp": now.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
            "localTimestamp": local.isoformat(timespec="milliseconds"),
            "localTimezone": ZONE,
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": show_sender(self.person),
            "conversation": show_conversation(self.talk),
            "recipient": {"id": self.world.bot_id, "name": BOT_NAME},
            "locale": LOCALE,
            "entities": [_client_info()],
            "channelData": show_channel_data(self.world, self.talk),
            **more,
        }


def show_sender(person: Person) -> Json:
    """Somebody as the sender of an activity."""
    return {"id": person.mri, "name": person.name, "aadObjectId": person.id}


def show_conversation(talk: Talk, thread: int | None = None) -> Json:
    """A conversation, in a channel with the thread that is meant."""
    shown: Json = {
        "id": talk.id if thread is None else f"{talk.id}{THREAD}{thread}",
        "conversationType": talk.kind,
        "tenantId": talk.tenant_id,
    }
    if talk.kind != "personal":
        shown["isGroup"] = True
    return shown


def show_channel_data(world: World, talk: Talk) -> Json:
    """What Teams says beside the protocol: the tenant, and in a channel its team."""
    shown: Json = {"tenant": {"id": talk.tenant_id}}
    if talk.kind == "channel":
        team = world.teams[talk.team_id]
        shown |= {
            "teamsChannelId": talk.id,
            "teamsTeamId": team.id,
            "channel": {"id": talk.id},
            "team": {"id": team.id, "name": team.name},
        }
    return shown


def _client_info() -> Json:
    return {
        "locale": LOCALE,
        "country": "GB",
        "platform": "Web",
        "timezone": ZONE,
        "type": "clientInfo",
    }


# what people say


def build_message(sender: Sender, post: Post, attachments: list[Json]) -> Json:
    """The words that somebody said, with whom they mention and what they attach."""
    talk = sender.talk
    activity = sender.build("message", id=post.id, textFormat="plain", text=post.text)
    thread = post.thread or post.ms
    if talk.kind == "channel":
        activity["conversation"] = show_conversation(talk, thread)
    if post.thread is not None and talk.kind == "channel":
        activity["replyToId"] = str(post.thread)
    activity["entities"] = [*post.entities, *activity["entities"]]
    activity["attachments"] = [*attachments, _show_html(post)]
    return activity


def _show_html(post: Post) -> Json:
    words = html.escape(post.text, quote=False)
    for number, entity in enumerate(post.entities):
        name = html.escape(entity["mentioned"]["name"], quote=False)
        span = f'<span itemtype="http://schema.skype.com/Mention" itemscope="" itemid="{number}">'
        words = words.replace(f"&lt;at&gt;{name}&lt;/at&gt;", f"{span}{name}</span>", 1)
    return {"contentType": "text/html", "content": f"<div><div>{words}</div></div>"}


def find_mentions(world: World, talk: Talk, text: str) -> tuple[str, list[Json]]:
    """Typed words with "@Teapoint" and "@Full Name" of members as mentions, and their entities."""
    people = [world.people[one] for one in talk.members if one in world.people]
    known = {person.name: person.mri for person in people} | {BOT_NAME: world.bot_id}
    if talk.kind == "personal":
        known = {}
    entities: list[Json] = []
    # Longer names first, so that "Jo Hughes-Price" is not taken for Jo Hughes.
    for name in sorted(known, key=len, reverse=True):
        typed = re.compile(rf"(?<![\w>])@{re.escape(name)}(?!\w)")
        marked = f"<at>{name}</at>"
        text, count = typed.subn(marked.replace("\\", "\\\\"), text)
        if count:
            mentioned = {"id": known[name], "name": name}
            entities.append({"type": "mention", "mentioned": mentioned, "text": marked})
    return text, entities


# what happens around


def build_members(sender: Sender, change: str, accounts: list[Json]) -> Json:
    """Somebody, or the bot, came ("membersAdded") or went ("membersRemoved")."""
    data: Json = {}
    if sender.talk.kind == "channel":
        came = change == "membersAdded"
        data = {"eventType": "teamMemberAdded" if came else "teamMemberRemoved"}
    return build_update(sender, data, **{change: accounts})


def build_update(sender: Sender, data: Json, **more: object) -> Json:
    """A conversationUpdate, in a team with the event's type and the team in full."""
    activity = sender.build("conversationUpdate", **more)
    activity["channelData"] |= data
    if sender.talk.kind == "channel":
        _name_team(sender, activity)
    return activity


def build_installation(sender: Sender, action: str) -> Json:
    """The app was added ("add") or taken away ("remove")."""
    activity = sender.build("installationUpdate", action=action)
    if sender.talk.kind == "channel":
        _name_team(sender, activity)
        activity["channelData"]["settings"] = {"selectedChannel": {"id": sender.talk.id}}
    return activity


def _name_team(sender: Sender, activity: Json) -> None:
    team = sender.world.teams[sender.talk.team_id]
    named = {"id": team.id, "name": team.name, "aadGroupId": team.aad_group_id}
    activity["channelData"]["team"] = named


def show_bot(world: World) -> Json:
    """The bot as one of the accounts that came or went."""
    return {"id": world.bot_id, "name": BOT_NAME}


# what people press and fill in


def build_invoke(sender: Sender, name: str, value: Json, post: Post | None = None) -> Json:
    """An invoke, about a message where there is one."""
    activity = sender.build("invoke", name=name, value=value)
    if sender.talk.kind == "channel" and post is not None:
        activity["conversation"] = show_conversation(sender.talk, post.thread or post.ms)
    if post is not None:
        activity["replyToId"] = post.id
    source = "compose" if name.startswith("composeExtension") else "message"
    activity["channelData"]["source"] = {"name": source}
    return activity


def build_submission(sender: Sender, post: Post, value: Json) -> Json:
    """What Action.Submit sends: a message without words."""
    activity = sender.build("message", value=value, replyToId=post.id)
    if sender.talk.kind == "channel":
        activity["conversation"] = show_conversation(sender.talk, post.thread or post.ms)
    return activity


def show_quoted(world: World, post: Post) -> Json:
    """The message on which a message action was chosen, as messagePayload."""
    author = world.people.get(post.author)
    shown: Json = {
        "id": post.id,
        "createdDateTime": datetime.fromtimestamp(post.ms / 1000, UTC).isoformat(),
        "deleted": False,
        "subject": None,
        "locale": "en-us",
        "body": {"contentType": "html", "content": _show_html(post)["content"]},
        "attachments": [],
        "mentions": [],
        "reactions": [],
    }
    if author is None:
        app = {"id": world.bot_id.removeprefix("28:"), "displayName": BOT_NAME}
        return shown | {"from": {"application": app | {"applicationIdentityType": "bot"}}}
    user = {"id": author.id, "displayName": author.name, "userIdentityType": "aadUser"}
    return shown | {"from": {"user": user}}
