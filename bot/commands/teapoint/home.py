"""The bot's own page: how things stand, and a button for everything."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.home import home
from bot.wording.language import gettext as _
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """Show the page as this person sees it."""
    return home(view_of(call), is_organiser=call.is_organiser)


COMMAND = Command(
    words=("home",),
    help=_("See how things stand, with a button for everything."),
    run=run,
    who="anyone",
    listed=False,
)
