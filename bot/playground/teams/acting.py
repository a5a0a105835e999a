"""Who acts on the page, and what every act needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.common.given import Json
from bot.playground.common.page_errors import PageError
from bot.playground.teams.activities import Sender
from bot.playground.teams.hub import CONNECTOR, Hub
from bot.playground.teams.records import Person, Post, Talk, parse_ts

Body = Mapping[str, Any]
SILENT = "Teapoint has not answered. It may be stopped. Nothing you typed is lost: try again soon."


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and where the playground is reached."""

    hub: Hub
    person: Person
    origin: str

    @property
    def service_url(self) -> str:
        """Where the bot may answer."""
        return f"{self.origin}{CONNECTOR}"

    def enter(self, talk_id: str) -> Talk:
        """A conversation that the person is in."""
        talk = self.hub.world.talks.get(talk_id)
        if talk is None or self.person.id not in talk.members:
            raise PageError("You are not in this conversation.", 404)
        return talk

    def find_post(self, talk: Talk, ts: str) -> Post:
        """A message of it that the person sees."""
        post = talk.find(read_page_ts(ts))
        if post is None or post.only_to not in (None, self.person.id):
            raise PageError("This message is no longer there.", 404)
        return post

    def at(self, talk: Talk) -> Sender:
        """The person in a conversation, as the sender of activities."""
        return Sender(self.hub.world, self.person, talk, self.service_url)


def read_page_ts(ts: str) -> int:
    """A ts that the page sent, in milliseconds."""
    try:
        return parse_ts(ts)
    except ValueError:
        raise PageError("The page named a message that cannot be.") from None


def read_inputs(body: Body) -> Json:
    """The values of inputs that the page sent."""
    given = body.get("inputs")
    return dict(given) if isinstance(given, dict) else {}
