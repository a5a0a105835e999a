"""Something was wrong with an introduction: tell the organisers, never the partner."""

from gettext import gettext as _

from bot.command import Call, Command
from bot.meaning.introductions import pick_group
from bot.message import Answer, Values
from bot.wording import wrong
from bot.wording.view import view_of
from bot.wording.wrong import LONGEST, WORDS
from jobs import membership
from storage.errors import NotFoundError
from storage.naming import clean
from storage.types import Group


def run(call: Call) -> Answer:
    """Open the form for the introduction that is meant."""
    if not call.ref and not call.tx.rounds.open_groups(call.me.id):
        return wrong.which(view_of(call))
    group = pick_group(call, "unmentor wrong")
    if not isinstance(group, Group):
        return group
    if call.me.id not in group.members:
        raise NotFoundError(group.id)
    others = membership.partners(call.tx, call.me, group)
    readers = membership.readers_of_report(call.tx, call.network.id, group)
    return wrong.form(group, others, readers, call.policy.contact)


def submit(call: Call, values: Values) -> Answer:
    """Tell the organisers, and keep the two apart from now on."""
    group = pick_group(call, "unmentor wrong")
    if not isinstance(group, Group):
        return group
    said = values.get(WORDS, "")
    words = clean(said if isinstance(said, str) else "", LONGEST, lines=True)
    others = membership.partners(call.tx, call.me, group)
    readers = membership.report_wrong(call.tx, call.me, group, words, call.now)
    return wrong.told(others, readers, call.policy.contact)


COMMAND = Command(
    words=("unmentor", "wrong"),
    help=_("Tell the organisers, in private, that something was wrong."),
    usage=_("[name]"),
    example="Ade",
    run=run,
    submit=submit,
    aliases=(("unmentor", "something", "was", "wrong"), ("unmentor", "report")),
)
