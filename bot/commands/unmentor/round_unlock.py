"""A group of the round that waits may change again."""

from bot.meaning.round_changes import change_command
from bot.wording.language import gettext as _

COMMAND = change_command(
    "unlock", _("Let somebody's group change when the round is planned again.")
)
