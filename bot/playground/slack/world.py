"""The state of the playground: workspaces, people, conversations, messages, views.

All in memory; finding and posting take constant time, so a round of thousands stays quick.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.playground.common.given import Clock, Json
from bot.playground.common.page_errors import PageError
from bot.playground.common.watch import Watchers
from bot.playground.slack.errors import SlackError
from bot.playground.slack.identify import fill_ids
from bot.playground.slack.oauth import Grants
from bot.playground.slack.pictures import Uploads
from bot.playground.slack.records import (
    Conversation,
    Given,
    Kind,
    Message,
    User,
    View,
    Workspace,
)
from bot.playground.slack.seed import SCOPES, seed_channels, seed_users, seed_workspaces

MOST_GROUP_MEMBERS = 8
LONGEST_TEXT = 40_000
BURIED = "This message was deleted."


@dataclass(slots=True)
class World:
    """Everything that Slack would know."""

    clock: Clock
    workspaces: dict[str, Workspace]
    users: dict[str, User]
    conversations: dict[str, Conversation]
    watchers: Watchers
    memberships: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    homes: dict[str, View] = field(default_factory=dict)
    stacks: dict[str, list[View]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    grants: Grants = field(default_factory=Grants)
    posts_by_key: Counter[str] = field(default_factory=Counter)
    posts_by_conversation: Counter[str] = field(default_factory=Counter)
    uploads: Uploads = field(default_factory=Uploads)
    given: dict[str, Given] = field(default_factory=dict)
    made: int = 0

    def make_id(self, prefix: str) -> str:
        """A new identifier, the same in every run: "V00000001"."""
        self.made += 1
        return f"{prefix}{self.made:08d}"

    # finding

    def find_user(self, user_id: str) -> User:
        """The user of this id, or user_not_found."""
        if user := self.users.get(user_id):
            return user
        raise SlackError("user_not_found")

    def find_person(self, person: str) -> User:
        """The user behind the page's "T…:U…" ("U…" will do)."""
        user = self.users.get(person.rpartition(":")[2])
        if user is None:
            raise PageError("Nobody of that name is in the playground.", 404)
        return user

    def find_conversation(self, conversation_id: str) -> Conversation:
        """The conversation of this id, or channel_not_found."""
        if conversation := self.conversations.get(conversation_id):
            return conversation
        raise SlackError("channel_not_found")

    def conversations_of(self, user_id: str) -> list[Conversation]:
        """The conversations a user is in, in the order in which they came about."""
        return [self.conversations[key] for key in self.memberships[user_id]]

    def share_channel(self, user_ids: Iterable[str]) -> bool:
        """Are all of these in at least one channel together?"""
        first, *others = user_ids
        return any(
            conversation.kind == "channel" and all(user in conversation.members for user in others)
            for conversation in self.conversations_of(first)
        )

    # opening

    def open_direct(self, team_id: str, user_id: str) -> Conversation:
        """The direct message of the workspace's bot and a user; always the same one."""
        members = [user_id, self.workspaces[team_id].bot_user_id]
        return self._open("im", "D", team_id, members, name="")

    def open_group(self, team_id: str, user_ids: Iterable[str]) -> Conversation:
        """The group chat of the workspace's bot and these users; the same set, the same chat."""
        members = [*user_ids, self.workspaces[team_id].bot_user_id]
        handles = "--".join(self.users[user].handle for user in members)
        return self._open("mpim", "G", team_id, members, name=f"mpdm-{handles}-1")

    def _open(
        self, kind: Kind, prefix: str, team_id: str, members: list[str], name: str
    ) -> Conversation:
        digest = hashlib.sha256("|".join([team_id, *sorted(members)]).encode()).hexdigest()
        conversation_id = prefix + digest[:10].upper()
        if conversation_id not in self.conversations:
            teams = {self.users[user].team_id for user in members}
            now_us = int(self.clock.now().timestamp() * 1_000_000)
            self.add_conversation(
                Conversation(
                    conversation_id,
                    kind,
                    teams,
                    name,
                    members=dict.fromkeys(members),
                    created_us=now_us,
                )
            )
        return self.conversations[conversation_id]

    def add_conversation(self, conversation: Conversation) -> None:
        """Keep a new conversation, and each member's place in it."""
        self.conversations[conversation.id] = conversation
        for user in conversation.members:
            self.memberships[user][conversation.id] = None

    # saying

    def post(self, conversation: Conversation, message: Message) -> Message:
        """Store a message (its `us` is set here), count it, and tell the members."""
        message.us = conversation.next_us(self.clock.now())
        message.text = message.text[:LONGEST_TEXT]
        fill_ids(message.blocks, f"{conversation.id}{message.us}")
        conversation.messages[message.us] = message
        self._thread(conversation, message)
        self._count(conversation, message)
        conversation.read_us[message.user] = message.us
        self.watchers.tell_members(conversation)
        return message

    def whisper(self, conversation: Conversation, message: Message, user_id: str) -> Message:
        """Store a message that only one member sees."""
        message.us = conversation.next_us(self.clock.now())
        message.ephemeral_to = user_id
        fill_ids(message.blocks, f"{conversation.id}{message.us}")
        conversation.ephemerals.setdefault(user_id, []).append(message)
        self.watchers.tell_members(conversation, only=user_id)
        return message

    def edit(
        self,
        conversation: Conversation,
        message: Message,
        text: str | None,
        blocks: list[Json] | None,
    ) -> None:
        """Change a message in place; what is None stays."""
        message.text = message.text if text is None else text[:LONGEST_TEXT]
        message.blocks = message.blocks if blocks is None else blocks
        fill_ids(message.blocks, f"{conversation.id}{message.us}e")
        message.edited_us = int(self.clock.now().timestamp() * 1_000_000)
        self.watchers.tell_members(conversation)

    def delete(self, conversation: Conversation, message: Message) -> None:
        """Take a message out of its conversation and thread.

        Where it has replies, a sentence stands in its place for as long as there are any.
        """
        if message.ephemeral_to is not None:
            conversation.ephemerals[message.ephemeral_to].remove(message)
        elif message.replies:
            message.text, message.blocks, message.metadata = BURIED, [], None
            message.buried = True
        else:
            self._take_out(conversation, message)
        self.watchers.tell_members(conversation)

    def _take_out(self, conversation: Conversation, message: Message) -> None:
        del conversation.messages[message.us]
        parent = conversation.messages.get(message.thread_us or 0)
        for listing in (conversation.tops, parent.replies if parent else []):
            if message.us in listing:
                listing.remove(message.us)
        if parent is not None and parent.buried and not parent.replies:
            self._take_out(conversation, parent)

    def _thread(self, conversation: Conversation, message: Message) -> None:
        parent = conversation.messages.get(message.thread_us or 0)
        if parent is not None:
            parent.replies.append(message.us)
        if message.thread_us is None or message.broadcast:
            conversation.tops.append(message.us)

    def _count(self, conversation: Conversation, message: Message) -> None:
        if message.bot_id is None:
            return
        self.posts_by_conversation[conversation.id] += 1
        if message.metadata is not None:
            self.posts_by_key[key_of(message.metadata)] += 1


def key_of(metadata: Json) -> str:
    """The opaque key that a post carries in its metadata: event_payload.key, or .k."""
    payload: Json = metadata.get("event_payload") or {}
    return str(payload.get("key") or payload.get("k") or sorted(payload.items()))


def build_world(
    network: Mapping[str, Any],
    clock: Clock,
    scopes: Iterable[str] | None = None,
    watchers: Watchers | None = None,
) -> World:
    """Make the world of a network; scopes are those of every installation."""
    workspaces = seed_workspaces(network, SCOPES if scopes is None else scopes)
    users = seed_users(network, workspaces.values())
    world = World(clock, workspaces, users, {}, watchers or Watchers())
    for channel in seed_channels(network, users, workspaces).values():
        world.add_conversation(channel)
    world.tokens = {space.token: space.id for space in workspaces.values()}
    return world
