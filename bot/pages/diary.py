"""A meeting's calendar file, always as the meeting is now."""

from collections.abc import Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.pages.links import Links, MeetingLink
from bot.pages.plain import say_plainly
from bot.wording import pages
from bot.wording.meetings.meeting_facts import entry_of, facts_of
from jobs.aside import Aside
from jobs.meetings.diary import Entry, PastMeetingError, calendar_file
from storage.errors import NotFoundError
from storage.transaction import Transaction

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Disposition": 'attachment; filename="meeting.ics"',
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


class Diary:
    """Serves `/diary/<token>.ics`. 404: not one of our links; 410: the meeting is over or gone."""

    def __init__(self, aside: Aside, links: Links, now: Callable[[], datetime]) -> None:
        self._aside = aside
        self._links = links
        self._now = now

    def routes(self) -> list[Route]:
        """Return what the world may open."""
        return [Route("/diary/{token}.ics", self._serve, methods=["GET"])]

    async def _serve(self, request: Request) -> Response:
        link = self._links.read_diary(request.path_params["token"])
        if link is None:
            return say_plainly(pages.unknown_link(), 404)
        try:
            entry = await self._aside.read(lambda tx: _look(tx, link))
            if entry is None:
                return say_plainly(pages.meeting_gone(), 410)
            body = calendar_file(entry, self._now())
        except PastMeetingError:
            return say_plainly(pages.meeting_over(), 410)
        except NotFoundError:
            return say_plainly(pages.meeting_gone(), 410)
        method = "CANCEL" if entry.cancelled else "PUBLISH"
        kind = f"text/calendar; charset=utf-8; method={method}"
        return Response(body, media_type=kind, headers=_HEADERS)


def _look(tx: Transaction, link: MeetingLink) -> Entry | None:
    meeting = tx.meetings.get(link.meeting_id, link.network_id)
    return entry_of(facts_of(tx, meeting, link.network_id))
