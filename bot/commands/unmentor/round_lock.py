"""A group of the round that waits stays together."""

from gettext import gettext as _

from bot.meaning.round_changes import change_command

COMMAND = change_command(
    "lock", _("Keep somebody's group together when the round is planned again.")
)
