"""What belongs to the page for a room: its code to scan, its script and its style."""

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bot.pages.plain import say_plainly
from bot.pages.room_door import RoomDoor
from bot.pages.room_look import FILES, KINDS, draw_scan
from bot.pages.room_visit import Visit
from bot.wording.notes import room_page
from jobs.rooms.scan_codes import draw_png, draw_svg

_HEADERS = {"Cache-Control": "public, max-age=604800", "X-Content-Type-Options": "nosniff"}


class RoomCodes:
    """Serves `/r/<code>/qr` as a page, an SVG and a PNG. It shows no more than the link."""

    def __init__(self, door: RoomDoor) -> None:
        self._door = door

    def routes(self) -> list[Route]:
        """Return what the world may open."""
        return [
            Route("/r/files/{name}", self._file, methods=["GET"]),
            Route("/r/{code}/qr", self._scan, methods=["GET"]),
            Route("/r/{code}/qr.{kind}", self._picture, methods=["GET"]),
        ]

    async def _scan(self, request: Request) -> Response:
        found = await self._find(request)
        if isinstance(found, Response):
            return found
        visit, title = found
        return draw_scan(title, self._door.address(visit), visit.home)

    async def _picture(self, request: Request) -> Response:
        found = await self._find(request)
        if isinstance(found, Response):
            return found
        kind, address = request.path_params["kind"], self._door.address(found[0])
        if kind == "svg":
            return Response(draw_svg(address), media_type="image/svg+xml")
        if kind == "png":
            return Response(draw_png(address), media_type="image/png")
        return say_plainly(room_page.unknown_page(), 404)

    async def _find(self, request: Request) -> tuple[Visit, str] | Response:
        """Return the page and its title; who may not come in sees the code, without the title."""
        found = await self._door.find(request)
        if isinstance(found, tuple):
            return found[0], found[1].session.title
        if found.status_code != 403:
            return found
        return self._door.visits.read(request, self._door.now()), room_page.no_title()

    async def _file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in KINDS:
            return say_plainly(room_page.unknown_page(), 404)
        return FileResponse(FILES / name, headers=_HEADERS | {"Content-Type": KINDS[name]})
