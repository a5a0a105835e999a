"""Be reminded after sessions no more."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.digests import writing_prompts
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests import writing


def run(call: Call) -> Answer:
    """End the reminders after sessions; a weekly one stays."""
    is_new = writing.ask_after_sessions(call.tx, call.me, False, call.now)
    return writing_prompts.after_sessions(view_of(call), wanted=False, is_new=is_new)


COMMAND = Command(
    words=("digest", "write", "sessions", "off"),
    help=_("Be reminded after sessions no more."),
    run=run,
)
