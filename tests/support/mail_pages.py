"""People with a mailbox and a browser without scripts: they read letters, open links and press.

The letters are those that the voice by e-mail writes; pages are served by the real routes. Forms
are filled in as a browser would: every field of the form goes back, changed or not.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from typing import Any

import httpx
from lxml import html
from sqlalchemy import select
from starlette.applications import Starlette

from bot import commands
from bot.command import load
from bot.dispatch import Dispatcher
from bot.message import Message
from bot.pages.by_mail import open_mail_pages, with_mail_pages
from bot.pages.mail_links import MailLinks
from bot.pages.mail_pace import MailPace
from bot.platforms.mail.letters import Desk, Letter
from bot.wording.look import Look
from bot.wording.notices import word
from jobs.members.by_mail import open_mail_space
from storage.queue_records import Delivery
from storage.tables import Base
from storage.transaction import Transaction
from storage.types import Account, AccountId, Member, NetworkId, Profile
from tests.support.chat import NAMES, POLICY, World

BASE = "https://tea.example"
_HREF = re.compile(r'href="([^"]+)"')


class ByMail:
    """A world whose network has an open join page; `anyone` opens it."""

    def __init__(self, world: World, pace: MailPace | None = None, base: str = BASE) -> None:
        self.world, self.base = world, base
        self.links = MailLinks(world.aside.store.cipher, base)
        self.names = with_mail_pages(NAMES, self.links, base)
        world.dispatcher = Dispatcher(
            load(commands), world.aside, lambda: world.now, POLICY, self.names
        )
        routes = open_mail_pages(
            world.aside,
            world.dispatcher,
            self.links,
            self.names,
            POLICY,
            base,
            lambda: world.now,
            pace,
        )
        self.app = Starlette(routes=routes)
        self.desk = Desk(self._word, self.links, POLICY, "", False, lambda _tx, _m, _now: ())

    async def open_page(self) -> str:
        """Let the organiser open the join page; return its path."""
        said = await self.world.person("Priya Raman", "U0PRIYA").say("join page open")
        found = re.search(rf"{self.base}(/join/\w+)", said)
        assert found, said
        return found[1]

    async def member(self, name: str, address: str, organisation: str) -> "Browser":
        """Somebody who joined by e-mail already, and takes part in the world's scheme."""
        world = self.world

        def take_in(tx: Transaction) -> None:
            open_mail_space(tx, world.network)
            space = tx.spaces.find("mail", world.network.id)
            account = tx.accounts.see(tx.addresses.mail_key(world.network.id, address), space.id)
            tx.addresses.keep(account.id, address, "mail", world.now, verified=True)
            place = tx.organisations.add(world.network.id, organisation, "local", "").id
            member = tx.members.join(world.network.id, account.id, Profile(name, place), world.now)
            tx.enrolments.join(world.programme.id, member.id, world.now)

        await world.aside.write(take_in)
        return Browser(self, self.client(), address)

    def client(self) -> httpx.AsyncClient:
        """A browser with no cookies yet."""
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=self.base)

    def letters(self, tx: Transaction, address: str) -> list[Letter]:
        """Return the letters that wait for an address, oldest first."""
        key = tx.addresses.mail_key(self.world.network.id, address)
        account = tx.accounts.find(key)
        mine = [d for d in tx.deliveries.waiting(10_000) if account and d.account_id == account.id]
        found = (self.desk.write(tx, delivery, self.world.now) for delivery in mine)
        return [letter for letter in found if letter]

    async def dump(self) -> str:
        """Return all that the database holds, as one text."""

        def read(tx: Transaction) -> str:
            tables = Base.metadata.sorted_tables
            return "\n".join(str(row) for one in tables for row in tx.session.execute(select(one)))

        return await self.world.aside.read(read)

    def _word(self, tx: Transaction, delivery: Delivery, now: Any) -> Message | None:  # noqa: ANN401
        network, names = tx.networks.get(delivery.network_id), self.names.on("mail")
        return word(Look(tx, delivery, network, now, names, POLICY))


@dataclass
class Browser:
    """One person; `page` is what they look at."""

    by_mail: ByMail
    client: httpx.AsyncClient
    address: str
    page: httpx.Response = field(default_factory=lambda: httpx.Response(200))

    @property
    def tree(self) -> Any:  # noqa: ANN401 - lxml brings no types
        return html.document_fromstring(self.page.text)

    @property
    def text(self) -> str:
        """What stands in the main part of the page."""
        main = self.tree.find(".//main")
        return " ".join((main if main is not None else self.tree).text_content().split())

    @property
    def heading(self) -> str:
        (first,) = self.tree.findall(".//h1")
        return " ".join(first.text_content().split())

    @property
    def title(self) -> str:
        return str(self.tree.find(".//title").text)

    async def find_member(self) -> Member:
        """Return the person's membership, present or not."""
        world = self.by_mail.world
        account = await self.find_account()
        return await world.aside.read(lambda tx: _member(tx, world.network.id, account.id))

    async def find_account(self) -> Account:
        world = self.by_mail.world
        return await world.aside.read(lambda tx: _account(tx, world.network.id, self.address))

    async def sign_in(self) -> str:
        """Open the link to one's own page, as it stands at the foot of a letter."""
        account, until = await self.find_account(), self.by_mail.world.now + timedelta(days=60)
        await self.open(self.by_mail.links.status(account.id, until))
        return await self.press("Go to your page")

    async def open(self, address: str) -> str:
        """Open an address; return what the page says."""
        self.page = await self.client.get(address, follow_redirects=True)
        return self.text

    async def press(self, label: str, **filled: str | list[str]) -> str:
        """Press a button, its form filled in by the names of its inputs."""
        for form in self.tree.forms:
            found = [one for one in form.findall(".//button") if _words(one) == label]
            if found:
                return await self._send(form, filled)
        raise AssertionError(f"no button {label!r} among {self.buttons()}")

    def buttons(self) -> list[str]:
        return [_words(one) for one in self.tree.findall(".//button")]

    async def say(self, line: str) -> str:
        """Type a command."""
        return await self.press("Go", line=line)

    async def letters(self) -> list[Letter]:
        """Read the letters that wait in the mailbox."""
        world = self.by_mail.world
        return await world.aside.read(lambda tx: self.by_mail.letters(tx, self.address))

    async def link(self, words: str) -> str:
        """Return the newest letter's link with these words."""
        for letter in reversed(await self.letters()):
            for url, said in re.findall(r'<a href="([^"]+)">([^<]+)</a>', letter.html):
                if unescape(said) == words:
                    return unescape(url)
        raise AssertionError(f"no link {words!r}")

    async def _send(self, form: Any, filled: dict[str, str | list[str]]) -> str:  # noqa: ANN401
        data: dict[str, list[str]] = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        for name, value in filled.items():
            (full,) = [one for one in form.inputs.keys() if one.partition("~")[0] == name]  # noqa: SIM118
            data[full] = [value] if isinstance(value, str) else value
        self.page = await self.client.post(
            form.action or str(self.page.url), data=data, follow_redirects=True
        )
        return self.text


def _words(element: Any) -> str:  # noqa: ANN401
    return " ".join(element.text_content().split())


def _account(tx: Transaction, network_id: NetworkId, address: str) -> Account:
    account = tx.accounts.find(tx.addresses.mail_key(network_id, address))
    assert account, f"nobody ever gave {address}"
    return account


def _member(tx: Transaction, network_id: NetworkId, account_id: AccountId) -> Member:
    member = tx.members.find(network_id, account_id, left=True)
    assert member, "they never were a member"
    return member


def links_of(letter: Letter) -> list[str]:
    """Return every address to which a letter leads, its one-click stop among them."""
    return [*map(unescape, _HREF.findall(letter.html)), *([letter.stop] if letter.stop else [])]


@asynccontextmanager
async def somebody(by_mail: ByMail, address: str) -> AsyncIterator[Browser]:
    """Somebody whom nobody knows yet."""
    async with by_mail.client() as client:
        yield Browser(by_mail, client, address)
