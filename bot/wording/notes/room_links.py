"""A session's page for the room, as members are given it: a link, and a code for the others."""

from datetime import datetime

from bot.message import Button, Buttons, Code, Heading, Link, Message, Picture, rich, say
from bot.wording.language import gettext as _
from bot.wording.language import say_date
from bot.wording.notes import room_page
from bot.wording.view import View
from jobs.rooms.scan_codes import draw_png
from storage.session_records import EventSession


def for_anyone(session: EventSession, address: str) -> Message:
    """The page of an event that is open to anyone with the link."""
    return say(
        rich(
            _("Write notes of “{title}” together, on phones: {link}"),
            title=session.title,
            link=Link(address, address),
        ),
        _("Anyone who has this link can read the page and add points. Nobody needs an account."),
        sent(),
    )


def for_one(view: View, session: EventSession, address: str, until: datetime) -> Message:
    """The page of members, by a link of one's own."""
    return say(
        rich(
            _("Write notes of “{title}” together, on phones. This link is yours alone: {link}"),
            title=session.title,
            link=Link(_("Open the page as {name}").format(name=_name(view)), address),
        ),
        _("Please don't pass it on. It works until {day}.").format(day=say_date(until.date())),
        rich(
            _("Other members get a link of their own with {command}."),
            command=view.code(f"notes page {session.code}"),
        ),
        sent(),
    )


def sent() -> str:
    """Where the code to scan is."""
    return _("We've sent you a code to scan as a message, to show to the room.")


def cannot_be_opened(view: View) -> tuple[str, ...]:
    """There is no address at which people could open a page."""
    return (
        _("The page can't be opened yet: this Teapoint has no web address. Nothing has changed."),
        _("Whoever runs it can set one. Their address is {contact}.").format(
            contact=view.policy.contact
        ),
        _("Notes can be written here in chat meanwhile."),
    )


def code_to_scan(view: View, session: EventSession, address: str, *, members_only: bool) -> Message:
    """The code for a screen or a wall, with the link that it holds."""
    who = (
        rich(
            _("Members who open it are asked to type {command} for a link of their own."),
            command=Code(view.names.typed(f"notes page {session.code}")),
        )
        if members_only
        else _("Anyone who opens it can read the page and add points.")
    )
    return say(
        Heading(session.title[:150]),
        rich(
            _("Show this code to the room, or pass the link on: {link}"),
            link=Link(address, address),
        ),
        who,
        Picture(draw_png(address), room_page.scan_alt(session.title, address), session.title[:150]),
        Buttons((Button(_("Read the notes"), "notes show", session.id),)),
    )


def _name(view: View) -> str:
    return view.reader.profile.name if view.reader else ""
