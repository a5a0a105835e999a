"""Close a call for examples and tips."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.calls import pick_call
from bot.wording.language import gettext as _
from bot.wording.notes import calls


def run(call: Call) -> Answer:
    """Close it for everybody; whoever opened it may, and organisers."""
    meant = pick_call(call, call.rest)
    if meant.member_id != call.me.id and not call.is_organiser:
        raise Refusal(*calls.not_yours(meant))
    call.tx.calls.close(meant.id, call.network.id, call.now)
    return calls.closed(meant, len(call.tx.calls.entries(meant.id)))


COMMAND = Command(
    words=("notes", "call", "close"),
    help=_("Close a call for examples and tips that you opened."),
    usage=_("[title]"),
    example="legal teams",
    run=run,
)
