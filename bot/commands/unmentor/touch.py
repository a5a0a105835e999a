"""Stay in touch with somebody you've met, and see whom you asked about."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.touching import pick_met, wishes
from bot.wording.language import gettext as _
from bot.wording.meetings import touch
from storage.types import Member


def run(call: Call) -> Answer:
    """Ask what to do about whoever is meant, or list what was asked so far."""
    other = pick_met(call, "unmentor touch")
    if other is None:
        return wishes(call)
    return touch.choices(other) if isinstance(other, Member) else other


COMMAND = Command(
    words=("unmentor", "touch"),
    help=_("Stay in touch with somebody by yourselves, or see whom you asked about."),
    usage=_("[name]"),
    example="Ade Bello",
    run=run,
    aliases=(("unmentor", "stay", "in", "touch"), ("unmentor", "keep", "in", "touch")),
)
