"""One thing worth sharing, or taking it back."""

import re
from datetime import datetime

from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.afterwards import pick_met
from bot.message import Message
from bot.wording.language import gettext as _
from bot.wording.meetings import sharing
from bot.wording.people import short_name
from bot.wording.view import view_of
from jobs.meetings import feedback
from jobs.members import belonging
from storage.feedback import Share
from storage.naming import fold
from storage.round_records import Group
from storage.types import Member

_BACK = frozenset({"back", "take back", "take it back", "undo"})
_SHARES: dict[str, Share] = {"no": "no", "unnamed": "unnamed", "named": "named"}


def run(call: Call) -> Answer:
    """Open the form for a conversation, or take back what was to be posted."""
    back = fold(call.rest) in _BACK
    group = pick_met(call, "unmentor feedback back" if back else "unmentor feedback")
    if not isinstance(group, Group):
        return group
    if back:
        done = feedback.take_back(call.tx, call.me, group, call.now)
        return _posted(call) if done == "posted before" else sharing.taken_back(view_of(call))
    if feedback.posting(call.tx, group, call.me.id):
        return _posted(call)
    programme = feedback.programme_of(call.tx, call.me, group)
    if not feedback.may_post(programme):
        return sharing.which_answer(group)
    said = call.tx.feedback.find(group.id, call.me.id)
    return sharing.form(programme, group, said, _typed(call, group))


def submit(call: Call, values: Values) -> Answer:
    """Keep it, and post it where that was chosen."""
    group = pick_met(call, "unmentor feedback")
    if not isinstance(group, Group):
        return group
    thing, how = (str(values.get(name, "")) for name in (sharing.THING, sharing.SHARE))
    named = _named(thing, belonging.partners(call.tx, call.me, group))
    if named and how != "no":
        return FormErrors({sharing.THING: sharing.names_partner(named)})
    done = feedback.share(call.tx, call.me, group, thing, _SHARES.get(how, "no"), call.now)
    said = call.tx.feedback.find(group.id, call.me.id)
    if isinstance(done, datetime) and said:
        return sharing.will_be_posted(view_of(call), group, said, done)
    if done == "posted before":
        return _posted(call)
    return sharing.kept(feedback.programme_of(call.tx, call.me, group))


def _posted(call: Call) -> Message:
    return sharing.posted_before([a.name for a in call.tx.networks.organisers(call.network.id)])


def _typed(call: Call, group: Group) -> str:
    """What was typed after the command, unless it only names the partner."""
    partners = belonging.partners(call.tx, call.me, group)
    names = {fold(name) for one in partners for name in (one.name, short_name(one))}
    return "" if fold(call.rest).removeprefix("with ") in names else call.rest


def _named(thing: str, partners: list[Member]) -> str:
    """The name of a partner that stands in the text, whole or as they are called."""
    for partner in partners:
        called = short_name(partner)
        if fold(partner.name) in fold(thing) or re.search(rf"\b{re.escape(called)}\b", thing):
            return called
    return ""


COMMAND = Command(
    words=("unmentor", "feedback"),
    help=_("Share one thing from a conversation, or take it back."),
    usage=_("[back]"),
    example="back",
    run=run,
    submit=submit,
    aliases=(("unmentor", "share"),),
)
