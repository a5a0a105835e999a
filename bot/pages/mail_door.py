"""Who opens a page for people with nothing but e-mail: by a link of a mail, or signed in.

Signing in is pressing a mail's link: whoever reads the mailbox is its owner. A cookie remembers
it for twelve hours, on this site's own pages only.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from bot.command import Names, Policy
from bot.dispatch import Dispatcher
from bot.pages.cookies import keep_cookie
from bot.pages.mail_links import MailLinks
from bot.pages.mail_look import draw
from bot.pages.mail_pace import MailPace
from bot.pages.me_keys import SESSION_LIVES, MeKeys, Ticket
from bot.wording.members import mail_pages
from bot.wording.members.mail_pages import Asks
from bot.wording.pages import PageLink, Words
from jobs.aside import Aside
from jobs.members.by_mail import find_mail_account
from storage.errors import StorageError
from storage.transaction import Transaction
from storage.types import Account, AccountId, Network, NetworkId

COOKIE = "teapoint_me"

Serve = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whose page it is. `name`: a member's. `confirmed`: they proved the address; `stopped`: they
    want no e-mail; `refused`: it came back."""

    account: Account
    network: Network
    name: str
    is_member: bool
    confirmed: bool
    stopped: bool
    refused: bool


@dataclass(frozen=True, slots=True)
class Ways:
    """What stands on every page of somebody who is signed in: tickets, and an address."""

    say: str
    out: str
    stop: str


@dataclass(frozen=True, slots=True)
class MailDoor:
    """What these pages are made with. `base`: where the world reaches us."""

    aside: Aside
    dispatcher: Dispatcher
    links: MailLinks
    keys: MeKeys
    names: Names
    policy: Policy
    base: str
    now: Callable[[], datetime]
    pace: MailPace

    @property
    def path(self) -> str:
        """Where our pages begin on this host."""
        return urlsplit(self.base.rstrip("/")).path

    @property
    def secure(self) -> bool:
        """Whether cookies may only go where nobody can read them."""
        return self.base.startswith("https:")

    def guarded(self, serve: Serve) -> Serve:
        """Return what serves a page, and says so where the database cannot be reached."""

        async def guarded(request: Request) -> Response:
            try:
                return await serve(request)
            except StorageError:
                return self.say(mail_pages.trouble(), 503)

        return guarded

    async def find(self, account_id: AccountId) -> Visitor | None:
        """Return whose page it is; None where the account is gone."""
        return await self.aside.read(lambda tx: _look(tx, account_id))

    async def signed_in(self, request: Request) -> Visitor | None:
        """Return who is signed in, if anybody is."""
        account_id = self.keys.read_session(request.cookies.get(COOKIE, ""), self.now())
        return await self.find(account_id) if account_id else None

    def sign_in(self, answer: Response, visitor: Visitor) -> Response:
        """Remember who it is."""
        session, path = self.keys.new_session(visitor.account.id, self.now()), f"{self.path}/me"
        return keep_cookie(answer, COOKIE, session, path, secure=self.secure, lives=SESSION_LIVES)

    def sign_out(self, answer: Response) -> Response:
        """Remember nobody any more."""
        answer.delete_cookie(
            COOKIE, f"{self.path}/me", secure=self.secure, httponly=True, samesite="lax"
        )
        return answer

    def ways(self, visitor: Visitor | None) -> Ways | None:
        """Return what somebody who is signed in can do from any page."""
        if visitor is None:
            return None
        id_, now = visitor.account.id, self.now()
        say, out = (self.keys.seal(Ticket(kind), id_, now) for kind in ("say", "out"))
        return Ways(say, out, self.links.stop(id_))

    def say(
        self,
        words: Words,
        status: int = 200,
        visitor: Visitor | None = None,
        network: str = "",
        link: PageLink | None = None,
    ) -> Response:
        """Return a page with some sentences."""
        return draw(
            "words.html",
            self.path,
            status,
            heading=words.heading,
            network=visitor.network.name if visitor else network,
            sentences=words.sentences,
            link=link,
            ways=self.ways(visitor),
        )

    def ask(
        self,
        asks: Asks,
        action: str,
        *,
        network: str = "",
        hidden: Mapping[str, str] | None = None,
        back: str = "",
        visitor: Visitor | None = None,
        status: int = 200,
    ) -> Response:
        """Return a page that asks before it acts; `action`: where its button leads."""
        return draw(
            "asks.html",
            self.path,
            status,
            heading=asks.words.heading,
            network=network,
            sentences=asks.words.sentences,
            warning=asks.warning,
            button=asks.button,
            action=action,
            hidden=hidden or {},
            back=back,
            ways=self.ways(visitor),
        )


def _look(tx: Transaction, account_id: AccountId) -> Visitor | None:
    account, address = find_mail_account(tx, account_id), tx.addresses.of(account_id)
    if account is None or address is None:
        return None
    network = tx.networks.get(NetworkId(account.key.authority))
    member = tx.members.find(network.id, account.id)
    return Visitor(
        account,
        network,
        member.name if member else "",
        is_member=member is not None,
        confirmed=address.verified_at is not None,
        stopped=address.stopped_at is not None,
        refused=address.bounced_at is not None,
    )
