"""Carry on after the privacy notice changed."""

from bot.command import Call, Command
from bot.form import Answer
from bot.message import say
from bot.wording.language import gettext as _
from bot.wording.members import privacy
from bot.wording.members.status import must_agree_again
from bot.wording.view import view_of
from storage.queue_records import Consent


def run(call: Call) -> Answer:
    """Record that the member read the words as they are now, and stays."""
    now = privacy.version(call.policy)
    if call.ref and call.ref != now:
        return say(privacy.outdated(), *privacy.show(call.policy, call.names, ask=True).blocks)
    is_new = must_agree_again(view_of(call), call.me)
    if is_new:
        via = call.account.key.platform
        call.tx.consents.record(Consent(call.me.id, "renewed", now, call.now, via))
    return say(privacy.agreed(is_new=is_new))


COMMAND = Command(
    words=("privacy", "agree"),
    help=_("Carry on taking part after the privacy notice has changed."),
    run=run,
    listed=False,
)
