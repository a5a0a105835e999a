"""An unsure message arrived: an organiser looked."""

from bot.meaning.settling import settling_command
from bot.wording.language import gettext as _

COMMAND = settling_command(
    ("unmentor", "unsure", "arrived"),
    "unsure.arrived",
    _("Say that an unsure message arrived."),
    _("Noted: {what} arrived."),
)
