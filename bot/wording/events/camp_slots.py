"""What is on now and next, and what a channel reads when a slot begins and when all is over."""

from collections.abc import Sequence
from datetime import datetime

from bot.message import Block, Bullets, Heading, Message, Paragraph, Rich, Small, paragraph, say
from bot.wording.events.camp_words import say_day, session_lines
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_time
from bot.wording.view import View
from jobs.events.camps import end_of
from storage.events import Event
from storage.session_records import EventSession


def on_now(view: View, event: Event, sessions: Sequence[EventSession]) -> Message:
    """The slot that it is, by room."""
    until = say_time(max(map(end_of, sessions)), event.zone)
    return _slot(view, event, _("On now, until {time}").format(time=until), sessions)


def coming_next(view: View, event: Event, sessions: Sequence[EventSession]) -> Message:
    """The slot that begins next, by room; on another day than today with its date."""
    starts = sessions[0].plan.starts_at or view.now
    at = say_time(starts, event.zone)
    if starts.date() == view.now.date():
        return _slot(view, event, _("Next, at {time}").format(time=at), sessions)
    words = _("Next, on {day} at {time}").format(day=say_day(event), time=at)
    return _slot(view, event, words, sessions)


def nothing_now(view: View, event: Event, sessions: Sequence[EventSession]) -> Message:
    """No session is on; say when the next ones are."""
    if not sessions:
        return nothing_next(view, event)
    return Message(
        (
            Paragraph((_("No session of {event} is on now.").format(event=event.name),)),
            *coming_next(view, event, sessions).blocks,
        )
    )


def nothing_next(view: View, event: Event) -> Message:
    """Nothing is to come that we know of."""
    return say(
        _("We know of no session of {event} that is still to come.").format(event=event.name),
        paragraph(
            _("For notes of those that were, type {command}."), command=view.code("notes find")
        ),
    )


def _slot(view: View, event: Event, heading: str, sessions: Sequence[EventSession]) -> Message:
    name = _("{event}: each title leads to the page for its notes.")
    lead: Rich = (event.name,) if view.names.room is None else (name.format(event=event.name),)
    return Message((Heading(heading), Paragraph(lead), Bullets(session_lines(view, sessions))))


# In the event's channel


def slot_begins(
    view: View, event: Event, starts: datetime, sessions: Sequence[EventSession]
) -> Message:
    """The sessions of a slot, with the links of their notes."""
    words = ngettext(
        "{time}: {count} session begins", "{time}: {count} sessions begin", len(sessions)
    )
    heading = words.format(time=say_time(starts, event.zone), count=len(sessions))
    blocks: list[Block] = [Heading(heading), Bullets(session_lines(view, sessions))]
    if view.names.room:
        words = _(
            "{event}. Each title leads to the page for its notes: several people can add to it."
        )
        blocks.append(Small((words.format(event=event.name),)))
    else:
        write = view.code("notes new")
        blocks.append(paragraph(_("To write notes, type {command}."), command=write))
    return Message(tuple(blocks))


def slot_off(event: Event, starts: datetime) -> Message:
    """All sessions of a slot that was announced are elsewhere now."""
    words = _("{time}: the sessions of {event} that were to begin now are at other times.")
    return say(words.format(time=say_time(starts, event.zone), event=event.name))


def not_written_up(view: View, event: Event, sessions: Sequence[EventSession]) -> Message:
    """The one list of what nobody has written up, and how to add it."""
    words = ngettext(
        "Nobody has written up this session of {event} yet. A few lines are enough, and late "
        "notes are welcome.",
        "Nobody has written up these {count} sessions of {event} yet. A few lines are enough, and "
        "late notes are welcome.",
        len(sessions),
    )
    lead = words.format(event=event.name, count=len(sessions))
    how = _("Open the page of a session, or type {command} with its number or title.")
    return Message(
        (
            Heading(_("Not written up yet")),
            Paragraph((lead,)),
            Bullets(session_lines(view, sessions)),
            paragraph(how, command=view.code("notes new")),
        )
    )
