"""Two people of the round that waits swap places."""

from bot.meaning.round_changes import change_command
from bot.wording.language import gettext as _

COMMAND = change_command("swap", _("Swap two people in the next round."))
