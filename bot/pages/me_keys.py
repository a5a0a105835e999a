"""What a member's own pages are signed with: who is signed in, and each button and form.

A ticket says what a button does, and for whom: nobody else can press it, and no other site can
make one. So it guards against forged requests as well.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from bot.form import Form
from bot.message import Confirm
from bot.pages.kept_forms import pack_form, unpack_form
from bot.pages.sealed import Sealer
from storage.sealing import Cipher
from storage.types import AccountId

SESSION_LIVES = timedelta(hours=12)

Kind = Literal["press", "form", "say", "out"]


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a button or form of a page does. `nonce`: this drawing of it.

    press: `command` with `ref`, after `confirm` was read. form: what `form` asks, refilled. say:
    a line that is typed. out: signing out. `label`: what was pressed.
    """

    kind: Kind
    nonce: str = ""
    command: str = ""
    ref: str = ""
    label: str = ""
    confirm: Confirm | None = None
    form: Form | None = None


class MeKeys:
    """Seals and reads sessions and tickets; both end after twelve hours."""

    def __init__(self, cipher: Cipher) -> None:
        self._sessions = Sealer(cipher, "sessions by e-mail")
        self._tickets = Sealer(cipher, "buttons of a member's pages")

    def new_session(self, account_id: AccountId, now: datetime) -> str:
        """Return a cookie for who is signed in."""
        return self._sessions.seal([account_id, _ends(now)])

    def read_session(self, cookie: str, now: datetime) -> AccountId | None:
        """Return who is signed in; None: nobody, or not any more."""
        told = self._sessions.open(cookie) if cookie else None
        return AccountId(told[0]) if told and told[1] > now.timestamp() else None

    def seal(self, ticket: Ticket, account_id: AccountId, now: datetime) -> str:
        """Return what a form carries for this button, pressed by this account."""
        confirm = ticket.confirm
        asked = [confirm.title, confirm.text, confirm.yes, confirm.no] if confirm else None
        form = pack_form(ticket.form) if ticket.form else None
        told = [account_id, _ends(now), ticket.kind, secrets.token_urlsafe(9)]
        return self._tickets.seal([*told, ticket.command, ticket.ref, ticket.label, asked, form])

    def read(self, sealed: str, account_id: AccountId, now: datetime) -> Ticket | None:
        """Return what was pressed; None: not one of this account's, or too old."""
        told = self._tickets.open(sealed) if sealed else None
        if told is None or told[0] != account_id or told[1] <= now.timestamp():
            return None
        return _ticket(told[2:])


def _ticket(told: list[Any]) -> Ticket:
    kind, nonce, command, ref, label, asked, form = told
    return Ticket(
        kind,
        nonce,
        command,
        ref,
        label,
        Confirm(*asked) if asked else None,
        unpack_form(form) if form else None,
    )


def _ends(now: datetime) -> int:
    return int((now + SESSION_LIVES).timestamp())
