"""What Teams sends, read for where and by whom it was done. Pure: activities in, records out.

Activity shapes: learn.microsoft.com, Bot Framework activities in Teams.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.heard import PlaceHeard
from bot.platforms.teams.trust import tenant_of
from storage.types import AccountKey, PlaceKind

Json = dict[str, Any]
Activity = Mapping[str, Any]
PLATFORM = "teams"

_THREAD = ";messageid="
_KINDS: Mapping[str, PlaceKind] = {
    "personal": "direct",
    "groupChat": "group",
    "channel": "channel",
}
_LONGEST_ID = 150


@dataclass(frozen=True, slots=True)
class Where:
    """A conversation and how it is reached. `thread`: the message under which something goes."""

    tenant: str
    service_url: str
    conversation: str
    thread: str = ""

    @property
    def address(self) -> str:
        """The conversation's id in a call: that of the thread, where there are threads."""
        return with_thread(self.conversation, self.thread)


@dataclass(frozen=True, slots=True)
class Scene:
    """Where something happened, and who did it.

    `user` is the person's id in calls (`29:…`), `key` their account. `message` is the activity's
    own id, `about` that of the message that was pressed. `bot` is our id there.
    """

    where: Where
    kind: PlaceKind | None
    place_name: str
    team: str
    key: AccountKey
    user: str
    name: str
    message: str
    about: str
    bot: str

    @property
    def place(self) -> PlaceHeard | None:
        """The place, as the dispatcher hears of it; None for a conversation of an unknown kind."""
        if self.kind is None or not self.where.conversation:
            return None
        return PlaceHeard(self.where.conversation, self.kind, self.place_name)

    @property
    def event_id(self) -> str:
        """The activity's id, which is its own in its conversation only; shortened where long."""
        whole = f"{self.where.conversation}:{self.message}"
        if not self.message or len(whole) <= _LONGEST_ID:
            return whole if self.message else ""
        return hashlib.sha256(whole.encode()).hexdigest()


def read_scene(activity: Activity) -> Scene:
    """Return where and by whom; NotTrustedError where its tenants disagree."""
    tenant = tenant_of(activity)
    conversation, sender = part_of(activity, "conversation"), part_of(activity, "from")
    data = part_of(activity, "channelData")
    place, _, thread = str(conversation.get("id") or "").partition(_THREAD)
    channel, team = part_of(data, "channel"), part_of(data, "team")
    user = str(sender.get("id") or "")
    return Scene(
        Where(tenant, str(activity.get("serviceUrl") or ""), place, thread),
        _KINDS.get(str(conversation.get("conversationType") or "")),
        str(channel.get("name") or conversation.get("name") or ""),
        str(team.get("id") or ""),
        AccountKey(PLATFORM, tenant, str(sender.get("aadObjectId") or user)),
        user,
        str(sender.get("name") or ""),
        str(activity.get("id") or ""),
        str(activity.get("replyToId") or ""),
        str(part_of(activity, "recipient").get("id") or ""),
    )


def with_thread(conversation: str, thread: str) -> str:
    """Return the id of a thread; only channels have any."""
    if not thread or not is_channel(conversation):
        return conversation
    return f"{conversation}{_THREAD}{thread}"


def is_channel(conversation: str) -> bool:
    """Whether an id is a channel's."""
    return conversation.endswith(("@thread.tacv2", "@thread.skype"))


def part_of(of: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return an object within another; an empty one where there is none."""
    found = of.get(name)
    return found if isinstance(found, Mapping) else {}
