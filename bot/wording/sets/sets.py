"""Action learning sets: how one works, when it meets, who facilitates, and what can be done."""

from datetime import datetime

from bot.form import DateInput, Form, TimeInput
from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Heading,
    Message,
    Paragraph,
    Rich,
    paragraph,
    rich,
    say,
)
from bot.wording.language import gettext as _
from bot.wording.people import name_and_place, say_name, say_names, short_name, which_known
from bot.wording.sets import set_dates
from bot.wording.view import View
from jobs.calendars.workdays import find_zone
from jobs.members.belonging import partners
from jobs.sets.sets import ahead
from storage.meetings import Meeting
from storage.round_records import Group
from storage.types import Member, MemberId

DAY, TIME = "day", "time"


def how_it_works() -> Paragraph:
    """What happens in a meeting, in three sentences."""
    return Paragraph(
        (
            _(
                "At each meeting, one or two of you bring a real problem from work. "
                "The others listen and ask open questions, and hold back their advice. "
                "At the end, whoever brought it says what they will try, "
                "and tells the set next time how it went."
            ),
        )
    )


def to_begin(view: View, group: Group, *, rehearsal: bool) -> list[Block]:
    """What an introduction says after who is in the set: when it meets, and what happens then."""
    when = set_dates.planned(view, group) if rehearsal else meeting_blocks(view, group)
    return [*when, how_it_works()]


def meeting_blocks(view: View, group: Group) -> list[Block]:
    """When the set meets, who facilitates each time, and what the facilitator does."""
    lines = meeting_lines(view, group)
    if not lines:
        return [Paragraph((_("This set has no more meetings ahead."),))]
    facilitator = _(
        "The facilitator sends the others a link or a place, watches the time, "
        "and can move the meeting: type {move}. If a day doesn't suit you, tell its facilitator."
    )
    return [
        Paragraph((_("You meet on:"),)),
        Bullets(tuple(lines)),
        *set_dates.all_into_diary(view, group),
        paragraph(facilitator, move=view.code("unmentor set move")),
    ]


def meeting_lines(view: View, group: Group) -> list[Rich]:
    """A line for each meeting that is still to come."""
    meetings = ahead(view.tx, group, view.now)
    leaders = view.tx.members.many([m.led_by for m in meetings if m.led_by])
    return [
        rich(
            _("{when}, facilitator: {name}"),
            when=_when(view, meeting),
            name=_leader(view, meeting.led_by, leaders.get(meeting.led_by or MemberId(""))),
        )
        for meeting in meetings
    ]


def _when(view: View, meeting: Meeting) -> str:
    return set_dates.when_of(view, meeting.starts_at) or _("no date yet")


def _leader(view: View, leader_id: MemberId | None, leader: Member | None) -> str:
    if view.reader and leader_id == view.reader.id:
        return _("you")
    return say_name(leader) if leader else _("whoever offers")


def set_buttons(group: Group) -> Buttons:
    """What a member of a set can do about it."""
    return Buttons(
        (
            Button(_("Show my set"), "unmentor set", group.id),
            Button(_("Something was wrong"), "unmentor wrong", group.id),
        )
    )


def my_set(view: View, group: Group, reader: Member) -> Message:
    """Who is in the reader's set, and when it meets."""
    others = partners(view.tx, reader, group)
    people = tuple(name_and_place(other) for other in others)
    return Message(
        (
            Heading(_("Your set")),
            Paragraph((_("You and:"),)),
            Bullets(people),
            *which_known(others),
            *meeting_blocks(view, group),
            set_buttons(group),
        )
    )


def no_set(view: View) -> Message:
    """The reader is in no set at the moment."""
    return say(
        _("You're in no set at the moment."),
        rich(_("To see what comes next, type {status}."), status=view.code("unmentor status")),
    )


# A meeting


def soon(view: View, meeting: Meeting, group: Group, reader: Member, leader: Member) -> Message:
    """A working day before: when, and who facilitates."""
    others = say_names(partners(view.tx, reader, group))
    when = _when(view, meeting)
    if leader.id == reader.id:
        words = _("Your set meets on {when}: you, {others}. You facilitate this time.")
        task = _(
            "Please send the others a link or a place today. "
            "Ask who would like to bring a problem, and watch the time."
        )
        first = paragraph(words, when=when, others=others)
        blocks = (first, Paragraph((task,)), *set_dates.into_diary(view, meeting))
        return Message((*blocks, set_dates.leader_buttons(meeting)))
    words = _("Your set meets on {when}: you, {others}. {name} facilitates this time.")
    first = paragraph(words, when=when, others=others, name=say_name(leader))
    what = _(
        "Have you a problem from work that you'd like to bring? "
        "Tell {name}, who also sends the link or the place."
    )
    more = Paragraph((what.format(name=short_name(leader)),))
    return Message((first, more, *set_dates.into_diary(view, meeting)))


def question(view: View, meeting: Meeting) -> Message:
    """Afterwards: did your set meet?"""
    asked = paragraph(
        _("Did your set meet on {when}? All three answers are fine."), when=_when(view, meeting)
    )
    buttons = Buttons(
        (
            Button(_("Yes, we met"), "unmentor set met", meeting.id, "primary"),
            Button(_("It moved"), "unmentor set move", meeting.id),
            Button(_("We couldn't"), "unmentor set missed", meeting.id),
        )
    )
    return Message((asked, buttons))


def noted(view: View, group: Group, *, met: bool) -> Message:
    """What the facilitator said is kept; what comes next."""
    first = (
        _("Thank you. We've noted that your set has met.")
        if met
        else _("Thank you. We've noted that this meeting doesn't take place. That's fine.")
    )
    return say(first, say_next(view, group))


def called_off(view: View, meeting: Meeting, group: Group) -> Message:
    """The facilitator called a meeting off that was still to come."""
    words = _("Your set's meeting on {when} is off, and the others are told.")
    first = words.format(when=_when(view, meeting))
    return say(first, *set_dates.out_of_diary(view, meeting), say_next(view, group))


def moved(view: View, meeting: Meeting) -> Message:
    """The facilitator moved a meeting."""
    words = _("Your set now meets on {when}. The others are told.")
    first = Paragraph((words.format(when=_when(view, meeting)),))
    return Message((first, *set_dates.into_diary(view, meeting)))


def say_next(view: View, group: Group) -> str:
    meetings = ahead(view.tx, group, view.now)
    if not meetings:
        return _("There are no more meetings ahead. We'll write to you when the round ends.")
    return _("Your next meeting is on {when}.").format(when=_when(view, meetings[0]))


def move_form(view: View, meeting: Meeting) -> Form:
    """When the meeting is to be instead."""
    local = meeting.starts_at.astimezone(find_zone(view.zone)) if meeting.starts_at else None
    return Form(
        title=_("Move the meeting"),
        command="unmentor set move",
        ref=meeting.id,
        submit=_("Move it"),
        intro=(
            paragraph(_("It is planned for {when}."), when=_when(view, meeting)),
            Paragraph((_("The others are told as soon as you save."),)),
        ),
        inputs=(
            DateInput(DAY, _("The new day"), value=f"{local:%Y-%m-%d}" if local else ""),
            TimeInput(TIME, _("The new time"), value=f"{local:%H:%M}" if local else ""),
        ),
    )


def no_day() -> str:
    """No day, or none that can be read."""
    return _("Choose a day.")


def no_time() -> str:
    """No time, or none that can be read, or one that the clocks skip."""
    return _("Choose a time. The clocks may skip this one on that day.")


def in_the_past() -> str:
    """The new moment has passed."""
    return _("That has passed already, so nothing has changed. Choose a later day or time.")


def refused(said: str, leader: Member | None) -> Message:
    """An answer about a meeting that cannot be taken, and why; nothing has changed."""
    if said == "other":
        name = say_name(leader) if leader else _("somebody else")
        words = _("{name} facilitates this meeting, so nothing has changed. Please ask {name}.")
        return say(words.format(name=name))
    if said == "early":
        return say(_("That meeting is still to come, so nothing has changed."))
    if said == "closed":
        return say(_("That set has ended, or you're no longer in it, so nothing has changed."))
    return say(_("We had noted an answer for that meeting already, so nothing has changed."))


def no_meeting(view: View) -> Message:
    """The reader facilitates no meeting that could be meant."""
    return say(
        _("There is no meeting that you facilitate, so nothing has changed."),
        rich(_("To see when your set meets, type {set}."), set=view.code("unmentor set")),
    )


# Smaller and other sets


def told_when(view: View, meeting: Meeting, moment: datetime | None) -> Message:
    """A meeting was moved by its facilitator; for the others."""
    when = set_dates.when_of(view, moment) or _when(view, meeting)
    words = _(
        "Your set's meeting has been moved. It is now on {when}. "
        "If the earlier one is in your diary, please replace it."
    )
    return Message((Paragraph((words.format(when=when),)), *set_dates.into_diary(view, meeting)))


def told_off(view: View, meeting: Meeting, group: Group) -> Message:
    """A meeting was called off by its facilitator; for the others."""
    first = _("Your set's meeting on {when} is off.").format(when=_when(view, meeting))
    return say(first, *set_dates.out_of_diary(view, meeting), say_next(view, group))
