"""The way in to the page for a room: who comes, and what strangers see instead."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from bot.pages.plain import say_plainly
from bot.pages.room_keys import RoomKeys
from bot.pages.room_pace import RoomPace
from bot.pages.room_view import RoomView, look
from bot.pages.room_visit import Visit, Visits
from bot.wording.notes import room_page
from jobs.aside import Aside
from storage.errors import NotFoundError, StorageError
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class RoomDoor:
    """`base`: where the world reaches us. `command`: how a member asks for a link of their own.

    `join`: how somebody becomes a member.
    """

    aside: Aside
    keys: RoomKeys
    base: str
    now: Callable[[], datetime]
    command: str
    join: str
    pace: RoomPace = field(default_factory=RoomPace)

    @property
    def visits(self) -> Visits:
        """What is known of a phone."""
        base = self.base.rstrip("/")
        return Visits(self.keys, urlsplit(base).path, secure=base.startswith("https:"))

    def address(self, visit: Visit) -> str:
        """Return the short link of the page."""
        return f"{self.base.rstrip('/')}/r/{visit.code}"

    async def find(self, request: Request) -> tuple[Visit, RoomView] | Response:
        """Return who opens which page; or what they see instead."""
        visit = self.visits.read(request, self.now())
        if not visit.known and not self.pace.may_guess(visit.address):
            return say_plainly(room_page.unknown_page(), 404)
        try:
            view = await self.aside.read(lambda tx: self._look(tx, visit))
        except NotFoundError:
            self.pace.note_wrong(visit.address)
            return say_plainly(room_page.unknown_page(), 404)
        except StorageError:
            return say_plainly(room_page.trouble(), 503)
        if view.access == "outside":
            return self.visits.remember(self._ask_in(view), visit)
        return visit, view

    def _look(self, tx: Transaction, visit: Visit) -> RoomView:
        return look(tx, visit.code, visit.writer, visit.way_in, self.now())

    def _ask_in(self, view: RoomView) -> Response:
        title = "" if view.network.sensitive else view.session.title
        command = f"{self.command} {view.session.code}"
        return say_plainly(room_page.for_members(view.network.name, title, command, self.join), 403)
