"""An unsure message did not arrive: send it again."""

from gettext import gettext as _

from bot.meaning.settling import settling_command

COMMAND = settling_command(
    ("unmentor", "unsure", "again"),
    "unsure.again",
    _("Have an unsure message sent again."),
    _("On its way again: {what}."),
)
