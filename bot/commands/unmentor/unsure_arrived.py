"""An unsure message arrived: an organiser looked."""

from gettext import gettext as _

from bot.meaning.settling import settling_command

COMMAND = settling_command(
    ("unmentor", "unsure", "arrived"),
    "unsure.arrived",
    _("Say that an unsure message arrived."),
    _("Noted: {what} arrived."),
)
