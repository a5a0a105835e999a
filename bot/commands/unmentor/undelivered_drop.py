"""An undelivered message is given up for good."""

from bot.meaning.settling import settling_command
from bot.wording.language import gettext as _

COMMAND = settling_command(
    ("unmentor", "undelivered", "drop"),
    "undelivered.drop",
    _("Drop an undelivered message."),
    _("Dropped: {what}."),
)
