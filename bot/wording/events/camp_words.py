"""How events, sessions, rooms and slots are named wherever people read of them."""

from collections.abc import Sequence

from bot.message import Bold, Link, Part, Rich, rich
from bot.wording.language import gettext as _
from bot.wording.language import say_all, say_date, say_time
from bot.wording.view import View
from storage.events import Event
from storage.session_records import EventSession

LONGEST_ON_A_BUTTON = 60


def say_day(event: Event) -> str:
    """Return "Saturday 16 January 2027"."""
    return say_date(event.day)


def say_session(session: EventSession) -> str:
    """Return "“Data sharing” (session 12)", as far as it has a number."""
    if not session.plan.number:
        return _("“{title}”").format(title=session.title)
    words = _("“{title}” (session {number})")
    return words.format(number=session.plan.number, title=session.title)


def say_place(session: EventSession, zone: str) -> str:
    """Return "M69 at 10:15am", as far as it is known."""
    plan = session.plan
    at = say_time(plan.starts_at, zone) if plan.starts_at else ""
    if plan.room and at:
        return _("{room} at {time}").format(room=plan.room, time=at)
    return plan.room or (_("{time}").format(time=at) if at else "")


def room_link(view: View, session: EventSession) -> Part:
    """The session's title, leading to the page for its notes where there is one."""
    page = view.names.room
    if page is None or session.plan.consent == "none":
        return Bold(session.title)
    return Link(session.title, page(session.code))


def session_line(view: View, session: EventSession) -> Rich:
    """Return "M69: Data sharing (session 12), led by Ash Nicol" with the link of its notes."""
    plan = session.plan
    line = rich(
        _("{room}: {session}"),
        room=plan.room or _("Room not known"),
        session=room_link(view, session),
    )
    if plan.number:
        line += rich(_(" (session {number})"), number=plan.number)
    if plan.leaders:
        line += rich(_(", led by {names}"), names=say_all(plan.leaders))
    if plan.consent == "none":
        line += (_(". No notes are taken here."),)
    elif plan.notes_url:
        line += rich(_(". {document}"), document=Link(_("Their own document"), plan.notes_url))
    return line


def session_lines(view: View, sessions: Sequence[EventSession]) -> tuple[Rich, ...]:
    """Return a line for each session, by room."""
    return tuple(session_line(view, one) for one in sessions)
