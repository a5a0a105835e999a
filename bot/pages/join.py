"""The public page on which people join a network with an e-mail address and nothing else.

The same answer whether an address is known or not, at the same time: nothing is told of anybody.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.mail_addresses import read_mailbox
from bot.pages.cookies import keep_cookie
from bot.pages.mail_door import MailDoor
from bot.pages.mail_look import HEADERS, draw
from bot.pages.place import place_of
from bot.pages.posted import is_from_here, read_posted
from bot.pages.room_body import BadBodyError
from bot.pages.sealed import Sealer
from bot.wording.members import join_words, mail_pages, privacy
from bot.wording.members.join_words import LONGEST_ADDRESS
from bot.wording.pages import PageLink
from jobs.members.by_mail import ask_to_confirm, tell_of_flood
from storage.join_pages import JoinPage
from storage.naming import fold
from storage.sealing import Cipher
from storage.transaction import Transaction
from storage.types import Network

COOKIE = "teapoint_join"
MOST_BYTES = 8_000
_LIVES = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Open:
    """An open join page, and the browser that opened it; `fresh`: it has no cookie yet."""

    page: JoinPage
    network: Network
    home: str
    browser: str
    fresh: bool


class JoinPages:
    """Serves `/join/<code>`. 404: no network has the code; 410: it is closed; 429: too many."""

    def __init__(self, door: MailDoor, cipher: Cipher) -> None:
        self._door = door
        self._browsers = Sealer(cipher, "browsers on a join page")
        self._forms = Sealer(cipher, "forms of a join page")

    def routes(self) -> list[Route]:
        """Return what the world may open."""
        return [
            Route("/join/{code}", self._door.guarded(self._show), methods=["GET"]),
            Route("/join/{code}", self._door.guarded(self._take), methods=["POST"]),
        ]

    async def _show(self, request: Request) -> Response:
        found = await self._find(request)
        if isinstance(found, Response):
            return found
        if request.query_params.get("sent"):
            words = join_words.sent(found.network.name)
            again = PageLink(found.home, join_words.give_again())
            return self._door.say(words, network=found.network.name, link=again)
        return self._draw(found)

    async def _take(self, request: Request) -> Response:
        if not is_from_here(request, self._door.base):
            return self._door.say(mail_pages.not_from_here(), 403)
        found = await self._find(request)
        if isinstance(found, Response):
            return found
        try:
            posted = await read_posted(request, MOST_BYTES)
        except BadBodyError as error:
            return self._door.say(mail_pages.unreadable(), 413 if error.too_large else 400)
        if found.fresh or not self._is_ours(found, posted.one("token")):
            return self._draw(found, posted.one("address"), mail_pages.stale().heading, 409)
        typed = posted.one("address").strip()
        address = read_mailbox(typed)
        if address is None:
            wrong = join_words.bad_address() if typed else join_words.no_address()
            return self._draw(found, typed, wrong, 422)
        return await self._send(request, found, address)

    async def _send(self, request: Request, found: Open, address: str) -> Response:
        """Send the mail, unless a limit says otherwise; who floods is asked to come back."""
        door, now, network = self._door, self._door.now(), found.network
        if not door.pace.may_ask(place_of(request)):
            return door.say(join_words.too_many(), 429, network=network.name)
        if not door.pace.may_send(found.page.code):
            code = found.page.code
            await door.aside.write(lambda tx: tell_of_flood(tx, network.id, code, now))
            return door.say(join_words.too_many(), 429, network=network.name)
        if door.pace.may_write_to(f"{network.id} {fold(address)}"):
            await door.aside.write(lambda tx: ask_to_confirm(tx, network, address, now))
        return RedirectResponse(f"{found.home}?sent=1", 303, headers=HEADERS)

    # Who opens it, and what it is

    async def _find(self, request: Request) -> Open | Response:
        code, place = request.path_params["code"], place_of(request)
        if not self._door.pace.may_guess(place):
            return self._door.say(join_words.too_many_tried(), 429)
        found = await self._door.aside.read(lambda tx: _look(tx, code))
        if found is None:
            self._door.pace.note_wrong(place)
            return self._door.say(join_words.no_such_page(), 404)
        page, network = found
        if not page.is_open:
            return self._door.say(join_words.closed(network.name), 410, network=network.name)
        known = self._browsers.open(request.cookies.get(COOKIE, ""))
        browser = str(known[0]) if known else secrets.token_urlsafe(12)
        return Open(page, network, f"{self._door.path}/join/{code}", browser, known is None)

    def _is_ours(self, found: Open, token: str) -> bool:
        told = self._forms.open(token) if token else None
        now = self._door.now().timestamp()
        return told is not None and told[:2] == [found.page.code, found.browser] and told[2] > now

    def _draw(self, found: Open, address: str = "", wrong: str = "", status: int = 200) -> Response:
        ends = int((self._door.now() + _LIVES).timestamp())
        notice = privacy.notice(self._door.policy, self._door.names)
        network, page = found.network.name, found.page
        words = join_words.join_page(network, page.welcome, self._door.policy, notice)
        answer = draw(
            "join.html",
            self._door.path,
            status,
            heading=words.heading,
            network=network,
            words=words,
            errors={"address": wrong} if wrong else {},
            address=address[:LONGEST_ADDRESS],
            longest=LONGEST_ADDRESS,
            action=found.home,
            token=self._forms.seal([page.code, found.browser, ends]),
        )
        return self._remember(answer, found) if found.fresh else answer

    def _remember(self, answer: Response, found: Open) -> Response:
        browser, path = self._browsers.seal([found.browser]), f"{self._door.path}/join"
        return keep_cookie(answer, COOKIE, browser, path, secure=self._door.secure, lives=_LIVES)


def _look(tx: Transaction, code: str) -> tuple[JoinPage, Network] | None:
    page = tx.join_pages.find(code.casefold())
    return (page, tx.networks.get(page.network_id)) if page else None
