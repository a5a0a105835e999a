"""Delete everything about me: first, what that means."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.members import forgetting
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """Say what cannot be undone, with the button that does it."""
    return forgetting.ask_to_forget(view_of(call))


COMMAND = Command(
    words=("forget", "me"),
    help=_("Delete everything that we keep about you."),
    run=run,
    who="anyone",
    aliases=(("delete", "me"), ("delete", "my", "data"), ("erase", "me")),
)
