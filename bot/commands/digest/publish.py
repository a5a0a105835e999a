"""Publish the network's merged list of posts, for those outside chat."""

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.wording.digests import published
from bot.wording.language import gettext as _
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """Publish it, and say where; a sensitive network publishes nothing."""
    if call.network.sensitive:
        raise Refusal(*published.not_for_sensitive())
    if call.names.published is None:
        raise Refusal(*published.cannot_be_opened())
    before = call.tx.publishing.of(call.network.id)
    code = call.tx.publishing.set(call.network.id, call.account.id, call.now)
    if before is None:
        note_action(call, "list.publish", call.network.id)
    return published.published(view_of(call), call.names.published(code))


COMMAND = Command(
    words=("digest", "publish"),
    help=_("Publish the posts and blogs that your channels follow, for anyone to read."),
    run=run,
    who="organiser",
)
