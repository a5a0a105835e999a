"""The pages for people with nothing but e-mail, put together."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from starlette.routing import Route

from bot.command import Names, Policy
from bot.dispatch import Dispatcher
from bot.pages.join import JoinPages
from bot.pages.mail_door import MailDoor
from bot.pages.mail_links import MailLinks
from bot.pages.mail_pace import MailPace
from bot.pages.me import MemberPages
from bot.pages.me_keys import MeKeys
from jobs.aside import Aside
from storage.addresses import MAIL


def with_mail_pages(names: Names, links: MailLinks, base: str) -> Names:
    """Return the names with where people join by e-mail, confirm, and have their own page."""
    start = base.rstrip("/")
    return replace(
        names,
        join_page=lambda code: f"{start}/join/{code}",
        confirm=links.confirm,
        my_page=links.status,
    )


def open_mail_pages(
    aside: Aside,
    dispatcher: Dispatcher,
    links: MailLinks,
    names: Names,
    policy: Policy,
    base: str,
    now: Callable[[], datetime],
    pace: MailPace | None = None,
) -> list[Route]:
    """Return what the world may open: `/join/…` and `/me/…`."""
    cipher = aside.store.cipher
    keys, typed = MeKeys(cipher), names.on(MAIL)
    door = MailDoor(aside, dispatcher, links, keys, typed, policy, base, now, pace or MailPace())
    return [*JoinPages(door, cipher).routes(), *MemberPages(door).routes()]
