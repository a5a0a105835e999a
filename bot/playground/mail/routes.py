"""The addresses under which the page reads mailboxes."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.playground.common.page_errors import PageError
from bot.playground.common.streams import follow
from bot.playground.mail import page
from bot.playground.mail.faults import HELP, Fault
from bot.playground.mail.page import API
from bot.playground.mail.postroom import Postroom
from bot.playground.mail.records import Person

_MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)


class MailPages:
    """Answers the page, about one postroom."""

    def __init__(self, room: Postroom) -> None:
        self._room = room

    def routes(self) -> list[BaseRoute]:
        """Every address of the mailboxes."""
        reads = (
            ("people", self._people),
            ("world", self._world),
            ("conversation", self._conversation),
            ("home", _no_view),
            ("view", _no_view),
            ("scenes", self._scenes),
            ("tally", self._tally),
            ("html", self._html),
            ("file", self._file),
            ("events", self._events),
        )
        return [
            *(Route(f"{API}/{name}", read, methods=["GET"]) for name, read in reads),
            Route(f"{API}/say", _refuse_reply, methods=["POST"]),
            Route(f"{API}/fault", self._switch, methods=["POST"]),
        ]

    async def _people(self, request: Request) -> Response:
        return JSONResponse(page.show_people(self._room, _asked(request, "q")))

    async def _world(self, request: Request) -> Response:
        actor = self._actor(request)
        return JSONResponse(await page.show_world(self._room, actor, _asked(request, "q")))

    async def _conversation(self, request: Request) -> Response:
        actor = self._actor(request)
        return JSONResponse(page.show_talk(self._room, actor, _asked(request, "id")))

    async def _scenes(self, _request: Request) -> Response:
        return JSONResponse(page.show_scenes(self._room))

    async def _tally(self, _request: Request) -> Response:
        return JSONResponse(page.show_tally(self._room))

    async def _html(self, request: Request) -> Response:
        html = page.find_html(self._room, self._actor(request), _asked(request, "ts"))
        return HTMLResponse(html, headers={"content-security-policy": _MAIL_POLICY})

    async def _file(self, request: Request) -> Response:
        actor = self._actor(request)
        file = page.find_file(self._room, actor, _asked(request, "ts"), _asked(request, "n"))
        headers = {
            "content-disposition": f"attachment; filename*=utf-8''{quote(file.name)}",
            "x-content-type-options": "nosniff",
        }
        return Response(file.content, media_type=file.kind, headers=headers)

    async def _events(self, request: Request) -> Response:
        return follow(self._room.watchers, self._actor(request).id)

    async def _switch(self, request: Request) -> Response:
        body = await request.json()
        name, address = str(body.get("name")), str(body.get("address") or "").lower()
        faults = self._room.faults
        if name not in HELP:
            raise PageError("There is no such trouble.")
        if body.get("on", True):
            times = body.get("times")
            faults.add(Fault(name, address, int(times) if times else None))
        else:
            faults.remove(name, address)
        return JSONResponse({"ok": True, "faults": list(faults.rows())})

    def _actor(self, request: Request) -> Person:
        return page.find_actor(self._room, request.query_params.get("as"))


def _asked(request: Request, name: str) -> str:
    return request.query_params.get(name, "")


async def _no_view(_request: Request) -> Response:
    return JSONResponse({"view": None, "view_id": None, "hash": None})


async def _refuse_reply(_request: Request) -> Response:
    raise PageError("Replies go to the address in the mail, where people read them.", 409)
