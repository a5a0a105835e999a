"""Open a call for examples and tips."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.quiet import ask_titled, read_title
from bot.wording.language import gettext as _
from bot.wording.notes import calls
from bot.wording.view import view_of
from storage.types import Place


def run(call: Call) -> Answer:
    """Open it, in the channel where it was typed: everybody there reads the answer.

    There, in a quiet period, it is asked about once more.
    """
    title, sure = read_title(call, calls.LONGEST_TITLE)
    if not title:
        return calls.what_title(view_of(call))
    channel = call.place if call.place and call.place.kind == "channel" else None
    question = ask_titled(call, "notes call", title) if channel and not sure else None
    return question or _open(call, title, channel)


def _open(call: Call, title: str, channel: Place | None) -> Answer:
    place = channel.id if channel else None
    opened = call.tx.calls.open(call.network.id, title, call.me.id, place, call.now)
    if opened is None:
        raise Refusal(calls.open_already(title))
    return calls.opened(view_of(call), opened, call.me.name, public=channel is not None)


COMMAND = Command(
    words=("notes", "call"),
    help=_("Open a call for examples and tips, in the channel where you type it."),
    usage=_('"<title>"'),
    example='"Getting legal teams to share data"',
    run=run,
)
