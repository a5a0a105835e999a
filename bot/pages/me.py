"""A member's own pages: how things stand, and every command, without Slack or Teams.

Opening a link of a mail shows and never acts, since mail scanners open every link: only its button
acts. The one exception is RFC 8058: a mail program's own "unsubscribe" is a form that it sends.
"""

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.message import Confirm
from bot.pages.mail_answers import MailAnswers
from bot.pages.mail_door import MailDoor, Visitor
from bot.pages.mail_look import FILES, HEADERS, STYLE
from bot.pages.me_keys import Ticket
from bot.pages.me_links import MailLinkPages
from bot.pages.place import place_of
from bot.pages.posted import MOST_WITH_FILES, Posted, is_from_here, read_posted
from bot.pages.room_body import BadBodyError
from bot.wording.members import mail_pages
from bot.wording.members.mail_pages import Asks
from bot.wording.pages import Words

_SEEN = {"": "home", "/help": "help", "/privacy": "privacy"}


class MemberPages:
    """Serves `/me`, what its buttons send, and `/me/<token>`: the links of mails."""

    def __init__(self, door: MailDoor) -> None:
        self._door = door
        self._answers = MailAnswers(door)
        self._links = MailLinkPages(door, self._answers)

    def routes(self) -> list[Route]:
        """Return what the world may open."""
        see, do = self._door.guarded(self._see), self._door.guarded(self._do)
        return [
            *(Route(f"/me{path}", see, methods=["GET"]) for path in _SEEN),
            Route("/me/do", do, methods=["POST"]),
            Route("/me/do", self._again, methods=["GET"]),
            Route(f"/me/files/{STYLE}", self._style, methods=["GET"]),
            *self._links.routes(),
        ]

    async def _see(self, request: Request) -> Response:
        visitor = await self._door.signed_in(request)
        if visitor is None:
            return self._door.sign_out(self._door.say(mail_pages.signed_out(), 401))
        line = _SEEN[request.url.path.removeprefix(self._door.path).removeprefix("/me")]
        return await self._answers.run(visitor, line, mail_pages.labels().your_page)

    async def _again(self, _request: Request) -> Response:
        """Somebody opened the address of an answer: it was theirs once, and is gone."""
        return RedirectResponse(f"{self._door.path}/me", 303, headers=HEADERS)

    async def _style(self, _request: Request) -> Response:
        headers = {"Cache-Control": "public, max-age=31536000", "X-Content-Type-Options": "nosniff"}
        return FileResponse(FILES / STYLE, media_type="text/css", headers=headers)

    async def _do(self, request: Request) -> Response:
        if not is_from_here(request, self._door.base):
            return self._door.say(mail_pages.not_from_here(), 403)
        visitor = await self._door.signed_in(request)
        if visitor is None:
            return self._door.sign_out(self._door.say(mail_pages.signed_out(), 401))
        if not self._door.pace.may_press(f"{visitor.account.id} {place_of(request)}"):
            return self._door.say(mail_pages.too_fast(), 429, visitor)
        try:
            posted = await read_posted(request, MOST_WITH_FILES)
        except BadBodyError as error:
            return self._door.say(*_unread(error), visitor)
        ticket = self._door.keys.read(posted.one("ticket"), visitor.account.id, self._door.now())
        if ticket is None:
            return self._door.say(mail_pages.stale(), 409, visitor)
        return await self._act(visitor, ticket, posted)

    async def _act(self, visitor: Visitor, ticket: Ticket, posted: Posted) -> Response:
        if ticket.kind == "out":
            return self._door.sign_out(self._door.say(mail_pages.signed_out()))
        if ticket.kind == "say":
            line = " ".join(posted.one("line").split())
            return await self._answers.run(visitor, line or "home")
        if ticket.kind == "form" and ticket.form:
            return await self._answers.submit(visitor, ticket.form, ticket.nonce, posted)
        if ticket.confirm and not posted.one("sure"):
            return self._confirm(visitor, ticket.confirm, posted.one("ticket"))
        return await self._answers.press(visitor, ticket)

    def _confirm(self, visitor: Visitor, asked: Confirm, sealed: str) -> Response:
        """The second page, for what cannot be undone."""
        return self._door.ask(
            Asks(Words(asked.title, ()), asked.yes, warning=asked.text),
            f"{self._door.path}/me/do",
            network=visitor.network.name,
            hidden={"ticket": sealed, "sure": "yes"},
            back=asked.no,
            visitor=visitor,
        )


def _unread(error: BadBodyError) -> tuple[Words, int]:
    if error.too_large:
        return Words(mail_pages.labels().there_is_a_problem, (mail_pages.too_large(),)), 413
    return mail_pages.unreadable(), 400
