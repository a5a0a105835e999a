"""An undelivered message is given up for good."""

from gettext import gettext as _

from bot.meaning.settling import settling_command

COMMAND = settling_command(
    ("unmentor", "undelivered", "drop"),
    "undelivered.drop",
    _("Drop an undelivered message."),
    _("Dropped: {what}."),
)
