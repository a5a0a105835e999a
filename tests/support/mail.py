"""A real mail server on this machine that keeps what it takes, and can refuse: the playground's."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.platforms.mail.envelope import Sender
from bot.platforms.mail.smtp import Server, SmtpPost
from bot.playground.mail import Fault, Mail, Postroom

SENDER = Sender("teapoint@together.example", "people@together.example")
FALL = datetime(2026, 11, 24, 10, tzinfo=UTC)


@dataclass(slots=True)
class StillClock:
    """A clock that stands, unless a test moves it."""

    moment: datetime = FALL

    def now(self) -> datetime:
        """The moment it shows."""
        return self.moment

    async def sleep_until(self, moment: datetime) -> None:
        """Be there at once."""
        self.moment = max(self.moment, moment)


@asynccontextmanager
async def mail_server(clock: StillClock | None = None) -> AsyncIterator[Postroom]:
    """A server that takes mails for any address; `room.port` is where, `room.faults` its moods."""
    room = Postroom(clock or StillClock())
    await room.start()
    try:
        yield room
    finally:
        await room.stop()


def post_to(room: Postroom, seconds: float = 4.0) -> SmtpPost:
    """What sends mails to that server."""
    return SmtpPost(Server("127.0.0.1", room.port, clear=True), SENDER, seconds)


def trouble(room: Postroom, kind: str, address: str = "", times: int | None = None) -> None:
    """Let the server refuse, or break off: a kind of bot.playground.mail.faults."""
    room.faults.add(Fault(kind, address, times))


def newest(room: Postroom, address: str) -> Mail:
    """The last mail that came to an address."""
    return room.mails_to(address)[-1]


def link_of(mail: Mail, words: str) -> str:
    """Where the link with these words leads, as its reader would follow it."""
    return next(link.url for link in mail.links if link.text == words)
