"""A group of the round that waits stays together."""

from bot.meaning.round_changes import change_command
from bot.wording.language import gettext as _

COMMAND = change_command(
    "lock", _("Keep somebody's group together when the round is planned again.")
)
