"""Two people of the round that waits become a pair."""

from bot.meaning.round_changes import change_command
from bot.wording.language import gettext as _

COMMAND = change_command("pair", _("Pair two people in the next round."))
