"""Something was wrong with an introduction: tell the organisers, never the partner."""

from bot.command import Call, Command, Refusal
from bot.form import Answer, Values
from bot.meaning.introductions import pick_group
from bot.wording import trouble
from bot.wording.language import gettext as _
from bot.wording.meetings import wrong
from bot.wording.meetings.wrong import LONGEST, WORDS
from bot.wording.view import view_of
from jobs.meetings import wrongs
from jobs.members import belonging
from storage.errors import NotFoundError
from storage.naming import clean
from storage.round_records import Group
from storage.types import Member


def run(call: Call) -> Answer:
    """Open the form for the introduction that is meant."""
    member = _reporter(call)
    group: Group | Answer
    if call.ref or call.tx.rounds.open_groups(member.id):
        group = pick_group(call, "unmentor wrong")
    else:  # perhaps they called it off, or left, because of it
        group = next(iter(call.tx.rounds.recent_groups(member.id)), wrong.which(view_of(call)))
    if not isinstance(group, Group):
        return group
    if not call.tx.rounds.seating.sat_in(group, member.id):
        raise NotFoundError(group.id)
    others = belonging.partners(call.tx, member, group)
    readers = wrongs.readers_of_report(call.tx, call.network.id, group)
    return wrong.form(group, others, readers, call.policy.contact)


def submit(call: Call, values: Values) -> Answer:
    """Tell the organisers, and keep the two apart from now on."""
    group = pick_group(call, "unmentor wrong")
    if not isinstance(group, Group):
        return group
    said = values.get(WORDS, "")
    words = clean(said if isinstance(said, str) else "", LONGEST, lines=True)
    member = _reporter(call)
    others = belonging.partners(call.tx, member, group)
    readers = wrongs.report_wrong(call.tx, member, group, words, call.now)
    return wrong.told(others, readers, call.policy.contact)


def _reporter(call: Call) -> Member:
    """Whoever left, perhaps because of it, can still tell what was wrong."""
    member = call.tx.members.find(call.network.id, call.account.id, left=True)
    if member is None:
        raise Refusal(*trouble.members_only(call.names))
    return member


COMMAND = Command(
    words=("unmentor", "wrong"),
    help=_("Tell the organisers, in private, that something was wrong."),
    usage=_("[name]"),
    example="Ade",
    run=run,
    submit=submit,
    who="anyone",
    aliases=(("unmentor", "something", "was", "wrong"), ("unmentor", "report")),
)
