"""Take somebody off your private list."""

from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.people import account_said, find_among, find_people
from bot.wording.language import gettext as _
from bot.wording.members import avoiding
from bot.wording.view import view_of
from storage.types import Member, MemberId


def run(call: Call) -> Answer:
    """Take the named member off the list, ask who is meant, or open the form."""
    on_it = list(call.tx.members.many(call.tx.members.avoided_by(call.me.id)).values())
    if call.ref:
        return _unavoid(call, call.tx.members.get(MemberId(call.ref), call.network.id))
    if not on_it:
        return avoiding.nobody_on_list(view_of(call))
    if not call.rest:
        return avoiding.unavoid_form(on_it)
    certain, perhaps = find_among(call.rest, on_it)
    if account_said(call, call.rest):
        certain, perhaps = find_people(call, call.rest)
    return _unavoid(call, certain) if certain else _ask(call, perhaps)


def submit(call: Call, values: Values) -> Answer:
    """Take the chosen member off the list."""
    picked = values.get(avoiding.MEMBER, "")
    if not picked or not isinstance(picked, str):
        return FormErrors({avoiding.MEMBER: avoiding.nobody_chosen()})
    return _unavoid(call, call.tx.members.get(MemberId(picked), call.network.id))


def _unavoid(call: Call, other: Member) -> Answer:
    if other.id not in call.tx.members.avoided_by(call.me.id):
        return avoiding.not_on_list(other)
    call.tx.members.unavoid(call.me.id, other.id)
    if other.id in call.tx.members.avoided_by(call.me.id):
        return avoiding.stays(other)
    return avoiding.unavoided(other)


def _ask(call: Call, perhaps: list[Member]) -> Answer:
    return avoiding.which(call.rest, perhaps, "unmentor unavoid")


COMMAND = Command(
    words=("unmentor", "unavoid"),
    help=_("Take somebody off your private list."),
    usage=_("[name]"),
    example="Ade Bello",
    run=run,
    submit=submit,
)
