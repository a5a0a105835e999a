"""Notes that are taken back: the answers, and what is read of them afterwards."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.message import Block, Button, Buttons, Message, Paragraph, Rich, rich, say
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_date
from bot.wording.notes.note_posts import say_places
from bot.wording.view import View
from storage.session_records import EventSession
from storage.types import Place


def everywhere(view: View, session: EventSession, count: int) -> Message:
    """The notes are taken back everywhere: who reads them now, and how they are posted again."""
    words = ngettext(
        "We're taking “{title}” back from {count} channel.",
        "We're taking “{title}” back from {count} channels.",
        count,
    )
    return say(
        words.format(title=session.title, count=count),
        _(
            "The notes themselves are kept. Who led the session, took its notes or made it can "
            "still read and change them, and so can organisers. Others read that they were taken "
            "back."
        ),
        rich(_("To post them again, type {post}."), post=view.code(f"notes post {session.code}")),
        Buttons((Button(_("Change the notes"), "notes edit", session.id),)),
    )


def own_posts(view: View, session: EventSession, count: int, standing: Sequence[Place]) -> Message:
    """Where the asker had posted somebody else's notes they are taken back, and nowhere else."""
    words = ngettext(
        "We're taking “{title}” back from {count} channel, where you posted it.",
        "We're taking “{title}” back from {count} channels, where you posted it.",
        count,
    )
    stands = _("It still stands in {channels}.")
    left = [rich(stands, channels=say_places(view, standing))] if standing else []
    kept = _("The notes are kept, and members can read them: type {show}.")
    read = rich(kept, show=view.code(f"notes show {session.code}"))
    return say(words.format(title=session.title, count=count), *left, read)


def not_posted_anywhere(session: EventSession) -> str:
    """There is nothing to take back."""
    words = _("“{title}” isn't posted anywhere, so there is nothing to take back.")
    return words.format(title=session.title)


def not_yours(session: EventSession, writer: str) -> tuple[str | Rich, ...]:
    """Only who speaks for the session, or posted them, may take them back."""
    words = _(
        "Who led a session, took its notes or made it can take them back, and so can whoever "
        "posted them, and organisers."
    )
    asked = _("“{title}” was written by {writer}. Nothing has changed.")
    known = _("Ask an organiser. Nothing has changed.")
    return (words, asked.format(title=session.title, writer=writer) if writer else known)


def closed(view: View, session: EventSession, at: datetime) -> Message:
    """What others read of notes that were taken back."""
    words = _("The notes of “{title}” were taken back on {day}.")
    return say(
        words.format(title=session.title, day=_day(view, at)),
        _(
            "Who led the session, took its notes or made it can still read them and post them "
            "again, and so can organisers."
        ),
    )


def stamp(view: View, at: datetime) -> Block:
    """Over the notes, for those who still read them."""
    words = _(
        "These notes were taken back on {day}. Only who led the session, took its notes or made "
        "it can read them, and organisers."
    )
    return Paragraph((words.format(day=_day(view, at)),))


def _day(view: View, at: datetime) -> str:
    return say_date(at.astimezone(ZoneInfo(view.zone)).date())
