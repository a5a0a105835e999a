"""The page for a room: where several people write a session's notes at once, from their phones.

It is a plain form that works without any script; a script of our own adds the rest. What phones
tell of is kept by jobs/rooms/room_points.py, so that repeats, delays and two at once lose nothing.
"""

from collections.abc import Sequence
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.responses import StreamingResponse as Stream
from starlette.routing import Route

from bot.pages.plain import say_plainly
from bot.pages.room_body import BadBodyError, Sent, read_body, read_form, read_points
from bot.pages.room_door import RoomDoor
from bot.pages.room_look import (
    HEADERS,
    Box,
    Said,
    box_of_change,
    draw_room,
)
from bot.pages.room_view import RoomView
from bot.pages.room_visit import Visit
from bot.pages.room_watch import RoomWatch, told
from bot.wording.notes import room_page
from bot.wording.notes.removals import instead
from jobs.rooms import room_merge
from jobs.rooms.room_points import Kept, keep_point
from jobs.sessions.note_posts import refresh_posts
from storage.errors import StorageError
from storage.naming import new_id
from storage.transaction import Transaction

_GOOD = {"kept": "kept", "anew": "anew"}
_STATUS = {"refused": 403, "folded": 409, "full": 409, "closed": 409, "long": 422, "names": 409}


class RoomPages:
    """Serves `/r/<code>` and what belongs to it. 404: no session has the code."""

    def __init__(self, door: RoomDoor, watch: RoomWatch) -> None:
        self._door = door
        self._watch = watch

    def routes(self) -> list[Route]:
        """Return what the world may open."""
        page = "/r/{code}"
        return [
            Route(page, self._show, methods=["GET"]),
            Route(page, self._add, methods=["POST"]),
            Route(f"{page}/points", self._points, methods=["POST"]),
            Route(f"{page}/events", self._events, methods=["GET"]),
            Route(f"{page}/in/{{token}}", self._let_in, methods=["GET"]),
        ]

    # Opening

    async def _show(self, request: Request) -> Response:
        found = await self._door.find(request)
        if isinstance(found, Response):
            return found
        visit, view = found
        changed = request.query_params.get("change", "")
        box = (box_of_change(view, changed) if changed else None) or _box(view)
        became = request.query_params.get("said")
        said = Said(_became(became)) if became else None
        return self._draw(visit, view, box, said)

    async def _let_in(self, request: Request) -> Response:
        """A member's own link: remember them on this phone, and show the page."""
        visit, token = (
            self._door.visits.read(request, self._door.now()),
            request.path_params["token"],
        )
        if self._door.keys.read_pass(token, self._door.now()) is None:
            return RedirectResponse(visit.home, 303, headers=HEADERS)
        answer = RedirectResponse(visit.home, 303, headers=HEADERS)
        return self._door.visits.let_in(answer, visit, token)

    def _draw(
        self, visit: Visit, view: RoomView, box: Box, said: Said | None, status: int = 200
    ) -> Response:
        token = self._door.keys.token(visit.code, visit.writer, self._door.now())
        answer = draw_room(view, box, token, visit.home, said, status)
        return self._door.visits.remember(answer, visit)

    # Writing, by the plain form

    async def _add(self, request: Request) -> Response:
        found = await self._door.find(request)
        if isinstance(found, Response):
            return found
        visit, view = found
        try:
            sent = read_form(await read_body(request))
        except BadBodyError as error:
            words = room_page.outcome("long") if error.too_large else room_page.stale()
            return self._draw(visit, view, _box(view), Said(words, failed=True), 400)
        return await self._take_form(visit, view, sent)

    async def _take_form(self, visit: Visit, view: RoomView, sent: Sent) -> Response:
        """Keep it and show the page anew; where it cannot be kept, its words stay in the form."""
        (point,) = sent.points
        trouble = self._trouble_with(visit, view, sent)
        if trouble:
            return self._draw(visit, view, _again(view, point), trouble, 409)
        try:
            (kept,) = await self._keep(view, sent.points)
        except StorageError:
            said = room_page.trouble()
            return say_plainly(replace(said, sentences=(*said.sentences, point.text)), 503)
        if kept.outcome in _GOOD:
            became = "less" if kept.less else _GOOD[kept.outcome]
            address = f"{visit.home}?said={became}"
            return RedirectResponse(address, 303, headers=HEADERS)
        said_so = Said(_words_of(kept), failed=True)
        box = replace(_again(view, point), asks=kept.outcome == "names")
        return self._draw(visit, view, box, said_so, _STATUS[kept.outcome])

    def _trouble_with(self, visit: Visit, view: RoomView, sent: Sent) -> Said | None:
        """What is wrong before anything is kept, if so."""
        (point,) = sent.points
        if view.access != "write":
            return Said(room_page.outcome("closed"), failed=True)
        if not self._is_fresh(visit, sent.token):
            return Said(room_page.stale(), failed=True)
        if not self._door.pace.may_write(visit.writer):
            return Said(room_page.too_fast(), failed=True)
        if point.state == "said" and not point.text.strip():
            return Said(room_page.empty(), failed=True)
        return None

    def _is_fresh(self, visit: Visit, token: str) -> bool:
        age = self._door.keys.read_token(token, visit.code, visit.writer, self._door.now())
        return visit.known and age == "fresh"

    async def _keep(self, view: RoomView, points: Sequence[room_merge.Said]) -> list[Kept]:
        """Keep points in one transaction, as this phone's; then let open pages know."""
        now = self._door.now()

        def keep(tx: Transaction) -> list[Kept]:
            session = tx.sessions.get(view.session.id, view.session.network_id)
            kept = [keep_point(tx, session, _by(view, one), now, instead()) for one in points]
            if any(one.state != "typing" for one in points):
                refresh_posts(tx, session.id, session.network_id, now)
            return kept

        kept = await self._door.aside.write(keep)
        self._watch.nudge()
        return kept

    # Writing and listening, by the script

    async def _points(self, request: Request) -> Response:
        found = await self._door.find(request)
        if isinstance(found, Response):
            return JSONResponse({"why": "page"}, found.status_code)
        visit, view = found
        try:
            sent = read_points(await read_body(request))
        except BadBodyError as error:
            return JSONResponse({"why": "body"}, 413 if error.too_large else 400)
        if not self._is_fresh(visit, sent.token):
            return JSONResponse({"why": "token"}, 403)
        if not self._door.pace.may_write(visit.writer):
            return JSONResponse({"why": "pace"}, 429, {"Retry-After": "20"})
        closed = view.access != "write"
        try:
            kept = [Kept("closed")] * len(sent.points) if closed else None
            kept = kept or await self._keep(view, sent.points)
        except StorageError:
            return JSONResponse({"why": "storage"}, 503)
        pairs = zip(sent.points, kept, strict=True)
        return JSONResponse({"results": [_result(said, one) for said, one in pairs]})

    async def _events(self, request: Request) -> Response:
        found = await self._door.find(request)
        if isinstance(found, Response):
            return JSONResponse({"why": "page"}, found.status_code)
        visit, view = found
        if not visit.known or not self._watch.has_place(visit.writer):
            return JSONResponse({"why": "crowded"}, 503, {"Retry-After": "30"})
        came = request.headers.get("last-event-id") or request.query_params.get("since", "")
        since = int(came) if came.isascii() and came.isdecimal() and len(came) < 12 else 0
        events = self._watch.listen(view.session, since, visit.writer)
        return Stream(events, media_type="text/event-stream", headers=_LISTENING)


_LISTENING = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def _box(view: RoomView) -> Box:
    """The form for a point: what this phone was typing last, or nothing yet."""
    draft = view.draft
    if draft:
        return Box(draft.id, draft.edition + 1, draft.text, view.name)
    return Box(new_id("pt"), 1, "", view.name)


def _again(view: RoomView, point: room_merge.Said) -> Box:
    """The form with what was sent, so that nothing has to be written twice."""
    changes = any(one.id == point.id for one in view.points)
    name = point.name or view.name
    return Box(point.id, point.edition, point.text, name, changes, point.seen)


def _by(view: RoomView, said: room_merge.Said) -> room_merge.Said:
    """What was said, as this phone's, and its member's if they came as one."""
    member = view.member
    return replace(
        said,
        writer=view.writer,
        member_id=member.id if member else None,
        may_edit=member is not None,
    )


def _became(said: str) -> str:
    """What the address says of the point that was sent with the plain form."""
    if said == "less":
        return room_page.left_out()
    return room_page.outcome("anew" if said == "anew" else "kept")


def _words_of(kept: Kept) -> str:
    if kept.outcome == "names":
        return room_page.names_seen(kept.names)
    if kept.less and kept.outcome in _GOOD:
        return room_page.left_out()
    return room_page.outcome(kept.outcome)


def _result(said: room_merge.Said, kept: Kept) -> dict[str, object]:
    return {
        "id": said.id,
        "edition": said.edition,
        "outcome": kept.outcome,
        "words": _words_of(kept),
        "point": told(kept.point) if kept.point else None,
    }
