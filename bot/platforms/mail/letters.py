"""A message as a letter: worded, with its subject, its links and its foot, but for the envelope."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.command import Policy
from bot.message import Button, File, Message
from bot.platforms.mail.html import write_html
from bot.platforms.mail.markdown import write_markdown
from bot.platforms.mail.settle import names_commands, settle
from bot.platforms.mail.text import write_text
from bot.wording.mails import (
    FooterLinks,
    attached,
    footer,
    not_attached,
    privacy_label,
    subject_of,
    taken_back,
)
from storage.notices.digests import DigestEdition
from storage.notices.mail import AddressCode, ConfirmAddress, SignInLink
from storage.queue_records import Delivery
from storage.transaction import Transaction
from storage.types import AccountId, Network

LINKS_LAST = timedelta(days=60)
"""How long the buttons of a mail can be pressed."""

_DIGEST, _PRIVACY = "digest", "privacy"
_ASKED_FOR = (ConfirmAddress, SignInLink, AddressCode)

Word = Callable[[Transaction, Delivery, datetime], Message | None]
FilesOf = Callable[[Transaction, Message, datetime], tuple[File, ...]]
"""The calendar files to which a message links, as they are now."""


class Addresses(Protocol):
    """Where the links of a mail lead; nobody else can make one."""

    def act(
        self,
        account_id: AccountId,
        command: str,
        ref: str,
        label: str,
        until: datetime,
        warning: str = "",
    ) -> str:
        """Return the address of the page on which a button can be pressed."""
        ...

    def status(self, account_id: AccountId, until: datetime) -> str:
        """Return the address of a member's own page."""
        ...

    def stop(self, account_id: AccountId, kind: str = "") -> str:
        """Return the address at which mails of a kind, or all, are stopped by one press."""
        ...


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail but for its envelope. `markdown` is its text for GOV.UK Notify.

    `sender` is the name from which it comes, `stop` where mails like it are stopped at one press
    (empty where there is nothing to stop). `asked`: its reader asked for it just now, so that it
    may go to an address that is not confirmed. `act` is what the delivery does, `first_sent_at`
    when it was first tried, `attempts` how often.
    """

    key: str
    sender: str
    subject: str
    text: str
    html: str
    markdown: str
    written_at: datetime
    stop: str = ""
    files: tuple[File, ...] = ()
    asked: bool = False
    act: str = "post"
    first_sent_at: datetime | None = None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Desk:
    """What letters are written with. `attaches`: files can come with them."""

    word: Word
    links: Addresses
    policy: Policy
    reply_to: str
    attaches: bool
    files_of: FilesOf

    def write(self, tx: Transaction, delivery: Delivery, now: datetime) -> Letter | None:
        """Return the letter that a delivery is; None when there is nothing to say any more."""
        message = self.word(tx, delivery, now)
        if message is None or delivery.account_id is None:
            return None
        notice = tx.deliveries.notice(delivery)
        foot = None
        if not isinstance(notice, _ASKED_FOR):
            digest = isinstance(notice, DigestEdition)
            foot = self._foot(delivery.account_id, now + LINKS_LAST, digest=digest)
        return self._written(tx, delivery, message, foot, now)

    def _foot(self, account_id: AccountId, until: datetime, *, digest: bool) -> FooterLinks:
        links = self.links
        return FooterLinks(
            links.status(account_id, until),
            links.act(account_id, _PRIVACY, "", privacy_label(), until),
            links.stop(account_id, _DIGEST if digest else ""),
            digest,
        )

    def _written(
        self,
        tx: Transaction,
        delivery: Delivery,
        message: Message,
        foot: FooterLinks | None,
        now: datetime,
    ) -> Letter:
        network = tx.networks.get(delivery.network_id)
        subject = _subject(tx, delivery, message, network)
        say_file = attached if self.attaches else not_attached
        types = names_commands(message.blocks)
        end = footer(network, self.policy, self.reply_to, foot, types=types)
        blocks = [*message.blocks, *end]
        shown = settle(blocks, lambda button: self._link(delivery, button, now), say_file)
        return Letter(
            key=delivery.key,
            sender=network.name,
            subject=subject,
            text=write_text(shown),
            html=write_html(shown, subject),
            markdown=write_markdown(shown),
            written_at=now,
            stop=foot.stop if foot else "",
            files=self._files(tx, message, now),
            asked=foot is None,
            act=delivery.act,
            first_sent_at=delivery.first_sent_at,
            attempts=delivery.attempts,
        )

    def _link(self, delivery: Delivery, button: Button, now: datetime) -> str:
        if delivery.account_id is None:
            raise ValueError("a mail is to one person")
        warning = button.confirm.text if button.confirm else ""
        until = now + LINKS_LAST
        line, ref = button.command, button.ref
        return self.links.act(delivery.account_id, line, ref, button.label, until, warning)

    def _files(self, tx: Transaction, message: Message, now: datetime) -> tuple[File, ...]:
        if not self.attaches:
            return ()
        own = tuple(block for block in message.blocks if isinstance(block, File))
        return own + self.files_of(tx, message, now)


def _subject(tx: Transaction, delivery: Delivery, message: Message, network: Network) -> str:
    """What the letter is about; one that takes another back names it."""
    subject = subject_of(tx.deliveries.notice(delivery), message, network)
    if delivery.act != "remove" or delivery.about_key is None:
        return subject
    before = tx.deliveries.by_key(delivery.about_key)
    said = tx.deliveries.text(before).partition("\n")[0] if before else ""
    return taken_back(said or subject)
