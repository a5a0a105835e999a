"""The state of the playground's Teams: tenants, people, teams, conversations, messages, dialogs."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.playground.common.given import Clock, Json
from bot.playground.common.page_errors import PageError
from bot.playground.common.watch import Watchers
from bot.playground.teams.errors import ConnectorError, gone
from bot.playground.teams.records import (
    BOT,
    Dialog,
    GivenFile,
    Person,
    Post,
    Talk,
    Team,
    Tenant,
    milliseconds,
    workspace_of,
)
from bot.playground.teams.seed import (
    make_personal_id,
    read_channels,
    read_group_chats,
    read_people,
    read_personal_chats,
    read_teams,
    read_tenants,
)

THREAD = ";messageid="


@dataclass(slots=True)
class World:
    """Everything that Teams would know."""

    clock: Clock
    bot_id: str
    tenants: dict[str, Tenant]
    people: dict[str, Person]
    teams: dict[str, Team]
    talks: dict[str, Talk]
    watchers: Watchers
    by_mri: dict[str, Person] = field(default_factory=dict)
    dialogs: dict[str, Dialog] = field(default_factory=dict)
    found: dict[str, list[Json]] = field(default_factory=dict)
    given: dict[str, GivenFile] = field(default_factory=dict)
    posts_by_talk: Counter[str] = field(default_factory=Counter)
    last_ms: int = 0
    made: int = 0

    def make_id(self, prefix: str) -> str:
        """A new identifier, the same in every run."""
        self.made += 1
        return f"{prefix}{self.made:08d}"

    # finding

    def find_person(self, person: str) -> Person:
        """The user behind the page's "teams/TENANT:USER"."""
        found = self.people.get(person.rpartition(":")[2])
        if found is None or found.person != person:
            raise PageError("Nobody of that name is in the playground.", 404)
        return found

    def find_account(self, account_id: str) -> Person | None:
        """The user whom a bot names, by "29:…" or aadObjectId."""
        return self.by_mri.get(account_id) or self.people.get(account_id)

    def find_talk(self, conversation_id: str) -> tuple[Talk, int | None]:
        """The conversation of a connector's id, and the thread that it names in it, if any."""
        talk_id, _, thread = conversation_id.partition(THREAD)
        talk = self.talks.get(talk_id)
        if talk is None or (thread and not thread.isdigit()):
            raise gone()
        return talk, int(thread) if thread else None

    def find_post(self, talk: Talk, activity_id: str) -> Post:
        """A message by its activity's id."""
        post = talk.find(int(activity_id)) if activity_id.isdigit() else None
        if post is None:
            message = "The activity is not in this conversation."
            raise ConnectorError(404, "ActivityNotFoundInConversation", message)
        return post

    def personal(self, person: Person) -> Talk:
        """A person's chat with the bot."""
        return self.talks[make_personal_id(self.bot_id, person.id)]

    def talks_of(self, person_id: str) -> list[Talk]:
        """The conversations that somebody sees: the bot's chat first, then channels and groups."""
        return [talk for talk in self.talks.values() if person_id in talk.members]

    def bot_person(self, tenant_id: str) -> str:
        """The bot as the page names it."""
        return f"{workspace_of(tenant_id)}:{BOT}"

    # changing

    def post(self, talk: Talk, post: Post) -> Post:
        """Put a message into a conversation, at this moment."""
        self.last_ms = post.ms = max(milliseconds(self.clock.now()), self.last_ms + 1)
        talk.posts[post.ms] = post
        talk.last_ms = post.ms
        if post.thread is None:
            talk.tops.append(post.ms)
        else:
            talk.posts[post.thread].replies.append(post.ms)
        if post.author != BOT:
            talk.read_ms[post.author] = post.ms
        self.tell(talk, post.only_to)
        return post

    def delete(self, talk: Talk, post: Post) -> None:
        """Take a message out; answers to it stay."""
        del talk.posts[post.ms]
        if post.ms in talk.tops:
            talk.tops.remove(post.ms)
        root = talk.posts.get(post.thread) if post.thread is not None else None
        if root is not None and post.ms in root.replies:
            root.replies.remove(post.ms)
        self.tell(talk)

    def tell(self, talk: Talk, only: str | None = None) -> None:
        """Tell the open pages that something in a conversation changed."""
        self.watchers.tell_members(talk, only)

    def remember(self, talks: Iterable[Talk]) -> None:
        """Add conversations."""
        self.talks |= {talk.id: talk for talk in talks}


def build_world(
    network: Mapping[str, Any], clock: Clock, bot_id: str, watchers: Watchers | None = None
) -> World:
    """A new world from the invented network."""
    people, teams = read_people(network, bot_id), read_teams(network)
    world = World(
        clock=clock,
        bot_id=bot_id,
        tenants=read_tenants(network),
        people=people,
        teams=teams,
        talks={},
        watchers=watchers or Watchers(),
        by_mri={person.mri: person for person in people.values()},
    )
    world.remember(read_personal_chats(network, people, bot_id))
    world.remember(read_channels(network, teams))
    world.remember(read_group_chats(network))
    return world
