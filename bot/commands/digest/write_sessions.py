"""Be reminded to write about the sessions that you led."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.digests import writing_prompts
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests import writing


def run(call: Call) -> Answer:
    """Remind the member after sessions."""
    is_new = writing.ask_after_sessions(call.tx, call.me, True, call.now)
    return writing_prompts.after_sessions(view_of(call), wanted=True, is_new=is_new)


COMMAND = Command(
    words=("digest", "write", "sessions"),
    help=_("Be reminded to write about sessions that you led."),
    run=run,
    aliases=(("digest", "write", "sessions", "on"),),
)
