"""Choose one of the times on offer."""

from datetime import datetime

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.moments import read_moments
from bot.steps import suggesting
from bot.wording.language import gettext as _
from bot.wording.meetings import time_answers
from jobs.meetings import meeting_times
from jobs.meetings.slots import SkippedTimeError, at_wall
from storage.meetings import Meeting
from storage.round_records import Group

_NUMBERS = {"1": 0, "first": 0, "2": 1, "second": 1, "3": 2, "third": 2}


def run(call: Call) -> Answer:
    """Agree to the time that was pressed or typed."""
    group = suggesting.pick(call, f"unmentor times choose {call.rest}".strip())
    if not isinstance(group, Group):
        return group
    meeting = meeting_times.current(call.tx, group)
    if meeting is None:
        return time_answers.none_offered(group)
    slot = _read(call, group, meeting)
    if slot is None and meeting.slots:
        return time_answers.which(*suggesting.facts(call, meeting))
    return _choose(call, group, slot or call.now)


def _choose(call: Call, group: Group, slot: datetime) -> Answer:
    done = meeting_times.choose(call.tx, call.me, group, slot, call.now)
    meeting = meeting_times.current(call.tx, group)
    if meeting is None or done == "none":
        return time_answers.none_offered(group)
    if done == "past":
        return time_answers.past(group)
    view, facts = suggesting.facts(call, meeting)
    says = {"agreed": time_answers.chosen, "settled": time_answers.settled, "own": time_answers.own}
    return says.get(done, time_answers.withdrawn)(view, facts)


def _read(call: Call, group: Group, meeting: Meeting) -> datetime | None:
    """Return the time that is meant: by its number, as the button says it, or in words."""
    said = call.rest.strip().casefold()
    if not said and len(meeting.slots) == 1:
        return meeting.slots[0]
    if said in _NUMBERS:
        return next(iter(meeting.slots[_NUMBERS[said] :]), None)
    try:
        pressed = datetime.fromisoformat(said.upper())
    except ValueError:
        return _read_words(call, group)
    return pressed if pressed.tzinfo else _read_words(call, group)


def _read_words(call: Call, group: Group) -> datetime | None:
    zone = suggesting.clock_of(call, group)
    walls = read_moments(call.rest, call.now, zone)
    if not walls or len(walls) > 1:
        return None
    try:
        return at_wall(*walls[0], zone)
    except SkippedTimeError:
        return None


COMMAND = Command(
    words=("unmentor", "times", "choose"),
    help=_("Choose one of the times that your partner suggested."),
    usage=_("[number, or day and time]"),
    example="2",
    run=run,
    aliases=(("unmentor", "choose"),),
)
