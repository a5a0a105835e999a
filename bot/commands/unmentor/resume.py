"""End a break."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.schemes import named
from bot.wording.language import gettext as _
from bot.wording.members import pauses
from bot.wording.view import view_of
from jobs.members import belonging, membership
from storage.round_records import Programme


def run(call: Call) -> Answer:
    """Be in again in every scheme that was paused or sat out; pressed or named, in that one."""
    view = view_of(call)
    enrolled = belonging.enrolled_in(call.tx, call.me)
    meant = _meant(call, enrolled)
    if enrolled and not meant:
        return pauses.which_break(view, call.rest, enrolled)
    back = [p for p in meant if membership.resume(call.tx, call.me, p, call.now)]
    return pauses.resumed(view, back) if back else pauses.not_paused(view)


def _meant(call: Call, enrolled: list[Programme]) -> list[Programme]:
    """The schemes that are meant; none where the words name none of several."""
    if call.ref:
        return [p for p in enrolled if p.id == call.ref]
    one = named(enrolled, call.rest)
    if one:
        return [one]
    return enrolled if not call.rest or len(enrolled) == 1 else []


COMMAND = Command(
    words=("unmentor", "resume"),
    help=_("End your break, and be introduced again."),
    usage=_("[scheme]"),
    example="Unmentoring, monthly",
    run=run,
    aliases=(
        ("unmentor", "unpause"),
        ("unmentor", "unsnooze"),
        ("unmentor", "bring", "me", "back"),
    ),
    names_scheme=True,
)
