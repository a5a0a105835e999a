"""What is said about takeaways: one line each, listed without names."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.form import Form, TextInput
from bot.message import Block, Bullets, Button, Buttons, Heading, Message, Rich, Small, rich, say
from bot.refs import pack_ref
from bot.wording.language import gettext as _
from bot.wording.language import ngettext
from bot.wording.trouble import MOST_CONTROLS
from bot.wording.view import View
from storage.events import Event
from storage.session_records import EventSession
from storage.takeaways import Takeaway

TEXT = "takeaway"
_MOST_LISTED = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One takeaway, and the title of its session, if it is of one."""

    text: str
    title: str = ""


def ask(ref: str, limit: int, text: str = "") -> Form:
    """One line to write. `text`: what was written already."""
    hint = _("One line. Everybody in the network can read it, without your name.")
    return Form(
        title=_("Takeaway"),
        command="notes takeaway",
        ref=ref,
        submit=_("Save"),
        inputs=(TextInput(TEXT, _("What do you take away?"), hint=hint, value=text, limit=limit),),
    )


def kept(line: Takeaway, session: EventSession | None, sessions: Sequence[EventSession]) -> Message:
    """A line is kept; where several sessions are on, ask from which it is."""
    back = Button(_("Take it back"), "notes takeaway back", line.id)
    if session:
        words = _("Your takeaway is kept with “{title}”: “{text}”")
        return say(words.format(title=session.title, text=line.text), _seen(), Buttons((back,)))
    words = _("Your takeaway is kept: “{text}”").format(text=line.text)
    some = tuple(
        Button(
            _("From “{title}”").format(title=one.title[:50]),
            "notes takeaway from",
            pack_ref(t=line.id, s=one.id),
        )
        for one in sessions[: MOST_CONTROLS - 1]
    )
    how = _("Is it from a session? Press one, or type “notes takeaway from” and its number.")
    return say(words, _seen(), *((how,) if some else ()), Buttons((*some, back)))


def ask_to_tie(line: Takeaway, warning: Sequence[Block], fine: Button) -> Message:
    """The line names somebody, and its session agreed on no names."""
    last = _("It is not tied to the session yet. It stays as it was.")
    back = Button(_("Take it back"), "notes takeaway back", line.id)
    return Message((*warning, *say(last).blocks, Buttons((fine, back))))


def taken_back(line: Takeaway) -> Message:
    """A line is deleted."""
    return say(_("Your takeaway is deleted: “{text}”").format(text=line.text))


def listed(event: Event | None, lines: Sequence[Line], others: Sequence[Line]) -> Message:
    """What people took away from an event, and `others`: from elsewhere."""
    write = Buttons((Button(_("Add yours"), "notes takeaway"),))
    if event is None and not others:
        return say(_("Nobody has written down a takeaway here yet."), write)
    told: list[Block] = []
    if event:
        told += _of_event(event, lines)
    if others:
        words = ngettext("One takeaway of no event", "{count} takeaways of no event", len(others))
        told += _some(words.format(count=len(others)), others)
    return Message((*told, write))


def _of_event(event: Event, lines: Sequence[Line]) -> Sequence[Block]:
    if not lines:
        none = _("Nobody has written down a takeaway of {event} yet.").format(event=event.name)
        return say(none).blocks
    words = ngettext("One takeaway of {event}", "{count} takeaways of {event}", len(lines))
    return _some(words.format(count=len(lines), event=event.name), lines)


def _some(heading: str, lines: Sequence[Line]) -> Sequence[Block]:
    shown = lines[:_MOST_LISTED]
    left = len(lines) - len(shown)
    more = ngettext("and one more", "and {count} more", left).format(count=left)
    rows = (*(_line(one) for one in shown), *(((more,),) if left else ()))
    return (Heading(heading[:150]), Bullets(rows))


def too_long(view: View, count: int, most: int) -> Message:
    """More than a line: it is kept as a draft."""
    words = _("A takeaway is one line of up to {most} characters, and this has {count}.")
    kept_as = _("We kept it as a draft of notes instead. To see it, type {drafts}.")
    return say(
        words.format(most=most, count=count), rich(kept_as, drafts=view.code("notes drafts"))
    )


def no_notes(session: EventSession) -> tuple[str, ...]:
    """The people of a session agreed that nothing is written down."""
    words = _("The people in “{title}” asked that no notes are taken, so we keep none of it.")
    return (words.format(title=session.title), _("Nothing has changed."))


def none_of_yours() -> tuple[str, ...]:
    """This person has none."""
    return (_("You have no takeaways yet. Nothing has changed."),)


def no_event(words: str) -> tuple[str, ...]:
    """No event has this name."""
    return (_("There is no event called “{words}” here.").format(words=words[:80]),)


def _seen() -> Small:
    return Small((_("Everybody in the network can read it, without your name."),))


def _line(one: Line) -> Rich:
    if not one.title:
        return (one.text,)
    return rich(_("{text} (from “{title}”)"), text=one.text, title=one.title)
