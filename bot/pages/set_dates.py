"""A page with a set's dates, always as they are now, and a way to put each into a diary."""

from collections.abc import Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.pages.links import Links, SetLink
from bot.pages.plain import say_plainly
from bot.wording import pages
from bot.wording.meetings.meeting_facts import entry_of, facts_of, moment_of
from jobs.aside import Aside
from jobs.meetings.diary import google_link, outlook_link
from jobs.sets.sets import ahead
from storage.errors import NotFoundError
from storage.meetings import Meeting
from storage.transaction import Transaction
from storage.types import NetworkId


class SetDates:
    """Serves `/diary/set/<token>`. 404: not one of our links; 410: the set has ended or is gone."""

    def __init__(self, aside: Aside, links: Links, now: Callable[[], datetime]) -> None:
        self._aside = aside
        self._links = links
        self._now = now

    def routes(self) -> list[Route]:
        """Return what the world may open."""
        return [Route("/diary/set/{token}", self._serve, methods=["GET"])]

    async def _serve(self, request: Request) -> Response:
        link = self._links.read_dates(request.path_params["token"])
        if link is None:
            return say_plainly(pages.unknown_link(), 404)
        try:
            dates = await self._aside.read(lambda tx: self._look(tx, link))
        except NotFoundError:
            dates = []
        if not dates:
            return say_plainly(pages.no_more_dates(), 410)
        return say_plainly(pages.dates_of_set(), 200, dates)

    def _look(self, tx: Transaction, link: SetLink) -> list[pages.Dated]:
        group = tx.rounds.group(link.group_id, link.network_id)
        coming = ahead(tx, group, self._now()) if group.state == "active" else []
        return [self._date(tx, meeting, link.network_id) for meeting in coming]

    def _date(self, tx: Transaction, meeting: Meeting, network_id: NetworkId) -> pages.Dated:
        facts = facts_of(tx, meeting, network_id)
        entry, now = entry_of(facts), self._now()
        if entry is None:
            raise NotFoundError(meeting.id)
        file = self._links.diary(meeting.id, network_id)
        links = pages.ways_into_diary(outlook_link(entry, now), google_link(entry, now), file)
        return pages.Dated(moment_of(facts), links)
