"""Two people of the round that waits become a pair."""

from gettext import gettext as _

from bot.meaning.round_changes import change_command

COMMAND = change_command("pair", _("Pair two people in the next round."))
