"""Move a meeting of your set."""

from datetime import date, datetime, time

from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.sets import leader_of, pick_meeting, scheme_of
from bot.wording.language import gettext as _
from bot.wording.sets.sets import (
    DAY,
    TIME,
    in_the_past,
    move_form,
    moved,
    no_day,
    no_meeting,
    no_time,
    refused,
)
from bot.wording.view import view_of
from jobs.meetings.slots import SkippedTimeError, at_wall
from jobs.sets import sets


def run(call: Call) -> Answer:
    """Ask for the new day and time."""
    found = pick_meeting(call)
    view = view_of(call)
    if found is None:
        return no_meeting(view)
    group, meeting = found
    if meeting.state != "agreed":
        return refused("same", None)
    if meeting.led_by != call.me.id and meeting.led_by in group.members:
        return refused("other", leader_of(call, meeting))
    return move_form(view, meeting)


def submit(call: Call, values: Values) -> Answer:
    """Move the meeting, and tell the others."""
    found = pick_meeting(call)
    view = view_of(call)
    if found is None:
        return no_meeting(view)
    moment = _read(values, call.network.zone)
    if isinstance(moment, FormErrors):
        return moment
    group, meeting = found
    programme, _round = scheme_of(call, group)
    try:
        said = sets.move(call.tx, programme, call.me, meeting, moment, call.now)
    except sets.PastMeetingError:
        return FormErrors({DAY: in_the_past()})
    if said not in ("new", "same"):
        return refused(said, leader_of(call, meeting))
    again = call.tx.meetings.get(meeting.id, call.network.id)
    return moved(view, again) if again.state == "agreed" else refused(said, None)


def _read(values: Values, zone: str) -> datetime | FormErrors:
    try:
        day = date.fromisoformat(str(values.get(DAY, "")))
    except ValueError:
        return FormErrors({DAY: no_day()})
    try:
        return at_wall(day, time.fromisoformat(str(values.get(TIME, ""))), zone)
    except (ValueError, SkippedTimeError):
        return FormErrors({TIME: no_time()})


COMMAND = Command(
    words=("unmentor", "set", "move"),
    help=_("Move a meeting of your set, if you facilitate it."),
    run=run,
    submit=submit,
)
