"""The form in which times are suggested: three days and times, and how to meet."""

from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from zoneinfo import ZoneInfo

from bot.form import ChoiceInput, DateInput, Form, Option, TextInput, TimeInput
from bot.message import Paragraph
from bot.wording.language import gettext as _
from bot.wording.meetings.meeting_facts import say_way
from bot.wording.meetings.working_days import say_city
from bot.wording.people import say_names
from storage.meeting_places import How, Way
from storage.meetings import Meeting
from storage.round_records import Group
from storage.types import Member

DAYS, TIMES = ("day1", "day2", "day3"), ("time1", "time2", "time3")
WAY, WHERE = "way", "where"
WAYS: tuple[Way, ...] = ("video", "phone", "in person")


def form(
    group: Group,
    others: Sequence[Member],
    slots: Sequence[datetime],
    zone: str,
    meeting: Meeting | None,
) -> Form:
    """Up to three days and times, filled in with what suits everybody's working day."""
    inputs = [
        each
        for number, slot in zip_longest(range(len(DAYS)), slots)
        for each in _slot_inputs(number, slot, zone)
    ]
    words = _("{names} chooses one of these times.")
    if len(others) > 1:
        words = _("{names} can each choose: the first choice counts.")
    clock = _("Times are as on the clock in {city}.")
    never = () if slots else (Paragraph((_no_time_suits(others),)),)
    return Form(
        title=_("Suggest times"),
        command="unmentor times",
        ref=group.id,
        submit=_("Suggest these times"),
        intro=(
            Paragraph((words.format(names=say_names(others)),)),
            Paragraph((clock.format(city=say_city(zone)),)),
            *never,
        ),
        inputs=(*inputs, *_how_inputs(meeting)),
    )


def _no_time_suits(others: Sequence[Member]) -> str:
    """Working days or hours never meet; whose are which is not said."""
    words = _(
        "We found no time that is in the working days and hours of both you and {names}. "
        "Suggest whatever might work, and say in a message if you can bend a little."
    )
    return words.format(names=say_names(others))


def _slot_inputs(number: int, slot: datetime | None, zone: str) -> tuple[DateInput, TimeInput]:
    local = slot.astimezone(ZoneInfo(zone)) if slot else None
    day, at = (f"{local:%Y-%m-%d}", f"{local:%H:%M}") if local else ("", "")
    label = (_("First day"), _("Second day"), _("Third day"))[number]
    clock = (_("Time on the first day"), _("Time on the second day"), _("Time on the third day"))
    return (
        DateInput(DAYS[number], label, value=day, optional=number > 0),
        TimeInput(TIMES[number], clock[number], value=at, optional=number > 0),
    )


def _how_inputs(meeting: Meeting | None) -> tuple[ChoiceInput, TextInput]:
    ways = tuple(Option(way, say_way(way)) for way in WAYS)
    how = meeting.offered if meeting else How("video")
    return (
        ChoiceInput(
            WAY,
            _("How to meet"),
            ways,
            value=how.way,
            wide=True,
        ),
        TextInput(
            WHERE,
            _("Where, or which number or link"),
            hint=_("Your partner sees this. It isn't put in the calendar file."),
            value=how.where,
            optional=True,
        ),
    )
