"""The page on which anyone named in a session's notes asks that something is taken out.

A plain form: opening it shows and does nothing, sending it acts. What is asked is kept sealed, and
organisers are told by its id only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, FileSystemLoader
from limits import RateLimitItemPerDay, RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.pages.cookies import keep_cookie
from bot.pages.guess_pace import GuessPace
from bot.pages.links import Links, RemovalLink
from bot.pages.place import place_of
from bot.pages.plain import say_plainly
from bot.pages.room_body import BadBodyError, read_body
from bot.pages.room_look import FILES as ROOM_FILES
from bot.pages.room_look import HEADERS, version
from bot.wording.notes import removal_page
from jobs.aside import Aside
from jobs.sessions.removals import LONGEST_CONTACT, LONGEST_WORDS, ask_for_removal
from storage.errors import NotFoundError, StorageError
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import Network

FILES = ROOM_FILES.with_name("removal_files")
ASKS_AN_HOUR = 10
ASKS_A_DAY = 50
_COOKIE = "teapoint-removal"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the form said."""

    token: str = ""
    words: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class _Visit:
    """Which notes the page is about, and the browser that opened it."""

    link: RemovalLink
    session: EventSession
    network: Network
    home: str
    browser: str
    fresh: str


class RemovalPages:
    """Serves `/removal/<token>`, and `/r/<code>/removal`, which leads there. 404: no such notes."""

    def __init__(self, aside: Aside, links: Links, base: str, now: Callable[[], datetime]) -> None:
        self._aside = aside
        self._links = links
        self._now = now
        self._path = urlsplit(base.rstrip("/")).path
        self._secure = base.startswith("https:")
        self._pace = _AskPace()
        self._guesses = GuessPace()

    def routes(self) -> list[Route]:
        """Return what the world may open."""
        page = "/removal/{token}"
        return [
            Route(page, self._show, methods=["GET"]),
            Route(page, self._ask, methods=["POST"]),
            Route("/r/{code}/removal", self._lead_on, methods=["GET"]),
        ]

    async def _show(self, request: Request) -> Response:
        visit = await self._find(request)
        if isinstance(visit, Response):
            return visit
        if request.query_params.get("sent"):
            return say_plainly(removal_page.sent(), 200)
        return self._draw(visit, _Asked())

    async def _ask(self, request: Request) -> Response:
        visit = await self._find(request)
        if isinstance(visit, Response):
            return visit
        try:
            asked = _read_form(await read_body(request))
        except BadBodyError:
            return self._draw(visit, _Asked(), removal_page.too_long(), 413)
        wrong, status = self._wrong(request, visit, asked)
        if wrong:
            return self._draw(visit, asked, wrong, status)
        return await self._keep(visit, asked)

    async def _lead_on(self, request: Request) -> Response:
        """From the page for a room: its code is known, so the way to ask is, too."""
        code, address = request.path_params["code"], place_of(request)
        if not self._guesses.may_guess(address):
            return say_plainly(removal_page.unknown(), 404)
        try:
            found = await self._aside.read(lambda tx: tx.sessions.by_code(code))
        except NotFoundError:
            self._guesses.note_wrong(address)
            return say_plainly(removal_page.unknown(), 404)
        except StorageError:
            return say_plainly(removal_page.trouble(), 503)
        where = self._links.removal(found.id, found.network_id)
        return RedirectResponse(where, 303, headers=HEADERS)

    # Steps

    async def _find(self, request: Request) -> _Visit | Response:
        token = request.path_params["token"]
        link = self._links.read_removal(token)
        if link is None:
            return say_plainly(removal_page.unknown(), 404)
        try:
            session, network = await self._aside.read(lambda tx: _look(tx, link))
        except NotFoundError:
            return say_plainly(removal_page.unknown(), 404)
        except StorageError:
            return say_plainly(removal_page.trouble(), 503)
        keys = self._links.rooms
        known = keys.read_phone(request.cookies.get(_COOKIE, ""), session.id)
        fresh = "" if known else keys.new_phone(session.id)
        browser = known or keys.read_phone(fresh, session.id) or ""
        return _Visit(link, session, network, f"{self._path}/removal/{token}", browser, fresh)

    def _wrong(self, request: Request, visit: _Visit, asked: _Asked) -> tuple[str, int]:
        """What is wrong before anything is kept, if so."""
        if not asked.words.strip():
            return removal_page.empty(), 422
        if len(asked.words) > LONGEST_WORDS or len(asked.contact) > LONGEST_CONTACT:
            return removal_page.too_long(), 422
        keys, now = self._links.rooms, self._now()
        age = keys.read_token(asked.token, visit.session.id, visit.browser, now)
        if visit.fresh or age != "fresh":
            return removal_page.stale(), 409
        if not self._pace.may_ask(place_of(request), visit.session.id):
            return removal_page.too_many(), 429
        return "", 200

    async def _keep(self, visit: _Visit, asked: _Asked) -> Response:
        session, now = visit.session, self._now()
        try:
            await self._aside.write(
                lambda tx: ask_for_removal(tx, session, asked.words, asked.contact, now)
            )
        except StorageError:
            return say_plainly(removal_page.trouble(), 503)
        return RedirectResponse(f"{visit.home}?sent=1", 303, headers=HEADERS)

    def _draw(
        self, visit: _Visit, asked: _Asked, wrong: str = "", status: int = 200
    ) -> HTMLResponse:
        title = "" if visit.network.sensitive else visit.session.title
        page = _environment().get_template("page.html")
        html = page.render(
            labels=removal_page.labels(title, visit.network.name),
            wrong=wrong,
            home=visit.home,
            words=asked.words,
            contact=asked.contact,
            token=self._links.rooms.token(visit.session.id, visit.browser, self._now()),
            longest_words=LONGEST_WORDS,
            longest_contact=LONGEST_CONTACT,
            style=f"{self._path}/r/files/room.css?{version()}",
        )
        answer = HTMLResponse(html, status, headers=HEADERS)
        if visit.fresh:
            path = f"{self._path}/removal"
            keep_cookie(answer, _COOKIE, visit.fresh, path, secure=self._secure)
        return answer


class _AskPace:
    """How often one address, and how often anybody, may ask about one session; in this process."""

    def __init__(self) -> None:
        self._hour = RateLimitItemPerHour(ASKS_AN_HOUR)
        self._day = RateLimitItemPerDay(ASKS_A_DAY)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def may_ask(self, address: str, session_id: str) -> bool:
        """Count one request; return whether it is within the limits."""
        return self._limiter.hit(self._hour, "address", address) and self._limiter.hit(
            self._day, "session", session_id
        )


def _look(tx: Transaction, link: RemovalLink) -> tuple[EventSession, Network]:
    return tx.sessions.get(link.session_id, link.network_id), tx.networks.get(link.network_id)


def _read_form(body: bytes) -> _Asked:
    """Return what the form says; BadBodyError."""
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=10)
    except ValueError as error:
        raise BadBodyError("no form") from error
    token, words, contact = (fields.get(name, [""])[0] for name in ("token", "words", "contact"))
    return _Asked(token, words.replace("\r\n", "\n"), contact)


def _environment() -> Environment:
    return Environment(autoescape=True, loader=FileSystemLoader(FILES), trim_blocks=True)
