"""Links in mails: who they are for and what they lead to is sealed in them.

Mail scanners open every link, so opening one shows and only sending the page's button acts. A link
may be opened as often as somebody likes until it is over.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from bot.pages.sealed import Sealer
from storage.sealing import Cipher
from storage.types import AccountId

Kind = Literal["act", "status", "confirm", "stop"]


@dataclass(frozen=True, slots=True)
class MailLink:
    """Where a link leads. `until`: when it is over; None: never.

    act: does what the button `label` of a message does: `command` with `ref`, after `warning`
    where that cannot be undone. status: the member's own page. confirm: the address is theirs.
    stop: no more mails of the kind in `label`; empty: none at all.
    """

    kind: Kind
    account_id: AccountId
    until: datetime | None = None
    label: str = ""
    command: str = ""
    ref: str = ""
    warning: str = ""

    def is_over(self, now: datetime) -> bool:
        """Return whether the link does nothing any more."""
        return self.until is not None and self.until <= now


class MailLinks:
    """Makes the links of mails to pages under a base address, and reads them again."""

    def __init__(self, cipher: Cipher, base: str) -> None:
        self._base = base.rstrip("/")
        self._sealer = Sealer(cipher, "links in mails")

    def act(
        self,
        account_id: AccountId,
        command: str,
        ref: str,
        label: str,
        until: datetime,
        warning: str = "",
    ) -> str:
        """Return the address of the page that offers a message's button."""
        return self._address(MailLink("act", account_id, until, label, command, ref, warning))

    def status(self, account_id: AccountId, until: datetime) -> str:
        """Return the address that leads to a member's own page."""
        return self._address(MailLink("status", account_id, until))

    def confirm(self, account_id: AccountId, until: datetime) -> str:
        """Return the address on which somebody confirms that the mail reached them."""
        return self._address(MailLink("confirm", account_id, until))

    def stop(self, account_id: AccountId, kind: str = "") -> str:
        """Return the address for stopping mails, of one press too (RFC 8058); it is never over."""
        return self._address(MailLink("stop", account_id, None, kind))

    def read(self, token: str) -> MailLink | None:
        """Return where a link leads, over or not; None: not one of ours."""
        told = self._sealer.open(token)
        return _read(told) if told else None

    def _address(self, link: MailLink) -> str:
        until = int(link.until.timestamp()) if link.until else 0
        told = [link.kind, link.account_id, until, link.label, link.command, link.ref, link.warning]
        while told and not told[-1]:
            told.pop()
        return f"{self._base}/me/{self._sealer.seal(told)}"


def _read(told: list[Any]) -> MailLink:
    kind, account_id, until, *words = [*told, 0] if len(told) == 2 else told
    ends = datetime.fromtimestamp(until, UTC) if until else None
    return MailLink(kind, AccountId(account_id), ends, *words)
