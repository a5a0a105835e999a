"""E-mail as a whole, for the wiring: it only speaks; what people answer, they answer on pages."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.routing import BaseRoute

from bot.command import Policy
from bot.platforms.mail.envelope import Sender
from bot.platforms.mail.letters import Addresses, Desk, FilesOf, Word
from bot.platforms.mail.looking_back import LookingBack
from bot.platforms.mail.notify import Account, NotifyPost
from bot.platforms.mail.smtp import Server, SmtpPost
from bot.platforms.mail.speak import MailVoice, Post
from jobs.aside import Aside
from jobs.clock import Clock


@dataclass(frozen=True, slots=True)
class Connection:
    """How mails are sent: by a server, from an address, or by an account at GOV.UK Notify.

    `reply_to`: the address that people may answer to; `seconds`: how long each answer may take.
    """

    reply_to: str
    seconds: float
    server: Server | None = None
    sender: str = ""
    account: Account | None = None


class Mail:
    """`voice` is what deliver speaks through; `look_back` a job where mails may come back later."""

    def __init__(
        self,
        connection: Connection,
        aside: Aside,
        clock: Clock,
        word: Word,
        links: Addresses,
        policy: Policy,
        files_of: FilesOf,
    ) -> None:
        self._post, self.look_back = _open_post(connection, aside, clock)
        reply_to, attaches = connection.reply_to, self._post.attaches
        desk = Desk(word, links, policy, reply_to, attaches, files_of)
        self.voice = MailVoice(self._post, desk, aside, clock)

    def routes(self) -> list[BaseRoute]:
        """Nothing: the pages of mails are everybody's, and no mail is ever read."""
        return []

    async def start(self) -> None:
        """There is nothing to listen to."""

    async def stop(self) -> None:
        """Let connections go."""
        await self._post.close()


def _open_post(
    connection: Connection, aside: Aside, clock: Clock
) -> tuple[Post, Callable[[], Awaitable[int]] | None]:
    post = open_post(connection)
    look_back = LookingBack(post, aside, clock).run_once if isinstance(post, NotifyPost) else None
    return post, look_back


def open_post(connection: Connection) -> SmtpPost | NotifyPost:
    """Return who carries mails; nothing is sent before it is asked to."""
    if connection.account:
        return NotifyPost(connection.account, connection.seconds)
    if connection.server is None:
        raise ValueError("neither a mail server nor an account at Notify")
    sender = Sender(connection.sender, connection.reply_to)
    return SmtpPost(connection.server, sender, connection.seconds)
