"""One call of a Web API method: who calls, with what, in which world."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.playground.common.given import Json
from bot.playground.slack.arguments import Arguments
from bot.playground.slack.errors import SlackError
from bot.playground.slack.hub import Hub
from bot.playground.slack.records import Conversation, User, Workspace
from bot.playground.slack.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """What a method is given; `origin` is how the caller reached us ("http://127.0.0.1:8080")."""

    hub: Hub
    workspace: Workspace
    arguments: Arguments
    origin: str

    @property
    def world(self) -> World:
        """The state."""
        return self.hub.world

    @property
    def bot(self) -> User:
        """The calling app's bot user."""
        return self.world.users[self.workspace.bot_user_id]

    def need(self, *scopes: str) -> None:
        """One of these scopes is needed, else missing_scope."""
        if scopes and self.workspace.scopes.isdisjoint(scopes):
            raise SlackError(
                "missing_scope",
                needed=",".join(scopes),
                provided=",".join(sorted(self.workspace.scopes)),
            )

    def visible_user(self, user_id: str) -> User:
        """A user the workspace knows: its own, or one met in a shared channel."""
        user = self.world.find_user(user_id)
        if user.team_id == self.workspace.id or self.world.share_channel([user_id, self.bot.id]):
            return user
        raise SlackError("user_not_found")

    def visible_conversation(self, conversation_id: str) -> Conversation:
        """A conversation the bot may know of, else channel_not_found."""
        conversation = self.world.find_conversation(conversation_id)
        open_to_all = conversation.kind == "channel" and not conversation.private
        if self.workspace.id not in conversation.team_ids:
            raise SlackError("channel_not_found")
        if open_to_all or self.bot.id in conversation.members:
            return conversation
        raise SlackError("channel_not_found")


@dataclass(frozen=True, slots=True)
class Method:
    """A Web API method: what runs it, one of which scopes it needs, and its tier (None: own).

    `public`: it takes no token; the app says who it is by its id and secret.
    """

    run: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    tier: int | None = 3
    app_level: bool = False
    public: bool = False


Methods = Mapping[str, Method]
