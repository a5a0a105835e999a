"""Our set couldn't meet, or won't."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.sets import leader_of, pick_meeting
from bot.wording.language import gettext as _
from bot.wording.sets.sets import called_off, no_meeting, noted, refused
from bot.wording.view import view_of
from jobs.meetings.meeting_times import is_ahead
from jobs.sets import sets


def run(call: Call) -> Answer:
    """Note that the meeting did not, or will not, take place."""
    found = pick_meeting(call)
    view = view_of(call)
    if found is None:
        return no_meeting(view)
    group, meeting = found
    said = sets.missed(call.tx, call.me, meeting, call.now)
    if said != "new":
        return refused(said, leader_of(call, meeting))
    if is_ahead(meeting, call.now):
        return called_off(view, call.tx.meetings.get(meeting.id, call.network.id), group)
    return noted(view, group, met=False)


COMMAND = Command(
    words=("unmentor", "set", "missed"),
    help=_("Say that your set couldn't meet, or call its meeting off, if you facilitate."),
    run=run,
    aliases=(("unmentor", "set", "cancel"),),
)
