"""Answers worth coming back to, worded again when they are told by direct message."""

from datetime import datetime

from bot.message import Message
from bot.note_search import read_asked
from bot.wording.digests import blog_lists
from bot.wording.look import Look
from bot.wording.members import data, status
from bot.wording.notes import calls, note_export, note_find
from bot.wording.view import view_for
from storage.notices.taking_part import Kept

STATUS = "unmentor status"
HISTORY = "unmentor history"
_MY_DATA = "my data"


def my_data(number: int, asked: datetime) -> str:
    """Return the command line that stands for one part of somebody's data."""
    return f"{_MY_DATA} {number} {asked.isoformat()}"


def answer_again(look: Look, kept: Kept) -> Message | None:
    """Answer a command line for its asker; None where that answer is no longer known."""
    reader = look.tx.members.find(look.network.id, kept.account_id)
    view = view_for(look, reader)
    if kept.command == STATUS:
        return status.status(view)
    if kept.command == HISTORY:
        return status.history(view)
    if kept.command.startswith(_MY_DATA):
        number, asked = kept.command.removeprefix(_MY_DATA).split()
        return data.part(view, kept.account_id, int(number), datetime.fromisoformat(asked))
    if kept.command.startswith(note_find.FIND) and (looked := read_asked(kept.command)):
        return note_find.answer(view, looked, 0)
    if kept.command.startswith(note_export.EXPORT):
        return note_export.files(view, kept.command.removeprefix(note_export.EXPORT).strip())
    if kept.command.startswith(blog_lists.EXPORT):
        return blog_lists.files(view, kept.command.removeprefix(blog_lists.EXPORT).strip())
    if kept.command.startswith(calls.PLAYBOOK):
        return calls.playbook_again(view, kept.command)
    return None
