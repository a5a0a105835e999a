"""A session whose page is open, for tests of the page for a room: phones, and what they see."""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from html import unescape

import httpx
from starlette.applications import Starlette

from bot.pages.links import Links
from bot.pages.room import RoomPages
from bot.pages.room_code import RoomCodes
from bot.pages.room_door import RoomDoor
from bot.pages.room_watch import RoomWatch
from jobs.aside import Aside
from storage.events import Event, OpenTo
from storage.naming import new_id
from storage.session_records import Consent, EventSession, SessionPlan
from storage.transaction import Transaction
from storage.types import AccountKey, Member, Network, NetworkId, Profile, Space

BASE = "https://tea.example"
NOON = datetime(2027, 1, 16, 12, tzinfo=UTC)
DAY = date(2027, 1, 16)
PLAN = SessionPlan(
    "Data sharing in local government",
    number="1",
    room="M69",
    starts_at=NOON,
    ends_at=NOON + timedelta(minutes=45),
    leaders=("Ash Nicol", "Bo Reed"),
)


@dataclass
class Rooms:
    """The pages of a network's sessions, and a clock to move."""

    aside: Aside
    space: Space
    network: Network
    links: Links
    watch: RoomWatch
    base: str = BASE
    now: datetime = NOON

    @classmethod
    async def begin(cls, aside: Aside, base: str = BASE, beat: float = 15.0) -> "Rooms":
        """Set up a workspace with a network and its organiser."""
        space, network = await aside.write(_found)
        links = Links(aside.store.cipher, base)
        return cls(aside, space, network, links, RoomWatch(aside, beat), base)

    def app(self) -> Starlette:
        """What the world may open."""
        door = RoomDoor(
            self.aside,
            self.links.rooms,
            self.base,
            lambda: self.now,
            "/notes page",
            "/teapoint join",
        )
        return Starlette(routes=[*RoomCodes(door).routes(), *RoomPages(door, self.watch).routes()])

    async def add(
        self, open_to: OpenTo = "anyone", consent: Consent = "ordinary", *, event: bool = True
    ) -> EventSession:
        """A session of an event of today, or of no event."""

        def add(tx: Transaction) -> EventSession:
            camp = _event(tx, self.network.id, open_to) if event else None
            plan = replace(PLAN, consent=consent)
            return tx.sessions.add(self.network.id, plan, None, self.now, camp.id if camp else None)

        return await self.aside.write(add)

    async def change(self, session: EventSession, consent: Consent) -> None:
        """The people of a session agree on something else."""
        plan = replace(session.plan, consent=consent)
        await self.aside.write(lambda tx: tx.sessions.change(session.id, self.network.id, plan))

    async def write(self, session: EventSession, summary: str, text: str) -> None:
        """Somebody writes the notes in chat."""

        def write(tx: Transaction) -> None:
            note = tx.notes.find(session)
            seen = note.version if note else 0
            tx.notes.write(session, summary, text, seen=seen, by=None, route="form", now=self.now)

        await self.aside.write(write)

    async def said(self, session: EventSession) -> list[tuple[str, str]]:
        """What is kept of the points that were said: their words and names."""
        points = await self.aside.read(lambda tx: tx.points.of_session(session))
        return [(one.text, one.name) for one in points]

    async def join(self, name: str) -> Member:
        """Somebody becomes a member."""

        def join(tx: Transaction) -> Member:
            key = AccountKey("slack", self.space.authority, new_id("U"))
            account = tx.accounts.see(key, self.space.id, name)
            return tx.members.join(self.network.id, account.id, Profile(name, None), self.now)

        return await self.aside.write(join)


@dataclass
class Phone:
    """A browser without any script: it follows links, fills in the form and keeps cookies."""

    client: httpx.AsyncClient
    home: str
    page: httpx.Response | None = None
    sent: dict[str, str] = field(default_factory=dict)

    async def open(self, path: str = "") -> httpx.Response:
        """Open the page or something below it, following where it leads."""
        self.page = await self.client.get(self.home + path, follow_redirects=True)
        return self.page

    def reads(self) -> str:
        """All that the page says, without its markup."""
        assert self.page is not None
        return unescape(re.sub(r"<[^>]+>", " ", self.page.text))

    def field(self, name: str) -> str:
        """What stands in an input of the form."""
        assert self.page is not None
        if name == "text":
            found = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", self.page.text, re.S)
        else:
            found = re.search(rf'<input[^>]* name="{name}"[^>]*>', self.page.text)
            found = re.search(r'value="([^"]*)"', found[0]) if found else None
        return unescape(found[1]) if found else ""

    async def send(self, text: str, act: str = "said", **fields: str) -> httpx.Response:
        """Fill in the form as it is and send it."""
        form = {one: self.field(one) for one in ("token", "id", "edition", "seen", "name")}
        self.sent = form | {"text": text, "act": act} | fields
        return await self.again()

    async def again(self) -> httpx.Response:
        """Send the same form once more, as a double press does."""
        self.page = await self.client.post(self.home, data=self.sent, follow_redirects=True)
        return self.page

    async def tell(self, *points: dict[str, object], token: str = "") -> httpx.Response:
        """Tell of points as the script does."""
        body = {"token": token or self.field("token"), "points": list(points)}
        return await self.client.post(f"{self.home}/points", json=body)


def phone_of(app: Starlette, session: EventSession) -> Phone:
    """A phone that has not opened the page yet."""
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE)
    return Phone(client, f"/r/{session.code}")


def _found(tx: Transaction) -> tuple[Space, Network]:
    space = tx.spaces.install("slack", "T0TEAPOINT", "T0TEAPOINT", "Public services together")
    network = tx.networks.add("Public services together")
    tx.networks.link(network.id, space.id, default=True)
    key = AccountKey("slack", space.authority, "U0PRIYA")
    organiser = tx.accounts.see(key, space.id, "Priya Raman")
    tx.networks.add_organiser(network.id, organiser.id, NOON)
    return space, network


def _event(tx: Transaction, network_id: NetworkId, open_to: OpenTo) -> Event:
    maker = tx.networks.organisers(network_id)[0]
    camp = tx.events.add(network_id, new_id("TeaCamp "), DAY, "Europe/London", maker.id, NOON)
    assert camp
    tx.events.change(replace(camp, open_to=open_to))
    return camp
