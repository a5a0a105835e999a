"""A workspace leaves a network; or a connection that was a mistake is undone."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.workspaces import UNDO_WITHIN, check_speaks_for
from bot.wording.language import gettext as _
from bot.wording.networks import connecting
from jobs.workspaces.connecting import disconnect
from storage.types import Space

_SURE = "sure"


def run(call: Call) -> Answer:
    """Pressed under the news of a connection: undo that. Typed: ask, then leave."""
    if call.ref and call.ref != _SURE:
        return _undo(call)
    networks = [call.network]
    check_speaks_for(call, networks)
    if call.tx.networks.spaces_of(call.network.id) == [call.space.id]:
        raise Refusal(*connecting.the_only_one(call.network))
    if call.ref != _SURE and call.rest.casefold() != _SURE:
        members = _count_members(call)
        return connecting.ask_to_leave(call.network, call.space, members)
    return _leave(call, call.space)


def _undo(call: Call) -> Answer:
    code = call.tx.network_codes.get(call.ref, call.network.id)
    if code.space_id is None or code.used_at is None:
        return connecting.was_not_in(call.network)
    space = call.tx.spaces.get(code.space_id)
    if not call.is_organiser and code.used_by != call.account.id:
        check_speaks_for(call, call.tx.networks.living_in(space.id))
    if call.now > code.used_at + UNDO_WITHIN:
        raise Refusal(*connecting.too_late_to_undo())
    return _leave(call, space)


def _leave(call: Call, space: Space) -> Answer:
    if not disconnect(call.tx, call.network.id, space, call.account, call.now):
        return connecting.was_not_in(call.network)
    return connecting.left(call.network, space)


def _count_members(call: Call) -> int:
    members = [member.id for member in call.tx.members.present(call.network.id)]
    accounts = call.tx.accounts.of_members(members)
    return sum(any(a.space_id == call.space.id for a in found) for found in accounts.values())


COMMAND = Command(
    words=("network", "leave"),
    help=_("Let this workspace leave a network."),
    run=run,
    who="anyone",
)
