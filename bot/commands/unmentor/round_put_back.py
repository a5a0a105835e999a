"""Somebody who was taken out of the round that waits is put back."""

from bot.meaning.round_changes import change_command
from bot.wording.language import gettext as _

COMMAND = change_command("put back", _("Put somebody back into the next round."))
