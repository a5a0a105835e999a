"""Conversations as they stand: under a session's notes, and in the one list of an event."""

from collections.abc import Sequence

from bot.message import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Heading,
    Link,
    Message,
    Paragraph,
    Rich,
    Small,
    paragraph,
    rich,
    say,
)
from bot.wording.carrying_on.carrying import lines_of, name_of
from bot.wording.language import gettext as _
from bot.wording.language import ngettext
from bot.wording.view import View
from storage.carrying import Carrying
from storage.events import Event
from storage.session_records import EventSession

_MOST_OUTCOMES = 3


def what_is_next(
    view: View, event: Event | None, sessions: Sequence[EventSession], *, public: bool
) -> Message:
    """The list of an event or network: what is carried on, by whom, and what is open."""
    how = view.tx.carrying.of_sessions(sessions)
    carried = [one for one in sessions if how[one.id].state == "carried"]
    waiting = [one for one in sessions if how[one.id].state == "open"]
    heading = _("After {event}: what goes on").format(event=event.name) if event else None
    blocks: list[Block] = [Heading(heading or _("Conversations: what goes on"))]
    listed = [*carried, *waiting]
    lines = {one.id: line for one, line in zip(listed, lines_of(listed), strict=True)}
    if carried:
        named = tuple(lines[one.id] + _by(view, how[one.id]) for one in carried)
        blocks += [Paragraph((Bold(_("Carried on")),)), Bullets(named)]
    if waiting:
        open_ones = tuple(lines[one.id] for one in waiting)
        blocks += [Paragraph((Bold(_("Open")),)), Bullets(open_ones)]
        sample = waiting[0].plan.number or waiting[0].code
        words = _("To carry one on, type {volunteer}. Nobody has to.")
        blocks.append(paragraph(words, volunteer=view.code(f"notes volunteer {sample}")))
    if not carried and not waiting:
        blocks.append(Paragraph((_("No conversation waits for anybody."),)))
    if public and waiting and event:
        blocks.append(Buttons((Button(_("Pick one up"), "notes open", event.id),)))
    return Message(tuple(blocks))


def nothing_open(event: Event | None) -> Message:
    """Every conversation is carried on, rests or is done."""
    where = _("No conversation of {event} is open.") if event else _("No conversation is open.")
    return say(where.format(event=event.name if event else ""))


def _by(view: View, carrying: Carrying) -> Rich:
    name = name_of(view, carrying.member_id)
    return (_(", by {name}").format(name=name),) if name else ()


def standing(view: View, session: EventSession) -> list[Block]:
    """Under a session's notes: who carries it on, what came of it, who wrote about it."""
    blocks: list[Block] = []
    carrying = view.tx.carrying.of(session)
    name = name_of(view, carrying.member_id) if carrying.state == "carried" else ""
    if name:
        blocks.append(Small((_("{name} carries this on.").format(name=name),)))
    outcomes = view.tx.outcomes.of_sessions([session.id])
    if outcomes:
        blocks.append(Paragraph((Bold(_("What happened next")),)))
        blocks.append(Bullets(tuple((one.text,) for one in outcomes[-_MOST_OUTCOMES:])))
    for link in view.tx.session_links.of_sessions([session.id]):
        words = _("Written up: {link}") if link.kind == "write-up" else _("See also: {link}")
        blocks.append(Small(rich(words, link=Link(link.title or link.url, link.url))))
    return blocks


def post_buttons(view: View, session: EventSession) -> Buttons:
    """What people may press under notes in a channel."""
    buttons = [Button(_("I'm interested"), "notes interested", session.id)]
    if view.tx.carrying.of(session).state == "open":
        buttons.append(Button(_("I'll carry it on"), "notes volunteer", session.id))
    return Buttons(tuple(buttons))


def which(count: int) -> str:
    """One of several conversations is to be chosen."""
    return ngettext(
        "Which conversation do you mean?", "Which of these {count} conversations?", count
    ).format(count=count)


def choose() -> str:
    """Choose one of several."""
    return _("Choose")


def no_such_event(name: str) -> tuple[str, ...]:
    """No event has this name."""
    words = _("We can't find an event called “{name}”. Nothing has changed.")
    return (words.format(name=name[:80]),)
