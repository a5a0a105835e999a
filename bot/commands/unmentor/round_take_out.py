"""Somebody is taken out of the round that waits."""

from gettext import gettext as _

from bot.meaning.round_changes import change_command

COMMAND = change_command("take out", _("Take somebody out of the next round."))
