"""Leave a scheme, or everything. "Stop" always works."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.schemes import named
from bot.wording.language import gettext as _
from bot.wording.members import leaving
from bot.wording.view import view_of
from jobs.members import belonging, membership
from storage.naming import fold
from storage.round_records import Programme
from storage.types import ProgrammeId

_EVERYTHING = frozenset({"", "everything", "all", "now", "please", "the network"})


def run(call: Call) -> Answer:
    """Leave at once: everything, or the scheme that was named or whose button was pressed."""
    view = view_of(call)
    if call.member is None:
        return leaving.not_taking_part(view)
    enrolled = belonging.enrolled_in(call.tx, call.member)
    programme = _which(call, enrolled)
    if programme is None and not call.ref and fold(call.rest) not in _EVERYTHING:
        return leaving.not_in_scheme(view, enrolled)
    if programme and programme.id not in {each.id for each in enrolled}:
        return leaving.not_in_scheme(view, enrolled)
    left = membership.leave(call.tx, call.member, programme, call.now, call.account.key.platform)
    if left.network:
        return leaving.left_network(view, left.programmes)
    others = belonging.enrolled_in(call.tx, call.member)
    return leaving.left_scheme(view, left.programmes[0], others)


def _which(call: Call, enrolled: list[Programme]) -> Programme | None:
    if call.ref:
        return call.tx.programmes.get(ProgrammeId(call.ref), call.network.id)
    return named(enrolled, call.rest)


COMMAND = Command(
    words=("unmentor", "leave"),
    help=_("Leave a scheme, or everything. You can come back at any time."),
    usage=_("[scheme]"),
    example="Unmentoring, monthly",
    run=run,
    who="anyone",
    aliases=(
        ("unmentor", "stop"),
        ("unmentor", "unsubscribe"),
        ("unmentor", "opt", "out"),
        ("unmentor", "quit"),
    ),
    names_scheme=True,
)
