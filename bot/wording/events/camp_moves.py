"""A session is moved: the form, the clash, the confirmation, and what those interested read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

from bot.form import Form, TextInput, TimeInput
from bot.message import Button, Buttons, Message, Paragraph, paragraph, say
from bot.refs import pack_ref
from bot.wording.events.camp_words import room_link, say_place, say_session
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all, say_time
from bot.wording.view import View
from storage.events import Event
from storage.notices.camps import SessionMoved
from storage.session_records import EventSession, SessionPlan

ROOM, TIME = "room", "time"


def move_form(session: EventSession, clock: str, command: str) -> Form:
    """Where and when a session is; what stays blank stays as it is. `clock`: HH:MM there."""
    return Form(
        _("Move a session") if command == "notes move" else _("Give a pitch its place"),
        command,
        (
            TextInput(ROOM, _("Room"), value=session.plan.room, optional=True, limit=60),
            TimeInput(TIME, _("Begins at"), value=clock, optional=True),
        ),
        _("Save"),
        ref=pack_ref(s=session.id),
        intro=(Paragraph((say_session(session),)),),
    )


def ask_again(form: Form, odd: str, room: str, clock: time | None) -> Form:
    """What looks like a time is none that we know: the form, with what else was typed in it."""
    words = _("“{odd}” is no time that we know, so nothing has changed yet. Say when it begins.")
    filled = {ROOM: room, TIME: f"{clock:%H:%M}" if clock else ""}
    inputs = tuple(
        replace(one, value=filled[one.name] or one.value)
        for one in form.inputs
        if isinstance(one, TextInput | TimeInput)
    )
    told = Paragraph((words.format(odd=odd[:60]),))
    return replace(form, inputs=inputs, intro=(*form.intro, told))


def no_room(odd: str) -> str:
    """What was written as a room looks like a time."""
    words = _("“{odd}” looks like a time, so it can't be part of a room's name. Write it below.")
    return words.format(odd=odd[:60])


def how_to_move(view: View, command: str) -> Message:
    """It was not said what goes where."""
    return replace(
        say(
            _("Say which session, and where or when it is now. Nothing has changed."),
            paragraph(_("For example: {command}"), command=view.code(f"{command} 12 M70 14:00")),
        ),
        failed=True,
    )


def clash(
    event: Event,
    session: EventSession,
    plan: SessionPlan,
    others: Sequence[EventSession],
    again: Button,
) -> Message:
    """Somebody else is in that room at that time: said, and allowed by a second press."""
    there = replace(session, plan=plan)
    words = _("{place} is taken by {others}. Nothing has changed yet.")
    taken = say_all(say_session(one) for one in others)
    return replace(
        say(
            words.format(place=say_place(there, event.zone), others=taken),
            _("You can put both there, for example if one of them is about to move."),
            Buttons((again,)),
        ),
        failed=True,
    )


def again_button(line: str, ref: str) -> Button:
    """The second press."""
    return Button(_("Put both there"), line, ref)


def moved(event: Event, session: EventSession, told: int) -> Message:
    """It is kept; how many were told."""
    place = say_place(session, event.zone)
    first = (
        _("{session} is in {place} now.")
        if session.plan.room
        else _("{session} is at {place} now.")
    )
    words = ngettext(
        "We've told the one person who is interested.",
        "We've told the {count} people who are interested.",
        told,
    )
    after = words.format(count=told) if told else _("Nobody had said that they are interested.")
    return say(first.format(session=say_session(session), place=place), after)


def stays(event: Event, session: EventSession) -> Message:
    """It is there already."""
    words = _("{session} is there already: {place}. Nothing has changed.")
    place = say_place(session, event.zone)
    return say(words.format(session=say_session(session), place=place))


def told_moved(view: View, event: Event, session: EventSession, notice: SessionMoved) -> Message:
    """What somebody who is interested reads."""
    where = say_place(session, event.zone)
    title = room_link(view, session)
    if not notice.was_room and not notice.was_at:
        return say(paragraph(_("{session} has its place: {place}."), session=title, place=where))
    return say(
        paragraph(_("{session} has moved. It is now in {place}."), session=title, place=where)
        if session.plan.room
        else paragraph(_("{session} has moved. It is now at {place}."), session=title, place=where),
        _("Before, it was to be in {place}.").format(place=_was(notice, event.zone)),
    )


def _was(notice: SessionMoved, zone: str) -> str:
    at = say_time(datetime.fromisoformat(notice.was_at), zone) if notice.was_at else ""
    if notice.was_room and at:
        return _("{room} at {time}").format(room=notice.was_room, time=at)
    return notice.was_room or _("a room not known yet, at {time}").format(time=at)
