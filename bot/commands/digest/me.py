"""One's own digest, from wherever it is typed: how often it comes, and every other verb of it."""

from dataclasses import replace

from bot.command import Call, Command, Found
from bot.form import Answer
from bot.meaning.digest_rhythms import read_rhythm
from bot.meaning.digests import meant_digest
from bot.steps.digest_planning import change_rhythm, choosing_form
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Set the rhythm that was typed, or do what another verb does, for oneself; else the form."""
    mine = replace(call, place=None)
    found = None if read_rhythm(" ".join(call.args)) else _other_verb(mine)
    if found:
        command, args = found
        return command.run(replace(mine, args=args))
    meant = meant_digest(mine)
    if meant.words:
        return change_rhythm(mine, meant)
    return choosing_form(mine, meant)


def _other_verb(call: Call) -> Found | None:
    """`digest me topics data` is `digest topics data`, of one's own digest."""
    found = call.table.find(("digest", *call.args))
    if found is None or len(found[0].words) < 2 or found[0].who == "organiser":
        return None
    return found


COMMAND = Command(
    words=("digest", "me"),
    help=_("Say how often you read new blog posts yourself."),
    usage=_("[daily, weekly, fortnightly or off] [day] [time]"),
    example="weekly",
    run=run,
)
