"""Call a meeting off, or take back the times on offer."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps import suggesting
from bot.wording.language import gettext as _
from bot.wording.meetings import time_answers
from jobs.meetings import meeting_times
from storage.round_records import Group


def run(call: Call) -> Answer:
    """Call it off and tell the others."""
    group = suggesting.pick(call, "unmentor times off")
    if not isinstance(group, Group):
        return group
    others = [other for other in group.members if other != call.me.id]
    was = meeting_times.call_off(call.tx, group, call.network.id, call.now, "asked", others)
    if was is None:
        return time_answers.nothing_to_call_off()
    return time_answers.off(
        *suggesting.facts(call, call.tx.meetings.get(was.id, call.network.id)),
        was_agreed=was.state == "agreed",
    )


COMMAND = Command(
    words=("unmentor", "times", "off"),
    help=_("Call off the meeting that you agreed, or take back the times that you suggested."),
    run=run,
    aliases=(("unmentor", "call", "off"), ("unmentor", "call", "it", "off")),
)
