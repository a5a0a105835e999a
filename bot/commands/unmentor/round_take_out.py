"""Somebody is taken out of the round that waits."""

from bot.meaning.round_changes import change_command
from bot.wording.language import gettext as _

COMMAND = change_command("take out", _("Take somebody out of the next round."))
