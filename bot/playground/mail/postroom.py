"""The mail server and all mailboxes of the playground. Nothing leaves this machine."""

import asyncio
import re
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.playground.common.given import Outlook
from bot.playground.common.watch import Watchers
from bot.playground.mail.faults import REFUSALS, Faults
from bot.playground.mail.records import PREFIX, Mail, Mailbox, Person, read_mail

LARGEST = 10_000_000
_DROPS = ("drop before", "drop after")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\Z")


class Clock(Protocol):
    """Tells the time; in the playground it can be moved."""

    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class _Talk:
    """A conversation as those who watch it know it."""

    id: str
    members: Mapping[str, None]


@dataclass(slots=True)
class Postroom:
    """People, their mailboxes and the server that fills them; `port` is known from the start."""

    clock: Clock
    people: dict[str, Person] = field(default_factory=dict)
    boxes: dict[str, Mailbox] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)
    watchers: Watchers = field(default_factory=Watchers)
    port: int = 0
    outlook: Outlook | None = None
    """Tells the next thing that happens, {at, what}; who puts the platforms together gives it."""
    _listener: socket.socket | None = None
    _server: asyncio.Server | None = None
    _last_us: int = 0

    def open_port(self) -> socket.socket:
        """Take a port of this machine; mails are taken from `start` on."""
        listener = self._listener or socket.create_server(("127.0.0.1", 0))
        self._listener, self.port = listener, listener.getsockname()[1]
        return listener

    async def start(self) -> None:
        """Take mails, in the running loop."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._serve, sock=self.open_port())

    async def stop(self) -> None:
        """Take no more mails, and end the pages' streams; safe to call twice."""
        self.watchers.close()
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None
        elif self._listener is not None:
            self._listener.close()
        self._listener = None

    async def aclose(self) -> None:
        """End the pages' streams; mails are still taken until `stop`."""
        self.watchers.close()

    def moved(self) -> None:
        """Tell the open pages that the clock stands elsewhere."""
        self.watchers.tell_all()

    def reset(self) -> None:
        """Empty every mailbox."""
        self.boxes.clear()
        self.faults.clear()
        self.watchers.tell_all()

    def find_person(self, person: str) -> Person | None:
        """Return whom the page means by "mail/ADDRESS", invented or with a mailbox."""
        address = person.removeprefix(PREFIX).lower()
        known = self.people.get(address)
        if known or address not in self.boxes:
            return known
        return Person(address, address)

    def box_of(self, address: str) -> Mailbox:
        """Return the mailbox of an address, made when it is new."""
        address = address.lower()
        return self.boxes.setdefault(address, Mailbox(address))

    def mails_to(self, address: str) -> list[Mail]:
        """Return what came to an address, oldest first."""
        box = self.boxes.get(address.lower())
        return list(box.mails) if box else []

    def keep(self, content: bytes, recipients: Iterable[str]) -> None:
        """Put a mail into the mailboxes of its recipients."""
        for address in recipients:
            mail = read_mail(content, address.lower(), self._next_us())
            self.box_of(address).mails.append(mail)
            reader = {f"{PREFIX}{address.lower()}": None}
            self.watchers.tell_members(_Talk(mail.conversation, reader))

    def _next_us(self) -> int:
        now = int(self.clock.now().timestamp() * 1_000_000)
        self._last_us = max(now, self._last_us + 1)
        return self._last_us

    def _serve(self) -> SMTP:
        return SMTP(
            _Counter(self),
            hostname="playground",
            ident="the playground",
            data_size_limit=LARGEST,
            loop=asyncio.get_running_loop(),
        )


class _Counter:
    """Who takes the mails in, as aiosmtpd calls it."""

    def __init__(self, room: Postroom) -> None:
        self._room = room

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Take a recipient, or refuse as the faults say."""
        if not _ADDRESS.match(address):
            return "553 5.1.3 That is no address"
        fault = self._room.faults.draw(address.lower(), tuple(REFUSALS))
        if fault:
            return REFUSALS[fault]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep the mail; where a fault says so the connection breaks off around that."""
        fault = self._room.faults.draw(envelope.rcpt_tos[0].lower(), _DROPS)
        if fault != "drop before" and isinstance(envelope.content, bytes):
            self._room.keep(envelope.content, envelope.rcpt_tos)
        if fault and isinstance(server.transport, asyncio.WriteTransport):
            server.transport.abort()
            raise asyncio.CancelledError
        return "250 OK, kept"
