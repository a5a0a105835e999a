"""An undelivered message is tried again."""

from bot.meaning.settling import settling_command
from bot.wording.language import gettext as _

COMMAND = settling_command(
    ("unmentor", "undelivered", "again"),
    "undelivered.again",
    _("Try an undelivered message again."),
    _("We'll try again: {what}."),
)
