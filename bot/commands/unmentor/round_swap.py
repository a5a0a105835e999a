"""Two people of the round that waits swap places."""

from gettext import gettext as _

from bot.meaning.round_changes import change_command

COMMAND = change_command("swap", _("Swap two people in the next round."))
