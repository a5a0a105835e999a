"""Leave one reminder to write out."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.digests import writing_prompts
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests import writing


def run(call: Call) -> Answer:
    """Leave the week out that was pressed; typed, the coming one."""
    due = writing.skip(call.tx, call.me, call.now, call.ref)
    return writing_prompts.skipped(view_of(call), call.me, due)


COMMAND = Command(
    words=("digest", "write", "skip"),
    help=_("Leave your next reminder to write out."),
    run=run,
)
