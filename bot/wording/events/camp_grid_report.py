"""What came of a grid: figures, what needs a look row by row, and what it has no more."""

from collections.abc import Mapping, Sequence

from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Heading,
    Message,
    Paragraph,
    Rich,
    Small,
    paragraph,
    say,
)
from bot.refs import pack_ref
from bot.wording.events.camp_grid_trouble import say_grid_trouble
from bot.wording.events.camp_words import say_session
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all
from bot.wording.view import View
from jobs.events.grid_errand import Report
from jobs.grids.records import GridFinding, GridProblem
from storage.events import Event
from storage.grids import Trouble
from storage.session_records import EventSession
from storage.types import SessionId

_NAMED = 10


def report(view: View, event: Event, result: Report, page: int) -> Message:
    """One message of the report: the first one has the figures, all have rows."""
    if result.trouble:
        return _refused(event, result.trouble)
    lead = _figures(view, event, result) if page == 0 else []
    rows = result.page(page)
    if rows:
        words = _("These rows need a look. All others were taken as they are.")
        part = _("Rows that need a look, part {part} of {parts}.")
        several = part.format(part=page + 1, parts=result.pages)
        lead.append(Paragraph((words if result.pages == 1 else several,)))
        lead.append(Bullets(tuple(_row(one) for one in rows)))
    if page == result.pages - 1 and result.vanished:
        lead.append(gone_buttons(event))
    return Message(tuple(lead))


def _refused(event: Event, trouble: Trouble) -> Message:
    again = Button(_("Try again"), "notes event import", pack_ref(e=event.id))
    return say(
        Heading(_("The grid was not read")),
        say_grid_trouble(trouble),
        _("Nothing has changed: the sessions of {event} are as they were.").format(
            event=event.name
        ),
        Buttons((again,)),
    )


def _figures(view: View, event: Event, result: Report) -> list[Block]:
    rows = ngettext("We read {count} row.", "We read {count} rows.", result.rows)
    figures = (
        (result.new, ngettext("{count} new session", "{count} new sessions", result.new)),
        (result.moved, ngettext("{count} session moved", "{count} sessions moved", result.moved)),
        (
            result.changed,
            ngettext("{count} session changed", "{count} sessions changed", result.changed),
        ),
        (
            result.same,
            ngettext("{count} session as before", "{count} sessions as before", result.same),
        ),
        (
            result.free,
            ngettext(
                "{count} room and slot is free", "{count} rooms and slots are free", result.free
            ),
        ),
    )
    said: tuple[Rich, ...] = tuple(
        (words.format(count=count),) for count, words in figures if count
    )
    blocks: list[Block] = [
        Heading(_("The grid of {event} is read").format(event=event.name)),
        Paragraph((rows.format(count=result.rows),)),
        Bullets(said),
    ]
    if result.missing:
        names = say_all(_columns()[name] for name in result.missing)
        blocks += say(_("There is no column for: {columns}.").format(columns=names)).blocks
    if result.unused:
        blocks.append(
            paragraph(_("We left out these columns: {columns}."), columns=", ".join(result.unused))
        )
    if result.vanished:
        sessions = _sessions(view, result.vanished)
        blocks += gone(event, sessions)
    return blocks


def _columns() -> Mapping[str, str]:
    return {
        "time": _("time"),
        "session": _("session number"),
        "room": _("room"),
        "capacity": _("capacity"),
        "leader": _("leaders"),
    }


def _row(finding: GridFinding) -> Rich:
    what = _found()[finding.why].format(text=finding.text, other=finding.other)
    return (_("Row {row}: {what}").format(row=finding.row, what=what),)


def _found() -> Mapping[GridProblem, str]:
    return {
        "a time": _(
            "“{text}” is no time that we know, so its session has none yet. Write it like "
            "10:00-10:45."
        ),
        "an end": _(
            "“{text}” is no end that we know, so the session lasts until the next one begins, an "
            "hour at most. Write it like 10:45, or 45 min."
        ),
        "ends before it begins": _(
            "“{text}” ends before it begins, so we left out the end. It begins when it says."
        ),
        "another day": _(
            "“{text}” is on another day than the event, so its session has no time yet."
        ),
        "another year": _("it is of {text}, so it was left out."),
        "a capacity": _("“{text}” is no number of seats. The session is in without one."),
        "an address": _("“{text}” is no web address of notes. The session is in without one."),
        "no title": _("there is no title, so it was left out (“{text}”)."),
        "too long": _("its title is too long and was cut: “{text}”."),
        "the same session": _("“{text}” is in row {other} already. We made them one session."),
        "two in one room": _("“{text}” is in the same room and slot as row {other}. Both are in."),
        "more cells than headings": _("it has more cells than the heading. We left out “{text}”."),
    }


def failed(event: Event) -> Message:
    """Trouble on our side."""
    again = Button(_("Try again"), "notes event import", pack_ref(e=event.id))
    words = _(
        "We couldn't read the grid of {event} just now. Nothing has changed, and nothing is lost."
    )
    return say(words.format(event=event.name), Buttons((again,)))


def gone(event: Event, sessions: Sequence[EventSession]) -> list[Block]:
    words = ngettext(
        "{count} session is in the grid of {event} no more:",
        "{count} sessions are in the grid of {event} no more:",
        len(sessions),
    )
    lines: tuple[Rich, ...] = tuple((say_session(one),) for one in sessions[:_NAMED])
    after = _(
        "They are still on for everybody here until you say that they are off. Notes are kept."
    )
    lead = words.format(count=len(sessions), event=event.name)
    return [Paragraph((lead,)), Bullets(lines), Small((after,))]


def gone_buttons(event: Event) -> Buttons:
    ref = pack_ref(e=event.id)
    return Buttons(
        (
            Button(_("They're off"), "notes event drop", ref),
            Button(_("Keep them"), "notes event keep", ref),
        )
    )


def _sessions(view: View, ids: Sequence[str]) -> list[EventSession]:
    return [view.tx.sessions.get(SessionId(one), view.network.id) for one in ids]
