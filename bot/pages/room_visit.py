"""Who opens the page for a room: a phone, known by its cookie, and a member if they came as one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from bot.pages.cookies import keep_cookie
from bot.pages.place import place_of
from bot.pages.room_keys import RoomKeys, RoomPass

PHONE, WAY_IN = "teapoint_phone", "teapoint_room"
_REMEMBERED = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request. `writer`: the phone as it is kept. `fresh`: the cookie that it gets now."""

    code: str
    home: str
    address: str
    writer: str
    fresh: str
    way_in: RoomPass | None

    @property
    def known(self) -> bool:
        """Whether this phone opened the page before."""
        return not self.fresh


class Visits:
    """Reads and gives cookies, each for one session's page only."""

    def __init__(self, keys: RoomKeys, path: str, *, secure: bool) -> None:
        self._keys = keys
        self._path = path
        self._secure = secure

    def read(self, request: Request, now: datetime) -> Visit:
        """Return who opens a page."""
        code = request.path_params["code"].casefold()[:40]
        writer = self._keys.read_phone(request.cookies.get(PHONE, ""), code)
        fresh = "" if writer else self._keys.new_phone(code)
        return Visit(
            code,
            f"{self._path}/r/{code}",
            place_of(request),
            writer or self._keys.read_phone(fresh, code) or "",
            fresh,
            self._keys.read_pass(request.cookies.get(WAY_IN, ""), now),
        )

    def remember(self, answer: Response, visit: Visit) -> Response:
        """Give a new phone its cookie."""
        if visit.fresh:
            self._keep(answer, PHONE, visit.fresh, visit.home)
        return answer

    def let_in(self, answer: Response, visit: Visit, token: str) -> Response:
        """Keep a member's own way in on their phone."""
        return self._keep(answer, WAY_IN, token, visit.home)

    def _keep(self, answer: Response, name: str, value: str, path: str) -> Response:
        return keep_cookie(answer, name, value, path, secure=self._secure, lives=_REMEMBERED)
