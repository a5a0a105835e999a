"""The one list of an event's or a network's conversations: what goes on, and what is open."""

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
    paragraph,
    say,
)
from bot.wording.carrying_on.carrying import lines_of, name_of
from bot.wording.language import gettext as _
from bot.wording.notes.post_links import find_post
from bot.wording.view import View
from storage.carrying import Carrying
from storage.events import Event
from storage.session_records import EventSession


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
        named = tuple(lines[one.id] + _by(view, how[one.id]) + _post(view, one) for one in carried)
        blocks += [Paragraph((Bold(_("Carried on")),)), Bullets(named)]
    if waiting:
        open_ones = tuple(lines[one.id] + _post(view, one) for one in waiting)
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


def _post(view: View, session: EventSession) -> Rich:
    address = find_post(view, session)
    return (" (", Link(_("the notes"), address), ")") if address else ()
