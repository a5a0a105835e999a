"""An undelivered message is tried again."""

from gettext import gettext as _

from bot.meaning.settling import settling_command

COMMAND = settling_command(
    ("unmentor", "undelivered", "again"),
    "undelivered.again",
    _("Try an undelivered message again."),
    _("We'll try again: {what}."),
)
