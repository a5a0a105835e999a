"""A group of the round that waits may change again."""

from gettext import gettext as _

from bot.meaning.round_changes import change_command

COMMAND = change_command(
    "unlock", _("Let somebody's group change when the round is planned again.")
)
