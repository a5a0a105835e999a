"""The page on which a volunteer stops our questions: opening it shows, sending it acts."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.pages.links import Links, MemberLink
from bot.pages.plain import say_plainly
from bot.wording import pages
from jobs.aside import Aside
from jobs.carrying_on.carrying import ask_nothing_more
from storage.errors import NotFoundError
from storage.transaction import Transaction
from storage.types import MemberId


@dataclass(frozen=True, slots=True)
class StopAsking:
    """Serves `/questions/<token>`. 404: not one of our links, or of somebody who is gone."""

    aside: Aside
    links: Links

    def routes(self) -> list[Route]:
        """Return what the world may open."""
        return [Route("/questions/{token}", self._serve, methods=["GET", "POST"])]

    async def _serve(self, request: Request) -> Response:
        link = self.links.read_stop_asking(request.path_params["token"])
        if link is None:
            return say_plainly(pages.unknown_link(), 404)
        try:
            if request.method == "POST":
                await self.aside.write(lambda tx: _stop(tx, link))
            stopped = await self.aside.read(lambda tx: _has_stopped(tx, link))
        except NotFoundError:
            return say_plainly(pages.unknown_link(), 404)
        if stopped:
            return say_plainly(pages.asked_no_more(), 200)
        return say_plainly(pages.ask_no_more(), 200, button=pages.stop_asking())


def _stop(tx: Transaction, link: MemberLink) -> None:
    ask_nothing_more(tx, _find(tx, link))


def _has_stopped(tx: Transaction, link: MemberLink) -> bool:
    found = tx.note_reminders.find(_find(tx, link))
    return found is not None and found.until is None


def _find(tx: Transaction, link: MemberLink) -> MemberId:
    member = tx.members.get(link.member_id, link.network_id)
    if member.left_at is not None:
        raise NotFoundError(f"member {member.id}")
    return member.id
