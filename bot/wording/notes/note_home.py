"""`/notes` alone: what is on, what is unfinished, and what can be typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.command import Command
from bot.message import Block, Bullets, Button, Buttons, Heading, Message, Paragraph, Rich, rich
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_date
from bot.wording.notes.note_drafts import call_it
from bot.wording.notes.note_form import name_session
from bot.wording.view import View
from storage.note_drafts import NoteDraft
from storage.session_records import EventSession

_MOST_ON = 10
_WANTED = (
    "new",
    "paste",
    "show",
    "find",
    "follow me",
    "takeaway",
    "preview",
    "open",
    "volunteer",
    "drafts",
)


@dataclass(frozen=True, slots=True)
class State:
    """What is on now, what somebody has not saved yet, newest first, and what they can type.

    `open`: how many conversations nobody carries on.
    """

    on_now: Sequence[EventSession]
    drafts: Sequence[NoteDraft]
    open: int
    commands: Sequence[Command]


def shown(view: View, state: State) -> Message:
    """The state first, then what can be typed."""
    first = _("Session notes carry what was said in a room to people who were not there.")
    return Message(
        (
            Paragraph((first,)),
            *_on_now(state.on_now),
            *_drafts(state.drafts),
            *_open(view, state.open),
            Heading(_("What you can type")),
            Bullets(tuple(_line(view, one) for one in _wanted(state.commands))),
            Paragraph(rich(_("For more, type {all}."), all=view.code("help all"))),
            Buttons(_controls(state)),
        )
    )


def _on_now(sessions: Sequence[EventSession]) -> tuple[Block, ...]:
    if not sessions:
        return ()
    lines = tuple((name_session(one),) for one in sessions[:_MOST_ON])
    left = len(sessions) - _MOST_ON
    more = ngettext("and one more", "and {count} more", left).format(count=left)
    return (Heading(_("On now")), Bullets((*lines, *(((more,),) if left > 0 else ()))))


def _drafts(drafts: Sequence[NoteDraft]) -> tuple[Block, ...]:
    if not drafts:
        return ()
    count = len(drafts)
    words = ngettext(
        "You have one draft: {it}. It is kept until {until}.",
        "You have {count} drafts. The newest is {it}, kept until {until}.",
        count,
    )
    newest = drafts[0]
    until = say_date(newest.expires_at.date())
    return (Paragraph((words.format(count=count, it=call_it(newest), until=until),)),)


def _open(view: View, count: int) -> tuple[Block, ...]:
    if not count:
        return ()
    words = ngettext(
        "One conversation waits for somebody to carry it on. To see it, type {command}.",
        "{count} conversations wait for somebody to carry them on. To see them, type {command}.",
        count,
    )
    return (Paragraph(rich(words, count=str(count), command=view.code("notes open"))),)


def _controls(state: State) -> tuple[Button, ...]:
    drafts = (Button(_("Your drafts"), "notes drafts"),) if state.drafts else ()
    return (
        Button(_("Write notes"), "notes new", style="primary"),
        Button(_("Paste notes"), "notes paste"),
        *drafts,
    )


def _wanted(commands: Sequence[Command]) -> list[Command]:
    """What people want most, in that order, of what there is."""
    by_verb = {" ".join(one.words[1:]): one for one in commands}
    return [by_verb[verb] for verb in _WANTED if verb in by_verb]


def _line(view: View, command: Command) -> Rich:
    typed = view.code(f"{command.line} {command.usage}".strip())
    return rich("{typed}: {help}", typed=typed, help=command.help)
