"""Somebody who was taken out of the round that waits is put back."""

from gettext import gettext as _

from bot.meaning.round_changes import change_command

COMMAND = change_command("put back", _("Put somebody back into the next round."))
