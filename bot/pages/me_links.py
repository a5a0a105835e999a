"""The links of mails: opened, they show what would be done; only their button does it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.pages.mail_answers import MailAnswers
from bot.pages.mail_door import MailDoor, Serve, Visitor
from bot.pages.mail_links import MailLink
from bot.pages.mail_look import HEADERS
from bot.pages.me_keys import Ticket
from bot.pages.plain import say_plainly
from bot.pages.posted import Posted, is_from_here, read_posted
from bot.pages.room_body import BadBodyError
from bot.wording import pages
from bot.wording.members import mail_pages
from bot.wording.members.mail_pages import Asks
from jobs.members.by_mail import ask_again, send_fresh_link, stop_mail
from jobs.organisations.verifying import verify_address
from storage.transaction import Transaction

_DIGEST = "digest"
_AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Opened:
    """A link of ours, and whose it is."""

    link: MailLink
    visitor: Visitor
    is_over: bool


ServeLink = Callable[[Request, Opened], Awaitable[Response]]


class MailLinkPages:
    """Serves `/me/<token>`. 404: not one of our links, or of somebody who is gone.

    However many wrong ones come: nobody can guess one, and scanners open dead ones by the dozen.
    """

    def __init__(self, door: MailDoor, answers: MailAnswers) -> None:
        self._door = door
        self._answers = answers

    def routes(self) -> list[Route]:
        """Return what the world may open."""
        page = "/me/{token}"
        return [
            Route(page, self._of_ours(self._show), methods=["GET"]),
            Route(page, self._of_ours(self._act), methods=["POST"]),
        ]

    def _of_ours(self, serve: ServeLink) -> Serve:
        async def of_ours(request: Request) -> Response:
            opened = await self._open(request)
            return await serve(request, opened) if isinstance(opened, Opened) else opened

        return self._door.guarded(of_ours)

    async def _open(self, request: Request) -> Opened | Response:
        link = self._door.links.read(request.path_params["token"])
        visitor = await self._door.find(link.account_id) if link else None
        if link is None or visitor is None:
            return say_plainly(pages.unknown_link(), 404)
        unproven = link.kind in ("act", "status") and not visitor.confirmed
        return Opened(link, visitor, link.is_over(self._door.now()) or unproven)

    # Opening

    async def _show(self, request: Request, opened: Opened) -> Response:
        link, visitor = opened.link, opened.visitor
        if link.kind == "status" and await self._is_in(request, visitor):
            return RedirectResponse(f"{self._door.path}/me", 303, headers=HEADERS)
        return self._ask(request, opened, self._asks(opened))

    def _asks(self, opened: Opened) -> Asks:
        link, visitor = opened.link, opened.visitor
        name = visitor.network.name
        if opened.is_over:
            return mail_pages.is_over()
        match link.kind:
            case "act":
                return mail_pages.ask_to_press(name, link.label, link.warning)
            case "confirm" if not (visitor.confirmed and visitor.is_member):
                return mail_pages.ask_to_confirm(name)
            case "confirm" if visitor.stopped or visitor.refused:
                return mail_pages.ask_to_start(name)
            case "stop" if visitor.stopped and link.label != _DIGEST:
                return mail_pages.has_stopped(name)
            case "stop":
                return mail_pages.ask_to_stop(name, link.label)
            case _:
                return mail_pages.ask_to_open(name)

    def _ask(self, request: Request, opened: Opened, asks: Asks) -> Response:
        again = opened.link.kind == "stop" and opened.visitor.stopped and not opened.is_over
        return self._door.ask(
            asks,
            f"{self._door.path}/me/{request.path_params['token']}",
            network=opened.visitor.network.name,
            hidden={_AGAIN: "yes"} if again else None,
            status=410 if opened.is_over else 200,
        )

    async def _is_in(self, request: Request, visitor: Visitor) -> bool:
        known = await self._door.signed_in(request)
        return known is not None and known.account.id == visitor.account.id

    # Acting

    async def _act(self, request: Request, opened: Opened) -> Response:
        try:
            posted = await read_posted(request)
        except BadBodyError:
            return self._door.say(mail_pages.unreadable(), 400)
        if opened.link.kind == "stop":  # mail programs send this themselves (RFC 8058)
            return await self._stop(opened, posted)
        if not is_from_here(request, self._door.base):
            return self._door.say(mail_pages.not_from_here(), 403)
        if opened.is_over:
            return await self._send_fresh(opened.visitor)
        return self._door.sign_in(await self._enter(opened), opened.visitor)

    async def _enter(self, opened: Opened) -> Response:
        link, visitor, door = opened.link, opened.visitor, self._door
        if link.kind == "confirm":
            now = door.now()
            await door.aside.write(lambda tx: verify_address(tx, visitor.account.id, now))
        if link.kind == "act":
            pressed = Ticket("press", command=link.command, ref=link.ref, label=link.label)
            return await self._answers.press(visitor, pressed)
        if link.kind == "confirm" and not visitor.is_member:
            running = await door.aside.read(lambda tx: _has_schemes(tx, visitor))
            return await self._answers.run(visitor, "unmentor join" if running else "teapoint join")
        return RedirectResponse(f"{door.path}/me", 303, headers=HEADERS)

    async def _stop(self, opened: Opened, posted: Posted) -> Response:
        visitor, door, now = opened.visitor, self._door, self._door.now()
        name = visitor.network.name
        if posted.one(_AGAIN) and visitor.confirmed:
            await door.aside.write(lambda tx: verify_address(tx, visitor.account.id, now))
            return door.say(mail_pages.started_again(name), network=name)
        if opened.link.label == _DIGEST:
            await self._answers.run(visitor, "digest me off")
            return door.say(mail_pages.digest_stopped(name), network=name)
        await door.aside.write(lambda tx: stop_mail(tx, visitor.account, now))
        stopped = await door.find(visitor.account.id) or visitor
        return door.ask(
            mail_pages.has_stopped(name),
            urlsplit(door.links.stop(visitor.account.id)).path,
            network=name,
            hidden={_AGAIN: "yes"} if stopped.confirmed else None,
        )

    async def _send_fresh(self, visitor: Visitor) -> Response:
        """The same answer however often it is asked for; few mails go to one address."""
        door, now = self._door, self._door.now()
        send = send_fresh_link if visitor.confirmed else ask_again
        if door.pace.may_write_to(visitor.account.id):
            await door.aside.write(lambda tx: send(tx, visitor.account, now))
        return door.say(mail_pages.fresh_sent(), network=visitor.network.name)


def _has_schemes(tx: Transaction, visitor: Visitor) -> bool:
    return bool(tx.programmes.running(visitor.network.id))
