"""Publish the network's list of posts no more."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer
from bot.wording.digests import published
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Stop publishing; the address is gone for good."""
    was_on = call.tx.publishing.drop(call.network.id)
    if was_on:
        note_action(call, "list.withdraw", call.network.id)
    return published.stopped(was_on=was_on)


COMMAND = Command(
    words=("digest", "publish", "off"),
    help=_("Publish the list of posts and blogs no more."),
    run=run,
    who="organiser",
    aliases=(("digest", "publish", "stop"),),
)
