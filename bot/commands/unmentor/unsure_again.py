"""An unsure message did not arrive: send it again."""

from bot.meaning.settling import settling_command
from bot.wording.language import gettext as _

COMMAND = settling_command(
    ("unmentor", "unsure", "again"),
    "unsure.again",
    _("Have an unsure message sent again."),
    _("On its way again: {what}."),
)
