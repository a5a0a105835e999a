"""Pitches: who would hold which session, who would come, and which room that suggests."""

from collections.abc import Mapping, Sequence

from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Heading,
    Message,
    Rich,
    Small,
    paragraph,
    rich,
    say,
)
from bot.wording.events.camp_words import room_link, say_place
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all, say_time
from bot.wording.view import View
from jobs.events.choosing_rooms import Suggestion
from storage.events import Event
from storage.session_records import EventSession
from storage.types import SessionId

Counts = Mapping[SessionId, int]

_TOLD = 30


def pitched(view: View, event: Event, session: EventSession, *, in_channel: bool) -> Message:
    """Their pitch is kept; where others see it, and what happens next."""
    where = (
        _("It stands in the channel of {event}, where others can say that they'd come.")
        if in_channel
        else _("{event} has no channel yet, so others find it with the list of pitches.")
    )
    words = _("Your pitch “{title}” is number {number}.")
    return say(
        words.format(title=session.title, number=session.plan.number),
        where.format(event=event.name),
        paragraph(_("To see all pitches, type {command}."), command=view.code("notes pitches")),
        paragraph(
            _("To take yours back, type {command}."),
            command=view.code(f"notes pitch withdraw {session.plan.number}"),
        ),
    )


def withdrawn(view: View, event: Event, session: EventSession, told: int) -> Message:
    """The pitch is taken back, and who would come is told."""
    words = _("The pitch “{title}” is taken back, and its post in the channel with it.")
    if event.place_id is None:
        words = _("The pitch “{title}” is taken back.")
    tell = ngettext(
        "We'll tell the one person whom it concerns.",
        "We'll tell the {count} people whom it concerns.",
        told,
    )
    again = paragraph(
        _("To pitch it again, type {command}."),
        command=view.code(f'notes pitch "{session.title}"'),
    )
    blocks = say(words.format(title=session.title), *([tell.format(count=told)] if told else []))
    return Message((*blocks.blocks, again))


def told_withdrawn(view: View, event: Event, session: EventSession) -> Message:
    """For who would have come, and for who pitched it."""
    words = _("“{title}” won't take place at {event}: its pitch was taken back.")
    return say(
        words.format(title=session.title, event=event.name),
        paragraph(
            _("To see the other pitches, type {command}."), command=view.code("notes pitches")
        ),
    )


def taken_back_already(session: EventSession) -> str:
    """It is off, and pressed or taken back once more."""
    return _("“{title}” was taken back. Nothing has changed.").format(title=session.title)


def not_yours(session: EventSession) -> tuple[str, ...]:
    """Somebody else pitched it."""
    return (
        _("A pitch is taken back by whoever pitched it, or by an organiser."),
        _("“{title}” is somebody else's. Nothing has changed.").format(title=session.title),
    )


def has_its_place(session: EventSession) -> tuple[str, ...]:
    """It is a session of the grid, and no pitch any more."""
    return (
        _("“{title}” is a session now, and no pitch any more.").format(title=session.title),
        _("If it can't take place, tell an organiser: the grid is theirs. Nothing has changed."),
    )


def pitched_already(session: EventSession, count: int) -> Message:
    """Somebody pitched the same."""
    words = _("“{title}” is pitched already, as number {number}. You can say that you'd come.")
    return say(
        words.format(title=session.title, number=session.plan.number or _("on the grid")),
        _say_count(count),
        Buttons((come_button(session),)),
    )


def how_to_pitch(view: View) -> tuple[str, Rich]:
    """A pitch needs a title."""
    example = view.code('notes pitch "Data sharing across councils"')
    return (
        _("Say what your session would be about. Nothing has changed."),
        rich(_("For example: {command}"), command=example),
    )


def card(view: View, event: Event, session: EventSession, count: int) -> Message:
    """A pitch in the event's channel, with who would come; where it is, once it has its place."""
    plan = session.plan
    leaders = say_all(plan.leaders) or _("Somebody")
    lead = rich(
        _("{names} would hold a session: {title}"), names=leaders, title=room_link(view, session)
    )
    blocks: list[Block] = [paragraph("{lead}", lead=lead)]
    if plan.state == "planned":
        place = say_place(session, event.zone)
        blocks.append(paragraph(_("It has its place: {place}."), place=place or _("to be said")))
    blocks += say(_say_count(count)).blocks
    if plan.state == "pitched":
        words = _("Pitch {number}. How many would come helps to choose the room.")
        blocks.append(Small((words.format(number=plan.number),)))
    return Message((*blocks, Buttons((come_button(session),))))


def come_button(session: EventSession) -> Button:
    """I'd come."""
    return Button(
        _("I'd come"),
        "notes coming",
        session.id,
        spoken=_("I'd come to {title}").format(title=session.title),
    )


def would_come(session: EventSession, count: int, *, is_new: bool) -> Message:
    """It is noted, and can be taken back."""
    first = (
        _("You'd come to “{title}”.")
        if is_new
        else _("You've said already that you'd come to “{title}”.")
    )
    tell = _("If it gets a room or moves, we'll tell you.")
    back = Button(_("I can't after all"), "notes coming undo", session.id)
    return say(first.format(title=session.title), _say_count(count), tell, Buttons((back,)))


def would_not_come(session: EventSession, count: int, *, had: bool) -> Message:
    """It is taken back, or there was nothing to take back."""
    first = (
        _("We've taken back that you'd come to “{title}”.")
        if had
        else _("You had not said that you'd come to “{title}”. Nothing has changed.")
    )
    return say(first.format(title=session.title), _say_count(count))


def pitches(
    view: View,
    event: Event,
    found: Sequence[EventSession],
    counts: Counts,
    rooms: Sequence[Suggestion] | None,
) -> Message:
    """All pitches without a place, most wanted first; `rooms`: for organisers, what would fit."""
    if not found:
        return say(
            _("Nobody has pitched a session for {event} yet.").format(event=event.name),
            paragraph(_("To pitch one, type {command}."), command=view.code('notes pitch "Title"')),
        )
    heading = _("Pitches for {event}").format(event=event.name)
    lines = tuple(_line(view, one, counts.get(one.id, 0)) for one in found[:_TOLD])
    blocks: list[Block] = [Heading(heading), Bullets(lines)]
    if len(found) > _TOLD:
        blocks += say(_("And {count} more.").format(count=len(found) - _TOLD)).blocks
    blocks.append(
        paragraph(
            _("To say that you'd come, type {command} with the number."),
            command=view.code(f"notes coming {found[0].plan.number}"),
        )
    )
    if rooms is not None:
        blocks += _rooms(view, event, rooms)
    return Message(tuple(blocks))


def _line(view: View, session: EventSession, count: int) -> Rich:
    leaders = say_all(session.plan.leaders)
    line = rich(_("{number}: {title}"), number=session.plan.number, title=room_link(view, session))
    if leaders:
        line += (_(", by {names}").format(names=leaders),)
    return (*line, ". ", _say_count(count))


def _say_count(count: int) -> str:
    if not count:
        return _("Nobody has said yet that they'd come.")
    words = ngettext("{count} person would come.", "{count} people would come.", count)
    return words.format(count=count)


def _rooms(view: View, event: Event, rooms: Sequence[Suggestion]) -> list[Block]:
    if not rooms:
        words = _(
            "We know of no free room: import the grid with its free rooms to have some suggested."
        )
        return list(say(words).blocks)
    lines = tuple(_suggestion(event, each) for each in rooms[:_TOLD])
    first = rooms[0]
    clock = say_time(first.cell.starts_at, event.zone)
    line = f"notes place {first.pitch.plan.number.removeprefix('P')} {first.cell.room} {clock}"
    lead = _("By size, these rooms are free for them. Only organisers see this.")
    then = paragraph(_("To give one its place, type {command}."), command=view.code(line))
    return [*say(lead).blocks, Bullets(lines), then]


def _suggestion(event: Event, each: Suggestion) -> Rich:
    seats = ngettext("{count} seat", "{count} seats", each.cell.capacity or 0)
    words = _("{number}: {room} at {time}")
    line = words.format(
        number=each.pitch.plan.number,
        room=each.cell.room,
        time=say_time(each.cell.starts_at, event.zone),
    )
    if each.cell.capacity:
        line = _("{place} ({seats})").format(
            place=line, seats=seats.format(count=each.cell.capacity)
        )
    return (
        line if each.fits else _("{place}, too small for all who would come").format(place=line),
    )
