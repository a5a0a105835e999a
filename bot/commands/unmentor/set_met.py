"""Our set met."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.sets import leader_of, pick_meeting
from bot.wording.language import gettext as _
from bot.wording.sets.sets import no_meeting, noted, refused
from bot.wording.view import view_of
from jobs.sets import sets


def run(call: Call) -> Answer:
    """Note that the meeting took place."""
    found = pick_meeting(call, after=True)
    view = view_of(call)
    if found is None:
        return no_meeting(view)
    group, meeting = found
    said = sets.held(call.tx, call.me, meeting, call.now)
    if said != "new":
        return refused(said, leader_of(call, meeting))
    return noted(view, group, met=True)


COMMAND = Command(
    words=("unmentor", "set", "met"),
    help=_("Say that your set has met, if you facilitated."),
    run=run,
)
