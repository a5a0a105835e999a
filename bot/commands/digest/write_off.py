"""Be reminded to write no more."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.digests import writing_prompts
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests import writing


def run(call: Call) -> Answer:
    """Stop all reminders, also those after sessions."""
    was_on = writing.stop(call.tx, call.me)
    return writing_prompts.stopped(view_of(call), was_on=was_on)


COMMAND = Command(
    words=("digest", "write", "off"),
    help=_("Be reminded to write no more."),
    run=run,
    aliases=(("digest", "write", "stop"),),
)
