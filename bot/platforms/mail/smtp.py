"""Mails by SMTP: to one address a mail, and every ending sorted by how far it came."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
)

from bot.platforms.mail.envelope import POLICY, Sender, enclose, read_address
from bot.platforms.mail.failures import no_server, sort_content_refusal, sort_refusal
from bot.platforms.mail.letters import Letter
from jobs.delivery.voice import CannotLookError, NotSentError, UnsureError

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server that sends for us.

    `tls`: from the first byte; else by STARTTLS, which must be offered unless `clear` allows
    otherwise.
    """

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: bool = False
    clear: bool = False


class SmtpPost:
    """Fills `Post`. No mail server says later what it took, so that nothing can be looked up."""

    attaches = True

    def __init__(self, server: Server, sender: Sender, seconds: float) -> None:
        self._server = server
        self._sender = sender
        self._seconds = seconds

    async def send(self, letter: Letter, address: str, thread: str | None, now: datetime) -> str:
        """Hand a letter to the server; return its Message-ID. The port's errors.

        Until the server has asked for the mail itself, it certainly has none.
        """
        to = read_address(address)
        mail = enclose(letter, self._sender, to, thread)
        client = self._client()
        try:
            try:
                async with asyncio.timeout(self._seconds / 2):
                    await self._introduce(client, to)
            except SMTPRecipientRefused as error:
                tried = letter.first_sent_at
                raise sort_refusal(error.code, error.message, tried, now) from error
            except (SMTPException, OSError, TimeoutError) as error:
                raise no_server(_why(error), letter.attempts) from error
            await self._hand_over(client, mail, letter.first_sent_at, now)
            with suppress(SMTPException, OSError):  # it is taken, whatever the goodbye ends in
                await client.quit(timeout=1.0)
        finally:
            client.close()
        return self._sender.id_of(letter.key)

    async def find(self, key: str, since: datetime) -> str | None:
        """Nobody can say: CannotLookError."""
        raise CannotLookError("mail servers do not say")

    async def check(self) -> None:
        """Sign in to the server and leave again; NotSentError says in words what is wrong."""
        server, client = self._server, self._client()
        where = f"{server.host}:{server.port}"
        try:
            async with asyncio.timeout(self._seconds):
                await client.connect()
                await client.quit()
        except SMTPAuthenticationError as error:
            raise NotSentError(f"{where} refuses the name or the password") from error
        except (SMTPException, OSError, TimeoutError) as error:
            if "STARTTLS" in str(error):  # the library has no error of its own for it
                raise NotSentError(f"{where} offers no STARTTLS") from error
            raise NotSentError(f"we cannot reach {where} ({type(error).__name__})") from error
        finally:
            client.close()

    async def close(self) -> None:
        """Nothing is held between mails."""

    def _client(self) -> SMTP:
        server = self._server
        return SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            use_tls=server.tls,
            start_tls=False if server.tls else (None if server.clear else True),
            local_hostname=self._sender.address.rpartition("@")[2],
            timeout=self._seconds,
        )

    async def _introduce(self, client: SMTP, to: str) -> None:
        """Everything before the mail itself."""
        try:
            await client.connect()
            await client.mail(self._sender.address)
        except SMTPAuthenticationError:
            logger.error("the mail server refuses our name or password (TEAPOINT_SMTP)")
            raise
        await client.rcpt(to)

    async def _hand_over(
        self, client: SMTP, mail: EmailMessage, tried: datetime | None, now: datetime
    ) -> None:
        try:
            async with asyncio.timeout(self._seconds / 2):
                await client.data(mail.as_bytes(policy=POLICY))
        except SMTPDataError as error:
            raise sort_content_refusal(error.code, error.message, tried, now) from error
        except (SMTPException, OSError, TimeoutError) as error:
            raise UnsureError(_why(error)) from error


def _why(error: Exception) -> str:
    code = f" {error.code}" if isinstance(error, SMTPResponseException) else ""
    return f"{type(error).__name__}{code}"
