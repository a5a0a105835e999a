"""Keep a private list of people whom you don't want to be introduced to."""

from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.people import find_people
from bot.wording.language import gettext as _
from bot.wording.members import avoiding
from bot.wording.view import view_of
from storage.errors import NotFoundError
from storage.naming import fold
from storage.types import Member, MemberId


def run(call: Call) -> Answer:
    """Put the named member on the list, ask whom is meant, or open the form."""
    if call.ref:
        return _avoid(call, call.tx.members.get(MemberId(call.ref), call.network.id))
    if not call.rest:
        on_it = call.tx.members.many(call.tx.members.avoided_by(call.me.id))
        return avoiding.avoid_form(list(on_it.values()))
    if fold(call.rest) == fold(call.me.name):
        return avoiding.yourself()
    certain, perhaps = find_people(call, call.rest)
    return _avoid(call, certain) if certain else _ask(call, perhaps)


def submit(call: Call, values: Values) -> Answer:
    """Put the chosen member on the list."""
    picked = values.get(avoiding.MEMBER, "")
    if not picked or not isinstance(picked, str):
        return FormErrors({avoiding.MEMBER: avoiding.nobody_chosen()})
    try:
        other = call.tx.members.get(MemberId(picked), call.network.id)
    except NotFoundError:
        return FormErrors({avoiding.MEMBER: avoiding.not_here()})
    return _avoid(call, other)


def _avoid(call: Call, other: Member) -> Answer:
    if other.id == call.me.id:
        return avoiding.yourself()
    if other.id in call.tx.members.avoided_by(call.me.id):
        return avoiding.avoided_already(other)
    call.tx.members.avoid(call.me.id, other.id, call.now)
    now = any(other.id in g.members for g in call.tx.rounds.open_groups(call.me.id))
    return avoiding.avoided(view_of(call), other, introduced_now=now)


def _ask(call: Call, perhaps: list[Member]) -> Answer:
    return avoiding.which(call.rest, perhaps, "unmentor avoid")


COMMAND = Command(
    words=("unmentor", "avoid"),
    help=_("Never be introduced to somebody. Only you can see your list."),
    usage=_("[name]"),
    example="Ade Bello",
    run=run,
    submit=submit,
)
